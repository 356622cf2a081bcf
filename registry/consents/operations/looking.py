"""Who has looked: the trail of one record, as its guardian may see it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.agencies.models import Agency
from registry.authority import Permission
from registry.caseworkers.models import Caseworker
from registry.children.operations import own
from registry.consents import rules
from registry.errors import Absent
from registry.storage.database import uuid_of
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.trail.trail import entries_about
from registry.work import Work

ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Look:
    """One look by another person: when, who as far as it may be told, what and why."""

    day: date
    is_weekly: bool
    badge: str | None
    agency: str | None
    classes: tuple[str, ...]
    purpose: str
    ground: str


@dataclass(frozen=True, slots=True)
class LooksPage:
    """Everything the page says."""

    child_id: str
    reference: str
    tally: rules.Tally
    looks: tuple[Look, ...]
    last_week_told: date
    """The Sunday up to which looks of casework are told."""
    has_other_guardians: bool
    """Looks of other guardians are not told, and the page says so."""
    traits_on: date | None
    """When what computers read of the record was last written; None where they read nothing."""


def view_looks(work: Work, child_id: str) -> LooksPage:
    """Who has looked at one's own record."""
    child = own(work, child_id, Permission.LOOKS_VIEW)
    if not child.is_registered:
        raise Absent
    today = work.now().date()
    opened = entries_about(work.session, child.ref, Event.RECORD_OPENED)
    # Whoever speaks for the child is left out: one of them may have to hide that they looked.
    speakers = {child.guardian_ref, *work.consent.standing(child.ref).authorities}
    others = (entry for entry in opened if entry.actor_ref not in speakers)
    looks = rules.looks_from(map(_opening, others), work.actor.ref, today)
    sealed = entries_about(work.session, child.ref, Event.TRAITS_SEALED)
    is_read = child.ref in work.search.refs()
    return LooksPage(
        child_id=str(child.id),
        reference=child.reference,
        tally=rules.tally(looks),
        looks=tuple(_look(work.session, look) for look in looks),
        last_week_told=rules.week_of(today) - ONE_DAY,
        has_other_guardians=len(speakers) > 1,
        traits_on=sealed[0].at.date() if sealed and is_read else None,
    )


def _opening(entry: Entry) -> rules.Opening:
    detail = json.loads(entry.detail)
    return rules.Opening(
        at=entry.at,
        actor_ref=entry.actor_ref,
        classes=tuple(detail["classes"]),
        purpose=detail["purpose"],
        ground=detail["ground"],
    )


def _look(session: Session, opening: rules.Opening) -> Look:
    badge, agency = (None, None) if opening.is_casework else _who(session, opening.actor_ref)
    return Look(
        day=opening.day,
        is_weekly=opening.is_casework,
        badge=badge,
        agency=agency,
        classes=opening.classes,
        purpose=opening.purpose,
        ground=opening.ground,
    )


def _who(session: Session, actor_ref: str) -> tuple[str | None, str | None]:
    """The badge and the agency of somebody at the desk, as far as they have them."""
    worker = session.scalar(select(Caseworker).where(Caseworker.account_ref == actor_ref))
    if worker is None:
        return None, None
    key = uuid_of(worker.agency_ref or "", Agency.kind)
    agency = None if key is None else session.get(Agency, key)
    return worker.badge, None if agency is None else agency.name
