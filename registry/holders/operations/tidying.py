"""What the worker clears away of holders: the rows of records that are wiped."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from registry.authority import Permission
from registry.holders.models import Attempt, Measure, MeasureEnd, OfChild, OtherHolder
from registry.storage.erasure import Erasure
from registry.trail.events import Event
from registry.work import Work

ROWS: Final[tuple[type[OfChild], ...]] = (OtherHolder, Attempt, Measure, MeasureEnd)


def tidy(work: Work) -> int:
    """Drop what was written about the guardians of wiped records; how much was there?"""
    work.require(Permission.ERASURE_RUN)
    wiped = select(Erasure.subject_ref).where(Erasure.closed_at.is_not(None))
    count = 0
    for kind in ROWS:
        for row in work.session.scalars(select(kind).where(kind.child_ref.in_(wiped))).all():
            work.trail.record(Event.HOLDERS_DROPPED, row.child_ref, row.ref)
            work.session.delete(row)
            count += 1
    return count
