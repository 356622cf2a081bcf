"""What the worker clears away of cases: whole, 24 months after they ended."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import delete, inspect, or_, select
from sqlalchemy.orm import Session

from registry.authority import Permission
from registry.claims.models import Candidate, SetAside
from registry.retention import TWO_YEARS
from registry.reunion.models import (
    CaseClosing,
    ChildHeard,
    ContactNote,
    CustodyCheck,
    Determination,
    FollowUp,
    InPersonVerification,
    OfCase,
    Relay,
    Reunification,
    RevealAnswer,
    RevealQuestion,
    SafetyClearance,
    VerificationTask,
)
from registry.review.models import (
    Assignment,
    ConflictAnswer,
    Decision,
    Judgement,
    Opinion,
    PromptReveal,
    Recusal,
    Review,
    StageClosing,
    StageOpening,
)
from registry.review.rules import Outcome
from registry.storage.database import Referenced, uuid_of
from registry.storage.erasure import Erasure
from registry.storage.vault import Sealed
from registry.trail.events import Event
from registry.work import Work

OF_CASE: Final[tuple[type[OfCase], ...]] = (
    SafetyClearance,
    CustodyCheck,
    ChildHeard,
    VerificationTask,
    InPersonVerification,
    Determination,
    RevealQuestion,
    RevealAnswer,
    ContactNote,
    Relay,
    Reunification,
    FollowUp,
    CaseClosing,
)
OF_SEAT: Final[tuple[type[Referenced], ...]] = (
    ConflictAnswer,
    Recusal,
    StageOpening,
    StageClosing,
    PromptReveal,
    Judgement,
    Opinion,
)
OF_REVIEW: Final[tuple[type[Referenced], ...]] = (Assignment, Decision)
PORTION: Final = 20


def tidy(work: Work) -> int:
    """Drop what is left of cases that ended 24 months ago, a portion at a time; how many?"""
    work.require(Permission.ERASURE_RUN)
    ended = _ended(work.session, work.now() - TWO_YEARS)
    for review in ended:
        _drop(work, review)
    return len(ended)


def _ended(session: Session, before: datetime) -> list[Review]:
    """Closed, or a comparison that came to nothing, or one whose side was wiped."""
    closed = select(CaseClosing.review_ref).where(CaseClosing.at < before)
    nothing = select(Decision.review_ref).where(
        Decision.at < before, Decision.outcome != Outcome.MOVE.value
    )
    wiped = select(Erasure.subject_ref).where(Erasure.closed_at < before)
    sides = or_(Review.seeking_ref.in_(wiped), Review.holding_ref.in_(wiped))
    refs = session.scalars(closed.union(nothing)).all()
    found = {uuid_of(ref, Review.kind) for ref in refs}
    found |= set(session.scalars(select(Review.id).where(sides)))
    rows = (session.get(Review, each) for each in list(found)[:PORTION] if each is not None)
    return [row for row in rows if row is not None]


def _drop(work: Work, review: Review) -> None:
    """One act for the whole case: of a case half gone nobody could say what it was."""
    work.trail.record(Event.ROWS_CLEARED, review.ref, table=Review.__tablename__)
    seats = work.session.scalars(select(Assignment).where(Assignment.review_ref == review.ref))
    seat_refs = [seat.ref for seat in seats]
    for seat_kind in OF_SEAT:
        _clear(work, review, seat_kind, "assignment_ref", *seat_refs)
    for kind in (*OF_CASE, *OF_REVIEW):
        _clear(work, review, kind, "review_ref", review.ref)
    # The pair that was compared goes, too; a pair nobody compared goes with its claims.
    _clear(work, review, SetAside, "candidate_ref", review.candidate_ref)
    _clear(work, review, Candidate, "id", uuid_of(review.candidate_ref, Candidate.kind))
    _clear(work, review, Review, "id", review.id)


def _clear(
    work: Work, review: Review, kind: type[Referenced], column: str, *values: object
) -> None:
    # By statements of their own: every row goes under the one entry that names the case.
    table = inspect(kind).local_table
    of_case = table.c[column].in_(values)
    owners = [
        f"{kind.kind}:{key}" for key in work.session.scalars(select(table.c.id).where(of_case))
    ]
    work.announce(str(table), review.ref)
    work.announce(Sealed.__tablename__, review.ref)
    work.session.execute(delete(Sealed).where(Sealed.owner_ref.in_(owners)))
    work.session.execute(delete(kind).where(of_case))
