"""What waits for somebody in claims, worked out from records for the page of today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.authority import Actor, Permission, Role, is_allowed
from registry.claims import rules
from registry.claims.models import Claim
from registry.claims.operations.board import open_rows
from registry.claims.operations.finding import closing_of, countersigned
from registry.claims.operations.searching import is_to_be_asked
from registry.claims.rules import Kind
from registry.errors import N_
from registry.today import Task


def tasks_of(session: Session, actor: Actor, now: datetime) -> tuple[Task, ...]:
    """The pairs a coordinator has to read, and the found claims that wait for an agency."""
    del now  # what is to be done follows from records alone
    tasks: list[Task] = []
    if is_allowed(actor, Permission.BOARD_VIEW, ()):
        tasks.extend(_to_read(session))
    if is_allowed(actor, Permission.FOUND_CLAIM_LIST, ()):
        tasks.extend(_of_agency(session, actor))
    return tuple(tasks)


def _to_read(session: Session) -> Iterator[Task]:
    for row in open_rows(session):
        if row.to_read:
            yield Task(
                reference=row.reference,
                verb=N_("Read pairs"),
                endpoint="claims.shortlist",
                ids={"claim_id": row.id},
                tier=row.tier.value,
                due=row.due,
                stage=row.kind.label,
            )


def _of_agency(session: Session, actor: Actor) -> Iterator[Task]:
    query = select(Claim).where(
        Claim.claim_kind == Kind.FOUND.value, Claim.agency_ref == actor.agency_ref
    )
    for claim in session.scalars(query.order_by(Claim.started_on, Claim.id)):
        if closing_of(session, claim.ref):
            continue
        if countersigned(session, claim.ref):
            if claim.claimant_ref == actor.ref and is_to_be_asked(session, claim):
                yield _task(claim, N_("Ask the child"), "claims.childs_say")
            continue
        if claim.filed_at is None and claim.claimant_ref == actor.ref:
            yield _task(claim, N_("Finish writing"), "claims.parts", door="desk")
        elif claim.filed_at is not None and _may_sign(claim, actor):
            yield _task(claim, N_("Read and sign"), "claims.signature")


def _may_sign(claim: Claim, actor: Actor) -> bool:
    return Role.LEAD in actor.roles and claim.claimant_ref != actor.ref


def _task(claim: Claim, verb: str, endpoint: str, **ids: str) -> Task:
    return Task(
        reference=claim.reference,
        verb=verb,
        endpoint=endpoint,
        ids={"claim_id": str(claim.id), **ids},
        tier=rules.tier(claim.which).value,
        due=None if claim.filed_at is None else rules.due(claim.which, claim.filed_at),
        stage=claim.which.label,
    )
