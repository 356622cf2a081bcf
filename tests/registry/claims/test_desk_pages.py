"""The pages of an agency and of the coordinator."""

from __future__ import annotations

import io
import re
import uuid

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from registry.authority import Actor
from registry.children.rules import Anyone, Safety
from registry.claims import operations
from registry.claims.models import Candidate
from registry.claims.rules import Kind
from registry.work import Floors
from tests.cast import AMINA, HANA, MARA, OMAR, YUSUF
from tests.conftest import Clock
from tests.making import accounts, children, claims
from tests.registry.claims.conftest import Desk

PAGES = {
    "circumstances": {"ground": "best_interests", "found_on": "2026-02", "found_at": "Mersin"},
    "location": {"place": "Willow House"},
    "safety": {"anyone": "no"},
    "person": {"age": "6-7"},
}


@pytest.fixture
def hana(client: FlaskClient, desk: Desk) -> FlaskClient:
    """Hana's browser."""
    accounts.sign_in(client, HANA)
    return client


@pytest.fixture
def mara(client: FlaskClient, desk: Desk) -> FlaskClient:
    """Mara's browser."""
    accounts.sign_in(client, MARA)
    return client


@pytest.fixture
def pair(floors: Floors, desk: Desk, amina: Actor) -> Candidate:
    """Amina's child and a child in Hana's care, on the list."""
    children.enrolled(floors, amina, safety=Safety(Anyone.NOT_ASSESSED))
    claims.found(floors, desk.hana, desk.omar)
    (drawn,) = claims.drawn(floors)
    return drawn


def id_in(response: TestResponse) -> str:
    """The id of the claim a form led to."""
    found = re.search(r"/desk/found/([0-9a-f-]{36})", response.location or "")
    assert found is not None, response.text
    return found.group(1)


def test_a_found_child_is_recorded_handed_in_and_signed(
    hana: FlaskClient, floors: Floors, desk: Desk
) -> None:
    assert "Two people of the agency" in hana.get("/desk/found/new").text
    begun = hana.post("/desk/found/new")
    claim_id, place = id_in(begun), begun.location
    for page, typed in PAGES.items():
        assert place == f"/desk/found/{claim_id}/pages/{page}"
        place = hana.post(place, data=typed).location
    assert place == f"/desk/found/{claim_id}"
    assert "Mersin" in hana.get(f"{place}/answers").text
    file = {"photo": (io.BytesIO(children.jpeg()), "x.jpg")}
    assert hana.post(f"{place}/photos", data=file).status_code == 303
    assert hana.post(f"{place}/lists/marks", data={"kind": "scar"}).status_code == 303
    assert hana.post(f"{place}/sending").location == place
    assert "Not signed yet" in hana.get(place).text
    assert "Waits for the lead" in hana.get("/desk/found").text

    accounts.sign_in(hana, OMAR)
    assert f"{place}/countersignature" in hana.get("/desk/found").text
    page = hana.get(f"{place}/countersignature").text
    assert "Willow House" in page
    photo = re.search(rf'src="({place}/photos/[^"]+)"', page)
    assert photo is not None
    assert hana.get(photo.group(1)).mimetype == "image/jpeg"
    assert hana.post(f"{place}/countersignature").location == "/desk/found"
    assert "Willow House" not in hana.get(f"{place}/countersignature").text
    assert hana.get(place).status_code == 404


def test_a_mistake_of_an_agency_is_told_at_its_field(hana: FlaskClient) -> None:
    claim_id = id_in(hana.post("/desk/found/new"))
    page = hana.post(f"/desk/found/{claim_id}/pages/circumstances", data={"found_at": "Mersin"})
    assert page.status_code == 422
    assert "Mersin" in page.text
    assert hana.post(f"/desk/found/{claim_id}/pages/location", data={}).status_code == 422
    assert hana.post(f"/desk/found/{claim_id}/sending").status_code == 409


def test_a_found_draft_is_wiped(hana: FlaskClient) -> None:
    claim_id = id_in(hana.post("/desk/found/new"))
    path = f"/desk/found/{claim_id}/withdrawal"
    assert "Wipe this form" in hana.get(path).text
    assert hana.post(path).location == "/desk/found"
    assert claim_id not in hana.get("/desk/found").text


def test_an_agencys_claim_is_not_there_for_others(
    client: FlaskClient, floors: Floors, desk: Desk, yusuf: Actor
) -> None:
    claim = claims.handed_in(floors, desk.hana)
    for who in (YUSUF, MARA):
        accounts.sign_in(client, who)
        for path in ("", "/countersignature", "/pages/names"):
            pages = [client.get(f"/desk/found/{each}{path}") for each in (claim.id, uuid.uuid4())]
            texts = {re.sub(r'nonce="[^"]+"', "", page.text) for page in pages}
            assert [page.status_code for page in pages] == [404, 404]
            assert len(texts) == 1
    assert client.get("/desk/found").status_code == 404


def test_the_board_and_a_claims_list(mara: FlaskClient, clock: Clock, pair: Candidate) -> None:
    claim_id = pair.holding_ref.removeprefix("claim:")
    page = mara.get("/desk/board").text
    assert "1 pair to read" in page
    assert "Critical" in page
    assert f"/desk/candidates/{pair.id}" in mara.get(f"/desk/claims/{claim_id}").text
    clock.move(days=2)
    accounts.sign_in(mara, MARA)
    assert "overdue" in mara.get("/desk/board").text


