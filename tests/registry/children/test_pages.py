"""The pages of an enrolment, as a guardian walks through them."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from registry.authority import Actor
from registry.children import operations
from registry.purposes import SHOW_CASEWORKERS, STORE_DETAILS, STORE_PHOTO
from registry.work import Floors
from tests.cast import AMINA
from tests.making import accounts
from tests.registry.children.walking import (
    Walk,
    all_answers,
    needed_pages,
    shown_in,
    wrong_in,
)


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def walk(client: FlaskClient, amina: Actor) -> Walk:
    accounts.sign_in(client, AMINA)
    return Walk(client)


def test_the_shortest_way_is_no_longer_than_seventeen_pages(walk: Walk) -> None:
    needed_pages(walk)
    assert walk.here.endswith("/parts")
    all_answers(walk).send()
    assert walk.here.endswith("/receipt")
    assert len(walk.seen) <= 17
    assert "Your receipt" in walk.text


def test_a_second_child_takes_no_more_than_thirteen_pages(walk: Walk) -> None:
    all_answers(needed_pages(walk)).send()
    walk.seen.clear()
    all_answers(needed_pages(walk)).send()
    assert walk.here.endswith("/receipt")
    assert len(walk.seen) <= 13


def test_each_page_is_kept_by_the_server_and_back_works(walk: Walk) -> None:
    needed_pages(walk)
    child_id = walk.child_id
    assert "إدريس حداد" in walk.open(f"/children/{child_id}/description/names").text
    assert "Idris Haddad" in walk.text
    walk.send(name="Idris", nickname="Dudi")
    assert 'value="Dudi"' in walk.open(f"/children/{child_id}/description/names").text
    assert 'value="whistles"' in walk.open(f"/children/{child_id}/family-facts").text
    assert "whistles" in walk.open(f"/children/{child_id}/answers").text


def test_every_page_of_a_description_opens_and_keeps_what_is_typed(walk: Walk) -> None:
    needed_pages(walk)
    home = f"/children/{walk.child_id}"
    for page, fields in {
        "description/person": {"age": "5-7", "sex": "male", "languages": "Arabic, kurdî, français"},
        "description/places": {"location_birth": "Homs", "school": "Blue school"},
        "description/appearance": {"hair": "black", "height_cm": "١١٢", "glasses": "no"},
        "description/belongings": {"clothing": "red jumper"},
        "description/event": {"kind": "crossing", "since": "2026-01"},
        "description/care": {"before": "parents"},
        "description/separation": {"date": "1404-10", "calendar": "persian", "cause": "conflict"},
        "sensitive": {"nationality": "Syria, LB", "religion": "not said aloud"},
        "health": {"words": "asthma\na blue inhaler"},
    }.items():
        walk.open(f"{home}/{page}").send(**fields)
    walk.open(f"{home}/marks").send(kind="scar", place="knee", side="left")
    walk.open(f"{home}/family").send(relation="aunt", name="Salma", is_alive="yes")
    text = walk.open(f"{home}/answers").text
    for said in ("Arabic", "Kurdish", "French", "Homs", "Black", "about 112 cm", "red jumper"):
        assert said in text
    for said in ("Persian", "Syria", "Lebanon", "a blue inhaler", "Scar · Knee · Left", "Salma"):
        assert said in text


@pytest.mark.parametrize(
    ("page", "typed", "field", "sentence"),
    [
        ("description/names", {"nickname": "Dudi"}, "name", "one name"),
        ("description/person", {"age": "old"}, "age", "age in years"),
        ("description/person", {"date_of_birth": "03-04-2019"}, "date_of_birth", "two different"),
        ("description/person", {"age": "6", "languages": "Klingonish"}, "languages", "Klingonish"),
        ("description/appearance", {"height_cm": "tall"}, "height_cm", "whole number"),
        ("description/appearance", {"height_cm": "999"}, "height_cm", "number from"),
        ("sensitive", {"nationality": "Atlantis"}, "nationality", "Atlantis"),
        ("whereabouts", {"since": "2020"}, "apart", "Choose one"),
        ("whereabouts", {"apart": "apart", "since": "2090"}, "since", "not come yet"),
        ("safety", {"words": "him"}, "anyone", "Choose one"),
        ("family-facts", {"song": "one", "habit": "two"}, "song", "at least 3"),
        ("family-facts", {"own_question": "why"}, "own_question", "neither"),
        ("marks", {"size": ""}, "kind", "what the mark is"),
        ("family", {"nickname": "Auntie"}, "relation", "what they are"),
        ("relationship", {"capacity": "care_authority"}, "capacity", "Choose one"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field_and_stays_typed(
    walk: Walk, page: str, typed: dict[str, str], field: str, sentence: str
) -> None:
    needed_pages(walk)
    again = walk.open(f"/children/{walk.child_id}/{page}").refused(**typed)
    assert any(sentence in said for said in wrong_in(again)) or sentence in again.text
    assert f'id="{field}' in again.text
    for value in typed.values():
        if value and field not in ("anyone", "capacity"):
            assert value in again.text


def test_r3_a_form_sent_twice_has_one_effect(walk: Walk, floors: Floors, amina: Actor) -> None:
    walk.open("/children/new")
    fields = {"capacity": "parent_by_birth", "with_others": "sole"}
    first = walk.post("/children/new", **fields)
    second = walk.post("/children/new", **fields)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    with floors.begin(amina) as work:
        assert len(operations.list_own(work)) == 1


def test_two_tabs_on_one_record_keep_both_groups(walk: Walk, client: FlaskClient) -> None:
    needed_pages(walk)
    home = f"/children/{walk.child_id}"
    other = Walk(client).open(f"{home}/description/care")
    walk.open(f"{home}/description/places").send(location_birth="Homs")
    other.send(before="kinship")
    text = walk.open(f"{home}/answers").text
    assert "Homs" in text
    assert "Other relatives" in text


def test_an_address_not_confirmed_yet_waits_with_the_draft_kept(
    floors: Floors, client: FlaskClient
) -> None:
    account = accounts.opened(floors, "leila@example.org", confirmed=False)
    accounts.sign_in(client, "leila@example.org")
    walk = needed_pages(Walk(client))
    child_id = walk.child_id
    walk.open(f"/children/{child_id}/permission")
    assert "Confirm your e-mail address first" in walk.text
    assert client.post(f"/children/{child_id}/registration").status_code == 409
    token = accounts.token_for(floors, account.ref, "confirm_address")
    client.post(f"/account/confirmation/{token}")
    accounts.sign_in(client, "leila@example.org")
    walk.open(f"/children/{child_id}/permission")
    assert walk.here.endswith("/permission/store_details")


def test_a_no_to_what_is_required_is_taken_kindly(walk: Walk) -> None:
    needed_pages(walk)
    child_id = walk.child_id
    walk.open(f"/children/{child_id}/permission").answer("no")
    assert "that is your right" in walk.text
    assert f"/children/{child_id}/wiping" in walk.text
    walk.open(f"/children/{child_id}/permission/{STORE_DETAILS}").answer("yes")
    assert walk.here.endswith(f"/permission/{SHOW_CASEWORKERS}")


def test_a_question_shows_its_very_words_and_two_equal_buttons(walk: Walk) -> None:
    needed_pages(walk).open(f"/children/{walk.child_id}/permission")
    notice = operations.notice_for(STORE_DETAILS, "en")
    plain = " ".join(re.sub(r"<[^>]+>", " ", walk.text).split())
    last = -1
    for words in (notice.title, *notice.body):
        place = plain.rindex(words)
        assert place > last
        last = place
    buttons = re.findall(r'<button type="submit" name="answer" value="(\w+)">', walk.text)
    assert buttons == ["yes", "no"]
    assert "checked" not in walk.text


def test_a_question_without_an_answer_is_asked_again(walk: Walk) -> None:
    needed_pages(walk).open(f"/children/{walk.child_id}/permission")
    again = walk.refused(shown=shown_in(walk.text))
    assert "Press yes or no" in again.text
    changed = walk.post(walk.here, shown="0" * 64, answer="yes")
    assert changed.status_code == 409


def test_a_question_that_is_not_asked_is_absent(walk: Walk, client: FlaskClient) -> None:
    needed_pages(walk)
    for purpose in (STORE_PHOTO, "search_relative", "reveal_match", "nothing"):
        address = f"/children/{walk.child_id}/permission/{purpose}"
        assert client.get(address).status_code == 404
