"""Lists open nothing; one person's page opens a name, on record."""

from __future__ import annotations

import pytest

from consent import DataClass
from registry.agencies.models import Agency
from registry.authority import Actor, Role
from registry.caseworkers.checklist import SOURCES
from registry.caseworkers.operations import (
    Result,
    find,
    find_grant,
    view_credentials,
    view_people,
    view_person,
)
from registry.caseworkers.standing import Need, grants_of
from registry.demo.staffing import EVIDENCE, FOUND
from registry.errors import Absent
from registry.purposes import ACCOUNTABILITY, OWN_ACCOUNT
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.cast import ADA, BO, EWA, MARA, NOOR, OMAR
from tests.making import accounts, caseworkers

Admins = tuple[Actor, Actor]


@pytest.fixture
def admins(floors: Floors) -> Admins:
    """Ada and Bo."""
    return caseworkers.administrators(floors)


@pytest.fixture
def harbour(floors: Floors, admins: Admins) -> Agency:
    """An agency that stands."""
    return caseworkers.agency(floors, admins, "Harbour")


def test_what_was_seen_is_sealed_and_read_on_record(floors: Floors, admins: Admins) -> None:
    mara = caseworkers.accepted(floors, admins[0], MARA, Role.COORDINATOR)
    caseworkers.verify(floors, admins[1], mara)
    person = caseworkers.person_of(floors, mara)
    with floors.begin(admins[0]) as work:
        page = view_person(work, person.id)
    assert page.contact.name == "Mara"
    assert {(look.result, look.words) for look in page.file.looks} == {(Result.PASSED, FOUND)}
    assert len(page.file.looks) == len(SOURCES)
    assert page.file.evidence["licence"] == EVIDENCE.licence
    assert b"4411" not in (floors.settings.data_dir / "registry.db").read_bytes()
    with floors.reading() as session:
        looks = [each for each in entries_about(session, mara.ref) if each.event == "record:opened"]
    assert {look.actor_ref for look in looks} == {admins[0].ref}
    told = "".join(look.detail for look in looks)
    assert all(words in told for words in (OWN_ACCOUNT, ACCOUNTABILITY, DataClass.EVIDENCE))


def test_lists_open_nothing_and_a_lead_sees_the_own_people(
    floors: Floors, admins: Admins, harbour: Agency
) -> None:
    lantern = caseworkers.agency(floors, admins, "Lantern")
    omar = caseworkers.staff(floors, admins, OMAR, Role.LEAD, agency=harbour)
    caseworkers.staff(floors, admins, NOOR, Role.CASEWORKER, agency=harbour)
    caseworkers.staff(floors, admins, EWA, Role.CASEWORKER, agency=lantern)
    with floors.begin(omar) as work:
        assert {line.agency for line in view_people(work)} == {"Harbour"}
        assert len(view_people(work)) == 2
    with floors.begin(admins[0]) as work:
        assert len(view_people(work)) == 5
    with floors.reading() as session:
        noor = entries_about(session, accounts.read(floors, NOOR).ref)
    assert "record:opened" not in [entry.event for entry in noor]


def test_staff_see_their_own_standing_and_a_family_has_none(floors: Floors, admins: Admins) -> None:
    caseworkers.accepted(floors, admins[0], MARA, Role.COORDINATOR)
    with floors.begin(accounts.acting(floors, MARA)) as work:
        assert view_credentials(work).line.standing.needs == (Need.VERIFICATION,)
    with pytest.raises(Absent), floors.begin(accounts.guardian(floors)) as work:
        view_credentials(work)


def test_a_person_or_role_nobody_knows_is_absent(floors: Floors, admins: Admins) -> None:
    ada = caseworkers.person_of(floors, accounts.read(floors, ADA))
    bo = caseworkers.person_of(floors, accounts.read(floors, BO))
    with floors.reading() as session:
        grant = grants_of(session, ada, floors.clock())[0]
        assert find_grant(session, ada, grant.id) is grant
        with pytest.raises(Absent):
            find_grant(session, bo, grant.id)
        with pytest.raises(Absent):
            find(session, grant.id)
