"""Found claims at the agency's desk: filed by a caseworker, countersigned by the lead."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.authority import Permission
from registry.claims import operations
from registry.claims.forms.desk import ChildsSayForm
from registry.claims.rules import Kind
from registry.claims.views.blueprint import DESK, blueprint
from registry.claims.views.doors import page_url
from registry.claims.views.words import sections
from registry.purposes import BASIS_SENTENCES, CARE_OF_FOUND_CHILD
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard


@blueprint.get("/desk/found")
@guard(Permission.FOUND_CLAIM_LIST, Reads.NOTHING)
def found_list() -> str:
    """The found claims one filed; for a lead, those that wait for a second name."""
    with begin() as work:
        rows = operations.view_found(work)
    return render_template("claims/found_list.html", rows=rows)


@blueprint.get("/desk/found/new")
@guard(Permission.FOUND_CLAIM_FILE, Reads.NOTHING)
def found_before() -> str:
    """What to know before recording a child in one's care."""
    ground = BASIS_SENTENCES[CARE_OF_FOUND_CHILD]
    return render_template("claims/found_before.html", ground=ground)


@blueprint.post("/desk/found/new")
@guard(Permission.FOUND_CLAIM_FILE, Reads.NOTHING)
def start_found() -> Response:
    """Begin a found claim."""
    with begin() as work:
        claim = operations.begin(work, Kind.FOUND)
    return redirect(page_url(DESK, str(claim.id), "circumstances"), 303)


@blueprint.get("/desk/found/<claim_id>/countersignature")
@guard(
    Permission.FOUND_CLAIM_VIEW,
    Reads.CLAIM_DETAILS,
    Reads.CLAIM_LOCATION,
    Reads.CLAIM_WITHHELD,
    fresh=True,
)
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
@guard(Permission.FOUND_CLAIM_COUNTERSIGN, Reads.CLAIM_DETAILS)
def countersign(claim_id: str) -> Response:
    """Be the second person."""
    with begin() as work:
        operations.countersign(work, claim_id)
    flash(_("Signed. From now on we look for the family."), "done")
    return redirect(url_for("claims.found_list"), 303)


@blueprint.get("/desk/found/<claim_id>/child")
@guard(Permission.FOUND_CLAIM_FILE, Reads.NOTHING)
def childs_say(claim_id: str) -> str:
    """“Do you want us to look?”, to be read to a child in care."""
    return _childs_say(claim_id, ChildsSayForm())


@blueprint.post("/desk/found/<claim_id>/child")
@guard(Permission.FOUND_CLAIM_FILE, Reads.CLAIM_DETAILS)
def hear_child(claim_id: str) -> Answer:
    """Write down what the child answered."""
    form = ChildsSayForm()

    def act() -> None:
        with begin() as work:
            operations.hear_child(work, claim_id, form.fact(), str(get_locale() or "en"))

    if accepted(form, act):
        flash(_("We wrote down what you heard, and follow it."), "done")
        return redirect(url_for("claims.show", door=DESK, claim_id=claim_id), 303)
    return _childs_say(claim_id, form), UNPROCESSABLE


def _childs_say(claim_id: str, form: ChildsSayForm) -> str:
    with floors().begin(current_actor()) as work:
        said = operations.view_childs_say(work, claim_id)
    return render_template("claims/childs_say.html", claim_id=claim_id, said=said, form=form)
