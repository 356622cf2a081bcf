"""The desk's pages: find a record, its people, and what waits about them."""

from __future__ import annotations

from flask import redirect, render_template, url_for

from registry.authority import Permission
from registry.holders import operations
from registry.holders.forms.desk import RecordForm
from registry.holders.views import words
from registry.holders.views.blueprint import blueprint, language
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, guard


@blueprint.get("/desk/records")
@guard(Permission.MATTER_LIST, Reads.NOTHING)
def find() -> str:
    """Which record."""
    return render_template("holders/find.html", form=RecordForm())


@blueprint.post("/desk/records")
@guard(Permission.MATTER_LIST, Reads.NOTHING)
def look_up() -> Answer:
    """Go to a record by its reference."""
    form, found = RecordForm(), []

    def act() -> None:
        with begin() as work:
            found.append(operations.find_record(work, form.fact()))

    if accepted(form, act):
        return redirect(url_for("holders.people", child_id=found[0]), 303)
    return render_template("holders/find.html", form=form), UNPROCESSABLE


@blueprint.get("/desk/records/<child_id>")
@guard(Permission.MATTER_LIST, Reads.GUARDIANS_WORDS)
def people(child_id: str) -> str:
    """Who speaks for a child, what they disagree on, and what can be done."""
    with begin() as work:
        page = operations.view_people(work, child_id, language())
    return render_template("holders/people.html", page=page, words=words)
