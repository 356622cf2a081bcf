"""A sealed record: its guardian is silent and wished it kept. Two people open it, for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consent import DataClass
from registry.authority import Permission
from registry.children.models import Child, Sealing, Unsealing
from registry.children.operations.keeping_away import kept_away
from registry.children.operations.opening import (
    describe,
    find,
    find_registered,
    is_guardian,
)
from registry.children.rules import UNSEALED_FOR, Opening
from registry.description import Description
from registry.errors import N_, Absent, Conflict, Invalid
from registry.purposes import KEEP_IF_SILENT
from registry.reasons import Task
from registry.storage.database import uuid_of
from registry.trail.events import Event
from registry.work import Work


@dataclass(frozen=True, slots=True)
class UnsealingLine:
    """One request to open a sealed record, in plain columns."""

    id: str
    reference: str
    why: Opening
    asked_at: datetime
    until: datetime | None
    is_own: bool


@dataclass(frozen=True, slots=True, repr=False)
class SealedView:
    """What two people opened: who the child is, so that the family can be reached."""

    reference: str
    until: datetime
    told: Description


def sealing_of(session: Session, child_ref: str) -> Sealing | None:
    """The sealing that stands, if the record is kept for a guardian who is silent."""
    query = select(Sealing).where(Sealing.child_ref == child_ref, Sealing.ended_at.is_(None))
    return session.scalar(query)


def ask_to_unseal(work: Work, reference: str, why: Opening) -> None:
    """Ask that a sealed record be opened; the same no for every reason."""
    work.require(Permission.SEALED_OPEN)
    child = find_registered(work, reference)
    if child is None or not _may_see(work, child):
        raise Invalid("reference", N_("This cannot be opened. Look at the reference again."))
    if any(line.reference == reference for line in _standing(work)):
        raise Conflict(N_("Somebody has asked for this record already. See the list."))
    asked = Unsealing(
        child_ref=child.ref,
        why=why.value,
        asked_by_ref=work.actor.ref,
        asked_at=work.now(),
    )
    work.session.add(asked)
    work.trail.record(Event.UNSEALING_ASKED, child.ref, asked.ref, why=why.value)


def agree_to_unseal(work: Work, unsealing_id: str) -> None:
    """Be the second person: from now on both may look, for 72 hours."""
    work.require(Permission.SEALED_OPEN)
    asked = _find(work, unsealing_id)
    if asked.agreed_by_ref is not None:
        raise Absent
    if asked.asked_by_ref == work.actor.ref:
        raise Conflict(N_("Two people open a sealed record. Somebody else has to agree."))
    asked.agreed_by_ref, asked.agreed_at = work.actor.ref, work.now()
    asked.until = work.now() + UNSEALED_FOR
    work.trail.record(Event.UNSEALING_AGREED, asked.child_ref, asked.ref)


def list_unsealings(work: Work) -> list[UnsealingLine]:
    """What was asked and is still open; nothing is opened for the list."""
    work.require(Permission.SEALED_OPEN)
    return _standing(work)


def view_sealed(work: Work, unsealing_id: str) -> SealedView:
    """Look into a sealed record, as one of the two; on the record like every look."""
    work.require(Permission.SEALED_OPEN)
    asked = _find(work, unsealing_id)
    two = {asked.asked_by_ref, asked.agreed_by_ref}
    if asked.until is None or asked.until <= work.now() or work.actor.ref not in two:
        raise Absent
    child = find(work.session, asked.child_ref.partition(":")[2])
    # It may be opened because a child was found: told at once, this page would say so.
    work.opens_for(Task.SILENT, case=asked.ref)
    permit = work.permit(child.ref, KEEP_IF_SILENT, "open", DataClass.DETAILS)
    return SealedView(child.reference, asked.until, describe(work, child.ref, permit))


def is_opened_by_two(work: Work, child_ref: str) -> bool:
    """Is whoever acts one of two who agreed to open this sealed record, and is there still time?"""
    query = select(Unsealing).where(Unsealing.child_ref == child_ref, Unsealing.until > work.now())
    return any(
        work.actor.ref in {asked.asked_by_ref, asked.agreed_by_ref}
        for asked in work.session.scalars(query)
    )


def _standing(work: Work) -> list[UnsealingLine]:
    query = select(Unsealing).order_by(Unsealing.asked_at)
    lines = []
    for asked in work.session.scalars(query):
        child = find(work.session, asked.child_ref.partition(":")[2])
        is_over = asked.until is not None and asked.until <= work.now()
        if is_over or not _may_see(work, child):
            continue
        lines.append(
            UnsealingLine(
                id=str(asked.id),
                reference=child.reference,
                why=next(each for each in Opening if each.value == asked.why),
                asked_at=asked.asked_at,
                until=asked.until,
                is_own=asked.asked_by_ref == work.actor.ref,
            )
        )
    return lines


def _may_see(work: Work, child: Child) -> bool:
    is_sealed = child.is_registered and sealing_of(work.session, child.ref) is not None
    is_own = is_guardian(work.session, child, work.actor.ref)
    return is_sealed and not is_own and not kept_away(work.session, [child.ref]).covers(work.actor)


def _find(work: Work, unsealing_id: str) -> Unsealing:
    key = uuid_of(f"{Unsealing.kind}:{unsealing_id}", Unsealing.kind)
    asked = None if key is None else work.session.get(Unsealing, key)
    if asked is None or not _may_see(work, find(work.session, asked.child_ref.partition(":")[2])):
        raise Absent
    return asked
