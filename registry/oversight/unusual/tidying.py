"""What the worker clears away of findings: whole, 24 months after they were written."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from registry.authority import Permission
from registry.retention import TWO_YEARS
from registry.trail.events import Event
from registry.watching.models import Finding, FindingAnswer, FindingEntry
from registry.work import Work

PORTION: Final = 200


def tidy(work: Work) -> int:
    """Drop a portion of findings that have had their time, with what hangs on them."""
    work.require(Permission.ERASURE_RUN)
    before = work.now() - TWO_YEARS
    old = select(Finding).where(Finding.recorded_at < before).limit(PORTION)
    found = work.session.scalars(old).all()
    for finding in found:
        for kind in (FindingEntry, FindingAnswer):
            for row in work.session.scalars(select(kind).where(kind.finding_ref == finding.ref)):
                work.session.delete(row)
        work.session.delete(finding)
        work.trail.record(Event.ROWS_CLEARED, finding.ref, table=Finding.__tablename__)
    return len(found)
