"""Ringing the rota: at once, then every quarter of an hour, until somebody takes it over."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.accounts.models import account_of
from registry.authority import MACHINE, Permission, Role
from registry.caseworkers.eligible import at_work
from registry.duty import rules
from registry.duty.models import DutyAnswer, DutyRing, HandOver, HandOverEnd
from registry.duty.operations.rota import turns_from
from registry.duty.rules import Ring
from registry.readings import Reads, reads
from registry.trail.events import Event
from registry.work import Floors, Work

TAKES_OVER = frozenset({Role.COORDINATOR})


def ring(work: Work, report: HandOver) -> int:
    """Ring whose turn it is for a report that nobody has taken over; how many were rung?"""
    session, now = work.session, work.now()
    order = rules.on_duty(turns_from(session, now), now)
    otherwise = at_work(session, TAKES_OVER, now)
    found = rules.whom_to_ring(order, otherwise, rings_of(session, report.ref), now)
    for who in found:
        rung = DutyRing(hand_over_ref=report.ref, who_ref=who, at=now)
        session.add(rung)
        work.trail.record(Event.DUTY_RUNG, report.ref, rung.ref, who)
        account = account_of(session, who)
        if account is not None:
            work.outbox.send("duty_call", to=who, language=account.language)
    return len(found)


@reads(Reads.NOTHING)
def ring_due(floors: Floors) -> int:
    """Ring the next for each report that waits; how many were rung?"""
    with floors.reading() as session:
        waiting = [each.id for each in unanswered(session) if not each.is_quiet]
    rung = 0
    for report_id in waiting:
        with floors.begin(MACHINE) as work:
            work.require(Permission.DUTY_RING)
            report = work.session.get(HandOver, report_id)
            if report is not None and report.ref in {each.ref for each in unanswered(work.session)}:
                rung += ring(work, report)
    return rung


def unanswered(session: Session) -> list[HandOver]:
    """The reports that nobody has taken over, oldest first."""
    taken = select(DutyAnswer.hand_over_ref).union(select(HandOverEnd.hand_over_ref))
    done = set(session.scalars(taken))
    query = select(HandOver).order_by(HandOver.at)
    return [each for each in session.scalars(query) if each.ref not in done]


def rings_of(session: Session, hand_over_ref: str) -> list[Ring]:
    """Who was rung for a report, and when."""
    query = select(DutyRing).where(DutyRing.hand_over_ref == hand_over_ref).order_by(DutyRing.at)
    return [Ring(each.who_ref, each.at) for each in session.scalars(query)]
