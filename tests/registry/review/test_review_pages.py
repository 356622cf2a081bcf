"""A reviewer's pages: from the list to the signature, what is refused, and what is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from registry.authority import Actor
from registry.purposes import SHOW_CASEWORKERS
from registry.review import operations
from registry.review.models import Assignment, Opinion
from registry.review.rules import ORDERS, Outcome, Stage
from registry.work import Floors
from tests.cast import AMINA, EWA, LUIS, MARA, NOOR, TOMAS, YUSUF
from tests.making import accounts, children
from tests.making import review as making
from tests.making.review import House, Opened

STAFF = (NOOR, LUIS, TOMAS, EWA)
REASONS = {
    "reasons_for": "The scar, and the name at home.",
    "reasons_against": "Nothing.",
    "would_change": "A photo of last year.",
}


class Browser:
    """One person's browser."""

    def __init__(self, app: Flask, floors: Floors, email: str) -> None:
        self.client: FlaskClient = app.test_client()
        self.who: Actor = accounts.acting(floors, email)
        accounts.sign_in(self.client, email)

    def get(self, path: str) -> TestResponse:
        return self.client.get(path)

    def post(self, path: str, **typed: str) -> TestResponse:
        return self.client.post(path, data=typed)


def browsers(app: Flask, floors: Floors, opened: Opened) -> Iterator[tuple[Browser, Assignment]]:
    """The browsers of those who were asked."""
    emails = {accounts.acting(floors, email).ref: email for email in STAFF}
    for assignment in opened.seats.values():
        yield Browser(app, floors, emails[assignment.reviewer_ref]), assignment


def of_order(app: Flask, floors: Floors, opened: Opened, order: str) -> tuple[Browser, str]:
    """The browser of the one who reads in this order, and the address of their desk."""
    return next(
        (browser, f"/desk/reviews/{assignment.id}")
        for browser, assignment in browsers(app, floors, opened)
        if assignment.order == order
    )


def answered(page: str, code: str) -> dict[str, str]:
    """Every row of an open stage with one answer, or the first on offer where it is not offered."""
    offered: dict[str, list[str]] = {}
    for tag in re.findall(r'<input type="radio"[^>]*>', page):
        name, value = (re.search(rf'{key}="([^"]+)"', tag) for key in ("name", "value"))
        assert name
        assert value
        offered.setdefault(name[1], []).append(value[1])
    return {name: code if code in codes else codes[0] for name, codes in offered.items()}


def walk(browser: Browser, desk: str, order: str, until: Stage = Stage.CONCLUSION) -> None:
    """Go through the stages as a person would, until one of them is open."""
    for stage in ORDERS[order]:
        place = f"{desk}/stages/{int(stage)}"
        assert browser.post(f"{place}/opening").location == place
        if stage is until:
            return
        if stage is Stage.CONFLICT:
            done = browser.post(f"{desk}/conflict", knows="no")
        else:
            if stage is Stage.PROMPTS:
                reveal_all(browser, place)
            typed = answered(browser.get(place).text, "agrees")
            done = browser.post(place, close="1", **typed)
        assert done.status_code == 303, done.text


def reveal_all(browser: Browser, place: str) -> None:
    """Open every prompt there is to open."""
    while found := re.search(r'formaction="([^"]+)"', browser.get(place).text):
        assert browser.post(found[1]).status_code == 303


@pytest.mark.parametrize("order", sorted(ORDERS))
def test_a_review_can_be_done_from_the_list_to_the_signature(
    app: Flask, floors: Floors, house: House, opened: Opened, order: str
) -> None:
    browser, desk = of_order(app, floors, opened, order)
    assert desk in browser.get("/desk/reviews").text
    assert "Begin" in browser.get(desk).text
    walk(browser, desk, order)
    page = browser.get(f"{desk}/stages/9").text
    assert "family or place, marks, papers, family prompts." in page
    signed = browser.post(f"{desk}/opinions", outcome="move", **REASONS)
    assert signed.location == desk
    assert "You have signed" in browser.get(desk).text
    assert "Signed" in browser.get("/desk/reviews").text
    with floors.reading() as session:
        assert [each.outcome for each in session.scalars(select(Opinion))] == ["move"]


