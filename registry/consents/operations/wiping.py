"""Wiping a record: it is shut in this act; its key is destroyed after it, and cannot come back.

The answer is the same whatever stands behind it, so that a hold placed by two people to protect a
child cannot be read off this page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from registry.accounts.operations import find as find_account
from registry.authority import Permission, Relation
from registry.children.models import Child, Leaving
from registry.children.operations import (
    answer,
    did_speak,
    find,
    leaving_of,
    note_conflict,
    others_may_be_told,
    own,
)
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
    last_day_of_all: date
    """Had an order kept it locked for as long as any may: the same for everyone."""


def wipe(work: Work, child_id: str, *, at_once: bool, language: str = "en") -> None:
    """Take back every yes and let nobody in from now on; the key goes when the journal says."""
    child = own(work, child_id, Permission.CHILD_WIPE)
    was_draft = child.is_draft
    may_tell = others_may_be_told(work, child)

    acts = work.consent.withdraw_all(
        subject=child.ref, speaker=work.actor.ref, expression=on_screen(language)
    )
    for act in acts:
        work.trail.record(Event.CONSENT_WITHDRAWN, child.ref, purpose=act.purpose)
    if was_draft:
        work.consent.end_basis(subject=child.ref, kind=OWN_DRAFT, by=work.actor.ref)
        work.trail.record(Event.BASIS_ENDED, child.ref, basis=OWN_DRAFT)
    # An abuser could else destroy what the other guardian wants kept: locked, and not shredded.
    if work.consent.standing(child.ref).is_locked_by_others(work.actor.ref, STORE_DETAILS):
        leave(work, child, at_once=at_once)
        note_conflict(work, child, STORE_DETAILS, may_tell=may_tell)
    else:
        shut(work, child, at_once=at_once or was_draft)
    if not was_draft:
        language = find_account(work.session, work.actor.ref).language
        work.outbox.send("record_withdrawn", to=work.actor.ref, language=language)


def shut(work: Work, child: Child, *, at_once: bool) -> None:
    """Close a record for everybody and write it into the journal of what is to be erased."""
    now = work.now()
    child.withdrawn_on = now.date()
    # What was derived from the record goes in this very act; the worker wipes the rest.
    work.search.forget(child.ref)
    work.outbox.drop_about(child.ref)
    work.photos.remove_small(child.ref)
    work.session.add(
        Erasure(
            subject_ref=child.ref,
            asked_at=now,
            due_at=rules.due_at(now, at_once=at_once),
        )
    )
    work.trail.record(Event.CHILD_ERASURE_ASKED, child.ref)


def leave(work: Work, child: Child, *, at_once: bool) -> None:
    """To whoever took everything back the record is gone; nobody opens it until it is decided."""
    now = work.now()
    work.search.forget(child.ref)
    work.outbox.drop_about(child.ref, to=work.actor.ref)
    work.session.add(
        Leaving(
            child_ref=child.ref,
            holder_ref=work.actor.ref,
            asked_at=now,
            due_at=rules.due_at(now, at_once=at_once),
        )
    )
    work.trail.record(Event.HOLDER_LEFT, child.ref)


def view_erasure(work: Work, child_id: str) -> ErasureView:
    """What became of a record that was taken back."""
    child, erasure = taken_back(work, child_id)
    return ErasureView(
        child_id=str(child.id),
        reference=child.reference,
        was_registered=child.registered_on is not None,
        withdrawn_on=erasure.asked_at.date(),
        due_at=erasure.due_at,
        is_closed=work.now() >= rules.told_as_wiped_at(erasure.due_at),
        may_be_undone=_may_be_undone(work, child, erasure),
        last_backup_day=rules.last_backup_day(erasure.due_at),
        last_day_of_all=rules.last_day_of_all(erasure.due_at),
    )


def undo(work: Work, child_id: str, reply: Reply) -> None:
    """Take the wiping back, in time and with a fresh yes to keeping the details.

    Every other yes stays taken back until it is said again.
    """
    child, erasure = taken_back(work, child_id)
    if not _may_be_undone(work, child, erasure):
        raise Conflict(N_("It is too late to bring this record back."))
    if not reply.yes:
        raise Invalid("answer", N_("Without this yes we cannot keep the record. It stays shut."))

    if isinstance(erasure, Erasure):
        child.withdrawn_on = None
    work.session.delete(erasure)
    work.session.flush()
    work.trail.record(Event.CHILD_ERASURE_UNDONE, child.ref)
    answer(work, child_id, STORE_DETAILS, reply)


def taken_back(work: Work, child_id: str) -> tuple[Child, Erasure | Leaving]:
    """A record that whoever acts took back, or saw taken back, and the days that count for them."""
    child = find(work.session, child_id)
    if not did_speak(work.session, child, work.actor.ref):
        raise Absent
    work.require(Permission.CHILD_WIPE, Relation.GUARDIAN)
    erasure = leaving_of(work.session, child.ref, work.actor.ref) or journal(
        work.session, child.ref
    )
    if erasure is None:
        raise Absent
    work.opens_own(child.ref)
    return child, erasure


def _may_be_undone(work: Work, child: Child, erasure: Erasure | Leaving) -> bool:
    # A draft is not kept for second thoughts: nothing in it was ever agreed to.
    was_registered = child.registered_on is not None
    closed = erasure.closed_at if isinstance(erasure, Erasure) else None
    return was_registered and rules.may_be_undone(erasure.due_at, closed, work.now())
