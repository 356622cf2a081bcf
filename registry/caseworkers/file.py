"""The file of one person as an administrator reads it: each look at the words is on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.agencies import operations as agencies
from registry.caseworkers import checklist
from registry.caseworkers.actors import caseworker_of
from registry.caseworkers.checklist import Acquaintance, Check, Ending, Facts, Result, Source
from registry.caseworkers.dossier import evidence_of, facts_of, vouches_for
from registry.caseworkers.models import Caseworker, StandingCheck, StandingEnd, Verification
from registry.caseworkers.sealing import words_of
from registry.caseworkers.standing import stops_of
from registry.description.codes import label, read_code
from registry.work import Work


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the checklist; `stands` is None where nothing here can tell."""

    check: Check
    stands: bool | None
    holds_until: datetime | None
    is_made: bool
    """Does somebody look at it, or does it follow from other records?"""


@dataclass(frozen=True, slots=True, repr=False)
class Look:
    """One look at one thing: from where, what came of it, what was written."""

    at: datetime
    by: str
    check: str
    source: str
    result: Result
    words: str


@dataclass(frozen=True, slots=True)
class Voucher:
    """Somebody who vouches."""

    badge: str
    agency: str
    how: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Approval:
    """One of the two who approve; `counts` while nothing has stopped the person since."""

    at: datetime
    until: datetime
    by: str
    counts: bool


@dataclass(frozen=True, slots=True, repr=False)
class Stop:
    """When and how somebody was stopped, and why."""

    at: datetime
    by: str
    how: str
    words: str


@dataclass(frozen=True, slots=True, repr=False)
class PersonFile:
    """All that is on record about letting somebody in."""

    evidence: Mapping[str, str]
    items: tuple[Item, ...]
    looks: tuple[Look, ...]
    vouchers: tuple[Voucher, ...]
    approvals: tuple[Approval, ...]
    stops: tuple[Stop, ...]
    is_ready: bool
    """May somebody approve now?"""

    @property
    def first_open(self) -> Check | None:
        """The next thing to look at."""
        return next((each.check for each in self.items if each.is_made and not each.stands), None)


def file_of(work: Work, caseworker: Caseworker) -> PersonFile:
    """The file of a person."""
    facts = facts_of(work.session, caseworker, work.now())
    handed = evidence_of(work.session, caseworker)
    return PersonFile(
        evidence={} if handed is None else words_of(work, caseworker, handed.ref),
        items=items_of(facts, work.now()),
        looks=_looks(work, caseworker),
        vouchers=_vouchers(work, caseworker),
        approvals=_approvals(work.session, caseworker),
        stops=_stops(work, caseworker),
        is_ready=facts.has_evidence and not checklist.open_checks(facts, work.now()),
    )


def items_of(facts: Facts, now: datetime) -> tuple[Item, ...]:
    """The whole checklist."""
    return tuple(
        Item(
            check=each,
            stands=checklist.stands(facts, each, now),
            holds_until=facts.checks[each].at + checklist.HOLDS[each]
            if each in facts.checks
            else None,
            is_made=each in checklist.SOURCES,
        )
        for each in Check
    )


def badge_of(session: Session, account_ref: str) -> str:
    """The badge of an account; empty for the console."""
    caseworker = caseworker_of(session, account_ref)
    return "" if caseworker is None else caseworker.badge


def _looks(work: Work, caseworker: Caseworker) -> tuple[Look, ...]:
    query = select(StandingCheck).where(StandingCheck.caseworker_ref == caseworker.ref)
    return tuple(
        Look(
            at=each.at,
            by=badge_of(work.session, each.by_ref),
            check=label(Check, each.what),
            source=label(Source, each.source),
            result=read_code(Result, each.result),
            words=words_of(work, caseworker, each.ref)["words"],
        )
        for each in work.session.scalars(query.order_by(StandingCheck.at.desc()))
    )


def _vouchers(work: Work, caseworker: Caseworker) -> tuple[Voucher, ...]:
    return tuple(
        Voucher(
            badge=badge_of(work.session, each.by_ref),
            agency=agencies.name_of(work.session, each.by_agency_ref),
            how=label(Acquaintance, each.how),
            until=each.until,
        )
        for each in vouches_for(work.session, caseworker, work.now())
    )


def _approvals(session: Session, caseworker: Caseworker) -> tuple[Approval, ...]:
    stopped_at = stops_of(session, caseworker).stopped_at
    query = select(Verification).where(Verification.caseworker_ref == caseworker.ref)
    return tuple(
        Approval(each.at, each.until, badge_of(session, each.by_ref), each.at > stopped_at)
        for each in session.scalars(query.order_by(Verification.at.desc()))
    )


def _stops(work: Work, caseworker: Caseworker) -> tuple[Stop, ...]:
    query = select(StandingEnd).where(StandingEnd.caseworker_ref == caseworker.ref)
    return tuple(
        Stop(
            at=each.at,
            by=badge_of(work.session, each.by_ref),
            how=label(Ending, each.how),
            words=words_of(work, caseworker, each.ref)["words"],
        )
        for each in work.session.scalars(query.order_by(StandingEnd.at.desc()))
    )
