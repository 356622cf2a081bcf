"""The agencies as they are read: by administrators, by a lead, and by everybody."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.agencies import rules
from registry.agencies.models import Agency, AgencyVerification
from registry.agencies.operations import (
    announced_until,
    find,
    is_verified,
    waiting_for_second,
)
from registry.agencies.rules import AgencyRole, State
from registry.authority import Permission, Role
from registry.description.codes import read_code
from registry.storage.database import uuid_of
from registry.work import Work


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency on the desk's list."""

    id: uuid.UUID
    ref: str
    name: str
    country: str
    contact: str
    state: State
    until: datetime | None
    is_added_by_reader: bool
    waiting: AgencyVerification | None
    may_agree: bool


@dataclass(frozen=True, slots=True)
class PublicLine:
    """One agency as everybody may know it."""

    name: str
    country: str
    contact: str
    role: AgencyRole
    agreement: str
    since: date
    until: date
    announced_until: date | None


def view_all(work: Work) -> list[AgencyLine]:
    """The agencies an administrator sees; a lead sees the own one."""
    work.require(Permission.AGENCY_VIEW)
    query = select(Agency).order_by(Agency.name)
    if Role.ADMINISTRATOR not in work.actor.roles:
        query = query.where(Agency.id == uuid_of(work.actor.agency_ref or "", Agency.kind))
    return [_line(agency, work) for agency in work.session.scalars(query)]


def view_one(work: Work, agency_id: uuid.UUID) -> AgencyLine:
    """One agency, for whoever is to verify it."""
    work.require(Permission.AGENCY_VERIFY)
    return _line(find(work.session, agency_id), work)


def public_list(session: Session, now: datetime) -> list[PublicLine]:
    """Every agency that stands now, by name: what it is, what it signed, since and until when."""
    agencies = session.scalars(select(Agency).order_by(Agency.name)).all()
    return [_public(session, each, now) for each in agencies if is_verified(session, each.ref, now)]


def announced(session: Session, now: datetime) -> list[PublicLine]:
    """The agencies that are new here, and may receive nothing yet."""
    return [each for each in public_list(session, now) if each.announced_until is not None]


def _public(session: Session, agency: Agency, now: datetime) -> PublicLine:
    agreed = select(AgencyVerification).where(
        AgencyVerification.agency_ref == agency.ref, AgencyVerification.agreed_at.is_not(None)
    )
    every = session.scalars(agreed.order_by(AgencyVerification.agreed_at)).all()
    newest, until = every[-1], announced_until(session, agency.ref)
    return PublicLine(
        name=agency.name,
        country=agency.country,
        contact=agency.contact,
        role=read_code(AgencyRole, newest.role),
        agreement=newest.agreement,
        since=(every[0].agreed_at or every[0].at).date(),
        until=max(each.until for each in every).date(),
        announced_until=until.date() if until is not None and until > now else None,
    )


def _line(agency: Agency, work: Work) -> AgencyLine:
    ends = select(func.max(AgencyVerification.until)).where(
        AgencyVerification.agency_ref == agency.ref, AgencyVerification.agreed_at.is_not(None)
    )
    until, now = work.session.scalar(ends), work.now()
    waiting = waiting_for_second(work.session, agency.ref, now)
    announcement = announced_until(work.session, agency.ref)
    return AgencyLine(
        id=agency.id,
        ref=agency.ref,
        name=agency.name,
        country=agency.country,
        contact=agency.contact,
        state=rules.state_at(until, announcement, now, waits=waiting is not None),
        until=until,
        is_added_by_reader=agency.by_ref == work.actor.ref,
        waiting=waiting,
        may_agree=waiting is not None and waiting.by_ref != work.actor.ref,
    )
