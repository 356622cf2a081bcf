"""A code says whether somebody works here now, and for whom; it tells nothing to who guesses."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from registry.accounts import limits
from registry.authority import Role
from registry.caseworkers import badges
from registry.caseworkers.operations import Ending, end_standing
from registry.work import Floors
from tests.cast import MARA, NOOR
from tests.conftest import Clock
from tests.making import accounts, caseworkers

Check = Callable[[str], str]


@pytest.fixture
def noor(floors: Floors, client: FlaskClient) -> str:
    """Noor works for Harbour, and reads her code."""
    admins = caseworkers.administrators(floors)
    harbour = caseworkers.agency(floors, admins, "Harbour Aid")
    caseworkers.staff(floors, admins, NOOR, Role.CASEWORKER, agency=harbour)
    accounts.sign_in(client, NOOR)
    found = re.search(r"[A-Z2-7]{5}-[A-Z2-7]{5}", client.get("/desk/credentials").text)
    assert found is not None
    client.post("/sign-out")
    return found.group(0)


@pytest.fixture
def check(client: FlaskClient) -> Check:
    """What somebody without an account reads, but for what differs from page to page."""

    def ask(code: str) -> str:
        page = client.post("/badge", data={"code": code})
        assert page.status_code == 200
        assert len(code) < badges.SIGNS or code not in page.text
        return re.sub(r'(nonce|value)="[^"]*"', "", page.text)

    return ask


def test_a_code_says_at_work_and_for_whom_and_no_more(
    client: FlaskClient, noor: str, check: Check
) -> None:
    assert "Check a badge" in client.get("/badge").text
    for typed in (noor, noor.lower(), noor.replace("-", " ")):
        page = check(typed)
        assert "Works here now" in page
        assert "Harbour Aid" in page
        assert "Noor" not in page
    assert client.post("/badge", data={}).status_code == 422


def test_a_code_too_old_and_one_that_never_was_get_the_same_page(
    noor: str, check: Check, clock: Clock
) -> None:
    clock.move(minutes=9)
    assert "Works here now" in check(noor)
    clock.move(minutes=11)
    pages = {check(code) for code in (noor, "AAAAA-AAAAA", "x", "ｎ" * 99, "\0" * 10, "🙂🙂")}
    assert len(pages) == 1
    assert "We do not know this code" in pages.pop()


def test_a_code_of_somebody_stopped_says_so(
    floors: Floors, noor: str, check: Check, clock: Clock
) -> None:
    admin = accounts.acting(floors, "bo@kinfold.example")
    person = caseworkers.person_of(floors, accounts.read(floors, NOOR))
    clock.move(minutes=1)
    with floors.begin(admin) as work:
        end_standing(work, person, Ending.SUSPENDED, "a complaint")
    page = check(noor)
    assert "Does not work here now" in page
    assert "Harbour Aid" in page


def test_whoever_does_not_work_here_yet_has_no_code(floors: Floors, client: FlaskClient) -> None:
    admins = caseworkers.administrators(floors)
    caseworkers.accepted(floors, admins[0], MARA, Role.COORDINATOR)
    accounts.sign_in(client, MARA)
    assert "Show who you are" not in client.get("/desk/credentials").text


@pytest.mark.usefixtures("noor")
def test_nobody_guesses_for_long(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    few = limits.Limit(limits.BADGES_FROM_PLACE.name, 2, limits.BADGES_FROM_PLACE.window)
    monkeypatch.setattr(limits, "BADGES_FROM_PLACE", few)
    answers = [client.post("/badge", data={"code": "AAAAA-AAAAA"}).status_code for _ in range(3)]
    assert answers == [200, 200, 429]


@given(st.text(max_size=60))
def test_what_is_typed_becomes_a_code_or_nothing(text: str) -> None:
    assert len(badges.tidy_code(text)) in {0, badges.SIGNS}


def test_codes_differ_from_person_to_person_and_from_time_to_time(floors: Floors) -> None:
    codes = {
        badges.code_at(floors.keyring, f"caseworker:{who}", step)
        for who in range(9)
        for step in range(9)
    }
    assert len(codes) == 81
