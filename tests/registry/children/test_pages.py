"""The pages of an enrolment and of a record, as a guardian walks through them."""

from __future__ import annotations

import io
import re

import pytest
from flask.testing import FlaskClient

from registry.authority import Actor
from registry.children import operations
from registry.errors import Absent
from registry.purposes import SHOW_CASEWORKERS, STORE_DETAILS, STORE_PHOTO
from registry.work import Floors
from tests.cast import AMINA, YUSUF
from tests.making import accounts, children
from tests.registry.children.walking import Walk, shown_in, wrong_in


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def walk(client: FlaskClient, amina: Actor) -> Walk:
    accounts.sign_in(client, AMINA)
    return Walk(client)


def needed_pages(walk: Walk) -> Walk:
    """From the first page to the list, with what is needed and nothing else."""
    walk.open("/children").open("/children/new")
    walk.send(capacity="parent_by_birth", with_others="sole")
    walk.send(anyone="no")
    walk.send(name="إدريس حداد", name_latin="Idris Haddad")
    walk.send(age="٦")
    walk.send(apart="together")
    return walk.send(home_name="Dudi", song="the one about the boat", habit="whistles")


def all_answers(walk: Walk, said: str = "yes") -> Walk:
    """Say the same to every question."""
    walk.open(f"/children/{walk.child_id}/answers").open(f"/children/{walk.child_id}/permission")
    while "/permission/" in walk.here:
        walk.answer(said)
    return walk


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
    assert len(walk.seen) <= 14


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


def test_a_form_sent_twice_has_one_effect(walk: Walk, floors: Floors, amina: Actor) -> None:
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


def test_a_photo_is_added_looked_at_and_wiped_when_refused(
    walk: Walk, client: FlaskClient, floors: Floors
) -> None:
    needed_pages(walk)
    home = f"/children/{walk.child_id}"
    picture = (io.BytesIO(children.jpeg(700)), "idris.jpg")
    walk.open(f"{home}/photos").send(photo=picture, taken_about="2025")
    source = re.search(r'<img src="([^"]+)"', walk.text)
    assert source is not None
    shown = client.get(source[1])
    assert shown.mimetype == "image/jpeg"
    assert shown.data.startswith(b"\xff\xd8")
    assert shown.headers["Cache-Control"] == "no-store"
    assert client.get(source[1].replace("small", "huge")).status_code == 404
    walk.open(f"{home}/permission")
    while not walk.here.endswith(STORE_PHOTO):
        walk.answer("yes")
    walk.answer("no")
    assert walk.here.endswith("/registration")
    assert list(floors.objects.names()) == []
    assert client.get(source[1]).status_code == 404


@pytest.mark.parametrize("octets", [b"", b"GIF89a not a photo", b"\xff\xd8\xff cut off"])
def test_a_file_that_is_no_photo_is_explained(walk: Walk, floors: Floors, octets: bytes) -> None:
    needed_pages(walk).open(f"/children/{walk.child_id}/photos")
    once = walk.refused(photo=(io.BytesIO(octets), "idris.jpg"), taken_about="2025")
    assert wrong_in(once)
    assert 'value="2025"' in once.text
    assert list(floors.objects.names()) == []
    # The form that comes back still works.
    walk.send(photo=(io.BytesIO(children.jpeg(700)), "idris.jpg"))
    assert "photo" in walk.here


def test_only_the_upload_takes_a_large_body(walk: Walk, client: FlaskClient) -> None:
    needed_pages(walk)
    large = {"photo": (io.BytesIO(b"\xff\xd8\xff" + bytes(400_000)), "idris.jpg")}
    home = f"/children/{walk.child_id}"
    assert client.post(f"{home}/photos", data=large).status_code == 422
    large = {"photo": (io.BytesIO(bytes(400_000)), "idris.jpg")}
    assert client.post(f"{home}/safety", data=large).status_code == 413
    huge = {"photo": (io.BytesIO(bytes(13 * 1024 * 1024)), "idris.jpg")}
    assert client.post(f"{home}/photos", data=huge).status_code == 413


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


