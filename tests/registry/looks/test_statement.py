"""The statement: the very rows of the page, checked by anyone with the published key alone."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from flask.testing import FlaskClient

from registry.authority import Actor
from registry.children.models import Child
from registry.work import Floors
from tests.cast import AMINA, YUSUF
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children
from tests.registry.looks.looking import look, page_of, worker

CASE = "review:00000000-0000-4000-8000-000000000000"


def octets(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def checked(copy: str, keys: dict[str, Any]) -> dict[str, Any]:
    """Check a signed copy with nothing of ours: only what the house has published."""
    head, payload, signature = copy.split(".")
    header = json.loads(octets(head))
    (key,) = (each for each in keys["keys"] if each["kid"] == header["kid"])
    public = Ed25519PublicKey.from_public_bytes(octets(key["x"]))
    public.verify(octets(signature), f"{head}.{payload}".encode())
    content: dict[str, Any] = json.loads(octets(payload))
    return content


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def child(floors: Floors, amina: Actor, clock: Clock) -> Child:
    """Looked at in a case in the first week, and in the second in a case and outside."""
    child = children.enrolled(floors, amina)
    noor = worker(floors, caseworkers.administrators(floors))
    look(floors, noor, child, CASE)
    clock.move(days=8)
    look(floors, noor, child, CASE)
    look(floors, noor, child)
    return child


def drawn(client: FlaskClient, child: Child) -> str:
    accounts.sign_in(client, AMINA)
    answer = client.get(f"/children/{child.id}/looks/statement.jws")
    assert answer.mimetype == "application/jose"
    return answer.text


def test_it_says_what_the_page_says_and_nothing_delayed(
    client: FlaskClient, floors: Floors, amina: Actor, child: Child
) -> None:
    said = checked(drawn(client, child), client.get("/receipt-keys.json").get_json())
    page = page_of(floors, amina, child)
    assert [
        (row["day"], row["is_week"], row["badge"], row["agencies"]) for row in said["looks"]
    ] == [
        (look.day.isoformat(), look.is_weekly, look.badge, list(look.agencies))
        for look in page.looks
    ]
    assert [row["day"] for row in said["looks"]] == ["2026-03-10", "2026-03-02"]
    assert said["cases_told_until"] == "2026-03-08"
    assert said["about"] == {"kind": "record", "reference": child.reference}
    assert "2026-03-09" not in json.dumps(said)
    assert CASE not in json.dumps(said)


def test_every_changed_byte_is_found(client: FlaskClient, child: Child) -> None:
    copy, keys = drawn(client, child), client.get("/receipt-keys.json").get_json()
    head, payload, signature = copy.split(".")
    content = octets(payload)
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 1
        again = base64.urlsafe_b64encode(bytes(changed)).decode().rstrip("=")
        with pytest.raises(InvalidSignature):
            checked(f"{head}.{again}.{signature}", keys)


def test_the_printed_page_shows_the_same_rows_without_a_form(
    client: FlaskClient, child: Child
) -> None:
    accounts.sign_in(client, AMINA)
    home = f"/children/{child.id}/looks"
    page, paper = client.get(home).text, client.get(f"{home}/statement").text
    for told in ("March 10, 2026", "In the week from March 2, 2026", "Badge", "Harbour Aid"):
        assert told in page
        assert told in paper
    assert "Ask about this" in page
    assert "Ask about this" not in paper
    assert "What is told later, and why" in paper


def test_to_a_stranger_it_is_not_there(client: FlaskClient, floors: Floors, child: Child) -> None:
    accounts.guardian(floors, YUSUF)
    accounts.sign_in(client, YUSUF)
    for page in ("/statement", "/statement.jws", ""):
        assert client.get(f"/children/{child.id}/looks{page}").status_code == 404
