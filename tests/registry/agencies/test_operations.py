"""An agency is added by one person, verified by another, and only for a time."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from registry.agencies.listing import announced, public_list, view_all, view_one
from registry.agencies.models import Agency
from registry.agencies.operations import (
    NewAgency,
    Papers,
    add_agency,
    agree_agency,
    is_verified,
    name_of,
    verify_agency,
)
from registry.agencies.rules import State, state_at
from registry.authority import VISITOR, Role
from registry.caseworkers.eligible import eligible
from registry.demo.staffing import PAPERS
from registry.errors import Absent, Conflict, Invalid
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.cast import AMINA, HANA, NOOR, OMAR
from tests.conftest import Clock
from tests.making import accounts, caseworkers

HARBOUR = NewAgency(name="Harbour", country="KE", contact="+254 20 000 0000")


def stands(floors: Floors, agency: Agency) -> bool:
    """Does the agency stand verified now?"""
    with floors.reading() as session:
        return is_verified(session, agency.ref, floors.clock())


def test_an_agency_stands_from_its_verification_to_its_end(floors: Floors, clock: Clock) -> None:
    admins = caseworkers.administrators(floors)
    agency = caseworkers.agency(floors, admins, "Harbour", verified=False)
    assert not stands(floors, agency)
    with floors.begin(admins[1]) as work:
        verify_agency(work, agency, PAPERS, clock() + timedelta(days=10))
    assert not stands(floors, agency)
    with floors.begin(admins[0]) as work:
        agree_agency(work, agency)
    assert stands(floors, agency)
    clock.move(days=10)
    assert not stands(floors, agency)
    with floors.reading() as session:
        events = [entry.event for entry in entries_about(session, agency.ref)]
    assert events == ["agency:announced", "agency:agreed", "agency:verified", "agency:added"]


def test_whoever_added_an_agency_does_not_verify_it(floors: Floors) -> None:
    admins = caseworkers.administrators(floors)
    agency = caseworkers.agency(floors, admins, "Harbour", verified=False)
    with pytest.raises(Invalid, match="somebody else"), floors.begin(admins[0]) as work:
        verify_agency(work, agency, PAPERS, work.now() + timedelta(days=10))
    assert not stands(floors, agency)


@pytest.mark.parametrize("days", [0, -1, 731])
def test_a_verification_ends_within_two_years(floors: Floors, days: int) -> None:
    admins = caseworkers.administrators(floors)
    agency = caseworkers.agency(floors, admins, "Harbour", verified=False)
    with pytest.raises(Invalid), floors.begin(admins[1]) as work:
        verify_agency(work, agency, PAPERS, work.now() + timedelta(days=days))


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewAgency(" ", "KE", "x"), "name"),
        (NewAgency("Harbour", "XX", "x"), "country"),
        (NewAgency("Harbour", "KE", " "), "contact"),
    ],
)
def test_an_agency_without_name_country_or_office_is_refused(
    floors: Floors, new: NewAgency, field: str
) -> None:
    ada, _ = caseworkers.administrators(floors)
    with pytest.raises(Invalid) as refused, floors.begin(ada) as work:
        add_agency(work, new)
    assert refused.value.field == field
    with floors.reading() as session:
        assert session.scalar(select(func.count()).select_from(Agency)) == 0


def test_nobody_else_adds_or_verifies(floors: Floors) -> None:
    admins = caseworkers.administrators(floors)
    agency = caseworkers.agency(floors, admins, "Willow")
    omar = caseworkers.staff(floors, admins, OMAR, Role.LEAD, agency=agency)
    for actor in (VISITOR, accounts.guardian(floors, AMINA), omar):
        with pytest.raises(Absent), floors.begin(actor) as work:
            add_agency(work, HARBOUR)
        with pytest.raises(Absent), floors.begin(actor) as work:
            verify_agency(work, agency, PAPERS, work.now() + timedelta(days=1))
        with pytest.raises(Absent), floors.begin(actor) as work:
            agree_agency(work, agency)


def test_a_lead_sees_the_own_agency_and_a_caseworker_none(floors: Floors) -> None:
    admins = caseworkers.administrators(floors)
    willow = caseworkers.agency(floors, admins, "Willow")
    caseworkers.agency(floors, admins, "Harbour")
    omar = caseworkers.staff(floors, admins, OMAR, Role.LEAD, agency=willow)
    hana = caseworkers.staff(floors, admins, HANA, Role.CASEWORKER, agency=willow)
    with floors.begin(omar) as work:
        assert [line.name for line in view_all(work)] == ["Willow"]
    with floors.begin(admins[0]) as work:
        assert [line.name for line in view_all(work)] == ["Harbour", "Willow"]
        assert view_one(work, willow.id).state is State.VERIFIED
    with pytest.raises(Absent), floors.begin(hana) as work:
        view_all(work)


def test_a_state_follows_from_the_clock(clock: Clock) -> None:
    now, day = clock(), timedelta(days=1)
    assert state_at(None, None, now) is State.NEW
    assert state_at(None, None, now, waits=True) is State.AGREEMENT
    assert state_at(now, now, now) is State.ENDED
    assert state_at(now + 99 * day, now + day, now) is State.ANNOUNCED
    assert state_at(now + 30 * day, now, now) is State.ENDS_SOON
    assert state_at(now + 31 * day, now, now) is State.VERIFIED


def test_whoever_looked_at_the_papers_is_not_the_second(floors: Floors) -> None:
    admins = caseworkers.administrators(floors)
    agency = caseworkers.agency(floors, admins, "Harbour", verified=False)
    with pytest.raises(Conflict), floors.begin(admins[0]) as work:
        agree_agency(work, agency)
    with floors.begin(admins[1]) as work:
        verify_agency(work, agency, PAPERS, work.now() + timedelta(days=10))
    with pytest.raises(Invalid, match="somebody else"), floors.begin(admins[1]) as work:
        agree_agency(work, agency)
    assert not stands(floors, agency)


@pytest.mark.parametrize("field", ["register", "safeguarding", "agreement"])
def test_an_agency_without_papers_is_refused(floors: Floors, field: str) -> None:
    admins = caseworkers.administrators(floors)
    agency = caseworkers.agency(floors, admins, "Harbour", verified=False)
    papers = Papers(**{**asdict(PAPERS), field: " "})
    with pytest.raises(Invalid) as refused, floors.begin(admins[1]) as work:
        verify_agency(work, agency, papers, work.now() + timedelta(days=10))
    assert refused.value.field == field


def test_while_an_agency_is_announced_none_of_its_people_may_do_anything(
    floors: Floors, clock: Clock
) -> None:
    admins = caseworkers.administrators(floors)
    harbour = caseworkers.agency(floors, admins, "Harbour", announced=False)
    caseworkers.staff(floors, admins, NOOR, Role.CASEWORKER, agency=harbour)
    caseworkers.staff(floors, admins, OMAR, Role.LEAD, agency=harbour)
    for held in ({Role.FAMILY}, {Role.FAMILY, Role.CASEWORKER}):
        assert accounts.acting(floors, NOOR).roles == held
        with floors.reading() as session:
            assert len(eligible(session, clock())) == len(held) - 1
            (line,) = public_list(session, clock())
            assert bool(announced(session, clock())) == (len(held) == 1)
        clock.move(days=14)
    assert (line.name, line.role, line.agreement) == ("Harbour", PAPERS.role, PAPERS.agreement)
    assert accounts.acting(floors, OMAR).roles == {Role.FAMILY, Role.LEAD}


def test_an_agency_verified_anew_is_not_announced_again(floors: Floors, clock: Clock) -> None:
    admins = caseworkers.administrators(floors)
    harbour = caseworkers.agency(floors, admins, "Harbour", days=10)
    clock.move(days=11)
    assert not stands(floors, harbour)
    with floors.begin(admins[1]) as work:
        verify_agency(work, harbour, PAPERS, work.now() + timedelta(days=10))
    with floors.begin(admins[0]) as work:
        agree_agency(work, harbour)
    with floors.reading() as session:
        assert len(public_list(session, clock())) == 1
        assert announced(session, clock()) == []


def test_those_without_an_agency_have_no_name_for_it(floors: Floors) -> None:
    with floors.reading() as session:
        assert name_of(session, None) == ""
        assert name_of(session, f"agency:{'0' * 32}") == ""
