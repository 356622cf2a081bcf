"""A draft as a whole: its parts, the answers to check, the notice, the sending."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from registry.authority import Permission
from registry.claims import operations
from registry.claims.forms.stated import NoticeForm
from registry.claims.parts import PARTS, still_needed
from registry.claims.views.blueprint import DESK, blueprint
from registry.claims.views.doors import at_both_doors, page_url
from registry.claims.views.words import language, sections
from registry.purposes import BASIS_SENTENCES, CARE_OF_FOUND_CHILD
from registry.readings import WHOLE_CLAIM, Reads
from registry.web.guards import begin, guard


@at_both_doors("/parts", "GET")
@guard(Permission.CLAIM_EDIT, *WHOLE_CLAIM)
def parts(door: str, claim_id: str) -> str:
    """The list of parts."""
    with begin() as work:
        row, told = operations.view_draft(work, claim_id)
    return render_template(
        "claims/parts.html",
        row=row,
        parts=PARTS[row.kind],
        answered=told.answered,
        page_url=lambda page: page_url(door, claim_id, page),
    )


@at_both_doors("/answers", "GET")
@guard(Permission.CLAIM_EDIT, *WHOLE_CLAIM)
def answers(door: str, claim_id: str) -> str:
    """Everything written so far, to be checked before it is sent."""
    with begin() as work:
        row, told = operations.view_draft(work, claim_id)
    return render_template(
        "claims/answers.html",
        row=row,
        sections=sections(door, row, told),
        photos=told.photos,
        needed=still_needed(row.kind, told.answered),
        ground=BASIS_SENTENCES[CARE_OF_FOUND_CHILD],
    )


@blueprint.get("/claims/<claim_id>/notice")
@guard(Permission.CLAIM_FILE, Reads.CLAIM_DETAILS, Reads.CLAIM_CONTACT, Reads.CLAIM_WITHHELD)
def notice(claim_id: str) -> str:
    """What we do with a claim, in the very words the sending will name."""
    with begin() as work:
        row, _ = operations.view_draft(work, claim_id)
    shown = operations.notice_for(language())
    form = NoticeForm(data={"shown": shown.digest})
    return render_template("claims/notice.html", row=row, notice=shown, form=form)


@blueprint.post("/claims/<claim_id>/notice")
@guard(
    Permission.CLAIM_FILE,
    Reads.CLAIM_DETAILS,
    Reads.CLAIM_CONTACT,
    Reads.CLAIM_WITHHELD,
    Reads.RECORD_DETAILS,
)
def send(claim_id: str) -> Response:
    """Send a claim."""
    shown = NoticeForm().shown.data or ""
    with begin() as work:
        operations.file_claim(work, claim_id, shown=shown, language=language())
    return redirect(url_for("claims.show", claim_id=claim_id), 303)


@blueprint.post("/desk/found/<claim_id>/sending")
@guard(Permission.FOUND_CLAIM_FILE, Reads.CLAIM_DETAILS, Reads.CLAIM_LOCATION, Reads.CLAIM_WITHHELD)
def hand_in(claim_id: str) -> Response:
    """Hand a found claim to the agency's lead."""
    with begin() as work:
        operations.file_found(work, claim_id)
    return redirect(url_for("claims.show", door=DESK, claim_id=claim_id), 303)
