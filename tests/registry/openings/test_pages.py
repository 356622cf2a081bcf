"""The page that asks why, and the page at the end of a day."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from registry.authority import Actor
from registry.budgets import STOP
from registry.claims.models import Candidate
from registry.reasons import Stated
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.cast import INES, MARA
from tests.making import accounts, caseworkers, children, claims
from tests.making.saying_why import answers
from tests.registry.openings.many import filed, opens_at_once, refs


@pytest.fixture
def admins(floors: Floors) -> tuple[Actor, Actor]:
    """Ada and Bo."""
    return caseworkers.administrators(floors)


@pytest.fixture
def mara(floors: Floors, admins: tuple[Actor, Actor]) -> Actor:
    """The coordinator."""
    return claims.mara(floors, admins)


@pytest.fixture
def pair(floors: Floors, admins: tuple[Actor, Actor]) -> Candidate:
    """A child and a claim on the list."""
    children.enrolled(floors, accounts.guardian(floors))
    hana, omar = claims.hana_and_omar(floors, admins)
    claims.found(floors, hana, omar)
    (drawn,) = claims.drawn(floors)
    return drawn


@pytest.fixture
def browser(app: Flask, mara: Actor) -> FlaskClient:
    """A browser of somebody who does not answer by themselves."""
    del mara  # who signs in here
    app.test_client_class = FlaskClient
    client = app.test_client()
    accounts.sign_in(client, MARA)
    return client


def looks(floors: Floors, who: Actor, ref: str) -> list[Entry]:
    """The looks of one person at one side."""
    with floors.reading() as session:
        found = entries_about(session, ref, Event.RECORD_OPENED)
    return [each for each in found if each.actor_ref == who.ref]


def test_a_pair_stays_shut_until_its_coordinator_says_why(
    floors: Floors, mara: Actor, pair: Candidate, browser: FlaskClient
) -> None:
    path = f"/desk/candidates/{pair.id}"
    page = browser.get(path)
    assert page.status_code == 403
    assert "Before it opens" in page.text
    assert looks(floors, mara, pair.seeking_ref) == []
    told = answers(page.text, Stated.FAMILY_ASKED)
    assert browser.post("/desk/reasons", data=told | {"why": ""}).status_code == 422
    went = browser.post("/desk/reasons", data=told)
    assert (went.status_code, went.location) == (303, path)
    assert browser.get(path).status_code == 200
    for ref in (pair.seeking_ref, pair.holding_ref):
        assert '"reason":"family_asked"' in looks(floors, mara, ref)[0].detail


@pytest.mark.parametrize(
    "changed",
    [
        {"about": "claim:00000000-0000-4000-8000-000000000001"},
        {"door": "claim-ask"},
        {"place": "https://elsewhere.example/"},
        {"slip": ""},
    ],
)
def test_nobody_answers_what_was_not_asked(
    floors: Floors, pair: Candidate, browser: FlaskClient, changed: dict[str, str]
) -> None:
    told = answers(browser.get(f"/desk/candidates/{pair.id}").text)
    assert browser.post("/desk/reasons", data=told | changed).status_code == 404
    with floors.reading() as session:
        for about in (told["about"], changed.get("about", "")):
            assert entries_about(session, about, Event.REASON_STATED) == []


def test_an_answer_is_for_who_was_asked(
    floors: Floors, admins: tuple[Actor, Actor], pair: Candidate, browser: FlaskClient
) -> None:
    told = answers(browser.get(f"/desk/candidates/{pair.id}").text)
    claims.mara(floors, admins, INES)
    accounts.sign_in(browser, INES)
    assert browser.post("/desk/reasons", data=told).status_code == 404


@pytest.mark.usefixtures("pair")
def test_what_is_not_there_asks_nothing(browser: FlaskClient) -> None:
    for which in ("00000000-0000-4000-8000-000000000001", "nonsense"):
        assert browser.get(f"/desk/candidates/{which}").status_code == 404


def test_at_the_end_of_a_day_a_plain_page_says_what_goes_on(
    floors: Floors, mara: Actor, pair: Candidate, browser: FlaskClient
) -> None:
    many = refs(STOP)
    path = f"/desk/candidates/{pair.id}"
    browser.post("/desk/reasons", data=answers(browser.get(path).text))
    filed(floors, mara, *many)
    opens_at_once(floors, mara, *many)
    page = browser.get(path)
    assert page.status_code == 429
    assert "Enough for today" in page.text
    assert looks(floors, mara, pair.seeking_ref) == []
    with floors.reading() as session:
        kept = entries_about(session, mara.ref, Event.BUDGET_REACHED)
    assert ['"level":"stop"' in each.detail for each in kept] == [True, False]
