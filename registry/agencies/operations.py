"""What happens to an agency: added, verified by two, announced, asked about."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.agencies import rules
from registry.agencies.models import Agency, AgencyAnnouncement, AgencyVerification
from registry.agencies.rules import AgencyRole
from registry.authority import Permission
from registry.errors import N_, Absent, Conflict
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
class Papers:
    """What somebody found who looked at an agency: papers are seen, not kept."""

    register: str
    safeguarding: str
    agreement: str
    role: AgencyRole


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
    work: Work, agency: Agency, papers: Papers, until: datetime
) -> AgencyVerification:
    """Look at an agency's papers. It stands until a day, once a second person has agreed."""
    work.require(Permission.AGENCY_VERIFY)
    rules.somebody_else(agency.by_ref, work.actor.ref)
    rules.end_in_time(work.now(), until)
    verification = AgencyVerification(
        agency_ref=agency.ref,
        by_ref=work.actor.ref,
        at=work.now(),
        until=until,
        register=rules.tidy_register(papers.register),
        safeguarding=rules.tidy_safeguarding(papers.safeguarding),
        agreement=rules.tidy_agreement(papers.agreement),
        role=papers.role.value,
    )
    work.session.add(verification)
    work.trail.record(Event.AGENCY_VERIFIED, agency.ref, verification.ref)
    return verification


def agree_agency(work: Work, agency: Agency) -> AgencyVerification:
    """Agree as the second person. A new agency is announced now, and waits for 14 days."""
    work.require(Permission.AGENCY_VERIFY)
    waiting = waiting_for_second(work.session, agency.ref, work.now())
    if waiting is None:
        raise Conflict(N_("Nothing waits here for a second person."))
    rules.second_person(waiting.by_ref, work.actor.ref)
    waiting.agreed_by_ref, waiting.agreed_at = work.actor.ref, work.now()
    work.trail.record(Event.AGENCY_AGREED, agency.ref, waiting.ref)
    if announced_until(work.session, agency.ref) is None:
        announcement = AgencyAnnouncement(
            agency_ref=agency.ref, at=work.now(), until=work.now() + rules.ANNOUNCED_FOR
        )
        work.session.add(announcement)
        work.trail.record(Event.AGENCY_ANNOUNCED, agency.ref, announcement.ref)
    return waiting


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
    """Does this agency stand verified by two now?"""
    query = select(AgencyVerification.id).where(
        AgencyVerification.agency_ref == agency_ref,
        AgencyVerification.agreed_at <= now,
        AgencyVerification.until > now,
    )
    return session.scalar(query.limit(1)) is not None


def is_announcing(session: Session, agency_ref: str, now: datetime) -> bool:
    """Do families still have their days to keep it away? Until then nothing goes there."""
    announced = announced_until(session, agency_ref)
    return announced is not None and now < announced


def announced_until(session: Session, agency_ref: str) -> datetime | None:
    """The moment until which an agency is announced; None before two have verified it."""
    query = select(AgencyAnnouncement.until).where(AgencyAnnouncement.agency_ref == agency_ref)
    return session.scalar(query)


def waiting_for_second(
    session: Session, agency_ref: str, now: datetime
) -> AgencyVerification | None:
    """The latest look at its papers to which nobody has agreed so far."""
    query = select(AgencyVerification).where(
        AgencyVerification.agency_ref == agency_ref, AgencyVerification.until > now
    )
    newest = session.scalar(query.order_by(AgencyVerification.at.desc()).limit(1))
    return newest if newest is not None and newest.agreed_at is None else None
