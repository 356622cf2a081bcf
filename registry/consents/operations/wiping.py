"""Wiping a record: it is shut in this act; its key is destroyed after it, and cannot come back.

The answer is the same whatever stands behind it, so that a hold placed by two people to protect a
child cannot be read off this page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from registry.accounts.operations import find as find_account
from registry.authority import Permission, Relation
from registry.children.models import Child
from registry.children.operations import answer, find, own
from registry.children.operations.speaking import on_screen
from registry.children.rules import Reply
from registry.consents import rules
from registry.errors import N_, Absent, Conflict, Invalid
from registry.purposes import OWN_DRAFT, STORE_DETAILS
from registry.storage.erasure import Erasure, journal
from registry.trail.events import Event
from registry.work import Work


@dataclass(frozen=True, slots=True)
class ErasureView:
    """What became of a record its guardian took back."""

    child_id: str
    reference: str
    was_registered: bool
    withdrawn_on: date
    due_at: datetime
    is_closed: bool
    may_be_undone: bool
    last_backup_day: date


def wipe(work: Work, child_id: str, *, at_once: bool, language: str = "en") -> None:
    """Take back every yes and let nobody in from now on; the key goes when the journal says."""
    child = own(work, child_id, Permission.CHILD_WIPE)
    was_draft = child.is_draft

    acts = work.consent.withdraw_all(
        subject=child.ref, speaker=work.actor.ref, expression=on_screen(language)
    )
    for act in acts:
        work.trail.record(Event.CONSENT_WITHDRAWN, child.ref, purpose=act.purpose)
    if was_draft:
        work.consent.end_basis(subject=child.ref, kind=OWN_DRAFT, by=work.actor.ref)
        work.trail.record(Event.BASIS_ENDED, child.ref, basis=OWN_DRAFT)
    shut(work, child, at_once=at_once or was_draft)
    if not was_draft:
        language = find_account(work.session, work.actor.ref).language
        work.outbox.send("record_withdrawn", to=work.actor.ref, language=language)


def shut(work: Work, child: Child, *, at_once: bool) -> None:
    """Close a record for everybody and write it into the journal of what is to be erased."""
    now = work.now()
    child.withdrawn_on = now.date()
    work.search.forget(child.ref)
    work.session.add(
        Erasure(
            subject_ref=child.ref,
            asked_at=now,
            due_at=rules.due_at(now, at_once=at_once),
        )
    )
    work.trail.record(Event.CHILD_ERASURE_ASKED, child.ref)


def view_erasure(work: Work, child_id: str) -> ErasureView:
    """What became of a record that was taken back."""
    child, erasure = _taken_back(work, child_id)
    if child.withdrawn_on is None:
        raise Absent
    return ErasureView(
        child_id=str(child.id),
        reference=child.reference,
        was_registered=child.registered_on is not None,
        withdrawn_on=child.withdrawn_on,
        due_at=erasure.due_at,
        is_closed=erasure.closed_at is not None,
        may_be_undone=_may_be_undone(work, child, erasure),
        last_backup_day=rules.last_backup_day(erasure.due_at),
    )


def undo(work: Work, child_id: str, reply: Reply) -> None:
    """Take the wiping back, in time and with a fresh yes to keeping the details.

    Every other yes stays taken back until it is said again.
    """
    child, erasure = _taken_back(work, child_id)
    if not _may_be_undone(work, child, erasure):
        raise Conflict(N_("It is too late to bring this record back."))
    if not reply.yes:
        raise Invalid("answer", N_("Without this yes we cannot keep the record. It stays shut."))

    child.withdrawn_on = None
    work.session.delete(erasure)
    work.trail.record(Event.CHILD_ERASURE_UNDONE, child.ref)
    answer(work, child_id, STORE_DETAILS, reply)


def _taken_back(work: Work, child_id: str) -> tuple[Child, Erasure]:
    child = find(work.session, child_id)
    if child.guardian_ref != work.actor.ref:
        raise Absent
    work.require(Permission.CHILD_WIPE, Relation.GUARDIAN)
    erasure = journal(work.session, child.ref)
    if erasure is None:
        raise Absent
    return child, erasure


def _may_be_undone(work: Work, child: Child, erasure: Erasure) -> bool:
    # A draft is not kept for second thoughts: nothing in it was ever agreed to.
    was_registered = child.registered_on is not None
    return was_registered and rules.may_be_undone(erasure.due_at, erasure.closed_at, work.now())
