"""The pages of the desk: a case walked from the decision to its end, as a person would."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from registry.claims import operations as claiming
from registry.reunion import operations
from registry.work import Floors
from tests.cast import AMINA, EWA, INES, LUIS, MARA, NOOR, PASSWORD, TOMAS, YUSUF
from tests.making import accounts
from tests.making import reunion as making
from tests.making.reunion import WORDS, Cast

SEEN = {
    "met_on": "2026-03-02",
    "paper_seeking": "identity",
    "paper_holding": "birth",
    "how": "live",
    "known_to_child": "yes",
    "information_agrees": "yes",
    "wants_to_care": "yes",
    "able_to_care": "unsure",
    "child_wishes_with": "his uncle",
    "assent": "yes",
    "recommendation": "yes",
    "words": WORDS,
}
REUNITED = {
    "reunited_on": "2026-03-02",
    "adult": "Yusuf Haddad",
    "relation": "uncle",
    "type": "mediation",
    "place": "The office",
    "with_verified_adult": "yes",
    "comfort": "yes",
    "checked_twice": "y",
}
VISITED = {
    "type": "home",
    "visited_on": "2026-03-02",
    "child_was_seen": "yes",
    "words": WORDS,
    "recommends_closing": "yes",
}
STEPS = (
    "after",
    "clearances",
    "clearances/seeking",
    "custody-checks",
    "hearings",
    "meetings",
    "determinations",
    "reunification",
    "follow-ups",
    "closing",
)


class Walker:
    """Somebody at a browser."""

    def __init__(self, client: FlaskClient, email: str) -> None:
        self._client = client
        client.post("/sign-out")
        accounts.sign_in(client, email, PASSWORD)

    def sees(self, path: str) -> TestResponse:
        """A page that is there."""
        page = self._client.get(path)
        assert page.status_code == 200, path
        return page

    def does_not_see(self, path: str) -> None:
        """A page that is not there."""
        assert self._client.get(path).status_code == 404, path

    def sends(self, path: str, **data: str | list[str]) -> str:
        """A form that is taken; where it leads."""
        page = self._client.post(path, data=data)
        assert page.status_code == 303, (path, page.status_code)
        return page.location

    def is_asked_again(self, path: str, **data: str | list[str]) -> str:
        """A form that comes back."""
        page = self._client.post(path, data=data)
        assert page.status_code == 422, (path, page.status_code)
        return page.text


def at_desk(cast: Cast, page: str = "after") -> str:
    """A page of the case at the desk."""
    return f"/desk/cases/{cast.review_id}/{page}"


def verifier_of(floors: Floors, cast: Cast) -> tuple[str, str]:
    """The task's page, and the address of who has it."""
    task = making.task_of(floors, cast)
    assert task is not None
    emails = {accounts.read(floors, email).ref: email for email in (NOOR, TOMAS, EWA, LUIS)}
    return f"/desk/verifications/{task[0]}", emails[task[1].ref]


def test_a_case_from_the_decision_to_its_end(
    floors: Floors, client: FlaskClient, moved: Cast
) -> None:
    for email in (INES, MARA):
        person = Walker(client, email)
        for side in ("seeking", "holding"):
            person.sends(at_desk(moved, f"clearances/{side}"), finding="clear", words=WORDS)
    mara = Walker(client, MARA)
    mara.sends(at_desk(moved, "custody-checks"), finding="no_order", words=WORDS)
    mara.sends(at_desk(moved, "hearings"), how="alone", wish="now", words=WORDS)
    mara.sends(at_desk(moved, "verification-tasks"))
    page, email = verifier_of(floors, moved)
    assert Walker(client, email).sends(page, **SEEN) == "/desk"
    for email in (INES, MARA):
        person = Walker(client, email)
        person.sends(at_desk(moved, "determinations"), recommendation="yes", words=WORDS)
    Walker(client, MARA).sends(at_desk(moved, "questions"))
    making.answered(floors, moved)
    mara = Walker(client, MARA)
    assert "Both sides said yes" in mara.sees(at_desk(moved)).text
    mara.sends(at_desk(moved, "reunification"), **REUNITED)
    mara.sends(at_desk(moved, "follow-ups"), **VISITED)
    mara.sends(at_desk(moved, "closing"), reason="reunified")
    assert "This case is closed" in mara.sees(at_desk(moved)).text


