"""Chairs passed on: of those whom a family keeps away, and of those who may not work any more.

Somebody else is asked, and nobody is told why; of the second, the coordinator of the case hears.

A family says its wish about a record, and knows of no review. So the worker looks here.

What somebody kept away has signed stays on record, and no longer counts: a decision rests on two
people whom the family lets near. But a signed “stop” counts on. Else whoever is the danger could
keep one agency away after the other, until nobody is left who says it. And once a decision is
made it is made: keeping somebody away later undoes none.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from registry.authority import MACHINE
from registry.caseworkers.eligible import is_caseworker
from registry.children.operations import kept_away, with_wishes
from registry.readings import Reads, reads
from registry.review.models import Assignment, Decision, Recusal, Review
from registry.review.operations.assigning import fill_or_wait, tell
from registry.review.operations.standing import BOTH, decision_of, progress_of
from registry.review.rules import Outcome
from registry.trail.events import Event
from registry.work import Floors, Work


@reads(Reads.NOTHING)
def pass_on_kept_away(floors: Floors) -> int:
    """Ask somebody else in place of those a family keeps away; how many chairs were passed on?"""
    with floors.reading() as session:
        found = [review.id for review in _open_reviews(session) if _kept_away(session, review)]
    passed = 0
    for review_id in found:
        with floors.begin(MACHINE) as work:
            review = _undecided(work, review_id)
            if review is not None:
                away = _kept_away(work.session, review)
                passed += _pass_on(work, review, away, Event.REVIEWER_KEPT_AWAY)
    return passed


@reads(Reads.NOTHING)
def pass_on_stopped(floors: Floors) -> int:
    """Ask somebody else in place of those whose standing ended; how many chairs were passed on?

    What they signed while they stood counts on. Its coordinator hears of each case.
    """
    with floors.reading() as session:
        now = floors.clock()
        done = set(session.scalars(select(Decision.review_ref)))
        undecided = (each for each in session.scalars(select(Review)) if each.ref not in done)
        found = [each.id for each in undecided if _stopped(session, each, now)]
    passed = 0
    for review_id in found:
        with floors.begin(MACHINE) as work:
            review = _undecided(work, review_id)
            if review is not None:
                stopped = _stopped(work.session, review, work.now())
                passed += _pass_on(work, review, stopped, Event.REVIEWER_STOPPED)
                tell(work, review.coordinator_ref, "task_waiting")
    return passed


def _undecided(work: Work, review_id: uuid.UUID) -> Review | None:
    # Where rows can be locked, whoever signs now goes first or comes after, never between.
    review = work.session.get_one(Review, review_id, with_for_update=True)
    return review if decision_of(work.session, review.ref) is None else None


def _pass_on(work: Work, review: Review, chairs: list[Assignment], why: Event) -> int:
    for assignment in chairs:
        work.session.add(Recusal(assignment_ref=assignment.ref, at=work.now()))
        work.trail.record(why, review.ref, assignment.ref)
    work.session.flush()
    if chairs:
        fill_or_wait(work, review)
    return len(chairs)


def _stopped(session: Session, review: Review, now: datetime) -> list[Assignment]:
    """Who sits here, has still something to do, and may not work any more."""
    progress = progress_of(session, review)
    idle = []
    for assignment, opinions in progress.seats:
        owes_answer = progress.is_split and len(opinions) == 1 and assignment.seat in BOTH
        if opinions and (not owes_answer or opinions[-1].outcome == Outcome.STOP.value):
            continue
        if not is_caseworker(session, assignment.reviewer_ref, now):
            idle.append(assignment)
    return idle


def _open_reviews(session: Session) -> Iterator[Review]:
    """The reviews nobody has decided, of records whose family keeps somebody away."""
    records = with_wishes(session)
    if not records:
        return
    query = select(Review).where(
        or_(Review.seeking_ref.in_(records), Review.holding_ref.in_(records))
    )
    done = set(session.scalars(select(Decision.review_ref)))
    yield from (review for review in session.scalars(query) if review.ref not in done)


def _kept_away(session: Session, review: Review) -> list[Assignment]:
    """Who sits here and is kept away, by themselves or with the agency they were asked from."""
    away = kept_away(session, (review.seeking_ref, review.holding_ref))
    sitting = []
    for assignment, opinions in progress_of(session, review).seats:
        if opinions and opinions[-1].outcome == Outcome.STOP.value:
            continue
        if assignment.reviewer_ref in away.people or assignment.agency_ref in away.agencies:
            sitting.append(assignment)
    return sitting
