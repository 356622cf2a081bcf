"""What happens to an agency: added, verified, asked about."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.agencies import rules
from registry.agencies.models import Agency, AgencyVerification
from registry.agencies.rules import State
from registry.authority import Permission, Role
from registry.errors import Absent
from registry.storage.database import uuid_of
from registry.trail.events import Event
from registry.work import Work


@dataclass(frozen=True, slots=True)
class NewAgency:
    """An agency as an administrator writes it down."""

    name: str
    country: str
    contact: str


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency on the list."""

    id: uuid.UUID
    ref: str
    name: str
    country: str
    contact: str
    state: State
    until: datetime | None
    is_added_by_reader: bool


def add_agency(work: Work, new: NewAgency) -> Agency:
    """Add an agency. It may do nothing before somebody else has verified it."""
    work.require(Permission.AGENCY_VERIFY)
    agency = Agency(
        name=rules.tidy_name(new.name),
        country=rules.known_country(new.country),
        contact=rules.tidy_contact(new.contact),
        by_ref=work.actor.ref,
        added_at=work.now(),
    )
    work.session.add(agency)
    work.trail.record(Event.AGENCY_ADDED, agency.ref)
    return agency


def verify_agency(
    work: Work, agency: Agency, *, register: str, until: datetime
) -> AgencyVerification:
    """Vouch for an agency until a day."""
    work.require(Permission.AGENCY_VERIFY)
    rules.somebody_else(agency.by_ref, work.actor.ref)
    rules.end_in_time(work.now(), until)
    verification = AgencyVerification(
        agency_ref=agency.ref,
        by_ref=work.actor.ref,
        at=work.now(),
        until=until,
        register=rules.tidy_register(register),
    )
    work.session.add(verification)
    work.trail.record(Event.AGENCY_VERIFIED, agency.ref, verification.ref)
    return verification


def find(session: Session, agency_id: uuid.UUID) -> Agency:
    """The agency of an id."""
    agency = session.get(Agency, agency_id)
    if agency is None:
        raise Absent
    return agency


def name_of(session: Session, agency_ref: str | None) -> str:
    """An agency's name; empty for those who belong to none."""
    found = uuid_of(agency_ref or "", Agency.kind)
    agency = None if found is None else session.get(Agency, found)
    return "" if agency is None else agency.name


def verified(session: Session, now: datetime) -> list[Agency]:
    """The agencies that stand verified now, by name."""
    agencies = session.scalars(select(Agency).order_by(Agency.name))
    return [agency for agency in agencies if is_verified(session, agency.ref, now)]


def is_verified(session: Session, agency_ref: str, now: datetime) -> bool:
    """Does this agency stand verified now?"""
    query = select(AgencyVerification.id).where(
        AgencyVerification.agency_ref == agency_ref,
        AgencyVerification.at <= now,
        AgencyVerification.until > now,
    )
    return session.scalar(query.limit(1)) is not None


def view_all(work: Work) -> list[AgencyLine]:
    """The agencies an administrator sees; a lead sees the own one."""
    work.require(Permission.AGENCY_VIEW)
    query = select(Agency).order_by(Agency.name)
    if Role.ADMINISTRATOR not in work.actor.roles:
        query = query.where(Agency.id == uuid_of(work.actor.agency_ref or "", Agency.kind))
    ends = _ends(work.session)
    return [_line(agency, ends.get(agency.ref), work) for agency in work.session.scalars(query)]


def view_one(work: Work, agency_id: uuid.UUID) -> AgencyLine:
    """One agency, for whoever is to verify it."""
    work.require(Permission.AGENCY_VERIFY)
    agency = find(work.session, agency_id)
    return _line(agency, _ends(work.session).get(agency.ref), work)


def _ends(session: Session) -> dict[str, datetime]:
    query = select(AgencyVerification.agency_ref, func.max(AgencyVerification.until)).group_by(
        AgencyVerification.agency_ref
    )
    return dict(session.execute(query).all())


def _line(agency: Agency, until: datetime | None, work: Work) -> AgencyLine:
    return AgencyLine(
        id=agency.id,
        ref=agency.ref,
        name=agency.name,
        country=agency.country,
        contact=agency.contact,
        state=rules.state_at(until, work.now()),
        until=until,
        is_added_by_reader=agency.by_ref == work.actor.ref,
    )
