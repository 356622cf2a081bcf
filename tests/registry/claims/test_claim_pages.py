"""A claimant's pages: from the first to the last, what is refused, and what is kept."""

from __future__ import annotations

import io
import re
import uuid

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from registry.authority import Actor
from registry.claims import operations
from registry.claims.rules import Kind
from registry.work import Floors
from tests.cast import AMINA, YUSUF
from tests.conftest import Clock
from tests.making import accounts, children, claims
from tests.registry.claims.conftest import Desk

PAGES = {
    "relationship": {"category": "relative", "relation": "uncle", "since": "2019"},
    "claimant": {"name": "Yusuf Haddad", "reach": "By message"},
    "safety": {"anyone": "no"},
    "names": {"name": "Idris Haddad"},
    "person": {"age": "6-7", "languages": "Arabic"},
}


@pytest.fixture
def browser(client: FlaskClient, yusuf: Actor) -> FlaskClient:
    """Yusuf's browser."""
    accounts.sign_in(client, YUSUF)
    return client


def id_in(response: TestResponse) -> str:
    """The id of the claim a form led to."""
    found = re.search(r"/claims/([0-9a-f-]{36})", response.location or "")
    assert found is not None, response.text
    return found.group(1)


def write(browser: FlaskClient) -> str:
    """Fill every needed page in the order it is asked; the id of the draft."""
    begun = browser.post("/claims/new")
    claim_id, place = id_in(begun), begun.location
    for page, typed in PAGES.items():
        assert place == f"/claims/{claim_id}/pages/{page}"
        place = browser.post(place, data=typed).location
    assert place == f"/claims/{claim_id}"
    return claim_id


def send(browser: FlaskClient, claim_id: str) -> TestResponse:
    """Read the notice and send."""
    page = browser.get(f"/claims/{claim_id}/notice").text
    shown = re.search(r'name="shown"[^>]*value="(\w+)"', page)
    assert shown is not None
    return browser.post(f"/claims/{claim_id}/notice", data={"shown": shown.group(1)})


def heading(page: TestResponse) -> str:
    """The one heading of a page."""
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", page.text, re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def test_a_claim_is_written_page_by_page_and_sent(browser: FlaskClient, clock: Clock) -> None:
    claim_id = write(browser)
    assert browser.get(f"/claims/{claim_id}").location == f"/claims/{claim_id}/parts"
    assert ">Needed<" not in browser.get(f"/claims/{claim_id}/parts").text
    assert "Idris Haddad" in browser.get(f"/claims/{claim_id}/answers").text
    assert send(browser, claim_id).location == f"/claims/{claim_id}"
    assert heading(browser.get(f"/claims/{claim_id}")) == "Received"
    clock.move(days=7)
    accounts.sign_in(browser, YUSUF)
    assert heading(browser.get(f"/claims/{claim_id}")) == "Open"


def test_before_one_begins_nothing_is_promised(browser: FlaskClient) -> None:
    page = browser.get("/claims/new").text
    assert "never say if there is one" in page
    assert "not a promise" in page


def test_the_list_links_every_page_and_each_can_be_opened(browser: FlaskClient) -> None:
    claim_id = write(browser)
    links = re.findall(
        rf'href="(/claims/{claim_id}/[^"]+)"', browser.get(f"/claims/{claim_id}/parts").text
    )
    assert len(links) > 15
    for link in links:
        assert browser.get(link).status_code == 200, link


def test_a_page_with_a_mistake_keeps_what_was_typed(browser: FlaskClient) -> None:
    claim_id = id_in(browser.post("/claims/new"))
    typed = {"category": "nobody", "since": "soon", "lived_with_before": "yes"}
    page = browser.post(f"/claims/{claim_id}/pages/relationship", data=typed)
    assert page.status_code == 422
    assert "Choose one of the answers." in page.text
    assert "Write a year like 2019" in page.text
    assert 'value="soon"' in page.text