def test_both_reviewers_read_the_same_words(
    app: Flask, floors: Floors, house: House, opened: Opened
) -> None:
    (one, first), (other, second) = browsers(app, floors, opened)
    seen = []
    for browser, assignment in ((one, first), (other, second)):
        desk = f"/desk/reviews/{assignment.id}"
        making.walked(floors, browser.who, str(assignment.id), until=Stage.CONTEXT)
        pages = [browser.get(path).text for path in ("/desk/reviews", desk, f"{desk}/stages/8")]
        seen.append([_masked(page, assignment) for page in pages])
    assert sorted(seen[0][2].split()) == sorted(seen[1][2].split())
    assert len(seen[0][0]) == len(seen[1][0])
    for pages in seen:
        assert not re.search(r"second|other reviewer|arbiter|blind", " ".join(pages), re.IGNORECASE)
        assert str(opened.review.id) not in " ".join(pages)


def _masked(page: str, assignment: Assignment) -> str:
    page = re.sub(r'nonce="[^"]+"|name="once" value="[^"]+"|value="[^"]{16,}"', "", page)
    return re.sub(r"\d{3}-\d{3}", "badge", page.replace(str(assignment.id), "own"))


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/recusal",
        "/stages/0",
        "/discussion",
        "/photos/5f0e4c3e-0000-4000-8000-000000000000/large",
    ],
)
def test_somebody_elses_review_and_none_at_all_look_alike(
    app: Flask, floors: Floors, house: House, opened: Opened, path: str
) -> None:
    asked = {each.reviewer_ref for each in opened.seats.values()}
    email = next(each for each in STAFF if accounts.acting(floors, each).ref not in asked)
    stranger = Browser(app, floors, email)
    theirs = stranger.get(f"/desk/reviews/{opened.id_of('first')}{path}")
    nowhere = stranger.get(f"/desk/reviews/5f0e4c3e-0000-4000-8000-000000000000{path}")
    assert theirs.status_code == nowhere.status_code == 404
    nonce = re.compile(r'nonce="[^"]+"')
    assert nonce.sub("", theirs.text) == nonce.sub("", nowhere.text)


@pytest.mark.parametrize("email", [AMINA, YUSUF, MARA])
def test_families_and_coordinators_have_no_reviews(
    app: Flask, floors: Floors, house: House, opened: Opened, email: str
) -> None:
    browser = Browser(app, floors, email)
    assert browser.get("/desk/reviews").status_code == 404
    assert browser.get(f"/desk/reviews/{opened.id_of('first')}").status_code == 404


def test_nobody_sees_a_review_before_signing_in(
    client: FlaskClient, house: House, opened: Opened
) -> None:
    assert client.get(f"/desk/reviews/{opened.id_of('first')}").location == "/sign-in"


@pytest.mark.parametrize("path", ["/stages/0/opening", "/stages/0", "/opinions", "/recusal"])
def test_nobody_posts_to_somebody_elses_review(
    app: Flask, floors: Floors, house: House, opened: Opened, path: str
) -> None:
    asked = {each.reviewer_ref for each in opened.seats.values()}
    email = next(each for each in STAFF if accounts.acting(floors, each).ref not in asked)
    stranger = Browser(app, floors, email)
    place = f"/desk/reviews/{opened.id_of('first')}{path}"
    assert stranger.post(place, outcome="move", **REASONS).status_code == 404


def test_a_stage_is_covered_until_it_is_asked_for(
    app: Flask, floors: Floors, house: House, opened: Opened
) -> None:
    browser, desk = of_order(app, floors, opened, "A")
    cover = browser.get(f"{desk}/stages/0").text
    assert "Covered until you open it" in cover
    assert "Idris" not in cover
    assert browser.get(f"{desk}/stages/4").status_code == 404
    assert browser.post(f"{desk}/stages/4/opening").status_code == 404
    assert browser.post(f"{desk}/stages/4", close="1").status_code == 404
    assert browser.get(f"{desk}/stages/77").status_code == 404
    browser.post(f"{desk}/stages/0/opening")
    assert "Idris Haddad" in browser.get(f"{desk}/stages/0").text


