"""Having the destruction of a key wait, for a court: one asks, another signs, either ends it.

It opens nothing: there is no permit for what is held. And it is silent: no page, letter or day that
a family sees is worked out from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consent import DataClass
from registry.authority import Permission
from registry.children.models import Child
from registry.children.operations import is_guardian, kept_away
from registry.errors import N_, Absent, Conflict, Invalid
from registry.holders.rules import may_sign
from registry.oversight import rules
from registry.oversight.rules import WhyHeld
from registry.purposes import ACCOUNTABILITY
from registry.reasons import Task
from registry.storage.database import uuid_of
from registry.storage.erasure import journal
from registry.storage.holds import Hold, HoldEnd, HoldSignature, standing
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Work


@dataclass(frozen=True, slots=True, repr=False)
class HoldLine:
    """One hold as the desk sees it; the words only on its own page."""

    id: str
    reference: str
    why: str
    at: datetime
    until: datetime | None
    """None while nobody else has signed it."""
    is_mine: bool
    words: str = ""


def view_holds(work: Work) -> list[HoldLine]:
    """The holds that wait for a second person, and those that stand; the oldest first."""
    work.require(Permission.HOLD_PLACE)
    lines = []
    for hold in work.session.scalars(select(Hold).order_by(Hold.at)):
        child = _child_of(work.session, hold)
        if child is not None and _is_open(work, hold) and _may_see(work, child):
            lines.append(_line(work, hold, child))
    return lines


def view_hold(work: Work, hold_id: str) -> HoldLine:
    """One hold with its words, for whoever may sign it or end it."""
    hold, child = _open(work, hold_id, Permission.HOLD_SIGN)
    return _line(work, hold, child, _words(work, hold))


def propose(work: Work, reference: str, why: WhyHeld, words: str) -> Hold:
    """Ask that a record's key be kept for a while. Nothing changes before another one signs."""
    work.require(Permission.HOLD_PLACE)
    child = _record(work, reference)
    hold = Hold(subject_ref=child.ref, why=why.value, by_ref=work.actor.ref, at=work.now())
    work.session.add(hold)
    work.session.flush()
    work.trail.record(Event.HOLD_PROPOSED, hold.ref, child.ref, why=why.value)
    work.vault.new_subject(hold.ref)
    work.consent.record_basis(subject=hold.ref, kind=ACCOUNTABILITY, people=(work.actor.ref,))
    work.trail.record(Event.BASIS_RECORDED, hold.ref, basis=ACCOUNTABILITY)
    work.vault.seal(hold.ref, Compartment.NOTES, {"words": words}, subject=hold.ref)
    return hold


def sign(work: Work, hold_id: str) -> HoldSignature:
    """Be the second person: from this moment the key waits, and no longer than it may."""
    hold, child = _open(work, hold_id, Permission.HOLD_SIGN)
    if _signature(work.session, hold) is not None:
        raise Conflict(N_("Somebody else has signed this already."))
    may_sign(hold.by_ref, work.actor.ref)
    _must_have_its_key(work, child)
    erasure = journal(work.session, child.ref)
    until = rules.held_until(work.now(), None if erasure is None else erasure.due_at)
    signed = HoldSignature(
        hold_ref=hold.ref,
        subject_ref=child.ref,
        by_ref=work.actor.ref,
        at=work.now(),
        until=until,
    )
    work.session.add(signed)
    work.trail.record(Event.HOLD_SIGNED, hold.ref, child.ref)
    return signed


def end(work: Work, hold_id: str) -> None:
    """Turn down what was asked for; or lift every hold that stands on the record, alone."""
    hold, child = _open(work, hold_id, Permission.HOLD_LIFT)
    signed = standing(work.session, child.ref, work.now())
    if not any(each.hold_ref == hold.ref for each in signed):
        _end(work, hold.ref, child, is_signed=False)
        work.trail.record(Event.HOLD_TURNED_DOWN, hold.ref, child.ref)
        return
    for each in signed:
        _end(work, each.hold_ref, child, is_signed=True)
        work.trail.record(Event.HOLD_LIFTED, each.hold_ref, child.ref)


def _end(work: Work, hold_ref: str, child: Child, *, is_signed: bool) -> None:
    ended = HoldEnd(hold_ref=hold_ref, subject_ref=child.ref, is_signed=is_signed)
    ended.by_ref, ended.at = work.actor.ref, work.now()
    work.session.add(ended)


def _record(work: Work, reference: str) -> Child:
    """A record that stands, or was taken back and still has its key; one no for every reason."""
    query = select(Child).where(Child.reference == reference, Child.registered_on.is_not(None))
    child = work.session.scalar(query)
    if child is None or not _may_see(work, child) or not _has_key(work, child):
        raise Invalid("reference", N_("There is no record to hold. Look at the reference again."))
    return child


def _open(work: Work, hold_id: str, permission: Permission) -> tuple[Hold, Child]:
    work.require(permission)
    key = uuid_of(f"{Hold.kind}:{hold_id}", Hold.kind)
    hold = None if key is None else work.session.get(Hold, key)
    child = None if hold is None else _child_of(work.session, hold)
    if hold is None or child is None or not _is_open(work, hold) or not _may_see(work, child):
        raise Absent
    return hold, child


def _is_open(work: Work, hold: Hold) -> bool:
    """Does it still wait for a second person, or stand?"""
    ended = select(HoldEnd.id).where(HoldEnd.hold_ref == hold.ref)
    if work.session.scalar(ended) is not None:
        return False
    signed = _signature(work.session, hold)
    last = hold.at + rules.SIGNED_WITHIN if signed is None else signed.until
    return work.now() < last


def _may_see(work: Work, child: Child) -> bool:
    is_own = is_guardian(work.session, child, work.actor.ref)
    return not is_own and not kept_away(work.session, [child.ref]).covers(work.actor)


def _has_key(work: Work, child: Child) -> bool:
    return bool(work.keyring.data_keys([child.ref]))


def _must_have_its_key(work: Work, child: Child) -> None:
    if not _has_key(work, child):
        raise Conflict(N_("This record is wiped already. There is nothing left to hold."))


def _signature(session: Session, hold: Hold) -> HoldSignature | None:
    return session.scalar(select(HoldSignature).where(HoldSignature.hold_ref == hold.ref))


def _child_of(session: Session, hold: Hold) -> Child | None:
    key = uuid_of(hold.subject_ref, Child.kind)
    return None if key is None else session.get(Child, key)


def _words(work: Work, hold: Hold) -> str:
    sealed = work.vault.find(hold.ref, Compartment.NOTES)
    if sealed is None:  # put back by a restore
        return ""
    work.opens_for(Task.HOLD)
    permit = work.permit_on_basis(hold.ref, ACCOUNTABILITY, "open", DataClass.NOTES)
    return str(work.vault.open(sealed, permit).get("words", ""))


def _line(work: Work, hold: Hold, child: Child, words: str = "") -> HoldLine:
    signed = _signature(work.session, hold)
    return HoldLine(
        id=str(hold.id),
        reference=child.reference,
        why=hold.why,
        at=hold.at,
        until=None if signed is None else signed.until,
        is_mine=hold.by_ref == work.actor.ref,
        words=words,
    )
