"""An auditor's pages: what is unusual by rule, and one finding with its entries."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.oversight.unusual import operations
from registry.oversight.unusual.forms import OutcomeForm
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard

blueprint = Blueprint("unusual", __name__)


@blueprint.get("/desk/unusual")
@guard(Permission.UNUSUAL_VIEW, Reads.NOTHING)
def index() -> str:
    """What is unusual, by rule: references and counts, never values."""
    with begin() as work:
        groups = operations.view_unusual(work)
    return render_template("oversight/unusual.html", groups=groups)


@blueprint.get("/desk/unusual/<finding_id>")
@guard(Permission.UNUSUAL_VIEW, Reads.NOTHING)
def finding(finding_id: str) -> str:
    """One finding, and the entries it rests on."""
    return _finding(finding_id, OutcomeForm())


@blueprint.post("/desk/unusual/<finding_id>")
@guard(Permission.UNUSUAL_ANSWER, Reads.NOTHING)
def answer(finding_id: str) -> Answer:
    """Say what came of asking."""
    form = OutcomeForm()

    def act() -> None:
        outcome = form.fact()
        with begin() as work:
            operations.answer(work, finding_id, outcome)

    if accepted(form, act):
        flash(_("Recorded. Whoever it is about does not read it here."), "done")
        return redirect(url_for("unusual.index"), 303)
    return _finding(finding_id, form), UNPROCESSABLE


def _finding(finding_id: str, form: OutcomeForm) -> str:
    with floors().begin(current_actor()) as work:
        page = operations.view_finding(work, finding_id)
    return render_template("oversight/finding.html", page=page, form=form)
