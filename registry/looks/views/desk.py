"""The desk's page of one question about a look."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.looks import operations
from registry.looks.forms import FoundForm
from registry.looks.views import words
from registry.looks.views.blueprint import blueprint
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard


@blueprint.get("/desk/looks/<matter_id>")
@guard(Permission.LOOK_ANSWER, Reads.GUARDIANS_WORDS)
def matter(matter_id: str) -> str:
    """One question about a look."""
    return _matter(matter_id, FoundForm())


@blueprint.post("/desk/looks/<matter_id>")
@guard(Permission.LOOK_ANSWER, Reads.GUARDIANS_WORDS)
def answer(matter_id: str) -> Answer:
    """Say what was found."""
    form = FoundForm()

    def act() -> None:
        found, why = form.facts()
        with begin() as work:
            operations.answer(work, matter_id, found, why)

    if accepted(form, act):
        flash(_("Recorded. The family reads what you found, not why."), "done")
        return redirect(url_for("desk.today"), 303)
    return _matter(matter_id, form), UNPROCESSABLE


def _matter(matter_id: str, form: FoundForm) -> str:
    with floors().begin(current_actor()) as work:
        seen = operations.view_question(work, matter_id)
    return render_template("looks/matter.html", seen=seen, form=form, words=words)
