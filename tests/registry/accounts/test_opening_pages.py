"""The pages on which an account is opened and its address confirmed."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from registry.accounts import limits
from registry.accounts.models import Account
from registry.work import Floors
from tests.cast import AMINA, PASSWORD, YUSUF
from tests.making import accounts

FORM = {
    "name": "Amina",
    "email": AMINA,
    "password": PASSWORD,
    "phone": "+44 20 7946 0000",
    "safe_times": "after 18:00",
}


def how_many(floors: Floors) -> int:
    """How many accounts there are."""
    with floors.reading() as session:
        return session.scalar(select(func.count()).select_from(Account)) or 0


def bare(page: str) -> str:
    """A page without what differs between any two: nonces and tokens."""
    return re.sub(r'(nonce|value)="[^"]*"', "", page)


def test_somebody_opens_an_account_and_is_told_to_look_at_their_mail(
    client: FlaskClient, floors: Floors
) -> None:
    assert client.get("/account/new").status_code == 200
    answer = client.post("/account/new", data=FORM, follow_redirects=True)
    assert answer.status_code == 200
    assert "Look at your e-mail" in answer.text
    account = accounts.read(floors, AMINA)
    assert account.confirmed_on is None
    assert accounts.sign_in(client).location == "/home"


def test_a_known_address_sees_the_very_same_page(client: FlaskClient, floors: Floors) -> None:
    known = accounts.opened(floors)
    first = client.post("/account/new", data=FORM)
    other = client.post("/account/new", data={**FORM, "email": YUSUF})
    assert (first.status_code, first.location) == (other.status_code, other.location)
    assert how_many(floors) == 2
    assert accounts.letters(floors, known.ref)[-1]["message"] == "account_known"
    assert not accounts.sign_in(client, password="another long password").location


def test_the_same_form_sent_twice_opens_one_account_and_sends_one_letter(
    client: FlaskClient, floors: Floors
) -> None:
    once = accounts.once_in(client.get("/account/new"))
    first = client.post("/account/new", data={**FORM, "once": once})
    second = client.post("/account/new", data={**FORM, "once": once})
    assert first.location == second.location == "/account/new/sent"
    assert len(accounts.letters(floors, accounts.read(floors, AMINA).ref)) == 1


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "Write the name we may call you by."),
        ("email", "amina", "Write an e-mail address like name@example.org."),
        ("password", "too short", "Use at least 15 letters."),
        ("password", "amina walks far", "too close to your name"),
        ("password", "", "Use at least 15 letters."),
        ("phone", "call me", "Write the number with digits"),
        ("safe_times", "x" * 301, "too long"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field_and_the_rest_is_kept(
    client: FlaskClient, floors: Floors, field: str, typed: str, sentence: str
) -> None:
    form = {**FORM, "email": "amina.walks@example.org", field: typed}
    if typed == "amina walks far":
        form["name"] = "amina walks"
    answer = client.post("/account/new", data=form)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'id="{field}-wrong"' in answer.text
    for other in {"email", "phone"} - {field}:
        assert form[other] in answer.text
    assert PASSWORD not in answer.text
    assert how_many(floors) == 0


def test_every_wrong_field_is_named_at_once(client: FlaskClient) -> None:
    answer = client.post("/account/new", data={"email": "x", "phone": "y"})
    for field in ("name", "email", "password", "phone"):
        assert f'id="{field}-wrong"' in answer.text


def test_a_form_that_was_put_right_goes_through(client: FlaskClient, floors: Floors) -> None:
    once = accounts.once_in(client.get("/account/new"))
    wrong = client.post("/account/new", data={**FORM, "phone": "call me", "once": once})
    again = client.post("/account/new", data={**FORM, "once": accounts.once_in(wrong)})
    assert again.status_code == 303
    assert how_many(floors) == 1


def test_one_address_is_not_flooded_with_letters(client: FlaskClient, floors: Floors) -> None:
    known = accounts.opened(floors)
    answers = [client.post("/account/new", data=FORM) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert len(accounts.letters(floors, known.ref, "account_known")) == 5
    fresh = [client.post("/account/new", data={**FORM, "email": YUSUF}) for _ in range(6)]
    assert [answer.status_code for answer in fresh] == [303] * 5 + [429]
    assert bare(fresh[-1].text) == bare(answers[-1].text)


def test_one_place_does_not_open_accounts_without_end(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = limits.Limit("openings from a place", 2, limits.OPENINGS_FROM_PLACE.window)
    monkeypatch.setattr(limits, "OPENINGS_FROM_PLACE", few)
    answers = [
        client.post("/account/new", data={**FORM, "email": f"{number}@example.org"}).status_code
        for number in range(3)
    ]
    assert answers == [303, 303, 429]


def test_opening_the_link_alone_changes_nothing(client: FlaskClient, floors: Floors) -> None:
    account = accounts.opened(floors, confirmed=False)
    path = f"/account/confirmation/{accounts.token_for(floors, account.ref, 'confirm_address')}"
    for _ in range(2):
        assert "Is this your e‑mail address?" in client.get(path).text
    assert accounts.read(floors, AMINA).confirmed_on is None
    answer = client.post(path, follow_redirects=True)
    assert "Your address is confirmed" in answer.text
    assert accounts.read(floors, AMINA).confirmed_on is not None


def test_the_link_works_while_signed_in_and_its_second_press_leads_on(
    client: FlaskClient, floors: Floors
) -> None:
    account = accounts.opened(floors, confirmed=False)
    accounts.sign_in(client)
    path = f"/account/confirmation/{accounts.token_for(floors, account.ref, 'confirm_address')}"
    once = accounts.once_in(client.get(path))
    first, second = (client.post(path, data={"once": once}) for _ in range(2))
    assert first.location == second.location == "/account/confirmed"
    assert "Carry on" in client.get("/account/confirmed").text


def test_a_link_that_is_unknown_used_or_old_is_the_same_nothing(
    client: FlaskClient, floors: Floors
) -> None:
    account = accounts.opened(floors, confirmed=False)
    token = accounts.token_for(floors, account.ref, "confirm_address")
    client.post(f"/account/confirmation/{token}")
    pages = [client.get(f"/account/confirmation/{each}") for each in (token, "x" * len(token))]
    assert [page.status_code for page in pages] == [404, 404]
    assert bare(pages[0].text) == bare(pages[1].text)
    assert client.post(f"/account/confirmation/{token}").status_code == 404


def test_the_letter_leads_to_the_page(client: FlaskClient, floors: Floors) -> None:
    account = accounts.opened(floors, confirmed=False)
    letter = accounts.written(floors, account.ref)
    path = re.search(r"http://localhost:8000(\S+)", letter.body)
    assert letter.to == AMINA
    assert path is not None
    assert client.get(path.group(1)).status_code == 200


def test_whoever_is_signed_in_is_offered_no_second_account(
    client: FlaskClient, floors: Floors
) -> None:
    accounts.opened(floors)
    accounts.sign_in(client)
    assert client.get("/account/new").status_code == 404
    assert client.post("/account/new", data=FORM).status_code == 404
