"""The desk's answers: a matter looked at, and an attempt to reach somebody."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.children.models import Child
from registry.holders import operations
from registry.holders.forms.desk import AnswerMatterForm, AttemptForm
from registry.holders.views import words
from registry.holders.views.blueprint import blueprint, language
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard


@blueprint.get("/desk/matters/<matter_id>")
@guard(Permission.MATTER_ANSWER, Reads.GUARDIANS_WORDS)
def matter(matter_id: str) -> str:
    """One thing to look at."""
    return _matter(matter_id, AnswerMatterForm())


@blueprint.post("/desk/matters/<matter_id>")
@guard(Permission.MATTER_ANSWER, Reads.GUARDIANS_WORDS)
def answer_matter(matter_id: str) -> Answer:
    """Say what came of looking."""
    form, after = AnswerMatterForm(), []

    def act() -> None:
        outcome, why = form.facts()
        with begin() as work:
            after.append(_page_of(operations.answer_matter(work, matter_id, outcome, why)))

    if accepted(form, act):
        flash(_("Recorded, with your reason."), "done")
        return redirect(after[0], 303)
    return _matter(matter_id, form), UNPROCESSABLE


@blueprint.get("/desk/records/<child_id>/holders/<holder_id>/attempts/new")
@guard(Permission.MEASURE_PROPOSE, Reads.NOTHING)
def attempt(child_id: str, holder_id: str) -> str:
    """When and how somebody tried to reach a guardian."""
    return _attempt(child_id, holder_id, AttemptForm())


@blueprint.post("/desk/records/<child_id>/holders/<holder_id>/attempts/new")
@guard(Permission.MEASURE_PROPOSE, Reads.NOTHING)
def record_attempt(child_id: str, holder_id: str) -> Answer:
    """Note an attempt."""
    form = AttemptForm()

    def act() -> None:
        on, channel = form.facts()
        with begin() as work:
            operations.record_attempt(work, child_id, holder_id, on, channel)

    if accepted(form, act):
        flash(_("Recorded."), "done")
        return redirect(url_for("holders.people", child_id=child_id), 303)
    return _attempt(child_id, holder_id, form), UNPROCESSABLE


def _matter(matter_id: str, form: AnswerMatterForm) -> str:
    with floors().begin(current_actor()) as work:
        child, line = operations.view_matter(work, matter_id, language())
    form.offer(line.concern)
    return render_template(
        "holders/matter.html", child=child, line=line, form=form, words=words, back=_page_of(child)
    )


def _page_of(child: Child) -> str:
    """The page of its guardians; of a form that is not finished there is none."""
    if child.is_draft:
        return url_for("desk.today")
    return url_for("holders.people", child_id=child.id)


def _attempt(child_id: str, holder_id: str, form: AttemptForm) -> str:
    with floors().begin(current_actor()) as work:
        child, _ref = operations.view_attempt(work, child_id, holder_id)
    return render_template("holders/attempt.html", child=child, form=form)
