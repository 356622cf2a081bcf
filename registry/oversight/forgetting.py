"""Clearing away holds that ended long ago, with their words."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from registry.authority import Permission
from registry.oversight.rules import SIGNED_WITHIN
from registry.retention import TWO_YEARS
from registry.storage.holds import Hold, HoldEnd, HoldSignature
from registry.trail.events import Event
from registry.work import Work

PORTION: Final = 100


def forget_holds(work: Work) -> int:
    """Drop what ended 24 months ago; the sweep destroys the keys that then have no row."""
    work.require(Permission.ERASURE_RUN)
    before = work.now() - TWO_YEARS
    younger = select(HoldSignature.hold_ref).where(HoldSignature.until > before)
    old = select(Hold).where(Hold.at < before - SIGNED_WITHIN).limit(PORTION)
    kept = set(work.session.scalars(younger))
    holds = [hold for hold in work.session.scalars(old).all() if hold.ref not in kept]
    for hold in holds:
        work.trail.record(Event.ROWS_CLEARED, hold.ref, table=Hold.__tablename__)
        work.vault.remove(hold.ref)
        for kind in (HoldSignature, HoldEnd):
            for row in work.session.scalars(select(kind).where(kind.hold_ref == hold.ref)).all():
                work.session.delete(row)
        work.session.delete(hold)
    return len(holds)