@pytest.mark.parametrize(
    ("page", "typed", "sentence"),
    [
        ("names", {"nickname": "Dudi"}, "Write one name of the child."),
        ("person", {}, "Write an age, like 6 or 5-7."),
        ("claimant", {"reach": "by message"}, "Write your name."),
        ("safety", {"words": "somebody"}, "Choose one of the answers."),
        ("papers", {"last_digits": "123456789"}, "Use at most 4 letters."),
        ("withheld", {"own_question": "Who whistles?"}, "Write both your question"),
        ("relationship", {"category": "parent", "since": "2031"}, "This day has not come yet."),
    ],
)
def test_each_mistake_is_told_at_its_field(
    browser: FlaskClient, page: str, typed: dict[str, str], sentence: str
) -> None:
    claim_id = id_in(browser.post("/claims/new"))
    answer = browser.post(f"/claims/{claim_id}/pages/{page}", data=typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    for value in typed.values():
        if not value.startswith("parent"):
            assert value in answer.text


def test_marks_are_added_and_taken_away(browser: FlaskClient) -> None:
    claim_id = id_in(browser.post("/claims/new"))
    path = f"/claims/{claim_id}/lists/marks"
    assert browser.post(path, data={"kind": "scar", "place": "knee"}).location == path
    assert "Scar" in browser.get(path).text
    assert browser.post(path, data={}).status_code == 422
    assert browser.post(f"{path}/removal", data={"place": "0", "length": "1"}).location == path
    assert browser.post(f"{path}/removal", data={"place": "0", "length": "1"}).status_code == 409
    assert browser.post(f"{path}/removal", data={}).status_code == 404


def test_people_are_added(browser: FlaskClient) -> None:
    claim_id = id_in(browser.post("/claims/new"))
    path = f"/claims/{claim_id}/lists/family"
    assert browser.post(path, data={"relation": "aunt", "name": "Rima"}).location == path
    assert "Rima" in browser.get(path).text


def test_a_photo_is_added_looked_at_and_wiped(browser: FlaskClient) -> None:
    claim_id = id_in(browser.post("/claims/new"))
    path = f"/claims/{claim_id}/photos"
    file = {"photo": (io.BytesIO(children.jpeg(900)), "x.jpg"), "taken_about": "2024"}
    assert browser.post(path, data=file).location == path
    src = re.search(rf'src="({path}/[^"]+/small)"', browser.get(path).text)
    assert src is not None
    shown = browser.get(src.group(1))
    assert (shown.mimetype, shown.headers["Cache-Control"]) == ("image/jpeg", "no-store")
    assert browser.get(src.group(1).replace("small", "raw")).status_code == 404
    assert browser.post(src.group(1).replace("small", "removal")).location == path
    assert browser.get(src.group(1)).status_code == 404


def test_what_is_no_photo_is_refused(browser: FlaskClient) -> None:
    path = f"/claims/{id_in(browser.post('/claims/new'))}/photos"
    assert browser.post(path, data={}).status_code == 422
    page = browser.post(path, data={"photo": (io.BytesIO(b"not a photo"), "x.jpg")})
    assert page.status_code == 422
    assert "not a photo we can read" in page.text


def test_a_claim_is_not_sent_without_its_notice_or_its_answers(browser: FlaskClient) -> None:
    claim_id = write(browser)
    assert browser.post(f"/claims/{claim_id}/notice", data={"shown": "x"}).status_code == 409
    unfinished = id_in(browser.post("/claims/new"))
    assert send(browser, unfinished).status_code == 409
    assert "A few answers are still needed" in browser.get(f"/claims/{unfinished}/answers").text


def test_r3_the_same_form_twice_is_one_claim(
    browser: FlaskClient, floors: Floors, yusuf: Actor
) -> None:
    first, second = (browser.post("/claims/new", data={"once": "the-same"}) for _ in range(2))
    assert first.location == second.location
    with floors.begin(yusuf) as work:
        assert len(operations.view_mine(work)) == 1


def test_a_fourth_claim_is_refused_in_words(browser: FlaskClient) -> None:
    for _ in range(3):
        browser.post("/claims/new")
    page = browser.post("/claims/new")
    assert page.status_code == 409
    assert "three claims" in page.text


NOWHERE = "00000000-0000-4000-8000-000000000000"
PATHS = (
    "",
    "/parts",
    "/answers",
    "/notice",
    "/photos",
    "/withdrawal",
    "/pages/names",
    "/lists/marks",
    f"/questions/{NOWHERE}",
    f"/photos/{NOWHERE}/small",
)


@pytest.mark.parametrize("path", PATHS)
def test_anothers_claim_and_one_that_never_was_look_alike(
    browser: FlaskClient, floors: Floors, amina: Actor, path: str
) -> None:
    theirs = claims.begun(floors, amina).id
    pages = [browser.get(f"/claims/{claim_id}{path}") for claim_id in (theirs, uuid.uuid4())]
    texts = [re.sub(r'nonce="[^"]+"', "", page.text) for page in pages]
    assert [page.status_code for page in pages] == [404, 404]
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    "path",
    ["/pages/names", "/pages/safety", "/lists/marks", "/photos", "/notice", "/withdrawal"],
)
def test_a_form_sent_to_anothers_claim_changes_nothing(
    browser: FlaskClient, floors: Floors, amina: Actor, path: str
) -> None:
    theirs = claims.begun(floors, amina)
    for claim_id in (theirs.id, uuid.uuid4()):
        assert browser.post(f"/claims/{claim_id}{path}", data={}).status_code == 404
    with floors.begin(amina) as work:
        _, told = operations.view_draft(work, str(theirs.id))
    assert told.answered == frozenset()


