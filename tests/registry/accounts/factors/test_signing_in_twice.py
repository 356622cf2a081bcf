"""Signing in by two steps: half a session is nobody, and a code counts once."""

from __future__ import annotations

import uuid

import pytest
from flask.testing import FlaskClient

from registry.accounts.factors import operations as factors
from registry.accounts.factors import rules
from registry.authority import Role
from registry.caseworkers import operations
from registry.trail.events import Event
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.cast import ADA, AMINA, MARA, PASSWORD
from tests.conftest import Clock
from tests.making import accounts, caseworkers
from tests.making.factors import has_app
from tests.registry.accounts.test_signing_in import cookie, rows


@pytest.fixture
def amina(floors: Floors) -> str:
    """Amina, who has set up an app; her account."""
    account = accounts.opened(floors)
    has_app(floors, accounts.acting(floors, account))
    return account.ref


def code(floors: Floors, off: int = 0) -> str:
    """What Amina's app shows, some steps from now; nothing is forgotten here."""
    with floors.begin(accounts.acting(floors, AMINA)) as work:
        secret = factors.secret_of(work, factors.apps_of(work.session, work.actor.ref)[0])
    return rules.code_at(secret, rules.step_at(floors.clock()) + off)


def give_password(client: FlaskClient, email: str = AMINA) -> str | None:
    """The first step alone; where it leads."""
    return client.post("/sign-in", data={"email": email, "password": PASSWORD}).location


def test_the_password_alone_is_nobody(client: FlaskClient, floors: Floors, amina: str) -> None:
    assert give_password(client) == "/sign-in/factor"
    assert client.get("/account").location == "/sign-in"
    assert client.get("/home").location == "/sign-in"
    assert client.post("/sign-out").location == "/sign-in"
    (row,) = rows(floors)
    assert (row.account_ref, row.half_ref) == (None, amina)
    with floors.reading() as session:
        assert not entries_about(session, amina, Event.SESSION_STARTED)


def test_the_code_completes_it_with_a_fresh_token(
    client: FlaskClient, floors: Floors, amina: str
) -> None:
    give_password(client)
    half = cookie(client)
    assert 'autocomplete="one-time-code"' in client.get("/sign-in/factor").text
    answer = client.post("/sign-in/factor", data={"code": code(floors)})
    assert answer.location == "/home"
    assert cookie(client) != half
    assert client.get("/account").status_code == 200
    (row,) = rows(floors)
    assert (row.account_ref, row.half_ref, row.has_factor) == (amina, None, True)
    with floors.reading() as session:
        assert len(entries_about(session, amina, Event.SESSION_STARTED)) == 1
        assert len(entries_about(session, amina, Event.FACTOR_ANSWERED)) == 1
    client.set_cookie("kinfold", half or "")
    assert client.get("/account").location == "/sign-in"


@pytest.mark.usefixtures("amina")
def test_a_code_is_taken_once_and_none_from_before_it(
    client: FlaskClient, floors: Floors, clock: Clock
) -> None:
    give_password(client)
    before, now = code(floors, -1), code(floors)
    assert client.post("/sign-in/factor", data={"code": now}).status_code == 303
    for typed in (now, before):
        give_password(client)
        again = client.post("/sign-in/factor", data={"code": typed})
        assert again.status_code == 422
        assert "This code does not count" in again.text
    assert client.get("/account").location == "/sign-in"
    clock.move(seconds=30)
    assert client.post("/sign-in/factor", data={"code": code(floors)}).status_code == 303


@pytest.mark.usefixtures("amina")
@pytest.mark.parametrize("typed", ["", "000000", "no code", "1" * 41])
def test_a_wrong_code_lets_nobody_in(client: FlaskClient, typed: str) -> None:
    give_password(client)
    assert client.post("/sign-in/factor", data={"code": typed}).status_code == 422
    assert client.get("/account").location == "/sign-in"


