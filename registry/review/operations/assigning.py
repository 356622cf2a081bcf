"""Finding the people: the system asks, nobody chooses, and an empty chair is said aloud."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.accounts.operations import find as find_account
from registry.authority import MACHINE
from registry.caseworkers.eligible import Eligible, eligible
from registry.children.models import PapersSeen
from registry.children.operations import kept_away
from registry.claims.sides import side_of
from registry.errors import Absent
from registry.readings import Reads, reads
from registry.review.models import Assignment, Decision, Review
from registry.review.operations.standing import progress_of
from registry.review.rules import ORDERS, Seat
from registry.trail.events import Event
from registry.work import Floors, Work


@dataclass(frozen=True, slots=True)
class Kept:
    """Who may not be asked to compare a pair: whole agencies, and people."""

    agencies: frozenset[str]
    people: frozenset[str]


def fill_seats(work: Work, review: Review) -> int:
    """Ask somebody for each empty seat; how many stay empty?"""
    progress = progress_of(work.session, review)
    wanted = progress.empty_seats
    seated = [assignment for assignment, _ in progress.seats]
    people = candidates_for(work, review) if wanted else []
    still_empty = 0
    for seat in wanted:
        found = _draw(work, people, seated)
        if found is None:
            still_empty += 1
        else:
            seated.append(_seat(work, review, seat, found, seated))
    return still_empty


def fill_or_wait(work: Work, review: Review) -> None:
    """Ask for the empty seats; where nobody can be asked, the waiting is on record."""
    still_empty = fill_seats(work, review)
    if still_empty:
        work.trail.record(Event.REVIEW_WAITING, review.ref, needed=still_empty)


def candidates_for(work: Work, review: Review) -> list[Eligible]:
    """Who may be asked; nobody while a side is no longer there."""
    try:
        kept = kept_from(work.session, review)
    except Absent:
        return []
    return eligible(work.session, work.now(), not_agencies=kept.agencies, not_people=kept.people)


def kept_from(session: Session, review: Review) -> Kept:
    """Not the agency that holds the child, nor whom a family keeps away; nobody of the case.

    Nor anybody who met a side, or served before.

    Whoever saw a guardian's papers has met the guardian, and is not blind any more.
    """
    sides = [side_of(session, ref) for ref in (review.seeking_ref, review.holding_ref)]
    reviews = [
        each.ref
        for each in session.scalars(
            select(Review).where(Review.candidate_ref == review.candidate_ref)
        )
    ]
    served = select(Assignment.reviewer_ref).where(Assignment.review_ref.in_(reviews))
    met = select(PapersSeen.seen_by_ref).where(
        PapersSeen.child_ref.in_([review.seeking_ref, review.holding_ref])
    )
    wished = kept_away(session, (review.seeking_ref, review.holding_ref))
    return Kept(
        agencies=wished.agencies
        | frozenset(side.agency_ref for side in sides if side.agency_ref is not None),
        people=frozenset(
            {
                review.coordinator_ref,
                *wished.people,
                *(side.speaker_ref for side in sides),
                *session.scalars(served),
                *session.scalars(met),
            }
        ),
    )


@reads(Reads.NOTHING)
def assign_waiting(floors: Floors) -> int:
    """Try again for every review with an empty chair; how many were filled?"""
    with floors.reading() as session:
        done = set(session.scalars(select(Decision.review_ref)))
        waiting = [
            review.id
            for review in session.scalars(select(Review))
            if review.ref not in done and progress_of(session, review).empty_seats
        ]
    filled = 0
    for review_id in waiting:
        with floors.begin(MACHINE) as work:
            review = work.session.get_one(Review, review_id)
            before = len(progress_of(work.session, review).empty_seats)
            filled += before - fill_seats(work, review)
    return filled


def tell(work: Work, account_ref: str, message: str) -> None:
    """Write a neutral word to somebody of the desk, in their language."""
    language = find_account(work.session, account_ref).language
    work.outbox.send(message, to=account_ref, language=language)


def _draw(work: Work, people: list[Eligible], seated: list[Assignment]) -> Eligible | None:
    """Draw by chance, from another agency than those already seated where that can be had.

    Of those, whoever is lent comes first: that is what they were lent for.
    """
    agencies = {each.agency_ref for each in seated}
    names = {each.reviewer_ref for each in seated}
    free = [each for each in people if each.account_ref not in names]
    others = [each for each in free if each.agency_ref not in agencies] or free
    pool = [each for each in others if each.is_lent] or others
    return pool[int.from_bytes(work.random(8)) % len(pool)] if pool else None


def _seat(
    work: Work, review: Review, seat: Seat, found: Eligible, seated: list[Assignment]
) -> Assignment:
    taken = {each.order for each in seated if each.seat != Seat.ARBITER.value}
    free = sorted(ORDERS.keys() - taken) or sorted(ORDERS)
    assignment = Assignment(
        review_ref=review.ref,
        reviewer_ref=found.account_ref,
        agency_ref=found.agency_ref,
        seat=seat.value,
        order=free[work.random(1)[0] % len(free)],
        assigned_at=work.now(),
    )
    work.session.add(assignment)
    work.trail.record(Event.REVIEWER_ASSIGNED, review.ref, assignment.ref, order=assignment.order)
    if seat is Seat.ARBITER:
        work.trail.record(Event.ARBITER_ASKED, review.ref, assignment.ref)
    tell(work, found.account_ref, "review_assigned")
    return assignment
