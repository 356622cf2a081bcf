"""Coming in by a link: once, for ten minutes, out of the address bar, and the same for nobody."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from registry.accounts import passwords
from registry.accounts.entry_links import send_waiting
from registry.accounts.factors import operations as factors
from registry.accounts.models import EntryLink, LinkRequest
from registry.web.models import WebSession
from registry.work import Floors
from tests.cast import ADA, AMINA, YUSUF
from tests.conftest import Clock
from tests.making import accounts, caseworkers
from tests.making.factors import has_app

NEWER = "harbour-mango-window-nine"
LETTERS = {"reset": "password_forgotten", "sign-in": "sign_in_link"}


def ask(client: FlaskClient, email: str = AMINA, purpose: str = "sign-in") -> None:
    """Ask for a link."""
    told = {"email": email, "purpose": purpose}
    assert client.post("/sign-in/links/new", data=told).location == "/sign-in/links/sent"


def token(client: FlaskClient, floors: Floors, ref: str, purpose: str = "sign-in") -> str:
    """The token of a fresh link."""
    ask(client, purpose=purpose)
    assert send_waiting(floors) == 1
    return accounts.token_for(floors, ref, LETTERS[purpose])


def follow(client: FlaskClient, found: str) -> None:
    """Open the link of a letter, and land where no token is in the address."""
    answer = client.get(f"/sign-in/links/{found}")
    assert (answer.status_code, answer.location) == (303, "/sign-in/link")
    assert found not in answer.text


def test_a_guardian_signs_in_by_a_link_once(client: FlaskClient, floors: Floors) -> None:
    amina = accounts.opened(floors)
    found = token(client, floors, amina.ref)
    assert f"/sign-in/links/{found}" in accounts.written(floors, amina.ref).body
    follow(client, found)
    assert client.get("/account").location == "/sign-in"
    page = client.get("/sign-in/link").text
    assert "Sign in by this link?" in page
    assert found not in page
    assert client.post("/sign-in/link").location == "/home"
    assert client.get("/account").status_code == 200
    other = client.application.test_client()
    follow(other, found)
    assert other.get("/sign-in/link").status_code == 404
    assert other.post("/sign-in/link").status_code == 404
    with floors.reading() as session:
        assert all(found not in row.content for row in session.scalars(select(WebSession)))
        assert all(found != link.digest for link in session.scalars(select(EntryLink)))


def test_opening_a_link_uses_nothing_up_and_it_lasts_ten_minutes(
    client: FlaskClient, floors: Floors, clock: Clock
) -> None:
    found = token(client, floors, accounts.opened(floors).ref)
    for _ in range(3):
        follow(client, found)
        assert client.get("/sign-in/link").status_code == 200
    clock.move(minutes=10)
    assert client.get("/sign-in/link").status_code == 404
    assert client.post("/sign-in/link").status_code == 404


def test_a_second_factor_is_still_asked_for(client: FlaskClient, floors: Floors) -> None:
    amina = accounts.opened(floors)
    has_app(floors, accounts.acting(floors, amina))
    follow(client, token(client, floors, amina.ref))
    assert client.post("/sign-in/link").location == "/sign-in/factor"
    assert client.get("/account").location == "/sign-in"


def test_a_new_password_is_set_by_a_link_and_ends_every_session(
    client: FlaskClient, floors: Floors
) -> None:
    amina = accounts.opened(floors)
    has_app(floors, accounts.acting(floors, amina))
    elsewhere = client.application.test_client()
    accounts.sign_in(elsewhere)
    assert elsewhere.get("/account").status_code == 200
    follow(client, token(client, floors, amina.ref, "reset"))
    assert "A new password" in client.get("/sign-in/link").text
    assert client.post("/sign-in/link").status_code == 404
    weak = client.post("/sign-in/link/password", data={"chosen": "short"})
    assert weak.status_code == 422
    assert client.post("/sign-in/link/password", data={"chosen": NEWER}).location == "/sign-in"
    assert elsewhere.get("/account").location == "/sign-in"
    assert accounts.letters(floors, amina.ref, "password_changed")
    with floors.reading() as session:
        assert factors.any_of(session, amina.ref)
    assert passwords.matches(accounts.read(floors, AMINA).password_hash, NEWER)
    again = client.post("/sign-in/link/password", data={"chosen": NEWER})
    assert again.status_code == 404
    assert accounts.sign_in(client, password=NEWER).location == "/home"


def test_a_sign_in_link_sets_no_password(client: FlaskClient, floors: Floors) -> None:
    follow(client, token(client, floors, accounts.opened(floors).ref))
    answer = client.post("/sign-in/link/password", data={"chosen": NEWER})
    assert answer.status_code == 404
    assert not passwords.matches(accounts.read(floors, AMINA).password_hash, NEWER)


@pytest.mark.parametrize("purpose", ["reset", "sign-in"])
def test_nobody_learns_whether_an_address_is_known(
    client: FlaskClient, floors: Floors, purpose: str
) -> None:
    """The same is done at the door: one row is written, and who it is for is seen later."""
    accounts.opened(floors)
    with floors.reading() as session:
        before = len(session.scalars(select(EntryLink)).all())
    for email in (AMINA, YUSUF):
        ask(client, email, purpose)
    with floors.reading() as session:
        assert len(session.scalars(select(LinkRequest)).all()) == 2
        assert len(session.scalars(select(EntryLink)).all()) == before
    assert send_waiting(floors) == 2
    with floors.reading() as session:
        assert session.scalars(select(LinkRequest)).all() == []
        assert len(session.scalars(select(EntryLink)).all()) == before + 1
    assert send_waiting(floors) == 0


def test_known_and_unknown_addresses_are_counted_alike(client: FlaskClient, floors: Floors) -> None:
    accounts.opened(floors)
    for email in (AMINA, YUSUF):
        told = {"email": email, "purpose": "reset"}
        answers = [client.post("/sign-in/links/new", data=told) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [303, 303, 303, 429]


def test_the_desk_sets_a_password_by_a_link_and_signs_in_by_none(
    client: FlaskClient, floors: Floors
) -> None:
    ada, _bo = caseworkers.administrators(floors)
    ask(client, ADA, "sign-in")
    send_waiting(floors)
    assert accounts.letters(floors, ada.ref, "sign_in_link") == []
    ask(client, ADA, "reset")
    send_waiting(floors)
    assert accounts.letters(floors, ada.ref, "password_forgotten")


def test_a_newer_link_ends_with_an_older_one_that_was_used(
    client: FlaskClient, floors: Floors
) -> None:
    amina = accounts.opened(floors)
    older, newer = (token(client, floors, amina.ref) for _ in range(2))
    follow(client, older)
    client.post("/sign-in/link")
    follow(client, newer)
    assert client.get("/sign-in/link").status_code == 404