def test_the_board_may_be_empty(mara: FlaskClient) -> None:
    assert "No open claim" in mara.get("/desk/board").text


def test_a_pair_is_read_in_words_without_a_photo(mara: FlaskClient, pair: Candidate) -> None:
    page = mara.get(f"/desk/candidates/{pair.id}").text
    for words in (
        "Name sounds alike or agrees in part",
        "For you only: papers not seen yet (AL1).",
        "Safety not assessed.",
        f"/desk/candidates/{pair.id}",
    ):
        assert words in page
    assert "<img" not in page
    for value in ("Idris", "Hadad", "Homs", "Tripoli"):
        assert value not in page


def test_a_pair_is_set_aside_with_a_why(mara: FlaskClient, pair: Candidate) -> None:
    path = f"/desk/candidates/{pair.id}"
    page = mara.post(f"{path}/set-asides", data={"words": "Two towns."})
    assert page.status_code == 422
    assert "Two towns." in page.text
    typed = {"why": "facts_differ", "words": "Two towns."}
    assert mara.post(f"{path}/set-asides", data=typed).location == "/desk/board"
    assert "This pair is set aside" in mara.get(path).text
    assert "Nothing to read yet" in mara.get("/desk/board").text


def test_a_pair_without_a_ground_says_so(
    mara: FlaskClient, floors: Floors, clock: Clock, pair: Candidate
) -> None:
    clock.move(days=91)
    accounts.sign_in(mara, MARA)
    page = mara.get(f"/desk/candidates/{pair.id}").text
    assert "This pair may not be read now" in page
    assert "What agrees" not in page


def test_questions_are_asked_and_answers_read(
    mara: FlaskClient, floors: Floors, yusuf: Actor
) -> None:
    path = f"/desk/claims/{claims.filed(floors, yusuf).id}/questions"
    assert mara.post(path, data={"text": ""}).status_code == 422
    assert mara.post(path, data={"text": "Which scar?"}).location == path
    page = mara.get(path).text
    assert "Which scar?" in page
    assert "Shown on the next fixed day." in page
    assert "Waits for an answer" in mara.get("/desk/board").text


def test_safety_said_aloud_is_written_down(mara: FlaskClient, floors: Floors, yusuf: Actor) -> None:
    claim = claims.filed(floors, yusuf, safety=Safety(Anyone.NOT_ASSESSED))
    path = f"/desk/claims/{claim.id}/safety"
    assert "What was said about safety" in mara.get(path).text
    assert mara.post(path, data={"anyone": "not_assessed"}).status_code == 422
    assert mara.post(path, data={"anyone": "no"}).location == f"/desk/claims/{claim.id}"


def test_a_claim_is_closed_with_a_reason_that_stays_at_the_desk(
    mara: FlaskClient, floors: Floors, yusuf: Actor
) -> None:
    claim = claims.filed(floors, yusuf)
    path = f"/desk/claims/{claim.id}/closing"
    assert "the same letter as everybody" in mara.get(path).text
    assert mara.post(path, data={}).status_code == 422
    assert mara.post(path, data={"reason": "claim_withdrawn"}).status_code == 422
    assert mara.post(path, data={"reason": "not_enough"}).location == "/desk/board"
    assert claim.reference not in mara.get("/desk/board").text
    assert mara.get(path).status_code == 404


@pytest.mark.parametrize("who", [AMINA, HANA, OMAR])
def test_the_coordinators_pages_are_hers(
    client: FlaskClient, floors: Floors, pair: Candidate, who: str
) -> None:
    claim_id = pair.holding_ref.removeprefix("claim:")
    accounts.sign_in(client, who)
    for path in (
        "/desk/board",
        f"/desk/claims/{claim_id}",
        f"/desk/claims/{claim_id}/questions",
        f"/desk/claims/{claim_id}/safety",
        f"/desk/claims/{claim_id}/closing",
        f"/desk/candidates/{pair.id}",
    ):
        assert client.get(path).status_code == 404, path
    assert client.post(f"/desk/candidates/{pair.id}/set-asides", data={}).status_code == 404


def test_an_unknown_pair_or_claim_is_absent(mara: FlaskClient) -> None:
    for path in ("/desk/claims", "/desk/candidates"):
        assert mara.get(f"{path}/{uuid.uuid4()}").status_code == 404
        assert mara.get(f"{path}/nonsense").status_code == 404


def test_a_draft_is_not_on_the_board(mara: FlaskClient, floors: Floors, yusuf: Actor) -> None:
    draft = claims.begun(floors, yusuf, Kind.RELATIVE)
    assert mara.get(f"/desk/claims/{draft.id}").status_code == 404
    with floors.begin(yusuf) as work:
        assert len(operations.view_mine(work)) == 1


@pytest.mark.parametrize("who", [MARA, HANA, OMAR])
def test_today_leads_to_what_waits(
    client: FlaskClient, floors: Floors, desk: Desk, pair: Candidate, who: str
) -> None:
    claims.begun(floors, desk.hana, Kind.FOUND)
    claims.handed_in(floors, desk.hana, claims.stranger(floors))
    accounts.sign_in(client, who)
    links = re.findall(r'class="verb"\s+href="([^"]+)"', client.get("/desk").text)
    assert links
    for link in links:
        assert client.get(link).status_code == 200
