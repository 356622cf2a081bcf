"""Taking a report over, reading it, and saying what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from consent import DataClass
from registry.authority import Actor, Permission, Relation, is_allowed
from registry.duty.models import DutyAnswer, DutyRing, HandOver, HandOverEnd
from registry.duty.rules import Outcome
from registry.errors import N_, Absent, Conflict
from registry.purposes import HAND_OVER
from registry.reasons import Task
from registry.storage.database import uuid_of
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Work


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report on the list: when, and whether somebody has it."""

    id: str
    at: datetime
    is_quiet: bool
    is_taken: bool
    is_own: bool


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """One report; what was said stays closed until somebody has taken it over."""

    line: ReportLine
    finder: str
    reach: str
    where: str


def view_reports(work: Work) -> list[ReportLine]:
    """The reports that are not over, oldest first: all for a coordinator, else those one hears."""
    work.require(Permission.HAND_OVER_LIST)
    return [
        _line(work.session, work.actor, each) for each in open_reports(work.session, work.actor)
    ]


def open_reports(session: Session, actor: Actor) -> list[HandOver]:
    """The reports that this person may take over or has taken over."""
    done = set(session.scalars(select(HandOverEnd.hand_over_ref)))
    query = select(HandOver).order_by(HandOver.at)
    return [
        each
        for each in session.scalars(query)
        if each.ref not in done
        and is_allowed(actor, Permission.HAND_OVER_TAKE, _relations(session, actor, each))
    ]


def view_report(work: Work, report_id: str) -> Report:
    """One report. Whoever took it over reads who and where, on record; nobody else does."""
    report = _find(work, report_id)
    line = _line(work.session, work.actor, report)
    if not line.is_own:
        return Report(line, "", "", "")
    work.opens_for(Task.HAND_OVER)
    contact = work.permit_on_basis(report.ref, HAND_OVER, "open", DataClass.CONTACT)
    place = work.permit_on_basis(report.ref, HAND_OVER, "open", DataClass.LOCATION)
    said = work.vault.read(report.ref, Compartment.CONTACT, contact)
    where = work.vault.read(report.ref, Compartment.LOCATION, place)
    return Report(
        line,
        str(said.get("finder", "")),
        str(said.get("reach", "")),
        str(where.get("where", "")),
    )


def acknowledge(work: Work, report_id: str) -> None:
    """Take it over: one person has it, and nobody else is rung."""
    report = _find(work, report_id)
    answer = answer_of(work.session, report.ref)
    if answer is not None and answer.by_ref != work.actor.ref:
        raise Conflict(N_("Somebody else has taken this over already."))
    if answer is None:
        answer = DutyAnswer(hand_over_ref=report.ref, by_ref=work.actor.ref, at=work.now())
        work.session.add(answer)
        work.trail.record(Event.HAND_OVER_TAKEN, report.ref, answer.ref)


def close(work: Work, report_id: str, outcome: Outcome) -> None:
    """Say what became of it. A claim of an agency is a thing of its own, filed by the agency."""
    report = _find(work, report_id)
    answer = answer_of(work.session, report.ref)
    if answer is None or answer.by_ref != work.actor.ref:
        raise Conflict(N_("Take it over first."))
    end = HandOverEnd(
        hand_over_ref=report.ref, by_ref=work.actor.ref, at=work.now(), outcome=outcome.value
    )
    work.session.add(end)
    work.trail.record(Event.HAND_OVER_ENDED, report.ref, end.ref, outcome=outcome.value)


def answer_of(session: Session, hand_over_ref: str) -> DutyAnswer | None:
    """Who has taken a report over."""
    return session.scalar(select(DutyAnswer).where(DutyAnswer.hand_over_ref == hand_over_ref))


def _find(work: Work, report_id: str) -> HandOver:
    key = uuid_of(f"{HandOver.kind}:{report_id}", HandOver.kind)
    report = None if key is None else work.session.get(HandOver, key)
    if report is None:
        raise Absent
    work.require(Permission.HAND_OVER_TAKE, *_relations(work.session, work.actor, report))
    ended = select(HandOverEnd.id).where(HandOverEnd.hand_over_ref == report.ref)
    if work.session.scalar(ended) is not None:
        raise Absent
    return report


def _relations(session: Session, actor: Actor, report: HandOver) -> tuple[Relation, ...]:
    rung = select(DutyRing.id).where(
        DutyRing.hand_over_ref == report.ref, DutyRing.who_ref == actor.ref
    )
    return () if session.scalar(rung.limit(1)) is None else (Relation.RUNG,)


def _line(session: Session, actor: Actor, report: HandOver) -> ReportLine:
    answer = answer_of(session, report.ref)
    return ReportLine(
        id=str(report.id),
        at=report.at,
        is_quiet=report.is_quiet,
        is_taken=answer is not None,
        is_own=answer is not None and answer.by_ref == actor.ref,
    )
