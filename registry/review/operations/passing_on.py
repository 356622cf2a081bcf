"""Chairs of those whom a family keeps away: somebody else is asked, and nobody is told why.

A family says its wish about a record, and knows of no review. So the worker looks here.

What somebody kept away has signed stays on record, and no longer counts: a decision rests on two
people whom the family lets near. But a signed “stop” counts on. Else whoever is the danger could
keep one agency away after the other, until nobody is left who says it. And once a decision is
made it is made: keeping somebody away later undoes none.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from registry.authority import MACHINE
from registry.children.operations import kept_away, with_wishes
from registry.readings import Reads, reads
from registry.review.models import Assignment, Decision, Recusal, Review
from registry.review.operations.assigning import fill_or_wait
from registry.review.operations.standing import decision_of, progress_of
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
            # Where rows can be locked, whoever signs now goes first or comes after, never between.
            review = work.session.get_one(Review, review_id, with_for_update=True)
            passed += _pass_on(work, review)
    return passed


def _pass_on(work: Work, review: Review) -> int:
    if decision_of(work.session, review.ref) is not None:
        return 0
    away = _kept_away(work.session, review)
    for assignment in away:
        work.session.add(Recusal(assignment_ref=assignment.ref, at=work.now()))
        work.trail.record(Event.REVIEWER_KEPT_AWAY, review.ref, assignment.ref)
    work.session.flush()
    if away:
        fill_or_wait(work, review)
    return len(away)


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
