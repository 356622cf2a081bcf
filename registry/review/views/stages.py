"""The stages: covered until asked for, judged while open, locked once closed."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.readings import EVERY_STAGE, WHOEVER_IS_TOLD, Reads
from registry.review import operations
from registry.review.forms import ConflictForm, OpinionForm, SheetForm, sheet_form
from registry.review.operations.reading import StageView
from registry.review.operations.standing import desk_of
from registry.review.rules import Stage
from registry.review.views.blueprint import blueprint
from registry.review.views.pages import place_of, sections, shown, wording
from registry.review.views.panes import chosen
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import Form, accepted
from registry.web.guards import begin, current_actor, floors, guard

STAGE = "/desk/reviews/<assignment_id>/stages/<int:number>"


@blueprint.get(STAGE)
@guard(Permission.REVIEW_WORK, *EVERY_STAGE)
def stage(assignment_id: str, number: int) -> str:
    """One stage: its cover, or what it shows with the notes so far."""
    view = _view(assignment_id, number)
    return stage_page(view, _form(view))


@blueprint.post(f"{STAGE}/opening")
@guard(Permission.REVIEW_WORK, Reads.NOTHING)
def open_stage(assignment_id: str, number: int) -> Answer:
    """Ask for a stage; it is on record before any of it is shown."""
    with begin() as work:
        operations.open_stage(work, assignment_id, number)
    return redirect(url_for("review.stage", assignment_id=assignment_id, number=number), 303)


@blueprint.post(STAGE)
@guard(Permission.REVIEW_WORK, *EVERY_STAGE)
def judge(assignment_id: str, number: int) -> Answer:
    """Keep what was seen; with the second button, close the stage as well."""
    view = _view(assignment_id, number)
    form = _sheet_form(view)

    def act() -> None:
        keep = operations.close_stage if form.close.data else operations.judge
        with begin() as work:
            keep(work, assignment_id, number, form.facts())

    if accepted(form, act):
        return _after(assignment_id, number, is_closed=bool(form.close.data))
    return stage_page(view, form), UNPROCESSABLE


@blueprint.post("/desk/reviews/<assignment_id>/conflict")
@guard(Permission.REVIEW_WORK, *WHOEVER_IS_TOLD)
def declare(assignment_id: str) -> Answer:
    """Say whether anybody is known; a yes hands the review on."""
    form = ConflictForm()

    def act() -> None:
        with begin() as work:
            operations.declare_conflict(work, assignment_id, knows_someone=form.fact())

    if not accepted(form, act):
        return stage_page(_view(assignment_id, Stage.CONFLICT), form), UNPROCESSABLE
    if form.fact():
        flash(_("Handed back. Thank you for saying so. Somebody else is asked."), "done")
        return redirect(url_for("review.mine"), 303)
    return _after(assignment_id, Stage.CONFLICT, is_closed=True)


@blueprint.post("/desk/reviews/<assignment_id>/prompts/<prompt>/reveal")
@guard(Permission.REVIEW_WORK, Reads.SIDE_WITHHELD, Reads.SIDE_NOTES)
def reveal(assignment_id: str, prompt: str) -> Answer:
    """Open the other side's answer to one prompt; what is noted so far is kept with it."""
    view = _view(assignment_id, Stage.PROMPTS)
    form = _sheet_form(view)

    def act() -> None:
        with begin() as work:
            operations.judge(work, assignment_id, Stage.PROMPTS, form.facts())
            operations.reveal_prompt(work, assignment_id, prompt)

    if not accepted(form, act):
        return stage_page(view, form), UNPROCESSABLE
    place = url_for("review.stage", assignment_id=assignment_id, number=int(Stage.PROMPTS))
    return redirect(f"{place}#{prompt}", 303)


def stage_page(view: StageView, form: Form | None) -> str:
    """Draw one stage."""
    return render_template(
        "review/stage.html",
        view=view,
        form=form,
        place=place_of(view.desk, view.stage),
        sections=sections(view.judged),
        panes=chosen(view, request.args.get("left"), request.args.get("right")),
        **shown(view.desk),
    )


def _view(assignment_id: str, number: int) -> StageView:
    # Not `begin`: a page that only shows must not use up the form's one passage.
    with floors().begin(current_actor()) as work:
        return operations.view_stage(work, assignment_id, number, wording())


def _form(view: StageView) -> Form | None:
    if view.sheet is None or view.is_locked:
        return None
    if view.stage is Stage.CONFLICT:
        return ConflictForm()
    return OpinionForm() if view.stage is Stage.CONCLUSION else _sheet_form(view)


def _sheet_form(view: StageView) -> SheetForm:
    sheet = view.sheet
    if sheet is None:
        return sheet_form((), {})
    return sheet_form(sheet.asked, view.notes, is_weak=sheet.is_weak)


def _after(assignment_id: str, number: int, *, is_closed: bool) -> Answer:
    """Where a saved stage leads: to itself, or to the next one's cover."""
    if not is_closed:
        flash(_("Saved. You can go on, or come back later."), "done")
        return redirect(url_for("review.stage", assignment_id=assignment_id, number=number), 303)
    with floors().begin(current_actor()) as work:
        turn = desk_of(work, assignment_id).turn or Stage.CONCLUSION
    return redirect(url_for("review.stage", assignment_id=assignment_id, number=int(turn)), 303)
