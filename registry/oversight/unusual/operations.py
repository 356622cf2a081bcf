"""What an auditor reads of unusual looks, and what they make of each: references and counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.authority import Actor, Permission, is_allowed
from registry.caseworkers.models import Caseworker
from registry.description import read_code
from registry.errors import N_, Conflict
from registry.oversight.unusual.finding import answer_to, one_finding, open_findings
from registry.today import Task
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.watching.codes import SEES, Outcome, Rule
from registry.watching.models import Finding, FindingAnswer, FindingEntry
from registry.work import Work

ANSWERED_SHOWN: Final = 40
SHORT: Final = 8
WITHIN: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding: who by badge, when, about what, on how many entries it rests."""

    id: str
    short: str
    rule: Rule
    day: date
    at: datetime
    who: str
    about: str
    entries: int
    outcome: Outcome | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one rule, with what it sees; those that wait, and those that are answered."""

    rule: Rule
    sees: str
    waiting: tuple[FindingLine, ...]
    answered: tuple[FindingLine, ...]


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry that a finding rests on."""

    seq: int
    at: datetime
    event: str
    who: str
    subject: str
    detail: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One finding with its entries."""

    line: FindingLine
    sees: str
    entries: tuple[EntryLine, ...]


def view_unusual(work: Work) -> tuple[Group, ...]:
    """Everything that was found, by rule; what is about whoever reads is left out."""
    work.require(Permission.UNUSUAL_VIEW)
    badges = _badges(work.session)
    rows = [each for each in _newest(work.session) if work.actor.ref not in _people(each)]
    lines = [_line(work.session, row, badges) for row in rows]
    return tuple(
        Group(
            rule=rule,
            sees=SEES[rule],
            waiting=tuple(each for each in own if each.outcome is None),
            answered=tuple(each for each in own if each.outcome is not None)[:ANSWERED_SHOWN],
        )
        for rule in Rule
        if (own := [each for each in lines if each.rule is rule])
    )


def view_finding(work: Work, finding_id: str) -> FindingPage:
    """One finding, and the entries of the trail it rests on."""
    work.require(Permission.UNUSUAL_VIEW)
    found, badges = one_finding(work.session, finding_id, work.actor.ref), _badges(work.session)
    seqs = select(FindingEntry.seq).where(FindingEntry.finding_ref == found.ref)
    query = select(Entry).where(Entry.seq.in_(seqs)).order_by(Entry.seq)
    line = _line(work.session, found, badges)
    return FindingPage(
        line=line,
        sees=SEES[line.rule],
        entries=tuple(
            EntryLine(
                seq=entry.seq,
                at=entry.at,
                event=entry.event,
                who=badges.get(entry.actor_ref, entry.actor_ref),
                subject=entry.subject_ref,
                detail=json.loads(entry.detail),
            )
            for entry in work.session.scalars(query)
        ),
    )


def answer(work: Work, finding_id: str, outcome: Outcome) -> None:
    """Say what came of asking; it is said once, and never by whom it is about."""
    work.require(Permission.UNUSUAL_ANSWER)
    found = one_finding(work.session, finding_id, work.actor.ref)
    if answer_to(work.session, found.ref) is not None:
        raise Conflict(N_("Somebody has answered this already."))
    said = FindingAnswer(
        finding_ref=found.ref, by_ref=work.actor.ref, outcome=outcome.value, at=work.now()
    )
    work.session.add(said)
    work.trail.record(Event.FINDING_ANSWERED, found.ref, said.ref, outcome=outcome.value)


def tasks_of(session: Session, actor: Actor, _now: datetime) -> tuple[Task, ...]:
    """One task for an auditor, by the finding that waits longest."""
    if not is_allowed(actor, Permission.UNUSUAL_ANSWER, ()):
        return ()
    waiting = [each for each in open_findings(session) if actor.ref not in _people(each)]
    return tuple(
        Task(
            reference=str(each.id)[:SHORT],
            verb=N_("Ask about unusual looks"),
            endpoint="unusual.index",
            ids={},
            stage=read_code(Rule, each.rule).label,
            tier="urgent",
            due=each.recorded_at + WITHIN,
        )
        for each in waiting[:1]
    )


def _people(finding: Finding) -> tuple[str, str]:
    return finding.actor_ref, finding.about_ref


def _newest(session: Session) -> list[Finding]:
    """All that wait, and so many of those that were answered; the newest first."""
    waiting = {each.id for each in open_findings(session)}
    query = select(Finding).order_by(Finding.at.desc(), Finding.id)
    recent = (
        select(FindingAnswer.finding_ref)
        .order_by(FindingAnswer.at.desc())
        .limit(ANSWERED_SHOWN * len(Rule))
    )
    answered = set(session.scalars(recent))
    every = session.scalars(query)
    return [each for each in every if each.id in waiting or each.ref in answered]


def _badges(session: Session) -> Mapping[str, str]:
    return {each.account_ref: each.badge for each in session.scalars(select(Caseworker))}


def _line(session: Session, found: Finding, badges: Mapping[str, str]) -> FindingLine:
    said = answer_to(session, found.ref)
    return FindingLine(
        id=str(found.id),
        short=str(found.id)[:SHORT],
        rule=read_code(Rule, found.rule),
        day=found.day,
        at=found.at,
        who=badges.get(found.actor_ref, found.actor_ref),
        about=badges.get(found.about_ref, found.about_ref),
        entries=found.entries,
        outcome=None if said is None else read_code(Outcome, said.outcome),
        answered_at=None if said is None else said.at,
    )
