"""The pages of looks: how it works said aloud, asking, and the desk's answer."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from registry.authority import Actor
from registry.children.models import Child
from registry.work import Floors
from tests.cast import AMINA, MARA, YUSUF
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children, claims
from tests.registry.children.walking import Walk
from tests.registry.looks.looking import look, worker

CASE = "review:00000000-0000-4000-8000-000000000000"


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def child(floors: Floors, amina: Actor, clock: Clock) -> Child:
    """Opened in a case last week, and outside of all today."""
    child = children.enrolled(floors, amina)
    admins = caseworkers.administrators(floors)
    noor = worker(floors, admins)
    claims.mara(floors, admins)
    look(floors, noor, child, CASE)
    clock.move(days=8)
    look(floors, noor, child)
    return child


def test_the_page_says_what_is_delayed_and_why(client: FlaskClient, child: Child) -> None:
    accounts.sign_in(client, AMINA)
    walk = Walk(client).open(f"/children/{child.id}/looks")
    assert "1 look by 1 person since March 2, 2026. Casework in 1 week." in walk.text
    assert "In the week from March 2, 2026" in walk.text
    assert "Opened: the details, things only your family knows." in walk.text
    assert "once a week, on Monday" in walk.text
    assert "nobody can learn from this page that someone looks for a child" in walk.text
    assert "Computers" in walk.text


def test_asking_about_a_week_reaches_the_desk_and_comes_back(
    client: FlaskClient, child: Child
) -> None:
    accounts.sign_in(client, AMINA)
    home = f"/children/{child.id}/looks"
    sent = client.post(f"{home}/2026-03-02/question", data={"words": "Who was it?"})
    assert sent.location == home
    assert "You asked on March 10, 2026. We answer by March 13, 2026." in client.get(home).text
    accounts.sign_in(client, MARA)
    today = client.get("/desk").text
    assert "Answer a question about a look" in today
    place = today.partition('href="/desk/looks/')[2].partition('"')[0]
    page = client.get(f"/desk/looks/{place}").text
    assert "Who was it?" in page
    assert "In the week from March 2, 2026" in page
    assert "Harbour Aid" not in page
    empty = client.post(f"/desk/looks/{place}", data={"found": "part_of_work"})
    assert empty.status_code == 422
    told = {"found": "part_of_work", "words": "It was a stage of hers."}
    assert client.post(f"/desk/looks/{place}", data=told).status_code == 303
    assert client.get(f"/desk/looks/{place}").status_code == 404
    accounts.sign_in(client, AMINA)
    assert "We looked into it. It was part of the work." in client.get(home).text
    assert "stage of hers" not in client.get(home).text


def test_a_claimants_page_says_why_so_little_stands_there(
    client: FlaskClient, floors: Floors
) -> None:
    claim = claims.filed(floors, claims.yusuf(floors))
    accounts.sign_in(client, YUSUF)
    walk = Walk(client).open(f"/claims/{claim.id}")
    assert f"/claims/{claim.id}/looks" in walk.text
    walk.open(f"/claims/{claim.id}/looks")
    assert "No look can be shown so far" in walk.text
    assert "They would show whether there is anything to compare" in walk.text
    assert client.get(f"/claims/{claim.id}/looks/statement.jws").status_code == 200
    accounts.guardian(floors)
    accounts.sign_in(client, AMINA)
    assert client.get(f"/claims/{claim.id}/looks").status_code == 404
