"""Who has looked: the trail of one record or claim, as whoever it is about may see it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.agencies.models import Agency
from registry.authority import Permission
from registry.caseworkers.models import Caseworker
from registry.children import operations as children
from registry.children.models import Child
from registry.claims.models import Claim
from registry.claims.operations import finding as claims
from registry.errors import Absent
from registry.looks import rules
from registry.looks.operations.cases import ended_at
from registry.looks.operations.questions import Asked, asked_by
from registry.looks.rules import Opening, Row
from registry.purposes import REVEAL_MATCH
from registry.reasons import told_of
from registry.storage.database import uuid_of
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.trail.trail import entries_about
from registry.work import Work


@dataclass(frozen=True, slots=True)
class Whose:
    """What the looks are about: one's own record, or one's own claim."""

    child_id: str = ""
    claim_id: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """One row as it is told: when, who as far as it may be told, what and why."""

    key: str
    day: date
    is_weekly: bool
    badge: str | None
    agencies: tuple[str, ...]
    is_by_family: bool
    classes: tuple[str, ...]
    purposes: tuple[str, ...]
    reasons: tuple[str, ...]
    """Why, as far as it may be told; empty for weeks of casework and for claims."""
    asked: Asked | None


@dataclass(frozen=True, slots=True)
class LooksPage:
    """Everything the page says, and the statement with it."""

    whose: Whose
    reference: str
    at: datetime
    tally: rules.Tally
    looks: tuple[Look, ...]
    last_week_told: date
    """The Sunday up to which looks from cases are told."""
    has_other_guardians: bool
    """Looks of other guardians are not told, and the page says so."""
    traits_on: date | None
    """When what computers read of it was last written; None where they read nothing."""


def own_subject(work: Work, whose: Whose, permission: Permission) -> Child | Claim:
    """The registered record or the sent claim of whoever acts; else there is none."""
    if whose.child_id:
        child = children.own(work, whose.child_id, permission)
        if not child.is_registered:
            raise Absent
        return child
    claim = claims.own(work, whose.claim_id, permission)
    if claim.is_draft or claim.is_found or claims.is_taken_back(work.session, claim.ref):
        raise Absent
    return claim


def view_looks(work: Work, whose: Whose) -> LooksPage:
    """Who has looked at one's own record or claim, by this moment."""
    subject = own_subject(work, whose, Permission.LOOKS_VIEW)
    today = day_of(work, work.now())
    # Whoever speaks for the child is left out: one of them may have to hide that they looked.
    speakers = {work.actor.ref, *work.consent.standing(subject.ref).authorities}
    if isinstance(subject, Child):
        speakers.add(subject.guardian_ref)
    rows = told_rows(work, subject, frozenset(speakers))
    asked = asked_by(work.session, subject.ref, work.actor.ref)
    return LooksPage(
        whose=whose,
        reference=subject.reference,
        at=work.now(),
        tally=rules.tally(rows),
        looks=tuple(_look(work, row, today, asked.get(row.key)) for row in rows),
        last_week_told=rules.week_of(today) - rules.ONE_DAY,
        has_other_guardians=isinstance(subject, Child) and len(speakers) > 1,
        traits_on=_traits_on(work, subject),
    )


def told_rows(work: Work, subject: Child | Claim, without: frozenset[str]) -> list[Row]:
    """The rows that are told by now.

    A claim tells nobody whether there was anything to compare it with: its looks from a case are
    told only once its claimant has read, in that case, who the other side is.
    """
    openings = (
        each
        for each in openings_of(work.session, subject.ref, work.settings.zone)
        if each.actor_ref not in without
    )
    if isinstance(subject, Claim):
        met = _cases_met(work)
        openings = (each for each in openings if not each.is_of_case or each.case in met)
    return rules.rows_from(openings, day_of(work, work.now()))


def row_named(work: Work, subject: str, key: str) -> Look:
    """One row as a family was told of it, for whoever answers their question."""
    today = day_of(work, work.now())
    rows = rules.rows_from(openings_of(work.session, subject, work.settings.zone), today)
    found = next((row for row in rows if row.key == key), None)
    if found is None:
        raise Absent
    return _look(work, found, today, None)


def openings_of(session: Session, subject: str, zone: tzinfo) -> Iterator[Opening]:
    """Every look of a person at a record or a claim."""
    # What somebody says of a claim could say whether there is anything to compare it with.
    is_claim = subject.startswith(f"{Claim.kind}:")
    for entry in entries_about(session, subject, Event.RECORD_OPENED):
        detail = json.loads(entry.detail)
        yield Opening(
            id=str(entry.id),
            at=entry.at,
            day=entry.at.astimezone(zone).date(),
            actor_ref=entry.actor_ref,
            agency_ref=entry.agency_ref,
            classes=tuple(detail["classes"]),
            purpose=detail["purpose"],
            ground=detail["ground"],
            case=detail.get("case"),
            told_why=None if is_claim else told_of(detail.get("reason")),
            is_by_family=detail["purpose"] == REVEAL_MATCH and _is_family(session, entry),
        )


def day_of(work: Work, at: datetime) -> date:
    """The day of a moment, in the house's zone."""
    return at.astimezone(work.settings.zone).date()


def _cases_met(work: Work) -> frozenset[str]:
    """The cases in which whoever acts has read what the other side told of itself."""
    query = select(Entry.detail).where(
        Entry.event == Event.RECORD_OPENED.value, Entry.actor_ref == work.actor.ref
    )
    read = map(json.loads, work.session.scalars(query))
    return frozenset(each["case"] for each in read if each["purpose"] == REVEAL_MATCH)


def _traits_on(work: Work, subject: Child | Claim) -> date | None:
    """Of a claim no day is told: it would show when what it is held against has changed."""
    if isinstance(subject, Claim) or subject.ref not in work.search.refs():
        return None
    sealed = entries_about(work.session, subject.ref, Event.TRAITS_SEALED)
    return day_of(work, sealed[0].at) if sealed else None


def _look(work: Work, row: Row, today: date, asked: Asked | None) -> Look:
    first = row.openings[0]
    told = [each for each in row.openings if not row.is_weekly or _is_over(work, each, today)]
    names = {_agency(work.session, each) for each in told} - {None}
    return Look(
        key=row.key,
        day=row.day,
        is_weekly=row.is_weekly,
        badge=None if row.is_weekly else _badge(work.session, first.actor_ref),
        agencies=tuple(sorted(str(name) for name in names)),
        is_by_family=first.is_by_family,
        classes=row.classes,
        purposes=row.purposes,
        reasons=row.reasons,
        asked=asked,
    )


def _is_over(work: Work, opening: Opening, today: date) -> bool:
    """Is the case closed, and the week of its closing over? Its very day would say too much."""
    ended = ended_at(work.session, opening.case or "")
    return ended is not None and rules.is_told(day_of(work, ended), today)


def _is_family(session: Session, entry: Entry) -> bool:
    return entry.agency_ref is None and _worker(session, entry.actor_ref) is None


def _badge(session: Session, actor_ref: str) -> str | None:
    worker = _worker(session, actor_ref)
    return None if worker is None else worker.badge


def _agency(session: Session, opening: Opening) -> str | None:
    """The agency somebody looked for."""
    key = uuid_of(opening.agency_ref or "", Agency.kind)
    agency = None if key is None else session.get(Agency, key)
    return None if agency is None else agency.name


def _worker(session: Session, actor_ref: str) -> Caseworker | None:
    return session.scalar(select(Caseworker).where(Caseworker.account_ref == actor_ref))