@pytest.mark.parametrize("stage", ["moved", "ready", "told"])
def test_every_page_of_the_coordinator_is_there_at_every_stage(
    request: pytest.FixtureRequest, stage: str
) -> None:
    cast: Cast = request.getfixturevalue(stage)
    mara = Walker(request.getfixturevalue("client"), MARA)
    answered = {"clearances/seeking"} if stage != "moved" else set()
    for page in STEPS:
        if page in answered:
            mara.does_not_see(at_desk(cast, page))
        else:
            mara.sees(at_desk(cast, page))


def test_the_checklist_says_who_did_what(client: FlaskClient, ready: Cast) -> None:
    page = Walker(client, MARA).sees(at_desk(ready)).text
    assert page.count(f"Badge {ready.mara.label}") > 3
    assert f"Badge {ready.ines.label}" in page
    assert "Yes, nothing speaks against it" in page
    assert WORDS not in page


def test_the_words_are_on_the_page_of_their_step(client: FlaskClient, ready: Cast) -> None:
    mara = Walker(client, MARA)
    for page in ("clearances", "custody-checks", "hearings", "meetings", "determinations"):
        assert WORDS in mara.sees(at_desk(ready, page)).text


def test_a_second_coordinator_has_two_pages_and_no_more(client: FlaskClient, moved: Cast) -> None:
    ines = Walker(client, INES)
    for page in STEPS:
        if page.startswith(("clearances", "determinations")):
            ines.sees(at_desk(moved, page))
        else:
            ines.does_not_see(at_desk(moved, page))
    ines.does_not_see(at_desk(moved, "letters"))


@pytest.mark.parametrize("email", [YUSUF, AMINA, NOOR])
def test_nobody_else_has_any(client: FlaskClient, ready: Cast, email: str) -> None:
    person = Walker(client, email)
    for page in (*STEPS, "letters"):
        person.does_not_see(at_desk(ready, page))


def test_a_case_that_never_was_looks_like_one_of_somebody_else(
    client: FlaskClient, ready: Cast
) -> None:
    def bare(page: TestResponse) -> str:
        return re.sub(r'(nonce|value)="[^"]*"', "", page.text)

    Walker(client, INES)
    other = client.get(at_desk(ready))
    none = client.get(at_desk(ready).replace(ready.review_id, "7"))
    assert (other.status_code, bare(other)) == (none.status_code, bare(none))


def test_what_was_typed_comes_back_with_the_sentence(client: FlaskClient, moved: Cast) -> None:
    mara = Walker(client, MARA)
    page = mara.is_asked_again(at_desk(moved, "custody-checks"), words="I asked the court.")
    assert "I asked the court." in page
    assert "Choose an answer: Has a court" in page
    page = mara.is_asked_again(
        at_desk(moved, "hearings"), how="not_yet_possible", wish="now", words=WORDS
    )
    assert "A child who was not heard has not said this." in page
    page = mara.is_asked_again(at_desk(moved, "clearances/holding"), finding="perhaps")
    assert "Write an answer: Why do you say so?" in page
    page = mara.is_asked_again(at_desk(moved, "closing"), reason="reunified")
    assert "No reunion is on record." in page


