"""Receipts: anyone can check one without us, and it names nobody."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from consent.proof import Outcome, examine, weigh
from consent.verify import read_keys
from registry.authority import Actor
from registry.children.models import Child
from registry.consents import operations
from registry.errors import Absent
from registry.purposes import CONTACT_ME, SEARCH_FOUND, SHOW_CASEWORKERS, STORE_DETAILS
from registry.storage.signing import signer
from registry.work import Floors
from tests.cast import AMINA, YUSUF
from tests.conftest import Clock
from tests.making import accounts, children


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def child(floors: Floors, amina: Actor) -> Child:
    return children.enrolled(floors, amina)


def drawn(floors: Floors, amina: Actor, child: Child, about: str = "record") -> str:
    with floors.begin(amina) as work:
        return operations.draw_up(work, str(child.id), about)


def test_a_receipt_is_genuine_for_anyone_with_the_public_key(
    floors: Floors, client: FlaskClient, amina: Actor, child: Child
) -> None:
    keys = read_keys(client.get("/receipt-keys.json").text)
    accounts.sign_in(client, AMINA)
    copy = client.get(f"/children/{child.id}/receipts/record.jws").text
    verdict = examine(copy, keys, floors.clock())
    assert verdict.outcome is Outcome.VALID
    assert verdict.receipt is not None
    given = {state.purpose for state in verdict.receipt.purposes}
    assert given == {STORE_DETAILS, SHOW_CASEWORKERS, SEARCH_FOUND}
    later = floors.clock() + timedelta(days=400)
    assert examine(copy, keys, later).outcome is Outcome.EXPIRED


def test_a_changed_letter_breaks_it(
    floors: Floors, client: FlaskClient, amina: Actor, child: Child
) -> None:
    keys = read_keys(client.get("/receipt-keys.json").text)
    copy = drawn(floors, amina, child)
    head, body, signature = copy.split(".")
    swapped = ".".join((head, body[:-4] + body[-3] + body[-4] + body[-2:], signature))
    assert examine(swapped, keys, floors.clock()).outcome >= Outcome.BAD_SIGNATURE


def test_a_later_receipt_shows_what_was_taken_back(
    floors: Floors, client: FlaskClient, amina: Actor, child: Child, clock: Clock
) -> None:
    keys = read_keys(client.get("/receipt-keys.json").text)
    before = examine(drawn(floors, amina, child), keys, clock())
    clock.move(hours=1)
    with floors.begin(amina) as work:
        operations.take_back_one(work, str(child.id), SEARCH_FOUND, "en")
    after = examine(drawn(floors, amina, child), keys, clock())
    assert weigh(before, after).outcome is Outcome.SUPERSEDED


def test_the_readable_copy_says_the_same_and_names_nobody(
    floors: Floors, client: FlaskClient, amina: Actor, child: Child
) -> None:
    accounts.sign_in(client, AMINA)
    answer = client.get(f"/children/{child.id}/receipts/record.json")
    content = json.loads(answer.text)
    assert content["purposes"]
    for name in ("Idris", "Amina", AMINA, str(child.id), amina.ref, child.reference):
        assert name not in answer.text
    assert "attachment" in answer.headers["Content-Disposition"]


def test_being_called_has_a_receipt_of_its_own(
    floors: Floors, client: FlaskClient, amina: Actor, child: Child
) -> None:
    keys = read_keys(client.get("/receipt-keys.json").text)
    verdict = examine(drawn(floors, amina, child, "contact"), keys, floors.clock())
    assert verdict.receipt is not None
    assert [state.purpose for state in verdict.receipt.purposes] == [CONTACT_ME]


@pytest.mark.parametrize("about", ["", "everything", "child"])
def test_there_are_two_receipts_and_no_third(
    floors: Floors, amina: Actor, child: Child, about: str
) -> None:
    with pytest.raises(Absent):
        drawn(floors, amina, child, about)


def test_a_receipt_is_its_guardians_own(floors: Floors, child: Child) -> None:
    with pytest.raises(Absent):
        drawn(floors, accounts.guardian(floors, YUSUF), child)


def test_a_draft_has_no_receipt(floors: Floors, amina: Actor) -> None:
    with pytest.raises(Absent):
        drawn(floors, amina, children.begun(floors, amina))


def test_the_page_says_it_in_words_with_a_card(
    floors: Floors, client: FlaskClient, amina: Actor, child: Child
) -> None:
    accounts.sign_in(client, AMINA)
    page = client.get(f"/children/{child.id}/receipt")
    assert child.reference in page.text
    assert "May we keep your child’s details?" in page.text
    assert signer(floors.keyring).key_id in page.text
    card = page.text.split('class="wallet', 1)[1]
    assert "<path" in card
    assert "Idris" not in card


def test_the_signer_is_the_same_after_a_restart(floors: Floors) -> None:
    one, two = signer(floors.keyring), signer(floors.keyring)
    assert one.public_bytes() == two.public_bytes()
    assert one.sign(b"x") == two.sign(b"x")
    assert "private" not in repr(one)
