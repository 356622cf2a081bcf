"""What the desk's pages show of its people: lists open nothing, one person's page opens a name."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.accounts.operations import Contact, read_contact
from registry.agencies import operations as agencies
from registry.authority import Permission, Role
from registry.caseworkers.checklist import AT_WORK, State, state_of
from registry.caseworkers.dossier import facts_of
from registry.caseworkers.file import PersonFile, badge_of, file_of
from registry.caseworkers.models import Caseworker, RoleGrant
from registry.caseworkers.resetting import open_reset
from registry.caseworkers.standing import Standing, grants_of, standing_of
from registry.errors import Absent
from registry.reasons import Task
from registry.work import Work


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person on a list, by badge."""

    id: uuid.UUID
    badge: str
    agency: str
    state: State
    standing: Standing


@dataclass(frozen=True, slots=True)
class Granted:
    """One role as it is read."""

    id: uuid.UUID
    role: Role
    until: datetime
    by: str
    is_agreed: bool
    may_agree: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reset of somebody's factors that waits for its second person."""

    id: uuid.UUID
    by: str
    may_sign: bool


@dataclass(frozen=True, slots=True, repr=False)
class PersonPage:
    """Everything an administrator sees of a person."""

    line: PersonLine
    contact: Contact
    file: PersonFile
    granted: tuple[Granted, ...]
    may_check: bool
    is_reader: bool
    reset: Waiting | None


def find(session: Session, caseworker_id: uuid.UUID) -> Caseworker:
    """The person of an id."""
    caseworker = session.get(Caseworker, caseworker_id)
    if caseworker is None:
        raise Absent
    return caseworker


def find_grant(session: Session, caseworker: Caseworker, grant_id: uuid.UUID) -> RoleGrant:
    """One role of one person."""
    grant = session.get(RoleGrant, grant_id)
    if grant is None or grant.account_ref != caseworker.account_ref:
        raise Absent
    return grant


def view_people(work: Work) -> list[PersonLine]:
    """The people of the desk; a lead sees those of the own agency."""
    work.require(Permission.AGENCY_VIEW)
    query = select(Caseworker).order_by(Caseworker.badge)
    if Role.ADMINISTRATOR not in work.actor.roles:
        query = query.where(Caseworker.agency_ref == work.actor.agency_ref)
    return [line_of(work, caseworker) for caseworker in work.session.scalars(query)]


def view_person(work: Work, caseworker_id: uuid.UUID) -> PersonPage:
    """One person with name and papers: the look is on record."""
    work.require(Permission.CASEWORKER_VERIFY)
    caseworker = find(work.session, caseworker_id)
    work.opens_for(Task.STANDING)
    is_reader = caseworker.account_ref == work.actor.ref
    return PersonPage(
        line=line_of(work, caseworker),
        contact=read_contact(work, caseworker.account_ref, "verify"),
        file=file_of(work, caseworker),
        granted=_granted(work, caseworker),
        may_check=not is_reader and caseworker.by_ref != work.actor.ref,
        is_reader=is_reader,
        reset=_waiting(work, caseworker),
    )


def line_of(work: Work, caseworker: Caseworker) -> PersonLine:
    """One person on a list."""
    standing = standing_of(work.session, caseworker, work.now())
    state = state_of(facts_of(work.session, caseworker, work.now()), work.now())
    if standing.roles and state not in AT_WORK:
        # Administrators whom the console let in stand without two who approve.
        state = State.DUE_SOON if standing.ends_soon else State.ACTIVE
    return PersonLine(
        id=caseworker.id,
        badge=caseworker.badge,
        agency=agencies.name_of(work.session, caseworker.agency_ref),
        state=state,
        standing=standing,
    )


def _granted(work: Work, caseworker: Caseworker) -> tuple[Granted, ...]:
    reader = work.actor.ref
    return tuple(
        Granted(
            id=grant.id,
            role=Role(grant.role),
            until=grant.until,
            by=badge_of(work.session, grant.by_ref),
            is_agreed=grant.agreed_at is not None,
            may_agree=grant.agreed_at is None
            and reader not in (grant.by_ref, caseworker.account_ref),
        )
        for grant in grants_of(work.session, caseworker, work.now())
    )


def _waiting(work: Work, caseworker: Caseworker) -> Waiting | None:
    reset = open_reset(work, caseworker)
    if reset is None:
        return None
    may_sign = work.actor.ref not in (reset.by_ref, caseworker.account_ref)
    return Waiting(reset.id, badge_of(work.session, reset.by_ref), may_sign)
