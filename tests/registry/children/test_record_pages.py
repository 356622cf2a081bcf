"""The pages of a record that stands, and of its photos."""

from __future__ import annotations

import io
import re

import pytest
from flask.testing import FlaskClient

from registry.authority import Actor
from registry.children import operations
from registry.children.rules import Anyone, Safety
from registry.errors import Absent
from registry.purposes import STORE_DETAILS, STORE_PHOTO
from registry.work import Floors
from tests.cast import AMINA, YUSUF
from tests.making import accounts, children
from tests.registry.children.walking import (
    Walk,
    needed_pages,
    wrong_in,
)


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def walk(client: FlaskClient, amina: Actor) -> Walk:
    accounts.sign_in(client, AMINA)
    return Walk(client)


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
    huge = {"CONTENT_LENGTH": str(13 * 1024 * 1024)}
    assert client.post(f"{home}/photos", environ_overrides=huge).status_code == 413


def test_the_record_shows_everything_but_the_safety_answer(
    walk: Walk, floors: Floors, amina: Actor
) -> None:
    told = Safety(Anyone.YES, "her uncle in the port")
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


def test_a_photo_and_a_person_are_taken_away_by_their_buttons(
    walk: Walk, client: FlaskClient, floors: Floors, amina: Actor
) -> None:
    child = children.enrolled(floors, amina, photos=1)
    home = f"/children/{child.id}"
    walk.open(f"{home}/photos")
    button = re.search(r'action="([^"]+/removal)"', walk.text)
    assert button is not None
    assert client.post(button[1]).location == f"{home}/photos"
    assert list(floors.objects.names()) == []
    walk.open(f"{home}/family").send(relation="aunt", name="Salma")
    gone = client.post(f"{home}/family/removal", data={"place": 0, "length": 1})
    assert gone.location == f"{home}/family"
    assert "Salma" not in walk.open(f"{home}/family").text


def test_every_kind_of_fact_is_shown_again_as_it_would_be_typed(
    walk: Walk, floors: Floors, amina: Actor
) -> None:
    home = f"/children/{children.enrolled(floors, amina).id}"
    walk.open(f"{home}/description/names").send(name="Idris", other="Didi, Idriss")
    assert 'value="Didi, Idriss"' in walk.open(f"{home}/description/names").text
    draft = f"/children/{children.begun(floors, amina).id}"  # a record keeps the age it was given
    walk.open(f"{draft}/description/person").send(
        age="5-7", date_of_birth="1398-05", calendar="persian", languages="ku, العربية"
    )
    text = walk.open(f"{draft}/description/person").text
    assert 'value="5-7"' in text
    assert 'value="1398-05"' in text
    assert re.search(r'<option selected value="persian">', text)
    assert 'value="Kurdish, Arabic"' in text
    walk.open(f"{home}/sensitive").send(nationality="lb, Syria")
    assert 'value="Lebanon, Syria"' in walk.open(f"{home}/sensitive").text
    walk.open(f"{home}/health").send(words="asthma")
    assert ">asthma</textarea>" in walk.open(f"{home}/health").text.replace("\r\n", "")
    walk.open(f"{home}/description/separation").send(date="2026-01-15")
    assert "January 2026" not in walk.open(f"{home}/safety").text


def test_a_draft_leads_to_its_list_and_a_record_to_no_enrolment(
    walk: Walk, client: FlaskClient, floors: Floors, amina: Actor
) -> None:
    draft, record = children.begun(floors, amina), children.enrolled(floors, amina)
    assert walk.open(f"/children/{draft.id}").here.endswith("/parts")
    assert walk.open(f"/children/{draft.id}/permission").here.endswith("/parts")
    assert walk.open(f"/children/{draft.id}/registration").here.endswith("/parts")
    for page in ("permission", "registration"):
        assert client.get(f"/children/{record.id}/{page}").status_code == 404
    assert client.get(f"/children/{draft.id}/consents").status_code == 404
    assert client.get(f"/children/{draft.id}/receipt").status_code == 404


def test_a_guardian_who_must_say_what_they_are_is_asked_again(walk: Walk) -> None:
    walk.open("/children/new")
    again = walk.refused(with_others="sole")
    assert wrong_in(again) == ["Choose one of the answers."]
    assert re.search(r'value="sole" checked', again.text)
