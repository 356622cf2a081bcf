"""What a family or an agency reads of its own claims: status words, never a candidate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select

from registry.authority import Permission, Relation, Role
from registry.claims import rules
from registry.claims.models import Claim
from registry.claims.operations.asking import Asked, own_questions
from registry.claims.operations.finding import (
    Told,
    countersigned,
    history_of,
    is_taken_back,
    own,
    told_of,
)
from registry.claims.operations.sending import for_lead
from registry.claims.rules import Kind, Status
from registry.errors import Absent
from registry.work import Work


@dataclass(frozen=True, slots=True)
class Row:
    """One claim on a list, in plain columns."""

    id: str
    reference: str
    kind: Kind
    status: Status
    day: date
    """When it was sent, or begun."""
    is_own: bool
    """Did the reader file it?"""
    waits_for_lead: bool
    child_id: str | None
    """Of a separated claim: the record it speaks through."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One sent claim as whoever filed it sees it."""

    row: Row
    next_day: datetime
    """The next fixed day, the same for everybody."""
    questions: tuple[Asked, ...]


def view_mine(work: Work) -> list[Row]:
    """The claims of whoever acts, newest first."""
    work.require(Permission.CLAIM_VIEW_OWN, Relation.CLAIMANT)
    query = select(Claim).where(
        Claim.claimant_ref == work.actor.ref, Claim.claim_kind != Kind.FOUND.value
    )
    return _rows(work, work.session.scalars(query))


def view_found(work: Work) -> list[Row]:
    """The found claims somebody filed, and for a lead those that the agency's people handed in."""
    work.require(Permission.FOUND_CLAIM_LIST)
    theirs = Claim.claimant_ref == work.actor.ref
    if Role.LEAD in work.actor.roles:
        handed_in = and_(Claim.agency_ref == work.actor.agency_ref, Claim.filed_at.is_not(None))
        theirs = or_(theirs, handed_in)
    query = select(Claim).where(Claim.claim_kind == Kind.FOUND.value, theirs)
    return _rows(work, work.session.scalars(query))


def view_row(work: Work, claim_id: str) -> Row:
    """One own claim in plain columns."""
    return row_of(work, own(work, claim_id, Permission.CLAIM_EDIT))


def view_sent(work: Work, claim_id: str) -> Shown:
    """One sent claim: its status word, and what the desk asked. A closed one opens nothing."""
    claim = own(work, claim_id, Permission.CLAIM_EDIT)
    if claim.is_draft:
        raise Absent
    row = row_of(work, claim)
    opens = row.status is not Status.CLOSED and not row.waits_for_lead
    return Shown(
        row=row,
        next_day=rules.next_fixed_day(work.now()),
        questions=tuple(own_questions(work, claim)) if opens else (),
    )


def view_draft(work: Work, claim_id: str) -> tuple[Row, Told]:
    """A claim that is being written, for its writer."""
    claim = own(work, claim_id, Permission.CLAIM_EDIT)
    if not claim.is_draft or is_taken_back(work.session, claim.ref):
        raise Absent
    return row_of(work, claim), told_of(work, claim)


def view_to_sign(work: Work, claim_id: str) -> tuple[Row, Told | None]:
    """A found claim for the agency's lead; it opens only until it is signed."""
    claim = for_lead(work, claim_id, Permission.FOUND_CLAIM_VIEW)
    row = row_of(work, claim)
    return row, told_of(work, claim) if row.waits_for_lead else None


def row_of(work: Work, claim: Claim) -> Row:
    """One claim in plain columns."""
    history = history_of(work.session, claim)
    status = rules.status(history, work.now())
    waits = claim.is_found and status not in {Status.DRAFT, Status.CLOSED}
    return Row(
        id=str(claim.id),
        reference=claim.reference,
        kind=claim.which,
        status=status,
        day=claim.filed_at.date() if claim.filed_at else claim.started_on,
        is_own=claim.claimant_ref == work.actor.ref,
        waits_for_lead=waits and countersigned(work.session, claim.ref) is None,
        child_id=claim.child_ref and claim.child_ref.removeprefix("child:"),
    )


def _rows(work: Work, claims: Iterable[Claim]) -> list[Row]:
    rows = [
        row_of(work, claim)
        for claim in claims
        if not (claim.is_draft and is_taken_back(work.session, claim.ref))
    ]
    return sorted(rows, key=lambda row: (row.day, row.reference), reverse=True)