def test_the_question_who_is_known_needs_an_answer(
    app: Flask, floors: Floors, house: House, opened: Opened
) -> None:
    browser, desk = of_order(app, floors, opened, "A")
    walk(browser, desk, "A", until=Stage.CONFLICT)
    refused = browser.post(f"{desk}/conflict")
    assert refused.status_code == 422
    assert "Choose one of the answers." in refused.text
    assert "Idris Haddad" in refused.text


def test_whoever_knows_somebody_is_thanked_and_shown_no_more(
    app: Flask, floors: Floors, house: House, opened: Opened
) -> None:
    browser, desk = of_order(app, floors, opened, "A")
    walk(browser, desk, "A", until=Stage.CONFLICT)
    done = browser.post(f"{desk}/conflict", knows="yes")
    assert done.location == "/desk/reviews"
    page = browser.get("/desk/reviews").text
    assert "Thank you" in page
    assert desk not in page
    assert browser.get(desk).status_code == 404


def test_a_stage_that_is_not_whole_says_of_each_row_what_is_owed(
    app: Flask, floors: Floors, house: House, opened: Opened
) -> None:
    browser, desk = of_order(app, floors, opened, "B")
    walk(browser, desk, "B", until=Stage.MARKS)
    typed = {
        "marks-scar-answer": "differs_not_explained",
        "marks-scar-reason": "",
        "appearance-hair-answer": "cannot_tell",
        "appearance-hair-reason": "It is wet in the photo",
    }
    refused = browser.post(f"{desk}/stages/4", close="1", **typed)
    assert refused.status_code == 422
    assert "Scar: Say in a few words what differs." in refused.text
    assert "Eyes: Choose what you saw." in refused.text
    assert "Hair: " not in refused.text
    assert "It is wet in the photo" in refused.text
    assert re.search(r'value="cannot_tell" checked', refused.text)
    with floors.begin(browser.who) as work:
        kept = operations.notes_of(work, operations.desk_of(work, desk.rpartition("/")[2]))
    assert kept == {}


def test_a_stage_can_be_kept_unfinished_and_gone_on_with(
    app: Flask, floors: Floors, house: House, opened: Opened
) -> None:
    browser, desk = of_order(app, floors, opened, "B")
    walk(browser, desk, "B", until=Stage.MARKS)
    typed = {"marks-scar-answer": "agrees_explained", "marks-scar-reason": "It has grown"}
    saved = browser.post(f"{desk}/stages/4", **typed)
    assert saved.location == f"{desk}/stages/4"
    page = browser.get(saved.location).text
    assert "Saved." in page
    assert "It has grown" in page
    assert re.search(r'value="agrees_explained" checked', page)


@pytest.mark.parametrize(
    "typed",
    [
        {"marks-scar-answer": "not_given"},
        {"marks-scar-answer": "invented"},
        {"marks-scar-reason": "words without an answer"},
        {"marks-scar-answer": "agrees", "marks-scar-reason": "\x00"},
        {"marks-scar-answer": "agrees", "marks-scar-reason": "x" * 5000},
    ],
)
def test_what_is_no_answer_is_refused_at_its_row(
    app: Flask, floors: Floors, house: House, opened: Opened, typed: dict[str, str]
) -> None:
    browser, desk = of_order(app, floors, opened, "B")
    walk(browser, desk, "B", until=Stage.MARKS)
    for button in ({}, {"close": "1"}):
        refused = browser.post(f"{desk}/stages/4", **typed, **button)
        assert refused.status_code == 422
        assert "#marks-scar" in refused.text


def test_rows_the_page_does_not_show_are_not_read(
    app: Flask, floors: Floors, house: House, opened: Opened
) -> None:
    browser, desk = of_order(app, floors, opened, "B")
    walk(browser, desk, "B", until=Stage.MARKS)
    browser.post(f"{desk}/stages/4", **{"prompt-song-answer": "agrees", "photos-answer": "agrees"})
    with floors.begin(browser.who) as work:
        kept = operations.notes_of(work, operations.desk_of(work, desk.rpartition("/")[2]))
    assert kept == {}


