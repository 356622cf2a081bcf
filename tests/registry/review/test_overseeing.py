"""A coordinator's view of a review: chairs and states, words only after the decision; and tasks."""

from __future__ import annotations

import pytest
from flask import Flask

from registry.authority import Actor, Role
from registry.claims import operations as claims_at_work
from registry.claims.rules import Tier
from registry.description import ClosureReason
from registry.errors import Absent
from registry.purposes import SHOW_CASEWORKERS
from registry.review import operations
from registry.review.rules import Outcome, Stage
from registry.today import Task
from registry.work import Floors
from tests.cast import INES, MARA
from tests.making import caseworkers, children, claims
from tests.making import review as making
from tests.making.review import House, Opened
from tests.registry.review.test_review_pages import Browser


def tasks(floors: Floors, who: Actor) -> list[Task]:
    """What waits for somebody in reviews."""
    with floors.reading() as session:
        return list(operations.tasks_of(session, who, floors.clock()))


def sign(floors: Floors, house: House, ready: Opened, seat: str, outcome: Outcome) -> None:
    """One who has come to the last stage signs."""
    with floors.begin(house.who(ready.seats[seat].reviewer_ref)) as work:
        operations.sign(work, ready.id_of(seat), making.conclusion(outcome))


def page_of(app: Flask, floors: Floors, opened: Opened) -> str:
    """The page of a case, as its coordinator sees it."""
    browser = Browser(app, floors, MARA)
    page = browser.get(f"/desk/cases/{opened.review.id}")
    assert page.status_code == 200
    return page.text


def test_a_case_is_there_for_its_coordinator_only(
    floors: Floors, house: House, opened: Opened
) -> None:
    ines = caseworkers.staff(floors, house.admins, INES, Role.COORDINATOR)
    for who in (ines, house.amina, house.yusuf, *house.reviewers):
        with pytest.raises(Absent), floors.begin(who) as work:
            operations.view_case(work, str(opened.review.id))
    with floors.begin(ines) as work:
        assert operations.view_cases(work) == []
    for nowhere in ("nonsense", opened.id_of("first")):
        with pytest.raises(Absent), floors.begin(house.mara) as work:
            operations.view_case(work, nowhere)


def test_before_the_decision_no_word_of_a_reviewer_is_shown(
    floors: Floors, app: Flask, house: House, ready: Opened
) -> None:
    sign(floors, house, ready, "first", Outcome.DOES_NOT_AGREE)
    with floors.begin(house.mara) as work:
        case = operations.view_case(work, str(ready.review.id))
    assert [chair.said for chair in case.chairs] == [(), ()]
    assert sorted(chair.versions for chair in case.chairs) == [0, 1]
    assert {chair.stages_closed for chair in case.chairs} == {9}
    page = page_of(app, floors, ready)
    assert "At work: 9 of 10 stages closed" in page
    assert "Does not agree" not in page
    assert "The scar" not in page
    assert "Being compared" in page


def test_after_the_decision_the_reasons_are_there_in_words(
    floors: Floors, app: Flask, house: House, ready: Opened
) -> None:
    for seat in ("first", "second"):
        sign(floors, house, ready, seat, Outcome.NOT_ENOUGH)
    page = page_of(app, floors, ready)
    assert page.count("The scar, and the name at home.") == 2
    assert "Not enough yet" in page
    assert "Go on with this case" not in page
    assert "<img" not in page


def test_a_move_leads_on_to_the_case(
    floors: Floors, app: Flask, house: House, ready: Opened
) -> None:
    for seat in ("first", "second"):
        sign(floors, house, ready, seat, Outcome.MOVE)
    assert "Go on with this case" in page_of(app, floors, ready)
    assert tasks(floors, house.mara) == []


def test_a_concern_is_heard_at_once(
    floors: Floors, app: Flask, house: House, ready: Opened
) -> None:
    sign(floors, house, ready, "first", Outcome.STOP)
    assert "A reviewer signed a concern" in page_of(app, floors, ready)
    (task,) = tasks(floors, house.mara)
    assert (task.verb, task.endpoint) == ("Look at a concern", "review.overview")
    sign(floors, house, ready, "second", Outcome.MOVE)
    assert "Stop: a concern" in page_of(app, floors, ready)
    assert tasks(floors, house.mara) == []


def test_two_outcomes_and_a_third_reviewer_show_on_the_case(
    floors: Floors, app: Flask, house: House, ready: Opened
) -> None:
    for seat, outcome in (("first", Outcome.MOVE), ("second", Outcome.DOES_NOT_AGREE)):
        sign(floors, house, ready, seat, outcome)
    assert "they answer each other" in page_of(app, floors, ready)
    for seat, outcome in (("first", Outcome.MOVE), ("second", Outcome.DOES_NOT_AGREE)):
        with floors.begin(house.who(ready.seats[seat].reviewer_ref)) as work:
            operations.amend(work, ready.id_of(seat), making.conclusion(outcome))
    page = page_of(app, floors, ready)
    assert "Third reviewer" in page
    assert page.count("Signed, and answered the other") == 2


