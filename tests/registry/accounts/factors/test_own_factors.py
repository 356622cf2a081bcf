"""Setting up an app, taking it away, and the printed page: one's own, and nobody else's."""

from __future__ import annotations

import re
import uuid

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from registry.accounts.factors import operations as factors
from registry.accounts.factors import rules
from registry.accounts.factors.models import RecoveryCode, TotpFactor
from registry.errors import Absent, Conflict
from registry.trail.events import Event
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.cast import ADA, AMINA, PASSWORD, YUSUF
from tests.conftest import Clock
from tests.making import accounts, caseworkers
from tests.making.factors import has_app

PRINTED = re.compile(r"<code>(\d+-[0-9A-Z-]+)</code>")


@pytest.fixture
def amina(client: FlaskClient, floors: Floors) -> str:
    """Amina, signed in; her account."""
    account = accounts.opened(floors)
    accounts.sign_in(client)
    return account.ref


def first_code(floors: Floors, email: str, begun: str) -> str:
    """What the app shows that is being set up."""
    with floors.begin(accounts.acting(floors, email)) as work:
        secret = factors.view_app(work, uuid.UUID(begun.rpartition("/")[2])).secret
    return rules.code_at(secret, rules.step_at(floors.clock()))


def set_up(client: FlaskClient, floors: Floors, email: str = AMINA) -> str:
    """Set up an app through the pages; the address of it."""
    begun = client.post("/account/factors/apps").location
    assert begun is not None
    typed = {"code": first_code(floors, email, begun)}
    assert client.post(f"{begun}/confirmation", data=typed).status_code == 303
    return begun


def printed(client: FlaskClient) -> list[str]:
    """A fresh page of codes."""
    return PRINTED.findall(client.post("/account/factors/recovery-codes").text)


def test_a_guardian_sets_up_an_app_at_will(client: FlaskClient, floors: Floors, amina: str) -> None:
    assert "None yet" in client.get("/account/factors").text
    begun = client.post("/account/factors/apps").location or ""
    page = client.get(begun).text
    with floors.begin(accounts.acting(floors, AMINA)) as work:
        secret = factors.view_app(work, uuid.UUID(begun.rpartition("/")[2])).secret
    assert [secret[at : at + 4] for at in range(0, 32, 4)] == re.findall(
        r"<span>(\w{4})</span>", page
    )
    assert "<svg" in page
    assert "otpauth" not in page
    wrong = client.post(f"{begun}/confirmation", data={"code": "000000"})
    assert wrong.status_code == 422
    typed = {"code": first_code(floors, AMINA, begun)}
    assert client.post(f"{begun}/confirmation", data=typed).status_code == 303
    assert "App, set up on" in client.get("/account/factors").text
    assert client.get(begun).status_code == 404
    assert accounts.letters(floors, amina, "factor_added")
    with floors.reading() as session:
        assert entries_about(session, amina, Event.FACTOR_ADDED)


def test_the_secret_stands_in_no_row_and_goes_with_the_key(
    client: FlaskClient, floors: Floors, amina: str
) -> None:
    set_up(client, floors)
    with floors.begin(accounts.acting(floors, AMINA)) as work:
        app = factors.apps_of(work.session, amina)[0]
        secret = factors.secret_of(work, app)
    for file in floors.settings.data_dir.rglob("*"):
        if file.is_file():
            assert secret.encode() not in file.read_bytes()
    floors.keyring.destroy(amina)
    with pytest.raises(Absent), floors.begin(accounts.acting(floors, AMINA)) as work:
        factors.secret_of(work, app)


@pytest.mark.parametrize("path", ["", "/confirmation", "/removal"])
def test_an_app_that_is_somebody_elses_is_as_if_absent(
    client: FlaskClient, floors: Floors, path: str
) -> None:
    """What the audit of another house found: the id of a factor is no right to it."""
    yusuf = accounts.opened(floors, YUSUF)
    with floors.begin(accounts.acting(floors, yusuf)) as work:
        begun = factors.begin_app(work).id
    address = f"/account/factors/apps/{begun}"
    typed = {"code": first_code(floors, YUSUF, address)}
    accounts.opened(floors)
    accounts.sign_in(client)
    if path == "":
        assert client.get(address).status_code == 404
        return
    assert client.post(address + path, data=typed).status_code == 404
    with floors.reading() as session:
        app = session.scalars(select(TotpFactor)).one()
    assert (app.account_ref, app.confirmed_at) == (yusuf.ref, None)


def test_removing_the_app_of_somebody_else_removes_nothing(
    client: FlaskClient, floors: Floors
) -> None:
    yusuf = accounts.opened(floors, YUSUF)
    has_app(floors, accounts.acting(floors, yusuf))
    with floors.reading() as session:
        app = session.scalars(select(TotpFactor)).one()
    accounts.opened(floors)
    accounts.sign_in(client)
    answer = client.post(f"/account/factors/apps/{app.id}/removal")
    assert (
        answer.status_code
        == client.post(f"/account/factors/apps/{uuid.uuid4()}/removal").status_code
        == 404
    )
    with floors.reading() as session:
        assert factors.any_of(session, yusuf.ref)