def test_a_closed_stage_can_be_looked_at_and_not_changed(
    app: Flask, floors: Floors, house: House, opened: Opened
) -> None:
    browser, desk = of_order(app, floors, opened, "B")
    walk(browser, desk, "B", until=Stage.FACTS)
    page = browser.get(f"{desk}/stages/4")
    assert "This stage is closed" in page.text
    assert 'type="radio"' not in page.text
    again = browser.post(f"{desk}/stages/4", **{"marks-scar-answer": "cannot_tell"})
    assert again.status_code == 404


def test_what_one_side_does_not_tell_is_never_drawn_as_a_difference(
    app: Flask, floors: Floors, house: House, opened: Opened
) -> None:
    browser, desk = of_order(app, floors, opened, "B")
    walk(browser, desk, "B", until=Stage.PROMPTS)
    reveal_all(browser, f"{desk}/stages/6")
    browser.post(
        f"{desk}/stages/6", close="1", **answered(browser.get(f"{desk}/stages/6").text, "agrees")
    )
    page = browser.get(f"{desk}/stages/6").text
    assert "a green blanket" not in page
    rows = browser.get(f"{desk}/stages/4").text
    assert "Not given by either side" in rows
    assert "mismatch" not in rows


def test_a_prompt_is_covered_until_it_is_opened_and_notes_are_kept_with_it(
    app: Flask, floors: Floors, house: House, opened: Opened
) -> None:
    browser, desk = of_order(app, floors, opened, "B")
    walk(browser, desk, "B", until=Stage.PROMPTS)
    place = f"{desk}/stages/6"
    assert browser.get(place).text.count("Open this answer") == 2
    assert browser.post(f"{desk}/prompts/home_name/reveal").location == f"{place}#home_name"
    typed = {"prompt-home_name-answer": "agrees"}
    browser.post(f"{desk}/prompts/refused_food/reveal", **typed)
    page = browser.get(place).text
    assert "Open this answer" not in page
    assert re.search(r'name="prompt-home_name-answer"[^>]*value="agrees" checked', page)
    assert browser.post(f"{desk}/prompts/song/reveal").status_code == 404
    bad = browser.post(f"{desk}/prompts/home_name/reveal", **{"prompt-home_name-answer": "hm"})
    assert bad.status_code == 422


def test_photos_come_as_pictures_with_their_stage(
    app: Flask, floors: Floors, house: House, opened: Opened
) -> None:
    browser, desk = of_order(app, floors, opened, "A")
    walk(browser, desk, "A", until=Stage.CLAIM_PHOTOS)
    page = browser.get(f"{desk}/stages/1").text
    (src,) = set(re.findall(rf"{desk}/photos/[\w-]+/large", page))
    picture = browser.get(src)
    assert picture.mimetype == "image/jpeg"
    assert picture.headers["Cache-Control"] == "no-store"
    assert browser.get(src.replace("large", "huge")).status_code == 404
    walk_on = browser.post(f"{desk}/stages/1", close="1", **{"alone-claim-answer": "clear"})
    assert walk_on.location == f"{desk}/stages/2"
    other, _ = of_order(app, floors, opened, "B")
    assert other.get(src).status_code == 404


def test_the_photo_of_a_side_can_be_chosen(
    app: Flask, floors: Floors, house: House, opened: Opened
) -> None:
    children.add_photo(floors, house.amina, house.child, 5)
    browser, desk = of_order(app, floors, opened, "A")
    walk(browser, desk, "A", until=Stage.PHOTOS)
    page = browser.get(f"{desk}/stages/3").text
    chosen = re.search(r'href="([^"]+left=[^"]+)">Photo 2', page)
    assert chosen
    second = browser.get(chosen[1].replace("&amp;", "&")).text
    assert set(re.findall(r"photos/([\w-]+)/large", second)) != set(
        re.findall(r"photos/([\w-]+)/large", page)
    )
    assert "Less than a year lies between" in second
    assert browser.get(f"{desk}/stages/3?left=nonsense").status_code == 200