@pytest.mark.usefixtures("amina")
def test_the_second_step_without_the_first_leads_back_to_it(client: FlaskClient) -> None:
    for path in ("/sign-in/factor", "/sign-in/recovery-code"):
        assert client.get(path).location == "/sign-in"
        assert client.post(path, data={"code": "123456"}).location == "/sign-in"


@pytest.mark.usefixtures("amina")
def test_the_first_step_lasts_ten_minutes(
    client: FlaskClient, floors: Floors, clock: Clock
) -> None:
    give_password(client)
    clock.move(minutes=10, seconds=1)
    answer = client.post("/sign-in/factor", data={"code": code(floors)})
    assert answer.location == "/sign-in"


def test_tries_are_counted_and_whoever_it_is_hears_of_it_once(
    client: FlaskClient, floors: Floors, clock: Clock, amina: str
) -> None:
    give_password(client)
    answers = [client.post("/sign-in/factor", data={"code": "000000"}) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [422] * 5 + [429] * 2
    assert len(accounts.letters(floors, amina, "codes_tried")) == 1
    assert "right password" in accounts.written(floors, amina).body
    right = client.post("/sign-in/factor", data={"code": code(floors)})
    assert right.status_code == 429
    clock.move(minutes=15)
    give_password(client)
    assert client.post("/sign-in/factor", data={"code": code(floors)}).status_code == 303


def test_a_guardian_without_a_factor_signs_in_by_the_password(
    client: FlaskClient, floors: Floors
) -> None:
    accounts.opened(floors)
    assert give_password(client) == "/home"
    assert client.get("/account").status_code == 200


def coordinator_without(floors: Floors) -> str:
    """Mara at work, with her app taken away by two administrators."""
    ada, bo = admins = caseworkers.administrators(floors)
    mara = caseworkers.staff(floors, admins, MARA, Role.COORDINATOR)
    person = caseworkers.person_of(floors, accounts.read(floors, MARA))
    with floors.begin(ada) as work:
        reset = operations.ask_for_reset(work, person)
        reset_id = reset.id
    with floors.begin(bo) as work:
        operations.sign_reset(work, person, reset_id)
    return mara.ref


def test_whoever_works_at_the_desk_is_led_to_set_one_up_and_sees_no_desk_before(
    client: FlaskClient, floors: Floors
) -> None:
    coordinator_without(floors)
    assert give_password(client, MARA) == "/home"
    assert client.get("/home").location == "/account/factors"
    assert "The desk opens once you have set this up" in client.get("/account/factors").text
    for path in ("/desk", "/desk/board", "/desk/people", "/desk/trail", "/desk/no-such-page"):
        assert client.get(path).status_code == 404, path
    begun = client.post("/account/factors/apps").location
    assert begun is not None
    page = client.get(begun)
    assert page.status_code == 200
    with floors.begin(accounts.acting(floors, MARA)) as work:
        factor_id = uuid.UUID(begun.rpartition("/")[2])
        secret = factors.view_app(work, factor_id).secret
    typed = rules.code_at(secret, rules.step_at(floors.clock()))
    assert client.get("/desk").status_code == 404
    done = client.post(f"{begun}/confirmation", data={"code": typed})
    assert done.location == "/account/factors/recovery-codes"
    assert client.get("/desk").status_code == 200


def test_refused_at_the_desk_without_a_factor_looks_like_absent(
    client: FlaskClient, floors: Floors
) -> None:
    coordinator_without(floors)
    give_password(client, MARA)
    refused, absent = client.get("/desk/board"), client.get("/desk/no-such-page")
    assert (refused.status_code, len(refused.data)) == (absent.status_code, len(absent.data))


def test_an_administrator_signs_in_by_two_steps(client: FlaskClient, floors: Floors) -> None:
    caseworkers.administrators(floors)
    assert give_password(client, ADA) == "/sign-in/factor"
    assert accounts.sign_in(client, ADA).location == "/home"
    assert client.get("/desk/people").status_code == 200
    assert [row.is_staff for row in rows(floors)] == [True]
