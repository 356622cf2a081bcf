"""A lost second factor: one administrator asks, another signs, and nobody does it alone."""

from __future__ import annotations

import uuid

import pytest
from flask.testing import FlaskClient

from registry.accounts.factors import operations as factors
from registry.authority import Actor, Role
from registry.caseworkers.models import Caseworker
from registry.caseworkers.operations import ask_for_reset, sign_reset
from registry.errors import Absent, Conflict, Invalid
from registry.work import Floors
from tests.cast import ADA, BO, MARA
from tests.conftest import Clock
from tests.making import accounts, caseworkers


@pytest.fixture
def admins(floors: Floors) -> tuple[Actor, Actor]:
    """Ada and Bo."""
    return caseworkers.administrators(floors)


@pytest.fixture
def mara(floors: Floors, admins: tuple[Actor, Actor]) -> Caseworker:
    """Mara, a coordinator with an app."""
    caseworkers.staff(floors, admins, MARA, Role.COORDINATOR)
    return caseworkers.person_of(floors, accounts.read(floors, MARA))


def asked(floors: Floors, by: Actor, person: Caseworker) -> uuid.UUID:
    """A reset that waits."""
    with floors.begin(by) as work:
        return ask_for_reset(work, person).id


def holds(floors: Floors, person: Caseworker) -> bool:
    """Has this person a factor?"""
    with floors.reading() as session:
        return factors.any_of(session, person.account_ref)


def test_two_administrators_reset_it_and_every_session_ends(
    client: FlaskClient, floors: Floors, admins: tuple[Actor, Actor], mara: Caseworker
) -> None:
    hers = client.application.test_client()
    accounts.sign_in(hers, MARA)
    assert hers.get("/desk").status_code == 200
    accounts.sign_in(client, ADA)
    page = f"/desk/people/{mara.id}"
    assert "Ask for a reset" in client.get(page).text
    client.post(f"{page}/factor-resets")
    assert "Somebody else must sign it." in client.get(page).text
    assert holds(floors, mara)
    accounts.sign_in(client, BO)
    shown = client.get(page).text
    signing = shown[shown.index("/factor-resets/") :].partition('"')[0]
    assert client.post(page + signing).status_code == 303
    assert not holds(floors, mara)
    assert hers.get("/desk").location == "/sign-in"
    assert "two people at the desk" in accounts.written(floors, mara.account_ref).body
    assert accounts.sign_in(hers, MARA).location == "/home"
    assert hers.get("/desk").status_code == 404


def test_nobody_signs_what_they_asked_for(
    floors: Floors, admins: tuple[Actor, Actor], mara: Caseworker
) -> None:
    reset_id = asked(floors, admins[0], mara)
    with pytest.raises(Invalid, match="somebody else must sign"), floors.begin(admins[0]) as work:
        sign_reset(work, mara, reset_id)
    assert holds(floors, mara)


def test_nobody_asks_or_signs_for_themself(floors: Floors, admins: tuple[Actor, Actor]) -> None:
    ada, bo = admins
    person = caseworkers.person_of(floors, accounts.read(floors, ADA))
    with pytest.raises(Invalid, match="about you"):
        asked(floors, ada, person)
    reset_id = asked(floors, bo, person)
    with pytest.raises(Invalid, match="about you"), floors.begin(ada) as work:
        sign_reset(work, person, reset_id)


def test_it_is_for_administrators(
    floors: Floors, admins: tuple[Actor, Actor], mara: Caseworker
) -> None:
    coordinator = accounts.acting(floors, MARA)
    ada = caseworkers.person_of(floors, accounts.read(floors, ADA))
    with pytest.raises(Absent):
        asked(floors, coordinator, ada)
    reset_id = asked(floors, admins[0], mara)
    with pytest.raises(Absent), floors.begin(coordinator) as work:
        sign_reset(work, mara, reset_id)


def test_it_lapses_after_a_week_and_counts_once(
    floors: Floors, clock: Clock, admins: tuple[Actor, Actor], mara: Caseworker
) -> None:
    ada, bo = admins
    reset_id = asked(floors, ada, mara)
    with pytest.raises(Conflict, match="already"):
        asked(floors, bo, mara)
    clock.move(days=7)
    with pytest.raises(Absent), floors.begin(bo) as work:
        sign_reset(work, mara, reset_id)
    again = asked(floors, bo, mara)
    with floors.begin(ada) as work:
        sign_reset(work, mara, again)
    with pytest.raises(Absent), floors.begin(ada) as work:
        sign_reset(work, mara, again)
    with pytest.raises(Conflict, match="no second factor"):
        asked(floors, ada, mara)