def test_pages_no_claim_has_are_absent(browser: FlaskClient) -> None:
    claim_id = id_in(browser.post("/claims/new"))
    for path in ("pages/location", "pages/nonsense", "pages/marks", "lists/names", "nonsense"):
        assert browser.get(f"/claims/{claim_id}/{path}").status_code == 404
        assert browser.post(f"/claims/{claim_id}/{path}", data={}).status_code == 404
    assert browser.get(f"/desk/found/{claim_id}").status_code == 404


def test_a_visitor_is_asked_to_sign_in(client: FlaskClient) -> None:
    for path in ("/claims", "/claims/new", f"/claims/{uuid.uuid4()}"):
        assert client.get(path).location == "/sign-in"


def test_a_question_is_read_and_answered(
    browser: FlaskClient, floors: Floors, clock: Clock, desk: Desk, yusuf: Actor
) -> None:
    claim = claims.filed(floors, yusuf)
    with floors.begin(desk.mara) as work:
        question = operations.ask(work, str(claim.id), "Which scar?")
    path = f"/claims/{claim.id}/questions/{question.id}"
    assert browser.get(path).status_code == 404
    clock.move(days=7)
    accounts.sign_in(browser, YUSUF)
    assert heading(browser.get(f"/claims/{claim.id}")) == "We need to ask you"
    assert "Which scar?" in browser.get(path).text
    assert browser.post(path, data={"text": " "}).status_code == 422
    assert browser.post(path, data={"text": "The left one."}).location == f"/claims/{claim.id}"
    assert browser.post(path, data={"text": "Another."}).status_code == 409
    assert "The left one." in browser.get(path).text
    assert heading(browser.get(f"/claims/{claim.id}")) == "Open"


def test_a_claim_is_taken_back_in_two_steps(
    browser: FlaskClient, floors: Floors, yusuf: Actor
) -> None:
    claim = claims.filed(floors, yusuf)
    page = browser.get(f"/claims/{claim.id}/withdrawal")
    assert heading(page) == "Take this claim back"
    assert browser.post(f"/claims/{claim.id}/withdrawal").location == "/claims"
    assert heading(browser.get(f"/claims/{claim.id}")) == "Closed"
    assert "Closed" in browser.get("/claims").text


def test_a_guardian_who_is_apart_names_one_of_the_own_children(
    client: FlaskClient, floors: Floors, amina: Actor
) -> None:
    child = children.enrolled(floors, amina)
    accounts.sign_in(client, AMINA)
    assert "Idris Haddad" in client.get("/claims/apart").text
    assert client.post("/claims/apart", data={"child": str(uuid.uuid4())}).status_code == 422
    begun = client.post("/claims/apart", data={"child": str(child.id)})
    claim_id = id_in(begun)
    assert begun.location.endswith("/pages/apart")
    saved = client.post(begun.location, data={"since": "2026-01", "place": "Tripoli"})
    assert saved.location == f"/claims/{claim_id}"
    assert "Tripoli" in client.get(f"/claims/{claim_id}/answers").text
    assert send(client, claim_id).status_code == 303
    assert f"/children/{child.id}" in client.get(f"/claims/{claim_id}").text
    assert "Apart" in client.get("/children").text
    assert client.get(f"/claims/{claim_id}/photos").status_code == 404


def test_whoever_has_no_child_here_is_shown_the_other_way(browser: FlaskClient) -> None:
    assert "You have no registered child here" in browser.get("/claims/apart").text


def test_a_draft_of_a_found_child_is_not_at_the_familys_door(
    client: FlaskClient, floors: Floors, desk: Desk
) -> None:
    claim = claims.begun(floors, desk.hana, Kind.FOUND)
    accounts.sign_in(client, "hana@willow.example")
    assert client.get(f"/claims/{claim.id}/parts").status_code == 404
    assert client.get(f"/desk/found/{claim.id}/parts").status_code == 200
