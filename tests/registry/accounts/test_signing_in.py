"""Signing in and out: one sentence for every refusal, a fresh token for every session."""

from __future__ import annotations

import re

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from flask_login import current_user
from sqlalchemy import select

from registry.accounts import limits, passwords
from registry.trail.events import Event
from registry.trail.trail import entries_about
from registry.web.models import WebSession
from registry.work import Floors
from tests.cast import AMINA, PASSWORD, YUSUF
from tests.conftest import Clock
from tests.making import accounts

REFUSED = "We could not sign you in. Check the address and the password."


def cookie(client: FlaskClient) -> str | None:
    """The session's token as the browser holds it."""
    found = client.get_cookie("kinfold")
    return None if found is None else found.value


def rows(floors: Floors) -> list[WebSession]:
    """The sessions that the house knows."""
    with floors.reading() as session:
        return list(session.scalars(select(WebSession)))


def test_a_guardian_signs_in_and_it_is_on_record(client: FlaskClient, floors: Floors) -> None:
    account = accounts.opened(floors)
    answer = accounts.sign_in(client)
    assert (answer.status_code, answer.location) == (303, "/home")
    assert client.get("/account").status_code == 200
    with floors.reading() as session:
        entry = entries_about(session, account.ref, Event.SESSION_STARTED)[0]
    assert entry.actor_ref == account.ref
    assert [row.is_staff for row in rows(floors)] == [False]


def test_the_address_may_be_typed_in_any_capitals(client: FlaskClient, floors: Floors) -> None:
    accounts.opened(floors)
    assert accounts.sign_in(client, f"  {AMINA.upper()} ").status_code == 303


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (AMINA, "another long password"),
        (YUSUF, PASSWORD),
        ("no address at all", PASSWORD),
        (AMINA, "x"),
    ],
)
def test_every_refusal_says_the_same(
    client: FlaskClient, floors: Floors, email: str, password: str
) -> None:
    accounts.opened(floors)
    answer = accounts.sign_in(client, email, password)
    assert answer.status_code == 422
    assert REFUSED in answer.text
    assert 'id="password-wrong"' not in answer.text
    assert 'id="email-wrong"' not in answer.text
    assert email.strip() in answer.text
    assert f'value="{password}"' not in answer.text
    assert client.get("/account").status_code == 303


def test_an_empty_form_says_what_is_needed(client: FlaskClient) -> None:
    assert 'autocomplete="current-password"' in client.get("/sign-in").text
    answer = client.post("/sign-in", data={})
    assert answer.status_code == 422
    assert "Write your e-mail address." in answer.text
    assert "Write your password." in answer.text


def test_an_endless_password_is_not_hashed(
    client: FlaskClient, floors: Floors, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_kept: str | None, _password: str) -> bool:
        raise AssertionError

    monkeypatch.setattr(passwords, "matches", never)
    assert accounts.sign_in(client, AMINA, "x" * 1025).status_code == 422


def test_whoever_was_invited_and_has_no_password_cannot_sign_in(
    client: FlaskClient, floors: Floors
) -> None:
    account = accounts.opened(floors)
    with floors.begin(accounts.acting(floors, account)) as work:
        work.session.merge(account).password_hash = None
        work.trail.record(Event.ACCOUNT_CHANGED, account.ref, groups=["password"])
    assert REFUSED in accounts.sign_in(client).text


