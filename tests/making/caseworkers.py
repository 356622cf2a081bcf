"""Agencies and the people of the desk, made through operations by two administrators."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.accounts import passwords
from registry.accounts.models import Account
from registry.agencies.models import Agency, AgencyVerification
from registry.agencies.operations import NewAgency, add_agency
from registry.agencies.rules import ANNOUNCED_FOR
from registry.authority import OPERATOR, VISITOR, Actor, Role
from registry.caseworkers.actors import actor_for, caseworker_of
from registry.caseworkers.models import Caseworker
from registry.caseworkers.operations import Invitation, accept_invitation, invite_staff
from registry.demo import staffing
from registry.demo.staffing import let_in
from registry.work import Floors
from tests.cast import ADA, BO, PASSWORD
from tests.making.accounts import acting, name_of
from tests.making.factors import has_app


def invited(
    floors: Floors, by: Actor, email: str, *roles: Role, agency: Agency | None = None
) -> str:
    """Somebody invited; the token of their link."""
    invitation = Invitation(
        email=email,
        name=name_of(email),
        agency_ref=None if agency is None else agency.ref,
        roles=frozenset(roles),
    )
    with floors.begin(by) as work:
        return invite_staff(work, invitation)


def accepted(
    floors: Floors, by: Actor, email: str, *roles: Role, agency: Agency | None = None
) -> Account:
    """Somebody who accepted and set up an app, and waits to be verified."""
    token = invited(floors, by, email, *roles, agency=agency)
    with floors.begin(VISITOR) as work:
        account = accept_invitation(work, token, passwords.hashed(PASSWORD))
    has_app(floors, acting(floors, account))
    return account


def administrators(floors: Floors) -> tuple[Actor, Actor]:
    """Ada and Bo, invited by the operator."""
    ada, bo = (accepted(floors, OPERATOR, email, Role.ADMINISTRATOR) for email in (ADA, BO))
    return acting(floors, ada), acting(floors, bo)


def person_of(floors: Floors, account: Account) -> Caseworker:
    """The person of the desk behind an account."""
    with floors.reading() as session:
        caseworker = caseworker_of(session, account.ref)
    assert caseworker is not None
    return caseworker


def agency(
    floors: Floors,
    admins: tuple[Actor, Actor],
    name: str,
    *,
    verified: bool = True,
    announced: bool = True,
    days: int = 700,
) -> Agency:
    """An agency, added by the first administrator and verified by both; no new one any more."""
    new = NewAgency(name=name, country="KE", contact="+254 20 000 0000")
    if not verified:
        with floors.begin(admins[0]) as work:
            return add_agency(work, new)
    until = timedelta(days=days)
    if announced:
        return staffing.let_agency_in(staffing.earlier(floors), admins, new, until + ANNOUNCED_FOR)
    return staffing.let_agency_in(floors, admins, new, until)


def verify(floors: Floors, by: Actor, account: Account, until: timedelta = staffing.YEAR) -> None:
    """Let somebody in: this one checks and approves, and whoever invited them approves as well."""
    person = person_of(floors, account)
    with floors.reading() as session:
        second = actor_for(session, person.by_ref, floors.clock())
    let_in(floors, person, (by, second or by), until)


def staff(
    floors: Floors,
    admins: tuple[Actor, Actor],
    email: str,
    *roles: Role,
    agency: Agency | None = None,
) -> Actor:
    """Somebody at work: invited by the first, checked by the second, approved by both."""
    ada, bo = admins
    account = accepted(floors, ada, email, *roles, agency=agency)
    verify(floors, bo, account)
    return acting(floors, account)


def vouchings(session: Session, agency: Agency) -> list[AgencyVerification]:
    """How often an agency was vouched for."""
    query = select(AgencyVerification).where(AgencyVerification.agency_ref == agency.ref)
    return list(session.scalars(query))
