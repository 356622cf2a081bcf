"""The desk's page on papers: seen, not kept."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.children import operations
from registry.children.forms.stated import PapersForm
from registry.children.views.blueprint import blueprint
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, guard


@blueprint.get("/desk/papers")
@guard(Permission.AUTHORITY_RAISE, Reads.NOTHING)
def papers() -> str:
    """Which record, which paper, and how it was seen."""
    return render_template("children/papers.html", form=PapersForm())


@blueprint.post("/desk/papers")
@guard(Permission.AUTHORITY_RAISE, Reads.NOTHING)
def record_papers() -> Answer:
    """Record that a paper was seen."""
    form = PapersForm()

    def act() -> None:
        with begin() as work:
            operations.record_papers(work, *form.facts())

    if accepted(form, act):
        flash(_("Recorded. The guardian is told that papers were seen."), "done")
        return redirect(url_for("children.papers"), 303)
    return render_template("children/papers.html", form=form), UNPROCESSABLE
