"""Letting somebody in, from the evidence to the second approval, for made-up houses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.agencies.models import Agency
from registry.agencies.operations import (
    NewAgency,
    Papers,
    add_agency,
    agree_agency,
    verify_agency,
)
from registry.agencies.rules import ANNOUNCED_FOR, AgencyRole
from registry.authority import Actor
from registry.caseworkers.actors import actor_for
from registry.caseworkers.checklist import MOST_VOUCHES, SOURCES, VOUCHERS
from registry.caseworkers.dossier import vouches_by
from registry.caseworkers.models import Caseworker
from registry.caseworkers.operations import (
    Acquaintance,
    Evidence,
    Finding,
    Result,
    hand_in_evidence,
    record_checks,
    verify_caseworker,
    vouch,
)
from registry.errors import Absent
from registry.work import Floors, Work

YEAR: Final = timedelta(days=360)
EVIDENCE: Final = Evidence("The office, Mr Ode", "Council of social workers, 4411", "Office, 88")
PAPERS: Final = Papers(
    register="Register of charities, 1187",
    safeguarding="Policy on keeping children safe, on its site",
    agreement="2026-1",
    role=AgencyRole.JOINT_CONTROLLER,
)
FOUND: Final = "Mr Ode answered; licence 4411"


def earlier(floors: Floors) -> Floors:
    """The same house, as long ago as makes an agency of then no new one today."""
    return replace(floors, clock=lambda: floors.clock() - ANNOUNCED_FOR)


def let_agency_in(
    floors: Floors, by: tuple[Actor, Actor], new: NewAgency, until: timedelta = YEAR
) -> Agency:
    """The first adds it and agrees at the end, the second looks at its papers."""
    first, second = by
    with floors.begin(first) as work:
        agency = add_agency(work, new)
    with floors.begin(second) as work:
        verify_agency(work, agency, PAPERS, work.now() + until)
    with floors.begin(first) as work:
        agree_agency(work, agency)
    return agency


def let_in(
    floors: Floors, caseworker: Caseworker, by: tuple[Actor, Actor], until: timedelta = YEAR
) -> None:
    """The first checks and approves, the second approves; two who may still vouch do."""
    checker, second = by
    with floors.reading() as session:
        person = _actor(floors, session, caseworker.account_ref)
        vouchers = _vouchers(floors, session, person, by)
    with floors.begin(person) as work:
        hand_in_evidence(work, EVIDENCE)
    for each in vouchers:
        if each.ref not in (checker.ref, second.ref):
            _vouch(floors, each, caseworker)
    refs = {each.ref for each in vouchers}
    if second.ref in refs:
        _vouch(floors, second, caseworker)
    with floors.begin(checker) as work:
        if checker.ref in refs:
            vouch(work, caseworker.badge, Acquaintance.WORKED_TOGETHER)
        _check(work, caseworker)
        verify_caseworker(work, caseworker, work.now() + until)
    with floors.begin(second) as work:
        verify_caseworker(work, caseworker, work.now() + until)


def _check(work: Work, caseworker: Caseworker) -> None:
    looked = (
        Finding(check, sources[0], Result.PASSED, FOUND) for check, sources in SOURCES.items()
    )
    record_checks(work, caseworker, list(looked))


def _vouch(floors: Floors, by: Actor, caseworker: Caseworker) -> None:
    with floors.begin(by) as work:
        vouch(work, caseworker.badge, Acquaintance.WORKED_TOGETHER)


def _vouchers(
    floors: Floors, session: Session, person: Actor, first: tuple[Actor, Actor]
) -> list[Actor]:
    """Two who vouch: those who are at it anyhow, as long as they may, or else somebody free."""
    found: list[Actor] = []
    for each in _asked(floors, session, first):
        is_free = len(vouches_by(session, each.ref, floors.clock())) < MOST_VOUCHES
        if (
            not each.is_staff
            or not is_free
            or each.ref in {person.ref, *(one.ref for one in found)}
        ):
            continue
        if _is_outside(person, each) or len(found) < VOUCHERS - 1:
            found.append(each)
        if len(found) == VOUCHERS and any(_is_outside(person, one) for one in found):
            break
    return found


def _is_outside(person: Actor, voucher: Actor) -> bool:
    return voucher.agency_ref is None or voucher.agency_ref != person.agency_ref


def _asked(floors: Floors, session: Session, first: tuple[Actor, Actor]) -> Iterator[Actor]:
    yield from first
    for each in session.scalars(select(Caseworker).order_by(Caseworker.badge)):
        yield _actor(floors, session, each.account_ref)


def _actor(floors: Floors, session: Session, account_ref: str) -> Actor:
    actor = actor_for(session, account_ref, floors.clock())
    if actor is None:
        raise Absent
    return actor
