"""Who can be given work: asked by the system when it assigns, never by a person who chooses."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.authority import Role
from registry.caseworkers.actors import caseworker_of
from registry.caseworkers.lending import borrowers_of
from registry.caseworkers.models import Caseworker, RoleGrant
from registry.caseworkers.standing import standing_of


def holders_of(session: Session, now: datetime, role: Role) -> list[str]:
    """The accounts of everybody who holds this role now."""
    granted = select(RoleGrant.account_ref).where(RoleGrant.role == role.value)
    query = select(Caseworker).where(Caseworker.account_ref.in_(granted))
    return [
        caseworker.account_ref
        for caseworker in session.scalars(query.order_by(Caseworker.account_ref))
        if role in standing_of(session, caseworker, now).roles
    ]


@dataclass(frozen=True, slots=True)
class Eligible:
    """A caseworker who could be given work now."""

    account_ref: str
    agency_ref: str
    is_lent: bool = False
    """Lent to another agency: asked first, and for no case of either."""


def eligible(
    session: Session,
    now: datetime,
    *,
    not_agencies: Collection[str] = (),
    not_people: Collection[str] = (),
) -> list[Eligible]:
    """The active verified caseworkers outside these agencies, and other than these people."""
    query = (
        select(Caseworker)
        .where(
            Caseworker.agency_ref.is_not(None),
            Caseworker.agency_ref.not_in(list(not_agencies)),
            Caseworker.account_ref.not_in(list(not_people)),
        )
        .order_by(Caseworker.account_ref)
    )
    lent = borrowers_of(session, now)
    return [
        Eligible(caseworker.account_ref, caseworker.agency_ref, caseworker.ref in lent)
        for caseworker in session.scalars(query)
        if caseworker.agency_ref is not None
        and not lent.get(caseworker.ref, frozenset()) & frozenset(not_agencies)
        and Role.CASEWORKER in standing_of(session, caseworker, now).roles
    ]


def is_caseworker(session: Session, account_ref: str, now: datetime) -> bool:
    """May this person do a caseworker's work at this moment?"""
    caseworker = caseworker_of(session, account_ref)
    if caseworker is None:
        return False
    return Role.CASEWORKER in standing_of(session, caseworker, now).roles


def at_work(session: Session, roles: Collection[Role], now: datetime) -> dict[str, str]:
    """Everybody in whom one of these roles stands now: the account, and the badge."""
    return {
        caseworker.account_ref: caseworker.badge
        for caseworker in session.scalars(select(Caseworker).order_by(Caseworker.badge))
        if standing_of(session, caseworker, now).roles & frozenset(roles)
    }
