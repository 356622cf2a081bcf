"""How a person at the desk stands now: derived from plain records and the clock, kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.accounts.models import account_of
from registry.agencies.operations import is_verified
from registry.authority import OPERATOR, Role
from registry.caseworkers import rules
from registry.caseworkers.models import Caseworker, RoleGrant, StandingEnd, Verification

LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Need(StrEnum):
    """What is still needed before a person may work."""

    PASSWORD = "password"  # noqa: S105 - the name of a need
    VERIFICATION = "verification"
    NEW_VERIFICATION = "new_verification"
    AGENCY = "agency"
    AGREEMENT = "agreement"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Standing:
    """The roles in force, those that wait, and what is needed."""

    roles: frozenset[Role]
    waiting: frozenset[Role]
    verified_until: datetime | None
    ends_soon: bool
    is_ended: bool
    needs: tuple[Need, ...]


def standing_of(session: Session, caseworker: Caseworker, now: datetime) -> Standing:
    """How a person stands at this moment."""
    ended_at = _ended_at(session, caseworker)
    until = _verified_until(session, caseworker, ended_at)
    has_agency = caseworker.agency_ref is None or is_verified(session, caseworker.agency_ref, now)
    grants = grants_since(session, caseworker.account_ref, ended_at, now)
    agreed = [grant for grant in grants if grant.agreed_at is not None]
    is_vouched = until is not None and until > now
    in_force = {
        Role(grant.role)
        for grant in agreed
        if has_agency and (is_vouched or grant.by_ref == OPERATOR.ref)
    }
    roles = rules.lawful(in_force) if _may_sign_in(session, caseworker) else frozenset()
    return Standing(
        roles=roles,
        waiting=frozenset(Role(grant.role) for grant in grants) - roles,
        verified_until=until,
        ends_soon=until is not None and now < until <= now + rules.ENDS_SOON,
        is_ended=ended_at > LONG_AGO and not grants,
        needs=()
        if roles
        else tuple(
            need
            for need, is_needed in (
                (Need.PASSWORD, not _may_sign_in(session, caseworker)),
                (Need.AGENCY, not has_agency),
                (Need.VERIFICATION, until is None),
                (Need.NEW_VERIFICATION, until is not None and until <= now),
                (Need.AGREEMENT, bool(grants) and not agreed and is_vouched),
                (Need.ROLE, not grants),
            )
            if is_needed
        ),
    )


def grants_since(
    session: Session, account_ref: str, ended_at: datetime, now: datetime
) -> list[RoleGrant]:
    """The grants to a person that have not run out, made after their standing last ended."""
    query = select(RoleGrant).where(
        RoleGrant.account_ref == account_ref,
        RoleGrant.at > ended_at,
        RoleGrant.at <= now,
        RoleGrant.until > now,
    )
    return list(session.scalars(query.order_by(RoleGrant.at)))


def grants_of(session: Session, caseworker: Caseworker, now: datetime) -> list[RoleGrant]:
    """The grants to a person that count now or wait for a second person."""
    return grants_since(session, caseworker.account_ref, _ended_at(session, caseworker), now)


def _may_sign_in(session: Session, caseworker: Caseworker) -> bool:
    account = account_of(session, caseworker.account_ref)
    return account is not None and account.password_hash is not None


def _ended_at(session: Session, caseworker: Caseworker) -> datetime:
    query = select(func.max(StandingEnd.at)).where(StandingEnd.caseworker_ref == caseworker.ref)
    return session.scalar(query) or LONG_AGO


def _verified_until(
    session: Session, caseworker: Caseworker, ended_at: datetime
) -> datetime | None:
    query = select(func.max(Verification.until)).where(
        Verification.caseworker_ref == caseworker.ref, Verification.at > ended_at
    )
    return session.scalar(query)