@pytest.mark.parametrize("page", PAGES)
def test_somebody_elses_record_and_none_at_all_are_the_same_page(
    walk: Walk, client: FlaskClient, floors: Floors, page: str
) -> None:
    theirs = children.enrolled(floors, accounts.guardian(floors, YUSUF), photos=1)
    answers = [client.get(f"/children/{each}{page}") for each in (theirs.id, NEVER, "x")]
    assert [each.status_code for each in answers] == [404, 404, 404]
    assert len({bare(each.data) for each in answers}) == 1


@pytest.mark.parametrize("page", POSTS)
def test_nothing_is_posted_to_somebody_elses_record(
    walk: Walk, client: FlaskClient, floors: Floors, page: str
) -> None:
    theirs = children.enrolled(floors, accounts.guardian(floors, YUSUF), photos=1)
    answers = [client.post(f"/children/{each}{page}") for each in (theirs.id, NEVER)]
    assert [each.status_code for each in answers] == [404, 404]
    assert len({bare(each.data) for each in answers}) == 1


@pytest.mark.parametrize("page", ["/children", "/children/new", f"/children/{NEVER}"])
def test_a_visitor_is_asked_to_sign_in(client: FlaskClient, page: str) -> None:
    assert client.get(page).location == "/sign-in"


def test_the_record_shows_everything_but_the_safety_answer(
    walk: Walk, floors: Floors, amina: Actor
) -> None:
    told = children.Safety(children.Anyone.YES, "her uncle in the port")
    child = children.enrolled(floors, amina, photos=1, safety=told)
    text = walk.open(f"/children/{child.id}").text
    for said in ("Idris Haddad", "Homs", "a green blanket", child.reference, "Together"):
        assert said in text
    assert "uncle in the port" not in text
    assert "uncle in the port" not in walk.open(f"/children/{child.id}/safety").text


def test_a_record_is_changed_by_the_same_pages(walk: Walk, floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina)
    home = f"/children/{child.id}"
    walk.open(f"{home}/description/places").send(location_birth="Aleppo")
    assert walk.here == home
    assert "Aleppo" in walk.text
    walk.open(f"{home}/whereabouts").send(apart="apart", since="2026-02")
    assert "Apart since February 2026" in walk.text
    with floors.begin(amina) as work:
        assert operations.is_apart(work.session, child.ref)
    assert walk.open(f"{home}/parts").here == home
    assert walk.open(f"{home}/answers").here == home


def test_a_record_that_ran_out_offers_to_say_yes_again(
    walk: Walk, floors: Floors, amina: Actor, client: FlaskClient
) -> None:
    child = children.enrolled(floors, amina)
    floors.clock.move(days=366)  # type: ignore[attr-defined]
    accounts.sign_in(client, AMINA)
    walk.open(f"/children/{child.id}")
    assert "This record is shut" in walk.text
    assert "Idris" not in walk.text
    walk.open(f"/children/{child.id}/consents/{STORE_DETAILS}").answer("yes")
    assert "Idris Haddad" in walk.open(f"/children/{child.id}").text


def test_the_card_page_is_the_same_for_every_token(client: FlaskClient) -> None:
    pages = {bare(client.get(f"/card/{token}").data) for token in ("a", "b" * 24, NEVER)}
    assert len(pages) == 1


def test_an_unknown_group_is_absent(walk: Walk, client: FlaskClient) -> None:
    needed_pages(walk)
    for name in ("secrets", "marks", "family"):
        address = f"/children/{walk.child_id}/description/{name}"
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404


def test_an_entry_of_a_list_is_taken_away_once(walk: Walk, client: FlaskClient) -> None:
    needed_pages(walk)
    home = f"/children/{walk.child_id}"
    walk.open(f"{home}/marks").send(kind="scar").send(kind="mole")
    gone = client.post(f"{home}/marks/removal", data={"place": 0, "length": 2})
    assert gone.status_code == 303
    stale = client.post(f"{home}/marks/removal", data={"place": 0, "length": 2})
    assert stale.status_code == 409
    assert client.post(f"{home}/marks/removal", data={"place": "x"}).status_code == 404
    assert "Mole" in walk.open(f"{home}/marks").text


def test_the_guardian_alone_reads_a_draft(floors: Floors, amina: Actor) -> None:
    child = children.begun(floors, amina)
    with pytest.raises(Absent), floors.begin(accounts.guardian(floors, YUSUF)) as work:
        operations.view_progress(work, str(child.id))
