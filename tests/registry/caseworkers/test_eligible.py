"""The system assigns work only to those who may do it."""

from __future__ import annotations

import pytest

from registry.agencies.models import Agency
from registry.authority import Actor, Role
from registry.caseworkers.eligible import eligible
from registry.work import Floors
from tests.cast import EWA, LUIS, MARA, NOOR, OMAR, TOMAS
from tests.making import caseworkers

Admins = tuple[Actor, Actor]


@pytest.fixture
def admins(floors: Floors) -> Admins:
    """Ada and Bo."""
    return caseworkers.administrators(floors)


@pytest.fixture
def harbour(floors: Floors, admins: Admins) -> Agency:
    """An agency that stands."""
    return caseworkers.agency(floors, admins, "Harbour")


def test_the_system_assigns_only_active_caseworkers_of_other_agencies(
    floors: Floors, admins: Admins, harbour: Agency
) -> None:
    lantern = caseworkers.agency(floors, admins, "Lantern")
    noor = caseworkers.staff(floors, admins, NOOR, Role.CASEWORKER, agency=harbour)
    luis = caseworkers.staff(floors, admins, LUIS, Role.CASEWORKER, agency=harbour)
    ewa = caseworkers.staff(floors, admins, EWA, Role.CASEWORKER, agency=lantern)
    caseworkers.staff(floors, admins, OMAR, Role.LEAD, agency=lantern)
    caseworkers.staff(floors, admins, MARA, Role.COORDINATOR)
    caseworkers.accepted(floors, admins[0], TOMAS, Role.CASEWORKER, agency=lantern)
    with floors.reading() as session:
        now = floors.clock()
        everybody = {each.account_ref for each in eligible(session, now)}
        others = eligible(session, now, not_agencies={harbour.ref})
        rest = eligible(session, now, not_people={noor.ref})
    assert everybody == {noor.ref, luis.ref, ewa.ref}
    assert [(each.account_ref, each.agency_ref) for each in others] == [(ewa.ref, lantern.ref)]
    assert {each.account_ref for each in rest} == {luis.ref, ewa.ref}
