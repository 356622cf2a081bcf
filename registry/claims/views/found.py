"""Found claims at the agency's desk: filed by a caseworker, countersigned by the lead."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.authority import Permission
from registry.claims import operations
from registry.claims.rules import Kind
from registry.claims.views.blueprint import DESK, blueprint
from registry.claims.views.doors import page_url
from registry.claims.views.words import sections
from registry.purposes import BASIS_SENTENCES, CARE_OF_FOUND_CHILD
from registry.web.guards import begin, guard


@blueprint.get("/desk/found")
@guard(Permission.FOUND_CLAIM_LIST)
def found_list() -> str:
    """The found claims one filed; for a lead, those that wait for a second name."""
    with begin() as work:
        rows = operations.view_found(work)
    return render_template("claims/found_list.html", rows=rows)


@blueprint.get("/desk/found/new")
@guard(Permission.FOUND_CLAIM_FILE)
def found_before() -> str:
    """What to know before recording a child in one's care."""
    ground = BASIS_SENTENCES[CARE_OF_FOUND_CHILD]
    return render_template("claims/found_before.html", ground=ground)


@blueprint.post("/desk/found/new")
@guard(Permission.FOUND_CLAIM_FILE)
def start_found() -> Response:
    """Begin a found claim."""
    with begin() as work:
        claim = operations.begin(work, Kind.FOUND)
    return redirect(page_url(DESK, str(claim.id), "circumstances"), 303)


@blueprint.get("/desk/found/<claim_id>/countersignature")
@guard(Permission.FOUND_CLAIM_VIEW)
def signature(claim_id: str) -> str:
    """What the agency's lead reads before signing."""
    with begin() as work:
        row, told = operations.view_to_sign(work, claim_id)
    return render_template(
        "claims/signature.html",
        row=row,
        sections=[] if told is None else sections(DESK, row, told),
        photos=() if told is None else told.photos,
        ground=BASIS_SENTENCES[CARE_OF_FOUND_CHILD],
    )


@blueprint.post("/desk/found/<claim_id>/countersignature")
@guard(Permission.FOUND_CLAIM_COUNTERSIGN)
def countersign(claim_id: str) -> Response:
    """Be the second person."""
    with begin() as work:
        operations.countersign(work, claim_id)
    flash(_("Signed. From now on we look for the family."), "done")
    return redirect(url_for("claims.found_list"), 303)
