"""Step-up: what matters most asks again who it is, and nothing that was written is lost."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from registry.authority import Role
from registry.work import Floors
from tests.cast import ADA, AMINA, NOOR, PASSWORD
from tests.conftest import Clock
from tests.making import accounts, caseworkers
from tests.making.factors import code_of, has_app
from tests.registry.accounts.test_signing_in import cookie

NEEDS = "/account/factors/apps"
"""What a guardian is asked again for."""


@pytest.fixture
def amina(client: FlaskClient, floors: Floors, clock: Clock) -> str:
    """Amina, who signed in six minutes ago; her account."""
    account = accounts.opened(floors)
    has_app(floors, accounts.acting(floors, account))
    accounts.sign_in(client)
    clock.move(minutes=5, seconds=1)
    return account.ref


def fields(page: str) -> dict[str, str]:
    """The hidden fields of the page's form."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name != "csrf_token"}


@pytest.mark.usefixtures("amina")
def test_five_minutes_after_the_last_proof_one_is_asked_again_and_comes_back(
    client: FlaskClient, floors: Floors, clock: Clock
) -> None:
    clock.move(seconds=-1)
    assert client.post(NEEDS).status_code == 303
    removal = client.post(NEEDS).location
    clock.move(seconds=1)
    path = f"{removal}/removal"
    assert client.get(path).location == "/account/proof"
    before = cookie(client)
    assert client.post("/account/proof", data={"proof": PASSWORD}).location == path
    assert cookie(client) != before
    assert client.get(path).status_code == 200
    assert client.get("/account").status_code == 200


@pytest.mark.usefixtures("amina")
@pytest.mark.parametrize("by", ["password", "code"])
def test_a_form_that_was_sent_is_not_lost(client: FlaskClient, floors: Floors, by: str) -> None:
    asked = client.post(NEEDS, data={"once": "abc", "words": "<b>Idris & I</b>"})
    assert asked.status_code == 422
    assert "What you wrote is kept" in asked.text
    carried = fields(asked.text)
    assert carried == {
        "to": NEEDS,
        "kept.once": "abc",
        "kept.words": "&lt;b&gt;Idris &amp; I&lt;/b&gt;",
    }
    sent = {"to": NEEDS, "kept.once": "abc", "kept.words": "<b>Idris & I</b>"}
    wrong = client.post("/account/proof", data={**sent, "proof": "not the password"})
    assert wrong.status_code == 422
    assert fields(wrong.text) == carried
    proof = PASSWORD if by == "password" else code_of(floors, AMINA)
    on = client.post("/account/proof", data={**sent, "proof": proof})
    assert fields(on.text) == {"once": "abc", "words": "&lt;b&gt;Idris &amp; I&lt;/b&gt;"}
    assert f'action="{NEEDS}"' in on.text
    assert client.post(NEEDS, data={"once": "abc"}).status_code == 303


@pytest.mark.usefixtures("amina")
@pytest.mark.parametrize("proof", ["", "000000", "another long password"])
def test_without_a_proof_nothing_opens(client: FlaskClient, proof: str) -> None:
    assert client.post("/account/proof", data={"proof": proof}).status_code == 422
    assert client.post(NEEDS).status_code == 422


@pytest.mark.usefixtures("amina")
@pytest.mark.parametrize(
    "to", ["https://elsewhere.example/", "//elsewhere.example", "/no-such", "/"]
)
def test_a_form_is_handed_on_to_this_house_alone(client: FlaskClient, to: str) -> None:
    assert client.post("/account/proof", data={"to": to, "proof": PASSWORD}).status_code == 404


def test_the_same_code_does_not_serve_twice(
    client: FlaskClient, floors: Floors, amina: str
) -> None:
    typed = code_of(floors, AMINA)
    assert client.post("/account/proof", data={"proof": typed}).status_code == 303
    assert client.post("/account/proof", data={"proof": typed}).status_code == 422


def test_roles_are_given_by_somebody_who_was_asked_again(
    client: FlaskClient, floors: Floors, clock: Clock
) -> None:
    admins = caseworkers.administrators(floors)
    harbour = caseworkers.agency(floors, admins, "Harbour")
    caseworkers.staff(floors, admins, NOOR, Role.CASEWORKER, agency=harbour)
    noor = caseworkers.person_of(floors, accounts.read(floors, NOOR))
    path = f"/desk/people/{noor.id}/roles"
    accounts.sign_in(client, ADA)
    assert client.get(path).status_code == 200
    clock.move(minutes=6)
    assert client.get(path).location == "/account/proof"
    assert client.post(path, data={"role": "lead"}).status_code == 422
    client.post("/account/proof", data={"proof": code_of(floors, ADA)})
    assert client.post(path, data={"role": "lead"}).status_code == 303
