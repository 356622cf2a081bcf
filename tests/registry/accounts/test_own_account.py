"""One's own account: seen, changed, and safe from whoever finds the telephone open."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from registry.work import Floors
from tests.cast import ADA, AMINA, PASSWORD
from tests.making import accounts, caseworkers
from tests.making.factors import has_app

NEWER = "harbour-mango-window-nine"


@pytest.fixture
def amina(client: FlaskClient, floors: Floors) -> str:
    """Amina, signed in; her account."""
    account = accounts.opened(floors)
    accounts.sign_in(client)
    return account.ref


@pytest.mark.parametrize("path", ["", "/contact", "/address", "/password", "/language"])
def test_each_page_is_for_whoever_is_signed_in(
    client: FlaskClient, floors: Floors, path: str
) -> None:
    assert client.get(f"/account{path}").location == "/sign-in"
    accounts.opened(floors)
    accounts.sign_in(client)
    assert client.get(f"/account{path}").status_code == 200


@pytest.mark.usefixtures("amina")
def test_the_page_shows_what_we_hold(client: FlaskClient) -> None:
    page = client.get("/account").text
    for words in ("Amina", AMINA, "English", "Not given"):
        assert words in page
    assert "is not confirmed yet" not in page


def test_an_unconfirmed_address_can_ask_for_another_link(
    client: FlaskClient, floors: Floors
) -> None:
    account = accounts.opened(floors, confirmed=False)
    accounts.sign_in(client)
    assert "is not confirmed yet" in client.get("/account").text
    answers = [client.post("/account/links") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert len(accounts.letters(floors, account.ref, "confirm_address")) == 6


@pytest.mark.usefixtures("amina")
def test_a_confirmed_address_needs_no_other_link(client: FlaskClient) -> None:
    assert client.post("/account/links").status_code == 409


@pytest.mark.usefixtures("amina")
def test_name_number_and_times_are_changed_and_what_is_wrong_is_kept(client: FlaskClient) -> None:
    assert 'value="Amina"' in client.get("/account/contact").text
    wrong = client.post("/account/contact", data={"name": "Amina O", "phone": "ring me"})
    assert wrong.status_code == 422
    assert 'value="ring me"' in wrong.text
    right = {"name": "Amina O", "phone": "+44 20 7946 0000", "safe_times": "after 18:00"}
    page = client.post("/account/contact", data=right, follow_redirects=True)
    for words in ("Saved.", "Amina O", "+44 20 7946 0000", "after 18:00"):
        assert words in page.text


def test_a_new_address_needs_the_password(client: FlaskClient, floors: Floors, amina: str) -> None:
    form = {"email": "new@example.org", "password": "another long password"}
    refused = client.post("/account/address", data=form)
    assert refused.status_code == 422
    assert "This is not your password." in refused.text
    assert len(accounts.letters(floors, amina, "confirm_address")) == 1
    asked = client.post(
        "/account/address", data={**form, "password": PASSWORD}, follow_redirects=True
    )
    assert "We sent a link to the new address." in asked.text
    letter = accounts.written(floors, amina)
    assert letter.to == "new@example.org"
    assert AMINA in client.get("/account").text
    client.post(f"/account/confirmation/{accounts.token_for(floors, amina, 'confirm_address')}")
    assert "new@example.org" in client.get("/account").text
    assert accounts.written(floors, amina).to == AMINA


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(
    client: FlaskClient, floors: Floors, amina: str
) -> None:
    elsewhere = client.application.test_client()
    accounts.sign_in(elsewhere)
    refused = client.post(
        "/account/password", data={"password": "another long password", "chosen": NEWER}
    )
    assert refused.status_code == 422
    assert "This is not your password." in refused.text
    assert NEWER not in refused.text
    done = client.post("/account/password", data={"password": PASSWORD, "chosen": NEWER})
    assert done.location == "/account"
    assert client.get("/account").status_code == 200
    assert elsewhere.get("/account").location == "/sign-in"
    assert accounts.written(floors, amina).subject == "Your password was changed"
    assert accounts.sign_in(elsewhere, password=PASSWORD).status_code == 422
    assert accounts.sign_in(elsewhere, password=NEWER).status_code == 303


@pytest.mark.usefixtures("amina")
def test_a_weak_new_password_is_refused_at_its_field(client: FlaskClient) -> None:
    answer = client.post("/account/password", data={"password": PASSWORD, "chosen": "short"})
    assert answer.status_code == 422
    assert 'id="chosen-wrong"' in answer.text


@pytest.mark.usefixtures("amina")
def test_a_password_is_not_guessed_from_an_open_session(client: FlaskClient) -> None:
    form = {"password": "another long password", "chosen": NEWER}
    answers = [client.post("/account/password", data=form).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


@pytest.mark.usefixtures("amina")
def test_the_language_of_messages_is_one_that_is_offered(client: FlaskClient) -> None:
    assert client.post("/account/language", data={"language": "en"}).status_code == 303
    for language in ("xx", ""):
        assert client.post("/account/language", data={"language": language}).status_code == 422


def test_a_password_may_be_shorter_where_a_factor_is_sure_to_stay(
    client: FlaskClient, floors: Floors
) -> None:
    caseworkers.administrators(floors)
    accounts.opened(floors)
    has_app(floors, accounts.acting(floors, AMINA))
    told = {"password": PASSWORD, "chosen": "mango-19"}
    for email, status in ((ADA, 303), (AMINA, 422)):
        accounts.sign_in(client, email)
        assert client.post("/account/password", data=told).status_code == status
    common = {"password": "mango-19", "chosen": "sunshine1"}
    accounts.sign_in(client, ADA, "mango-19")
    assert client.post("/account/password", data=common).status_code == 422
