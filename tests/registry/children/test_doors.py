"""Somebody else's record and one that never was cannot be told apart."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from registry.authority import Actor
from registry.purposes import STORE_DETAILS, STORE_PHOTO
from registry.work import Floors
from tests.cast import AMINA, YUSUF
from tests.making import accounts, children
from tests.registry.children.walking import (
    Walk,
)


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def walk(client: FlaskClient, amina: Actor) -> Walk:
    accounts.sign_in(client, AMINA)
    return Walk(client)


PAGES = (
    "",
    "/parts",
    "/answers",
    "/permission",
    f"/permission/{STORE_DETAILS}",
    "/registration",
    "/relationship",
    "/safety",
    "/whereabouts",
    "/family-facts",
    "/sensitive",
    "/health",
    "/marks",
    "/family",
    "/photos",
    "/photos/0/small",
    "/description/names",
    "/looks",
    "/consents",
    f"/consents/{STORE_DETAILS}",
    f"/consents/{STORE_PHOTO}/withdrawal",
    "/wiping",
    "/erasure",
    "/restoration",
    "/receipt",
    "/receipts/record.jws",
    "/receipts/record/sheet",
    "/receipts/record/code.png",
    "/receipts/since/1",
)
POSTS = (
    "/relationship",
    "/safety",
    "/whereabouts",
    "/family-facts",
    "/sensitive",
    "/health",
    "/marks",
    "/marks/removal",
    "/family",
    "/family/removal",
    "/photos",
    "/photos/0/removal",
    "/description/names",
    f"/permission/{STORE_DETAILS}",
    "/registration",
    f"/consents/{STORE_DETAILS}",
    f"/consents/{STORE_PHOTO}/withdrawal",
    "/wiping",
    "/restoration",
)
NEVER = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"


def bare(page: bytes) -> bytes:
    """A page without what differs at each showing."""
    return re.sub(rb'(nonce|value)="[^"]*"', b"", page)


def test_somebody_elses_record_and_none_at_all_are_the_same_page(
    walk: Walk, client: FlaskClient, floors: Floors
) -> None:
    theirs = children.enrolled(floors, accounts.guardian(floors, YUSUF), photos=1)
    for page in PAGES:
        answers = [client.get(f"/children/{each}{page}") for each in (theirs.id, NEVER, "x")]
        assert [each.status_code for each in answers] == [404, 404, 404], page
        assert len({bare(each.data) for each in answers}) == 1, page


def test_nothing_is_posted_to_somebody_elses_record(
    walk: Walk, client: FlaskClient, floors: Floors
) -> None:
    theirs = children.enrolled(floors, accounts.guardian(floors, YUSUF), photos=1)
    for page in POSTS:
        answers = [client.post(f"/children/{each}{page}") for each in (theirs.id, NEVER)]
        assert [each.status_code for each in answers] == [404, 404], page
        assert len({bare(each.data) for each in answers}) == 1, page


@pytest.mark.parametrize("page", ["/children", "/children/new", f"/children/{NEVER}"])
def test_a_visitor_is_asked_to_sign_in(client: FlaskClient, page: str) -> None:
    assert client.get(page).location == "/sign-in"


def test_the_card_page_is_the_same_for_every_token(client: FlaskClient) -> None:
    pages = {bare(client.get(f"/card/{token}").data) for token in ("a", "b" * 24, NEVER)}
    assert len(pages) == 1
