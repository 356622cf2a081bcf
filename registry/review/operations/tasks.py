"""What waits for somebody in reviews, worked out from records for the page of today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.authority import Actor, Permission, is_allowed
from registry.claims import rules as claim_rules
from registry.claims.operations import find as find_claim
from registry.claims.rules import Tier
from registry.claims.sides import Side
from registry.errors import N_, Absent
from registry.review.models import Assignment, Review
from registry.review.operations.overseeing import CaseLine, case_line
from registry.review.operations.standing import review_by_id, sides_of, state_of, steps_of
from registry.review.rules import State
from registry.review.wording import STAGES
from registry.today import Task


def tasks_of(session: Session, actor: Actor, now: datetime) -> tuple[Task, ...]:
    """The reviews to be worked on, and those a coordinator should look at."""
    del now  # what is to be done follows from records alone
    tasks: list[Task] = []
    if is_allowed(actor, Permission.REVIEW_LIST, ()):
        tasks.extend(_own(session, actor))
    if is_allowed(actor, Permission.CASE_LIST, ()):
        tasks.extend(_cases(session, actor))
    return tuple(tasks)


def _own(session: Session, actor: Actor) -> Iterator[Task]:
    query = select(Assignment).where(Assignment.reviewer_ref == actor.ref)
    for assignment in session.scalars(query.order_by(Assignment.assigned_at)):
        state = state_of(session, assignment)
        if state not in {State.TO_DO, State.TALKING}:
            continue
        review = review_by_id(session, assignment.review_ref.partition(":")[2])
        try:
            both = sides_of(session, review)
        except Absent:
            continue
        turn = steps_of(session, assignment).turn
        is_talking = state is State.TALKING
        tier, due = _pressing(session, both)
        yield Task(
            reference=both[1].reference,
            verb=N_("Answer the other opinion") if is_talking else N_("Compare two sides"),
            endpoint="review.talk" if is_talking else "review.desk",
            ids={"assignment_id": str(assignment.id)},
            tier=tier.value,
            due=due,
            stage=STAGES[turn] if turn is not None and not is_talking else "",
        )


def _cases(session: Session, actor: Actor) -> Iterator[Task]:
    query = select(Review).where(Review.coordinator_ref == actor.ref)
    for review in session.scalars(query.order_by(Review.opened_at)):
        line = case_line(session, review)
        verb = None if line is None else _verb(line)
        if line is None or verb is None:
            continue
        tier, due = _pressing(session, line.both)
        yield Task(
            reference=line.both[1].reference,
            verb=verb,
            endpoint="review.overview",
            ids={"review_id": line.id},
            tier=tier.value,
            due=due,
            stage="",
        )


def _verb(line: CaseLine) -> str | None:
    if line.outcome is not None:
        return None
    if line.is_stopped:
        return N_("Look at a concern")
    return N_("Find a reviewer") if line.is_waiting else None


def _pressing(session: Session, both: tuple[Side, Side]) -> tuple[Tier, datetime | None]:
    """How soon the first review is due: the sooner of the claims on either side."""
    claims = [find_claim(session, side.ref.partition(":")[2]) for side in both if side.is_claim]
    dated = [
        (claim_rules.due(claim.which, claim.filed_at), claim_rules.tier(claim.which))
        for claim in claims
        if claim.filed_at is not None
    ]
    if not dated:
        return Tier.STANDARD, None
    due, tier = min(dated, key=lambda each: each[0])
    return tier, due
