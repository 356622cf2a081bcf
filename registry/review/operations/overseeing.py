"""A review as its coordinator follows it: chairs and states; words only after the decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.agencies.models import Agency
from registry.authority import Permission, Relation
from registry.claims.sides import Side
from registry.errors import Absent
from registry.reasons import Task
from registry.review import rules
from registry.review.models import Assignment, Opinion, Review
from registry.review.operations.assigning import kept_from
from registry.review.operations.judging import permits_for
from registry.review.operations.standing import (
    Progress,
    decision_of,
    progress_of,
    review_by_id,
    sides_of,
    steps_of,
)
from registry.review.operations.talking import Said, said
from registry.review.rules import ORDERS, Missing, Outcome
from registry.storage.database import uuid_of
from registry.work import Work


@dataclass(frozen=True, slots=True)
class Chair:
    """One chair: whose agency, since when, how far; what was signed stays closed until the end."""

    is_arbiter: bool
    agency: str
    assigned_at: datetime
    stages_closed: int
    stages: int
    versions: int
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One review in plain columns."""

    id: str
    both: tuple[Side, Side]
    opened_at: datetime
    outcome: Outcome | None
    is_waiting: bool
    is_talking: bool
    is_stopped: bool
    """Somebody signed "stop": nobody should have to wait for the second signature to hear."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """A review as its coordinator sees it."""

    line: CaseLine
    decided_at: datetime | None
    chairs: tuple[Chair, ...]
    missing: Missing | None
    is_gone: bool
    """A side may not be shown any more."""


def view_cases(work: Work) -> list[CaseLine]:
    """The reviews whoever acts coordinates, the newest first; nothing is opened for it."""
    work.require(Permission.CASE_LIST)
    query = select(Review).where(Review.coordinator_ref == work.actor.ref)
    lines = []
    for review in work.session.scalars(query.order_by(Review.opened_at.desc())):
        line = case_line(work.session, review)
        if line is not None:
            lines.append(line)
    return lines


def view_case(work: Work, review_id: str) -> CaseView:
    """One review, for its coordinator."""
    review = review_by_id(work.session, review_id)
    is_own = review.coordinator_ref == work.actor.ref
    work.require(Permission.REVIEW_VIEW, Relation.CASE_COORDINATOR if is_own else None)
    work.opens_for(Task.CASE, case=review.ref)
    line = case_line(work.session, review)
    if line is None:
        raise Absent
    progress = progress_of(work.session, review)
    words, is_gone = _words(work, progress)
    return CaseView(
        line=line,
        decided_at=None if progress.decision is None else progress.decision.at,
        chairs=tuple(
            _chair(work.session, each, opinions, words) for each, opinions in progress.seats
        ),
        missing=missing_in(work.session, progress),
        is_gone=is_gone,
    )


def case_line(session: Session, review: Review) -> CaseLine | None:
    """How a review stands; None once a side is no longer there."""
    progress = progress_of(session, review)
    try:
        both = sides_of(session, review)
    except Absent:
        return None
    return CaseLine(
        id=str(review.id),
        both=both,
        opened_at=review.opened_at,
        outcome=None if progress.decision is None else Outcome(progress.decision.outcome),
        is_waiting=bool(progress.empty_seats),
        is_talking=progress.is_split and progress.decision is None,
        is_stopped=any(
            opinions[-1].outcome == Outcome.STOP.value for _, opinions in progress.seats if opinions
        ),
    )


def missing_in(session: Session, progress: Progress) -> Missing | None:
    """Who has to be found before it can go on, outside which agencies."""
    empty = progress.empty_seats
    agencies = kept_from(session, progress.review).agencies if empty else frozenset()
    return rules.missing(len(empty), [_agency(session, ref) for ref in agencies])


def _words(work: Work, progress: Progress) -> tuple[dict[str, tuple[Said, ...]], bool]:
    """What was signed, by chair, after the decision; and whether a side has closed since."""
    try:
        permits = permits_for(work, progress.review)
    except Absent:
        return {}, True
    if decision_of(work.session, progress.review.ref) is None:
        return {}, False
    return {
        assignment.ref: tuple(said(work, opinion, permits) for opinion in opinions)
        for assignment, opinions in progress.seats
    }, False


def _chair(
    session: Session,
    assignment: Assignment,
    opinions: tuple[Opinion, ...],
    words: dict[str, tuple[Said, ...]],
) -> Chair:
    return Chair(
        is_arbiter=assignment.seat == rules.Seat.ARBITER.value,
        agency=_agency(session, assignment.agency_ref),
        assigned_at=assignment.assigned_at,
        stages_closed=len(steps_of(session, assignment).closed),
        stages=len(ORDERS[assignment.order]),
        versions=len(opinions),
        said=words.get(assignment.ref, ()),
    )


def _agency(session: Session, ref: str) -> str:
    key = uuid_of(ref, Agency.kind)
    agency = None if key is None else session.get(Agency, key)
    return "" if agency is None else agency.name