def test_the_reunion_asks_for_every_safeguard(client: FlaskClient, told: Cast) -> None:
    mara = Walker(client, MARA)
    path = at_desk(told, "reunification")
    wrong = {"checked_twice": "", "reunited_on": "2026-03", "with_verified_adult": "no"}
    page = mara.is_asked_again(path, **(REUNITED | wrong))
    assert "Have the papers checked a second time first." in page
    assert "Write the whole day" in page
    page = mara.is_asked_again(path, **(REUNITED | {"with_verified_adult": "no"}))
    assert "Write why the adult is not the one who was met." in page
    page = mara.is_asked_again(path)
    assert "Write an answer: On which day?" in page
    answer = client.post(path, data=REUNITED | {"comfort": "no"})
    assert answer.status_code == 409
    assert "Do not hand over." in answer.text


def test_a_form_is_there_when_it_is_its_turn(
    floors: Floors, client: FlaskClient, told: Cast
) -> None:
    mara = Walker(client, MARA)
    form = 'name="words"'
    assert form not in mara.sees(at_desk(told, "determinations")).text, "she has answered"
    assert form not in mara.sees(at_desk(told, "follow-ups")).text
    assert 'name="adult"' in mara.sees(at_desk(told, "reunification")).text
    making.reunited(floors, told)
    assert 'name="adult"' not in mara.sees(at_desk(told, "reunification")).text
    assert form in mara.sees(at_desk(told, "follow-ups")).text


def test_asking_too_soon_says_what_is_needed(client: FlaskClient, moved: Cast) -> None:
    Walker(client, MARA)
    answer = client.post(at_desk(moved, "questions"))
    assert answer.status_code == 409
    assert "safety cleared by two people on both sides" in answer.text


def test_a_form_sent_twice_counts_once(client: FlaskClient, moved: Cast) -> None:
    mara = Walker(client, MARA)
    path = at_desk(moved, "custody-checks")
    once = accounts.once_in(mara.sees(path))
    for _ in range(2):
        mara.sends(path, finding="no_order", words=WORDS, once=once)
    assert mara.sees(path).text.count(WORDS) == 1


def test_the_verifier_reads_whom_to_meet_and_is_asked_again(
    floors: Floors, client: FlaskClient, moved: Cast
) -> None:
    making.asked_to_meet(floors, moved)
    path, email = verifier_of(floors, moved)
    person = Walker(client, email)
    page = person.sees(path).text
    assert "Yusuf Haddad" in page
    assert "Amina" in page
    page = person.is_asked_again(path, **(SEEN | {"assent": "too_young"}))
    assert "This child may be six or older." in page
    person.does_not_see("/desk/verifications/7")
    Walker(client, MARA).does_not_see(path)


def test_when_one_side_is_gone_the_pages_say_so_and_no_more(
    floors: Floors, client: FlaskClient, moved: Cast
) -> None:
    making.asked_to_meet(floors, moved)
    with floors.begin(moved.seeker) as work:
        claiming.withdraw_claim(work, str(moved.claim.id))
    path, email = verifier_of(floors, moved)
    assert "This cannot go on" in Walker(client, email).sees(path).text
    assert "This cannot go on" in Walker(client, INES).sees(at_desk(moved, "clearances")).text
    mara = Walker(client, MARA)
    page = mara.sees(at_desk(moved)).text
    assert "This cannot go on" in page
    assert "Yusuf" not in page
    mara.sees(at_desk(moved, "custody-checks"))
    mara.sends(at_desk(moved, "closing"), reason="claim_withdrawn", also=["seeking"])


def test_letters_are_read_and_passed_on(floors: Floors, client: FlaskClient, told: Cast) -> None:
    with floors.begin(told.seeker) as work:
        operations.write(work, told.review_id, "How is he?")
    mara = Walker(client, MARA)
    page = mara.sees(at_desk(told, "letters")).text
    assert "How is he?" in page
    found = re.search(r'action="(/desk/cases/[^"]+/relay)"', page)
    assert found is not None
    assert mara.sends(found[1]).endswith("/letters")
    assert "Passed on" in mara.sees(at_desk(told, "letters")).text