def test_a_case_of_which_a_side_is_closed_says_so_and_opens_nothing(
    floors: Floors, app: Flask, house: House, ready: Opened
) -> None:
    for seat in ("first", "second"):
        sign(floors, house, ready, seat, Outcome.MOVE)
    children.agreed(floors, house.amina, house.child, SHOW_CASEWORKERS, yes=False)
    page = page_of(app, floors, ready)
    assert "cannot go on for now" in page
    assert "The scar" not in page
    assert "Go on with this case" not in page


def test_the_list_of_cases_says_where_each_stands(
    floors: Floors, app: Flask, house: House, opened: Opened
) -> None:
    browser = Browser(app, floors, MARA)
    page = browser.get("/desk/cases").text
    assert house.child.reference in page
    assert "Being compared" in page
    with floors.begin(house.mara) as work:
        claims_at_work.close_claim(work, house.claim.ref, ClosureReason.OTHER)
    assert browser.get("/desk/cases").status_code == 200


def test_a_pair_leads_to_its_review_by_one_button(floors: Floors, app: Flask, house: House) -> None:
    pair = making.candidate(floors, house.claim.ref, house.child.ref)
    browser = Browser(app, floors, MARA)
    opened = browser.post(f"/desk/candidates/{pair.id}/reviews")
    assert opened.location.startswith("/desk/cases/")
    assert "Not begun yet" in browser.get(opened.location).text
    again = browser.post(f"/desk/candidates/{pair.id}/reviews")
    assert again.status_code == 409
    assert "open already" in again.text


def test_a_case_without_reviewers_says_for_whom_it_waits(floors: Floors, app: Flask) -> None:
    admins = caseworkers.administrators(floors)
    mara, (hana, omar) = claims.mara(floors, admins), claims.hana_and_omar(floors, admins)
    claim, found = claims.filed(floors), claims.found(floors, hana, omar)
    pair = making.candidate(floors, claim.ref, found.ref)
    with floors.begin(mara) as work:
        review = operations.open_review(work, str(pair.id))
    page = page_of(app, floors, making.seated(floors, review))
    assert "Waits for 2 reviewers outside Willow House." in page
    assert "Waits for a reviewer" in Browser(app, floors, MARA).get("/desk/cases").text
    (task,) = tasks(floors, mara)
    assert (task.verb, task.reference) == ("Find a reviewer", claim.reference)
    assert task.tier == Tier.CRITICAL.value
    harbour = making.agency(floors, admins, "Harbour Aid")
    caseworkers.staff(floors, admins, "noor@harbour.example", Role.CASEWORKER, agency=harbour)
    assert operations.assign_waiting(floors) == 1
    page = page_of(app, floors, making.seated(floors, review))
    assert "Waits for one reviewer outside Willow House." in page


def test_a_reviewers_tasks_follow_from_the_records(
    floors: Floors, house: House, ready: Opened
) -> None:
    who = house.who(ready.seats["first"].reviewer_ref)
    (task,) = tasks(floors, who)
    assert (task.verb, task.endpoint) == ("Compare two sides", "review.desk")
    assert task.ids == {"assignment_id": ready.id_of("first")}
    assert (task.stage, task.tier) == ("Conclusion", Tier.STANDARD.value)
    assert task.due is not None
    sign(floors, house, ready, "first", Outcome.MOVE)
    assert tasks(floors, who) == []
    sign(floors, house, ready, "second", Outcome.NOT_ENOUGH)
    (task,) = tasks(floors, who)
    assert (task.verb, task.endpoint) == ("Answer the other opinion", "review.talk")
    assert tasks(floors, house.amina) == []


def test_a_pair_of_a_record_and_a_child_in_care_is_critical(floors: Floors, house: House) -> None:
    hana, omar = claims.hana_and_omar(floors, house.admins)
    found = claims.found(floors, hana, omar)
    pair = making.candidate(floors, house.child.ref, found.ref)
    with floors.begin(house.mara) as work:
        review = operations.open_review(work, str(pair.id))
    (assignment, *_) = making.seated(floors, review).seats.values()
    (task,) = tasks(floors, house.who(assignment.reviewer_ref))
    assert task.tier == Tier.CRITICAL.value


def test_the_childs_own_words_are_weighed_and_not_who_heard_them(
    floors: Floors, app: Flask, house: House
) -> None:
    found = making.found_with_words(floors, house)
    pair = making.candidate(floors, house.claim.ref, found.ref)
    with floors.begin(house.mara) as work:
        review = operations.open_review(work, str(pair.id))
    (assignment, *_) = making.seated(floors, review).seats.values()
    who = house.who(assignment.reviewer_ref)
    making.walked(floors, who, str(assignment.id), until=Stage.CONTEXT)
    with floors.begin(who) as work:
        desk = operations.desk_of(work, str(assignment.id))
        sheet = operations.sheet_of(work, desk, Stage.CONTEXT)
    assert sheet.asked == ("own_words",)
    said = " ".join(word for line in sheet.words for word in line.words)
    assert "Amo" in said
    assert "Hana" not in said
    told = {line.label: line.words for line in sheet.told[0]}
    assert told == {"Told on": ("2026-03-02",), "Came into care on": ("2026-02-20",)}
    assert "Mersin" not in str(told)
