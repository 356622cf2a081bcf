"""The pages of holders, at home and at the desk; bad input loses nothing."""

from __future__ import annotations

import re
import uuid

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from consent import Status
from registry.authority import Actor
from registry.children.models import Child
from registry.children.rules import Said
from registry.holders import operations
from registry.holders.rules import Named, Proposal, What, WhyAbsent
from registry.purposes import SEARCH_FOUND, SHOW_CASEWORKERS, STORE_DETAILS
from registry.work import Floors
from tests.cast import AMINA, MARA, NOOR, TOMAS, YUSUF
from tests.making import accounts, children, holders
from tests.making.accounts import once_in
from tests.making.holders import Desk
from tests.registry.children.walking import Walk, shown_in


@pytest.fixture
def together(floors: Floors, desk: Desk, child: Child, yusuf: Actor) -> Child:
    children.papers_seen(floors, desk.noor, child)
    holders.joined(floors, desk.noor, child, yusuf)
    return child


def as_(client: FlaskClient, email: str) -> Walk:
    client.post("/sign-out")
    accounts.sign_in(client, email)
    return Walk(client)


def pressed(walk: Walk, address: str) -> TestResponse:
    assert walk.page is not None
    return walk.client.post(address, data={"once": once_in(walk.page)}, follow_redirects=True)


def plain(page: TestResponse) -> str:
    """A page without what is new at each showing."""
    return re.sub(r'(nonce|value)="[^"]*"', "", page.text)


def test_a_guardian_tells_of_another_who_cannot_be_asked(
    client: FlaskClient, child: Child, floors: Floors, amina: Actor
) -> None:
    walk = as_(client, AMINA).open(f"/children/{child.id}/others")
    assert "Nobody else is recorded" in walk.text
    walk.open(f"/children/{child.id}/others/new")
    wrong = walk.refused(words="He left in spring, for Mersin")
    assert "Choose one of the answers." in wrong.text
    assert "He left in spring, for Mersin" in wrong.text
    wrong = walk.refused(why="unsafe")
    assert "Write a few words." in wrong.text
    walk.send(why="unsafe", words="He left in spring, for Mersin")
    assert "We are looking into it" in walk.text
    assert "Mersin" not in walk.text


def test_a_guardian_objects_on_a_page_of_its_own(
    client: FlaskClient, together: Child, floors: Floors, yusuf: Actor
) -> None:
    walk = as_(client, YUSUF).open(f"/children/{together.id}/objections/new")
    wrong = walk.refused(words="I was never asked")
    assert "Choose one of the answers." in wrong.text
    assert "I was never asked" in wrong.text
    walk.send(purpose=SEARCH_FOUND, words="I was never asked")
    assert "answers you within 72 hours" in walk.text
    walk = as_(client, MARA).open("/desk")
    assert "Decide between guardians" in walk.text
    walk.open(f"/desk/records/{together.id}")
    assert "It is stopped." in walk.text
    (matter,) = holders.matters(floors, together)
    walk.open(f"/desk/matters/{matter.id}")
    assert "I was never asked" in walk.text
    assert "Two people decide this, or a court" in walk.text


def test_one_who_decides_alone_is_sent_to_taking_back(client: FlaskClient, child: Child) -> None:
    walk = as_(client, AMINA).open(f"/children/{child.id}/objections/new")
    assert "There is nothing to object to" in walk.text


def test_a_stranger_finds_no_page_of_a_record(
    client: FlaskClient, child: Child, yusuf: Actor
) -> None:
    del yusuf
    walk = as_(client, YUSUF)
    for page in ("others", "others/new", "objections/new", "voice", f"voice/{SEARCH_FOUND}"):
        there = walk.client.get(f"/children/{child.id}/{page}")
        nowhere = walk.client.get(f"/children/{uuid.uuid4()}/{page}")
        assert there.status_code == 404
        assert plain(there) == plain(nowhere)
    assert walk.client.get(f"/desk/records/{child.id}").status_code == 404


def test_a_measure_goes_from_one_pair_of_hands_to_another(
    client: FlaskClient, desk: Desk, child: Child, floors: Floors, amina: Actor
) -> None:
    walk = as_(client, NOOR).open("/desk/records")
    wrong = walk.refused(reference="KQ7-4MD-2RT")
    assert "There is no record to open" in wrong.text
    walk.send(reference=child.reference)
    walk.open(f"/desk/records/{child.id}/measures/{What.BEREAVEMENT.value}")
    wrong = walk.refused(about=amina.ref, tell="nobody")
    assert "Write down why, in a few words." in wrong.text
    wrong = walk.refused(words="The death record, seen today", tell="nobody")
    assert "Choose one of the answers." in wrong.text
    assert "The death record, seen today" in wrong.text
    walk.send(about=amina.ref, words="The death record, seen today", tell="nobody")
    assert "Waits for somebody else" in walk.text

    walk = as_(client, TOMAS).open("/desk")
    assert "Read and sign" in walk.text
    with floors.reading() as session:
        (task,) = operations.tasks_of(session, desk.tomas, floors.clock())
    address = f"/desk/measures/{task.ids['measure_id']}"
    walk.open(address)
    assert "The death record, seen today" in walk.text
    assert "Signed. It counts from this moment." in pressed(walk, f"{address}/signature").text
    with floors.begin(desk.noor) as work:
        status = work.consent.standing(child.ref).status(STORE_DETAILS)
    assert status is Status.SUSPENDED
    walk = as_(client, AMINA).open(f"/children/{child.id}/others")
    assert "We are sorry for your loss" in walk.text


