"""How a person at the desk stands now: derived from plain records and the clock, kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.accounts.models import account_of
from registry.agencies.operations import is_announcing, is_verified
from registry.authority import OPERATOR, Role
from registry.caseworkers import checklist, rules
from registry.caseworkers.checklist import Approved, Check, Checked, Ending, Result
from registry.caseworkers.models import (
    Caseworker,
    RoleGrant,
    StandingCheck,
    StandingEnd,
    Verification,
)
from registry.description.codes import read_code

LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Need(StrEnum):
    """What is still needed before a person may work."""

    PASSWORD = "password"  # noqa: S105 - the name of a need
    VERIFICATION = "verification"
    NEW_VERIFICATION = "new_verification"
    CHECK = "check"
    AGENCY = "agency"
    ANNOUNCEMENT = "announcement"
    AGREEMENT = "agreement"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Stops:
    """When a person was last stopped, and when they last left: what counts comes after it."""

    ending: Ending | None
    stopped_at: datetime
    left_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """The roles in force, those that wait, and what is needed."""

    roles: frozenset[Role]
    waiting: frozenset[Role]
    verified_until: datetime | None
    ends_on: datetime | None
    """The day on which the last role in force ends, of itself or with the verification."""
    ends_soon: bool
    is_ended: bool
    needs: tuple[Need, ...]


def standing_of(session: Session, caseworker: Caseworker, now: datetime) -> Standing:
    """How a person stands at this moment."""
    stops = stops_of(session, caseworker)
    until = checklist.two_approve_until(approvals_of(session, caseworker, stops))
    has_failed = checklist.has_failed(checks_of(session, caseworker, stops))
    is_vouched = until is not None and until > now and not has_failed
    agency = caseworker.agency_ref
    is_announced = agency is not None and is_announcing(session, agency, now)
    has_agency = agency is None or (not is_announced and is_verified(session, agency, now))
    may_sign_in = _may_sign_in(session, caseworker)
    grants = _grants_that_count(session, caseworker, stops, now)
    agreed = [grant for grant in grants if grant.agreed_at is not None]
    in_force = [each for each in agreed if has_agency and (is_vouched or _is_of_console(each))]
    roles = rules.lawful({Role(each.role) for each in in_force}) if may_sign_in else frozenset()
    needs = {
        Need.PASSWORD: not may_sign_in,
        Need.ANNOUNCEMENT: is_announced,
        Need.AGENCY: not has_agency and not is_announced,
        Need.CHECK: has_failed,
        Need.VERIFICATION: until is None,
        Need.NEW_VERIFICATION: until is not None and until <= now,
        Need.AGREEMENT: bool(grants) and not agreed and is_vouched,
        Need.ROLE: not grants,
    }
    ends_on = _ends_on(in_force, until) if roles else None
    return Standing(
        roles=roles,
        waiting=frozenset(Role(grant.role) for grant in grants) - roles,
        verified_until=until,
        ends_on=ends_on,
        ends_soon=ends_on is not None and ends_on <= now + checklist.DUE_SOON,
        is_ended=stops.ending is not None and not is_vouched and not roles,
        needs=() if roles else tuple(need for need, is_needed in needs.items() if is_needed),
    )


def _grants_that_count(
    session: Session, caseworker: Caseworker, stops: Stops, now: datetime
) -> list[RoleGrant]:
    grants = grants_since(session, caseworker.account_ref, stops.left_at, now)
    if stops.ending is not Ending.SUSPENDED:
        return grants
    # A role of the console rests on no approval, so a suspension ends it as leaving does.
    return [each for each in grants if not _is_of_console(each) or each.at > stops.stopped_at]


def _is_of_console(grant: RoleGrant) -> bool:
    return grant.by_ref == OPERATOR.ref


def grants_since(
    session: Session, account_ref: str, ended_at: datetime, now: datetime
) -> list[RoleGrant]:
    """The grants to a person that have not run out, made after they last left."""
    query = select(RoleGrant).where(
        RoleGrant.account_ref == account_ref,
        RoleGrant.at > ended_at,
        RoleGrant.at <= now,
        RoleGrant.until > now,
    )
    return list(session.scalars(query.order_by(RoleGrant.at)))


def grants_of(session: Session, caseworker: Caseworker, now: datetime) -> list[RoleGrant]:
    """The grants to a person that count now or wait for a second person."""
    left_at = stops_of(session, caseworker).left_at
    return grants_since(session, caseworker.account_ref, left_at, now)


def stops_of(session: Session, caseworker: Caseworker) -> Stops:
    """How and when a person was stopped; long ago, if never."""
    query = select(StandingEnd).where(StandingEnd.caseworker_ref == caseworker.ref)
    found = list(session.scalars(query.order_by(StandingEnd.at)))
    left = [each.at for each in found if each.how == Ending.LEFT.value]
    return Stops(
        ending=read_code(Ending, found[-1].how) if found else None,
        stopped_at=found[-1].at if found else LONG_AGO,
        left_at=left[-1] if left else LONG_AGO,
    )


def approvals_of(session: Session, caseworker: Caseworker, stops: Stops) -> tuple[Approved, ...]:
    """Who approved since the person was last stopped."""
    query = select(Verification).where(
        Verification.caseworker_ref == caseworker.ref, Verification.at > stops.stopped_at
    )
    return tuple(Approved(each.by_ref, each.until) for each in session.scalars(query))


def checks_of(session: Session, caseworker: Caseworker, stops: Stops) -> dict[Check, Checked]:
    """The latest answer to each check since the person last left."""
    query = select(StandingCheck).where(
        StandingCheck.caseworker_ref == caseworker.ref, StandingCheck.at > stops.left_at
    )
    return {
        read_code(Check, each.what): Checked(each.result == Result.PASSED.value, each.at)
        for each in session.scalars(query.order_by(StandingCheck.at))
    }


def _ends_on(in_force: list[RoleGrant], until: datetime | None) -> datetime:
    ends = (
        grant.until if _is_of_console(grant) or until is None else min(grant.until, until)
        for grant in in_force
    )
    return max(ends)


def _may_sign_in(session: Session, caseworker: Caseworker) -> bool:
    account = account_of(session, caseworker.account_ref)
    return account is not None and account.password_hash is not None
