"""When the case a look was for came to its end: from then on its agency may be named."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.claims.models import Candidate, SetAside
from registry.reunion.models import CaseClosing
from registry.review.models import Assignment, Decision, Review
from registry.review.rules import Outcome
from registry.trail.events import Event
from registry.trail.trail import entries_about


def ended_at(session: Session, case: str) -> datetime | None:
    """When a case ended; None while it goes on, and where nobody can say which one it was.

    A review ends with a decision that does not move, or when the case after it is closed. A pair
    ends with its last review, or where there is none when it is set aside or dropped.
    """
    if case.startswith(f"{Review.kind}:"):
        return _of_review(session, case)
    if not case.startswith(f"{Candidate.kind}:"):
        return None
    query = select(Review).where(Review.candidate_ref == case).order_by(Review.round.desc())
    review = session.scalars(query).first()
    return _of_pair(session, case) if review is None else _of_review(session, review.ref)


def works_on(session: Session, subject: str, actor_ref: str) -> bool:
    """Has this person a place in a review of this record or claim?"""
    query = select(Review).where((Review.seeking_ref == subject) | (Review.holding_ref == subject))
    for review in session.scalars(query):
        seats = select(Assignment.id).where(
            Assignment.review_ref == review.ref, Assignment.reviewer_ref == actor_ref
        )
        if review.coordinator_ref == actor_ref or session.scalars(seats).first() is not None:
            return True
    return False


def _of_review(session: Session, ref: str) -> datetime | None:
    decision = session.scalar(select(Decision).where(Decision.review_ref == ref))
    if decision is None or decision.outcome != Outcome.MOVE.value:
        return None if decision is None else decision.at
    return session.scalar(select(CaseClosing.at).where(CaseClosing.review_ref == ref))


def _of_pair(session: Session, ref: str) -> datetime | None:
    query = select(SetAside.at).where(SetAside.candidate_ref == ref).order_by(SetAside.at.desc())
    dropped = entries_about(session, ref, Event.CANDIDATE_DROPPED)
    return dropped[0].at if dropped else session.scalars(query).first()
