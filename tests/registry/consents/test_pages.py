"""The pages of consents, as a guardian walks through them."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from registry.authority import Actor
from registry.children.models import Child
from registry.consents import erasing
from registry.purposes import (
    RETAIN_AFTER,
    SEARCH_FOUND,
    STATISTICS,
    STORE_DETAILS,
    STORE_PHOTO,
)
from registry.work import Floors
from tests.cast import AMINA
from tests.conftest import Clock
from tests.making import accounts, children
from tests.registry.children.walking import Walk, shown_in


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def child(floors: Floors, amina: Actor) -> Child:
    return children.enrolled(floors, amina, photos=1)


@pytest.fixture
def walk(client: FlaskClient, amina: Actor) -> Walk:
    accounts.sign_in(client, AMINA)
    return Walk(client)


def test_taking_back_takes_no_more_steps_than_giving(walk: Walk, child: Child) -> None:
    home = f"/children/{child.id}/consents"
    walk.open(home).open(f"{home}/{STATISTICS}").answer("yes")
    giving = len(walk.seen)
    assert "We wrote down your answer" in walk.text
    walk.seen.clear()
    walk.open(home).open(f"{home}/{STATISTICS}/withdrawal").send()
    assert len(walk.seen) <= giving
    assert "Taken back" in walk.text


def test_a_withdrawal_says_first_what_it_will_do(walk: Walk, child: Child) -> None:
    walk.open(f"/children/{child.id}/consents/{STORE_PHOTO}/withdrawal")
    assert "Every photo of this record is wiped" in walk.text
    walk.send()
    again = walk.open(f"/children/{child.id}/consents/{STORE_PHOTO}/withdrawal")
    assert "no yes to take back" in again.text


def test_a_withdrawal_sent_twice_is_one(walk: Walk, child: Child) -> None:
    address = f"/children/{child.id}/consents/{SEARCH_FOUND}/withdrawal"
    walk.open(address)
    assert [walk.post(address).location, walk.post(address).location] == [
        f"/children/{child.id}/consents"
    ] * 2


def test_one_may_choose_how_long_a_part_is_kept(walk: Walk, child: Child) -> None:
    address = f"/children/{child.id}/consents/{RETAIN_AFTER}"
    walk.open(address)
    assert "6 months" in walk.text
    walk.send(answer="yes", shown=shown_in(walk.text), days="182")
    assert "August 31, 2026" in walk.text
    assert "6 months" not in walk.open(f"/children/{child.id}/consents/{STATISTICS}").text


def test_wiping_now_and_wiping_later_say_the_same(
    walk: Walk, floors: Floors, amina: Actor, child: Child
) -> None:
    other = children.enrolled(floors, amina)
    for each, way in ((child, "at_once"), (other, "later")):
        walk.open(f"/children/{each.id}/wiping").send(way=way)
        assert walk.here == f"/children/{each.id}/erasure"
        assert "Nobody can read it from now" in walk.text
        assert "within 72 hours" in walk.text


def test_wiping_asks_which_way(walk: Walk, child: Child) -> None:
    walk.open(f"/children/{child.id}/wiping")
    assert "Choose one" in walk.refused().text
    assert "Choose one" in walk.refused(way="sideways").text


def test_a_wiped_record_is_gone_for_its_guardian_and_brought_back_in_time(
    walk: Walk, client: FlaskClient, child: Child
) -> None:
    home = f"/children/{child.id}"
    walk.open(f"{home}/wiping").send(way="later")
    for page in ("", "/parts", "/safety", "/photos", "/consents", "/looks"):
        assert client.get(f"{home}{page}").status_code == 410
    assert "Taken back" in client.get(f"{home}/receipt").text
    walk.open(f"{home}/restoration")
    no = walk.refused(answer="no", shown=shown_in(walk.text))
    assert "stays shut" in no.text
    walk.open(f"{home}/restoration").answer("yes")
    assert walk.here == f"{home}/consents"
    assert "Idris Haddad" in walk.open(home).text


def test_too_late_is_too_late(
    walk: Walk, client: FlaskClient, floors: Floors, child: Child, clock: Clock
) -> None:
    home = f"/children/{child.id}"
    walk.open(f"{home}/wiping").send(way="later")
    walk.open(f"{home}/restoration")
    shown = shown_in(walk.text)
    clock.move(days=8)
    erasing.finish_due(floors)
    accounts.sign_in(client, AMINA)
    late = client.post(f"{home}/restoration", data={"answer": "yes", "shown": shown})
    assert late.status_code == 409
    assert walk.open(f"{home}/restoration").here == f"{home}/erasure"
    assert "It is wiped" in walk.text
    assert "Bring the record back" not in walk.text


def test_the_list_of_ones_own_leads_to_what_became_of_it(walk: Walk, child: Child) -> None:
    walk.open(f"/children/{child.id}/wiping").send(way="at_once")
    walk.open("/children")
    assert f"/children/{child.id}/erasure" in walk.text
    assert "Idris" not in walk.text


def test_every_yes_has_its_way_back_and_the_first_leads_to_wiping(walk: Walk, child: Child) -> None:
    walk.open(f"/children/{child.id}/consents")
    assert f"/consents/{SEARCH_FOUND}/withdrawal" in walk.text
    assert f"/consents/{STORE_DETAILS}/withdrawal" not in walk.text
    assert f"/children/{child.id}/wiping" in walk.text
