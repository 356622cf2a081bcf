"""Who can be given work: asked by the system when it assigns, never by a person who chooses."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.authority import Role
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
    return [
        Eligible(caseworker.account_ref, caseworker.agency_ref)
        for caseworker in session.scalars(query)
        if caseworker.agency_ref is not None
        and Role.CASEWORKER in standing_of(session, caseworker, now).roles
    ]