def test_weak_photos_carry_a_word_of_care(app: Flask, floors: Floors, house: House) -> None:
    children.agreed(floors, house.amina, house.child, "store_photo", yes=False)
    children.agreed(floors, house.amina, house.child, "store_photo", yes=True)
    making.old_photo(floors, house)
    opened = making.opened(floors, house)
    browser, desk = of_order(app, floors, opened, "A")
    walk(browser, desk, "A", until=Stage.PHOTOS)
    page = browser.get(f"{desk}/stages/3").text
    assert "These photos can say little" in page
    assert "About 4 years lie between these two photos." in page
    assert "about 1 year old then" in page
    assert 'name="photos-answer" value="agrees"' not in page
    typed = {**answered(page, "agrees"), "photos-answer": "agrees"}
    assert browser.post(f"{desk}/stages/3", close="1", **typed).status_code == 422


def test_an_outcome_without_reasons_or_evidence_is_sent_back_with_its_words(
    app: Flask, floors: Floors, house: House, ready: Opened
) -> None:
    browser, desk = of_order(app, floors, ready, "A")
    silent = browser.post(f"{desk}/opinions", outcome="move", reasons_for="The scar.")
    assert silent.status_code == 422
    assert "Write a few words here." in silent.text
    assert "The scar." in silent.text
    assert browser.post(f"{desk}/opinions", outcome="maybe", **REASONS).status_code == 422
    assert browser.post(f"{desk}/opinions", **REASONS).status_code == 422


def test_a_signature_sent_twice_is_one(
    app: Flask, floors: Floors, house: House, ready: Opened
) -> None:
    browser, desk = of_order(app, floors, ready, "A")
    once = accounts.once_in(browser.get(f"{desk}/stages/9"))
    for _ in range(2):
        signed = browser.post(f"{desk}/opinions", outcome="move", once=once, **REASONS)
        assert signed.location == desk
    assert browser.post(f"{desk}/opinions", outcome="stop", **REASONS).status_code == 404
    with floors.reading() as session:
        assert len(session.scalars(select(Opinion)).all()) == 1


def test_a_review_is_handed_back_without_a_why(
    app: Flask, floors: Floors, house: House, opened: Opened
) -> None:
    browser, desk = of_order(app, floors, opened, "A")
    assert "You need not say why" in browser.get(f"{desk}/recusal").text
    assert browser.post(f"{desk}/recusal").location == "/desk/reviews"
    assert "Handed back" in browser.get("/desk/reviews").text
    assert browser.get(f"{desk}/recusal").status_code == 404


def test_a_yes_taken_back_leaves_a_calm_word(
    app: Flask, floors: Floors, house: House, opened: Opened
) -> None:
    browser, desk = of_order(app, floors, opened, "B")
    walk(browser, desk, "B", until=Stage.MARKS)
    children.agreed(floors, house.amina, house.child, SHOW_CASEWORKERS, yes=False)
    assert "cannot go on for now" in browser.get(desk).text
    assert browser.get(f"{desk}/stages/4").status_code == 404
    assert browser.post(f"{desk}/stages/4", close="1").status_code == 404


def test_two_of_two_minds_answer_each_other_once(
    app: Flask, floors: Floors, house: House, ready: Opened
) -> None:
    (one, first), (other, second) = browsers(app, floors, ready)
    for browser, assignment, outcome in ((one, first, "move"), (other, second, "does_not_agree")):
        browser.post(f"/desk/reviews/{assignment.id}/opinions", outcome=outcome, **REASONS)
    desk = f"/desk/reviews/{second.id}"
    assert "Answer the other opinion" in other.get("/desk/reviews").text
    assert f"{desk}/discussion" in other.get(desk).text
    page = other.get(f"{desk}/discussion").text
    assert "Enough agrees to move" in page
    assert "No row" in page
    refused = other.post(f"{desk}/discussion", outcome="move", reasons_for="I looked again.")
    assert refused.status_code == 422
    assert "I looked again." in refused.text
    assert other.post(f"{desk}/discussion", outcome="move", **REASONS).location == desk
    assert other.get(f"{desk}/discussion").status_code == 404
    with floors.reading() as session:
        decision = operations.decision_of(session, ready.review.ref)
    assert decision is not None
    assert decision.outcome == Outcome.MOVE