@pytest.mark.usefixtures("amina")
def test_setting_up_begins_with_a_post_and_lapses(
    client: FlaskClient, floors: Floors, clock: Clock
) -> None:
    assert client.get("/account/factors/apps").status_code == 404
    begun = client.post("/account/factors/apps").location or ""
    typed = {"code": first_code(floors, AMINA, begun)}
    later = client.post("/account/factors/apps").location
    assert client.post(f"{begun}/confirmation", data=typed).status_code == 404
    clock.move(hours=1, seconds=1)
    accounts.sign_in(client)
    assert client.get(later or "").status_code == 404


def test_five_are_enough(floors: Floors) -> None:
    accounts.opened(floors)
    amina = accounts.acting(floors, AMINA)
    for _ in range(5):
        has_app(floors, amina)
    with pytest.raises(Conflict, match="five"), floors.begin(amina) as work:
        factors.begin_app(work)


def test_a_guardian_takes_the_app_away_and_the_printed_codes_go_with_it(
    client: FlaskClient, floors: Floors, amina: str
) -> None:
    begun = set_up(client, floors)
    assert len(printed(client)) == 10
    assert "Remove this app?" in client.get(f"{begun}/removal").text
    assert client.post(f"{begun}/removal").status_code == 303
    assert accounts.letters(floors, amina, "factor_removed")
    with floors.reading() as session:
        assert not factors.any_of(session, amina)
        assert session.scalars(select(RecoveryCode)).all() == []
    client.post("/sign-out")
    assert accounts.sign_in(client).location == "/home"


def test_at_the_desk_the_last_one_stays(floors: Floors) -> None:
    ada, _bo = caseworkers.administrators(floors)
    with floors.reading() as session:
        first = factors.apps_of(session, ada.ref)[0].id
    with pytest.raises(Conflict, match="At the desk"), floors.begin(ada) as work:
        factors.remove_app(work, first)
    has_app(floors, ada)
    with floors.begin(ada) as work:
        factors.remove_app(work, first)


def test_each_printed_code_lets_in_once_and_is_told_by_letter(
    client: FlaskClient, floors: Floors, amina: str
) -> None:
    set_up(client, floors)
    codes = printed(client)
    with floors.reading() as session:
        kept = session.scalars(select(RecoveryCode)).all()
    assert all(row.hash.startswith("$argon2id$") for row in kept)
    client.post("/sign-out")
    client.post("/sign-in", data={"email": AMINA, "password": PASSWORD})
    assert (
        client.post("/sign-in/recovery-code", data={"code": codes[2].lower()}).location == "/home"
    )
    assert client.get("/account").status_code == 200
    assert "9 codes are left" in accounts.written(floors, amina).body
    client.post("/sign-out")
    client.post("/sign-in", data={"email": AMINA, "password": PASSWORD})
    again = client.post("/sign-in/recovery-code", data={"code": codes[2]})
    assert again.status_code == 422
    assert "it was used before" in again.text
    swapped = f"4{codes[4][1:]}"
    assert client.post("/sign-in/recovery-code", data={"code": swapped}).status_code == 422
    assert client.get("/account").location == "/sign-in"


def test_a_new_page_ends_the_codes_of_the_one_before(
    client: FlaskClient, floors: Floors, amina: str
) -> None:
    set_up(client, floors)
    older, newer = printed(client), printed(client)
    assert len({*older, *newer}) == 20
    client.post("/sign-out")
    client.post("/sign-in", data={"email": AMINA, "password": PASSWORD})
    assert client.post("/sign-in/recovery-code", data={"code": older[0]}).status_code == 422
    assert client.post("/sign-in/recovery-code", data={"code": newer[0]}).status_code == 303


@pytest.mark.usefixtures("amina")
def test_codes_are_for_those_who_have_a_factor(client: FlaskClient) -> None:
    assert client.post("/account/factors/recovery-codes").status_code == 409


def test_whoever_tries_the_app_too_often_still_gets_in_by_the_printed_page(
    client: FlaskClient, floors: Floors, amina: str
) -> None:
    """A thief of the password can close the app for a while, and no more than that."""
    set_up(client, floors)
    codes = printed(client)
    thief = client.application.test_client()
    thief.post("/sign-in", data={"email": AMINA, "password": PASSWORD})
    while thief.post("/sign-in/factor", data={"code": "000000"}).status_code != 429:
        pass
    client.post("/sign-out")
    client.post("/sign-in", data={"email": AMINA, "password": PASSWORD})
    assert client.post("/sign-in/recovery-code", data={"code": codes[0]}).location == "/home"


def test_a_staff_member_still_signs_in_after_the_words_of_a_code_were_shown(
    client: FlaskClient, floors: Floors
) -> None:
    caseworkers.administrators(floors)
    accounts.sign_in(client, ADA)
    page = client.post("/account/factors/recovery-codes")
    assert page.headers["Cache-Control"] == "no-store"
    assert "Kinfold" not in page.text
