"""What the worker clears away of duty: reports and turns that have had their time."""

from __future__ import annotations

from sqlalchemy import select

from registry.authority import MACHINE, Permission
from registry.duty import rules
from registry.duty.models import DutyAnswer, DutyRing, DutyTurn, HandOver, HandOverEnd
from registry.readings import Reads, reads
from registry.trail.events import Event
from registry.work import Floors, Work

OF_REPORT = (DutyRing, DutyAnswer, HandOverEnd)


@reads(Reads.NOTHING)
def tidy(floors: Floors) -> int:
    """Drop reports 30 days after they came, with all about them, and turns long over."""
    with floors.begin(MACHINE) as work:
        work.require(Permission.ERASURE_RUN)
        return _reports(work) + _turns(work)


def _reports(work: Work) -> int:
    query = select(HandOver).where(HandOver.at < work.now() - rules.KEPT_FOR)
    old = work.session.scalars(query).all()
    for report in old:
        for kind in OF_REPORT:
            for row in work.session.scalars(select(kind).where(kind.hand_over_ref == report.ref)):
                work.session.delete(row)
        work.vault.remove(report.ref)
        work.session.delete(report)
        work.trail.record(Event.ROWS_CLEARED, report.ref, report.ref, table=HandOver.__tablename__)
    return len(old)


def _turns(work: Work) -> int:
    query = select(DutyTurn).where(DutyTurn.ends_at < work.now() - rules.KEPT_FOR)
    old = work.session.scalars(query).all()
    for turn in old:
        work.session.delete(turn)
        work.trail.record(Event.ROWS_CLEARED, turn.ref, turn.ref, table=DutyTurn.__tablename__)
    return len(old)
