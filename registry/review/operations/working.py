"""A reviewer at work: who is known, each stage asked for before it is shown, or handed back."""

from __future__ import annotations

from sqlalchemy import select

from registry.errors import Absent
from registry.review import rules
from registry.review.models import Assignment, ConflictAnswer, Recusal, StageOpening
from registry.review.operations.assigning import fill_or_wait
from registry.review.operations.judging import lock, permits_for
from registry.review.operations.standing import Desk, at_work, desk_of
from registry.review.rules import Stage, State
from registry.trail.events import Event
from registry.work import Work


def open_stage(work: Work, assignment_id: str, stage: int) -> None:
    """Ask for a stage: it is on record before any of it is shown."""
    desk = at_work(work, assignment_id)
    if stage in desk.steps.opened:
        return
    rules.may_open(desk.steps, stage)
    permits_for(work, desk.review)
    if stage == Stage.PHOTOS:
        rules.may_compare_photos(_compared_today(work))
    work.session.add(StageOpening(assignment_ref=desk.assignment.ref, stage=stage, at=work.now()))
    work.trail.record(Event.STAGE_OPENED, desk.review.ref, desk.assignment.ref, stage=int(stage))


def declare_conflict(work: Work, assignment_id: str, *, knows_someone: bool) -> None:
    """Say whether any of these people are known; a yes hands the review on."""
    desk = at_work(work, assignment_id)
    rules.may_judge(desk.steps, Stage.CONFLICT)
    work.session.add(
        ConflictAnswer(
            assignment_ref=desk.assignment.ref, knows_someone=knows_someone, at=work.now()
        )
    )
    work.trail.record(Event.CONFLICT_DECLARED, desk.review.ref, desk.assignment.ref)
    if knows_someone:
        _hand_back(work, desk)
    else:
        lock(work, desk, Stage.CONFLICT)


def recuse(work: Work, assignment_id: str) -> None:
    """“I should not decide this”: at any stage, without a reason; somebody else is asked."""
    desk = desk_of(work, assignment_id)
    if desk.state is State.GONE:
        return
    if desk.state is not State.TO_DO:
        raise Absent
    _hand_back(work, desk)


def _hand_back(work: Work, desk: Desk) -> None:
    work.session.add(Recusal(assignment_ref=desk.assignment.ref, at=work.now()))
    work.trail.record(Event.REVIEWER_RECUSED, desk.review.ref, desk.assignment.ref)
    work.session.flush()
    fill_or_wait(work, desk.review)


def _compared_today(work: Work) -> list[str]:
    """The pairs whose photos whoever acts has put side by side today."""
    midnight = work.now().replace(hour=0, minute=0, second=0, microsecond=0)
    own = select(Assignment).where(Assignment.reviewer_ref == work.actor.ref)
    refs = [each.ref for each in work.session.scalars(own)]
    opened = select(StageOpening.assignment_ref).where(
        StageOpening.assignment_ref.in_(refs),
        StageOpening.stage == Stage.PHOTOS,
        StageOpening.at >= midnight,
    )
    return list(work.session.scalars(opened))
