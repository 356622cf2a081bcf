"""Signing an outcome, and answering the other once where two people are of two minds."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.readings import Reads
from registry.review import operations
from registry.review.forms import OpinionForm
from registry.review.operations.talking import Talk
from registry.review.rules import Stage
from registry.review.views.blueprint import blueprint
from registry.review.views.pages import shown, side_names, wording
from registry.review.views.stages import stage_page
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard


@blueprint.post("/desk/reviews/<assignment_id>/opinions")
@guard(Permission.REVIEW_WORK, Reads.SIDE_NOTES)
def sign(assignment_id: str) -> Answer:
    """Sign an outcome with its reasons."""
    form = OpinionForm()

    def act() -> None:
        with begin() as work:
            operations.sign(work, assignment_id, form.facts())

    if accepted(form, act):
        return _signed(assignment_id)
    with floors().begin(current_actor()) as work:
        view = operations.view_stage(work, assignment_id, Stage.CONCLUSION, wording())
    return stage_page(view, form), UNPROCESSABLE


@blueprint.get("/desk/reviews/<assignment_id>/discussion")
@guard(Permission.REVIEW_WORK, Reads.SIDE_DETAILS, Reads.SIDE_NOTES)
def talk(assignment_id: str) -> str:
    """The rows in which the two saw something else, and both outcomes."""
    seen = _talk(assignment_id)
    last = seen.own[-1]
    form = OpinionForm(
        data={
            "outcome": last.outcome.value,
            "reasons_for": last.reasons_for,
            "reasons_against": last.reasons_against,
            "would_change": last.would_change,
        }
    )
    return _talk_page(assignment_id, seen, form)


@blueprint.post("/desk/reviews/<assignment_id>/discussion")
@guard(Permission.REVIEW_WORK, Reads.SIDE_DETAILS, Reads.SIDE_NOTES)
def amend(assignment_id: str) -> Answer:
    """Sign a second version beside the first, or keep the same outcome."""
    form = OpinionForm()

    def act() -> None:
        with begin() as work:
            operations.amend(work, assignment_id, form.facts())

    if accepted(form, act):
        return _signed(assignment_id)
    return _talk_page(assignment_id, _talk(assignment_id), form), UNPROCESSABLE


def _signed(assignment_id: str) -> Answer:
    flash(_("Signed. Thank you."), "done")
    return redirect(url_for("review.desk", assignment_id=assignment_id), 303)


def _talk(assignment_id: str) -> Talk:
    with floors().begin(current_actor()) as work:
        return operations.view_talk(work, assignment_id, wording())


def _talk_page(assignment_id: str, seen: Talk, form: OpinionForm) -> str:
    return render_template(
        "review/talk.html",
        assignment_id=assignment_id,
        talk=seen,
        form=form,
        side_names=side_names(seen.both),
        **shown(),
    )