def test_the_eleventh_try_is_sent_away_before_anything_is_hashed(
    client: FlaskClient, floors: Floors, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts.opened(floors)
    for _ in range(10):
        assert accounts.sign_in(client, password="another long password").status_code == 422
    hashing = passwords.matches
    monkeypatch.setattr(passwords, "matches", lambda *_: pytest.fail("it was hashed"))
    answer = accounts.sign_in(client)
    assert answer.status_code == 429
    assert "Please wait and try again." in answer.text
    monkeypatch.setattr(passwords, "matches", hashing)
    clock.move(minutes=15)
    assert accounts.sign_in(client).status_code == 303


def test_an_unknown_address_is_counted_like_a_known_one(client: FlaskClient) -> None:
    answers = [accounts.sign_in(client, YUSUF).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_one_place_is_counted_over_all_addresses(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = limits.Limit("sign-ins from a place", 3, limits.SIGN_INS_FROM_PLACE.window)
    monkeypatch.setattr(limits, "SIGN_INS_FROM_PLACE", few)
    answers = [accounts.sign_in(client, f"{n}@example.org").status_code for n in range(4)]
    assert answers == [422, 422, 422, 429]


def test_the_right_password_forgives_the_wrong_ones(client: FlaskClient, floors: Floors) -> None:
    accounts.opened(floors)
    for _ in range(2):
        for _ in range(9):
            accounts.sign_in(client, password="another long password")
        assert accounts.sign_in(client).status_code == 303


def test_a_session_gets_a_fresh_token_at_each_sign_in(client: FlaskClient, floors: Floors) -> None:
    accounts.opened(floors)
    accounts.sign_in(client)
    first = cookie(client)
    accounts.sign_in(client)
    second = cookie(client)
    assert first != second
    assert len(rows(floors)) == 1
    client.set_cookie("kinfold", first or "")
    assert client.get("/account").location == "/sign-in"


def test_a_cheaply_hashed_password_is_hashed_anew_at_sign_in(
    client: FlaskClient, floors: Floors, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = accounts.opened(floors).password_hash
    dearer = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", dearer)
    accounts.sign_in(client)
    newer = accounts.read(floors, AMINA).password_hash
    assert newer != older
    assert not passwords.is_outdated(newer or "")
    accounts.sign_in(client)
    assert accounts.read(floors, AMINA).password_hash == newer


def test_signing_out_ends_the_session_and_clears_the_browser(
    client: FlaskClient, floors: Floors
) -> None:
    account = accounts.opened(floors)
    accounts.sign_in(client)
    token = cookie(client)
    answer = client.post("/sign-out")
    assert answer.location == "/signed-out"
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert rows(floors) == []
    client.set_cookie("kinfold", token or "")
    assert client.get("/account").location == "/sign-in"
    assert "You are signed out" in client.get("/signed-out").text
    with floors.reading() as session:
        assert entries_about(session, account.ref)[0].event == "session:ended"


def test_signing_out_is_a_post(client: FlaskClient, floors: Floors) -> None:
    accounts.opened(floors)
    accounts.sign_in(client)
    assert client.get("/sign-out").status_code == 404
    assert client.get("/account").status_code == 200


def test_a_visitor_has_nothing_to_sign_out_of(client: FlaskClient) -> None:
    assert client.post("/sign-out").location == "/sign-in"
    assert client.get("/home").location == "/sign-in"


def test_a_session_ends_by_itself(client: FlaskClient, floors: Floors, clock: Clock) -> None:
    accounts.opened(floors)
    accounts.sign_in(client)
    clock.move(minutes=31)
    assert client.get("/account").location == "/sign-in"


def test_a_family_is_led_to_its_children(client: FlaskClient, floors: Floors) -> None:
    accounts.opened(floors)
    accounts.sign_in(client)
    with client.application.test_request_context():
        children = client.application.url_for("children.index")
    assert client.get("/home").location == children


def test_flask_login_asks_the_sessions_row_and_no_cookie_of_its_own(
    client: FlaskClient, floors: Floors
) -> None:
    account = accounts.opened(floors)
    client.set_cookie("remember_token", f"{account.ref}|made-up")
    with client:
        client.get("/signed-out")
        assert not current_user.is_authenticated
        accounts.sign_in(client)
        client.get("/account")
        assert current_user.is_authenticated
        assert current_user.get_id() == account.ref
    assert client.get_cookie("remember_token") is not None


def test_a_stranger_elsewhere_locks_nobody_out(client: FlaskClient, floors: Floors) -> None:
    accounts.opened(floors)
    told = {"email": AMINA, "password": "another long password"}
    stranger = {"REMOTE_ADDR": "203.0.113.9"}
    answers = [client.post("/sign-in", data=told, environ_base=stranger) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert accounts.sign_in(client).status_code == 303


def test_a_password_is_hidden_while_it_is_typed(client: FlaskClient, floors: Floors) -> None:
    accounts.opened(floors)
    for path in ("/sign-in", "/account/new"):
        assert 'type="password"' in client.get(path).text, path
    accounts.sign_in(client)
    for path in ("/account/password", "/account/address", "/account/closing"):
        page = client.get(path).text
        fields = re.findall(r'<input[^>]*name="(?:password|chosen)"[^>]*>', page)
        assert fields, path
        assert all('type="password"' in field for field in fields), path


def test_no_password_has_to_be_changed_however_old_it_is(
    client: FlaskClient, floors: Floors, clock: Clock
) -> None:
    accounts.opened(floors)
    clock.move(days=5 * 365)
    assert accounts.sign_in(client).location == "/home"
    assert client.get("/account").status_code == 200


def test_every_page_of_somebody_signed_in_offers_to_sign_out(
    client: FlaskClient, floors: Floors
) -> None:
    accounts.opened(floors)
    accounts.sign_in(client)
    for path in ("/", "/children", "/claims", "/account", "/account/password", "/privacy"):
        assert 'action="/sign-out"' in client.get(path).text, path
