"""The pages of this feature: why something is opened, one's own day, and raising the limit."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.description import read_code
from registry.errors import N_
from registry.openings import operations
from registry.openings.forms import RaiseForm
from registry.readings import Reads
from registry.reasons import Stated
from registry.web import why
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard
from registry.web.pages import Nav

blueprint = Blueprint("openings", __name__)

BLUEPRINTS = (blueprint,)
NAV: Nav = ((Permission.BUDGET_VIEW, "openings.limit", N_("Files of today")),)


@blueprint.post("/desk/reasons")
@guard(Permission.REASON_STATE, Reads.NOTHING)
def state() -> Answer:
    """Say why, and go on to the page."""
    form = why.WhyForm()
    form.must_be_ours()

    def act() -> None:
        said = read_code(Stated, form.why.data, "why")
        with begin() as work:
            operations.state_reason(work, form.about.data or "", form.door.data or "", said)

    if accepted(form, act):
        return redirect(form.place.data or why.START, 303)
    return why.page(form), UNPROCESSABLE


@blueprint.get("/desk/limit")
@guard(Permission.BUDGET_VIEW, Reads.NOTHING)
def limit() -> str:
    """How many files one opened today, and who asks for more."""
    return _limit(RaiseForm())


@blueprint.post("/desk/limit/raises")
@guard(Permission.BUDGET_ASK, Reads.NOTHING)
def ask() -> Answer:
    """Ask for more."""
    form = RaiseForm()

    def act() -> None:
        with begin() as work:
            operations.ask_raise(work, form.facts())

    if accepted(form, act):
        flash(_("Asked. Two other people have to sign."), "done")
        return redirect(url_for("openings.limit"), 303)
    return _limit(form), UNPROCESSABLE


@blueprint.post("/desk/limit/raises/<raise_id>/signatures")
@guard(Permission.BUDGET_RAISE, Reads.NOTHING)
def sign(raise_id: str) -> Answer:
    """Be one of the two who raise it."""
    with begin() as work:
        is_raised = operations.sign_raise(work, raise_id)
    flash(_("Raised for 24 hours.") if is_raised else _("Signed. One more person has to."), "done")
    return redirect(url_for("openings.limit"), 303)


def _limit(form: RaiseForm) -> str:
    with floors().begin(current_actor()) as work:
        page = operations.view_limit(work)
    return render_template("openings/limit.html", page=page, form=form)
