"""Words in time: 60, 30 and 7 days before somebody's standing ends."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.accounts.models import account_of
from registry.authority import MACHINE, Permission, Role
from registry.caseworkers.checklist import step_due
from registry.caseworkers.models import Caseworker, StandingNotice
from registry.caseworkers.standing import standing_of
from registry.readings import Reads, reads
from registry.storage.database import uuid_of
from registry.trail.events import Event
from registry.work import Floors, Work

Due = tuple[str, datetime, int]
"""Whose standing ends, when, and how many days before it this word is due."""


@reads(Reads.NOTHING)
def warn_of_ends(floors: Floors) -> int:
    """Write to a person, their lead and the administrators; about how many people was it?"""
    with floors.reading() as session:
        found = _due(session, floors.clock())
    for each in found:
        with floors.begin(MACHINE) as work:
            _warn(work, *each)
    return len(found)


def _due(session: Session, now: datetime) -> list[Due]:
    said = {
        (each.caseworker_ref, each.until, each.days_before)
        for each in session.scalars(select(StandingNotice))
    }
    due: list[Due] = []
    for caseworker in session.scalars(select(Caseworker).order_by(Caseworker.badge)):
        ends_on = standing_of(session, caseworker, now).ends_on
        step = None if ends_on is None else step_due(ends_on, now)
        if ends_on is not None and step is not None:
            due.append((caseworker.ref, ends_on, step))
    return [each for each in due if each not in said]


def _warn(work: Work, caseworker_ref: str, until: datetime, step: int) -> None:
    work.require(Permission.REMINDER_SEND)
    caseworker = work.session.get_one(Caseworker, uuid_of(caseworker_ref, Caseworker.kind))
    notice = StandingNotice(
        caseworker_ref=caseworker_ref, until=until, days_before=step, at=work.now()
    )
    work.session.add(notice)
    work.trail.record(Event.STANDING_WARNED, caseworker_ref, notice.ref, step=step)
    day = until.date().isoformat()
    _write(work, "standing_ends", caseworker.account_ref, day=day)
    for each in _who_cares(work, caseworker):
        _write(work, "standing_of_other_ends", each, day=day, badge=caseworker.badge)


def _who_cares(work: Work, about: Caseworker) -> list[str]:
    """The lead of the agency, and every administrator; nobody twice, and not the person."""
    found = []
    for each in work.session.scalars(select(Caseworker).order_by(Caseworker.badge)):
        if each.ref == about.ref:
            continue
        roles = standing_of(work.session, each, work.now()).roles
        is_lead = Role.LEAD in roles and each.agency_ref == about.agency_ref
        if is_lead or Role.ADMINISTRATOR in roles:
            found.append(each.account_ref)
    return found


def _write(work: Work, message: str, account_ref: str, **words: str) -> None:
    account = account_of(work.session, account_ref)
    if account is not None:
        work.outbox.send(message, to=account_ref, language=account.language, **words)