def test_who_wrote_a_measure_down_finds_no_button_to_sign_it(
    client: FlaskClient, desk: Desk, child: Child, floors: Floors, amina: Actor
) -> None:
    measure = holders.proposed(
        floors, desk.noor, child, holders.died(amina, "The death record, seen today")
    )
    walk = as_(client, NOOR).open(f"/desk/measures/{measure.id}")
    assert "You wrote this down" in walk.text
    assert "I looked at it, and sign" not in walk.text
    assert client.post(f"/desk/measures/{measure.id}/signature").status_code == 409


@pytest.mark.parametrize("what", list(What))
def test_every_measure_has_a_page_that_says_what_follows(
    client: FlaskClient, desk: Desk, together: Child, what: What
) -> None:
    walk = as_(client, MARA).open(f"/desk/records/{together.id}/measures/{what.value}")
    assert walk.refused().status_code == 422


def test_an_attempt_is_noted_by_its_day(
    client: FlaskClient, desk: Desk, child: Child, floors: Floors, amina: Actor
) -> None:
    with floors.begin(amina) as work:
        named = Named(WhyAbsent.UNREACHABLE, "His father")
        other = operations.name_holder(work, str(child.id), named)
    walk = as_(client, NOOR).open(f"/desk/records/{child.id}/holders/{other.id}/attempts/new")
    assert "Write the whole day" in walk.refused(on="2026", channel="letter").text
    assert "has not come yet" in walk.refused(on="2027-01-01", channel="letter").text
    walk.send(on="2026-03-01", channel="letter")
    assert "1 attempt" in walk.text


def test_a_worker_asks_the_child_and_another_looks_at_a_no(
    client: FlaskClient, desk: Desk, child: Child, floors: Floors
) -> None:
    walk = as_(client, NOOR).open(f"/desk/records/{child.id}/voice")
    walk.open(f"/desk/records/{child.id}/voice/{SHOW_CASEWORKERS}")
    walk.send(answer=Said.NO.value, shown=shown_in(walk.text))
    (matter,) = holders.matters(floors, child)
    walk = as_(client, TOMAS).open("/desk")
    assert "Look at a child’s no" in walk.text
    walk.open(f"/desk/matters/{matter.id}")
    assert "Write down why" in walk.refused(outcome="set_aside").text
    walk.send(outcome="set_aside", words="She had thought of something else")
    assert "Nothing waits here" in walk.text


def test_a_claim_of_a_guardian_begins_like_every_other(client: FlaskClient, yusuf: Actor) -> None:
    del yusuf
    walk = as_(client, YUSUF).open("/claims/guardian")
    assert "never say whether there is a record" in walk.text
    walk.send()
    assert "/claims/" in walk.here


def test_a_worker_asks_a_young_person_who_decides_alone(
    client: FlaskClient, desk: Desk, floors: Floors, amina: Actor
) -> None:
    child = holders.young(floors, amina, 16)
    told = Proposal(What.ALONE, "Spoke with her for an hour", why="child_objects")
    holders.signed(floors, desk.tomas, holders.proposed(floors, desk.noor, child, told))
    walk = as_(client, NOOR).open(f"/desk/records/{child.id}/voice/{SEARCH_FOUND}")
    walk.send(answer="yes", shown=shown_in(walk.text))
    with floors.begin(desk.noor) as work:
        assert work.consent.standing(child.ref).status(SEARCH_FOUND) is Status.ACTIVE
    walk.open(f"/desk/records/{child.id}")
    assert "The young person" in walk.text


def test_a_guardian_takes_a_yes_back_on_a_page_while_another_keeps_theirs(
    client: FlaskClient, together: Child, yusuf: Actor, amina: Actor, floors: Floors
) -> None:
    children.agreed(floors, yusuf, together, STORE_DETAILS)
    walk = as_(client, YUSUF).open(f"/children/{together.id}/wiping")
    walk.send(way="at_once")
    assert "wiped within 72 hours" in walk.text
    assert walk.client.get(f"/children/{together.id}").status_code == 410
    walk = as_(client, AMINA).open(f"/children/{together.id}")
    assert "This record is on hold" in walk.text
    walk.open(f"/children/{together.id}/looks")
    assert "Looks by another guardian are not listed" in walk.text


def test_a_guardian_who_left_comes_back_over_the_same_page(
    client: FlaskClient, together: Child, yusuf: Actor
) -> None:
    del yusuf
    walk = as_(client, YUSUF).open(f"/children/{together.id}/consents/{STORE_DETAILS}")
    walk.answer("yes").open(f"/children/{together.id}/wiping").send(way="later")
    walk.open(f"/children/{together.id}/restoration").answer("yes")
    assert walk.here == f"/children/{together.id}/consents"
    assert "Idris Haddad" in walk.open(f"/children/{together.id}").text


def test_a_coordinator_closes_what_needs_no_measure_and_a_caseworker_finds_no_link(
    client: FlaskClient, desk: Desk, child: Child, floors: Floors, amina: Actor
) -> None:
    with floors.begin(amina) as work:
        operations.name_holder(work, str(child.id), Named(WhyAbsent.UNREACHABLE, "His father"))
    (matter,) = holders.matters(floors, child)
    address = f"/desk/matters/{matter.id}"
    walk = as_(client, NOOR).open(f"/desk/records/{child.id}")
    assert address not in walk.text
    assert walk.client.get(address).status_code == 404
    walk = as_(client, MARA).open(f"/desk/records/{child.id}")
    assert address in walk.text
    walk.open(address)
    wrong = walk.refused(outcome="set_aside", words="He rang us himself")
    assert "He rang us himself" in wrong.text
    walk.send(outcome="left", words="He rang us himself")
    assert "Nothing waits here" in walk.text
