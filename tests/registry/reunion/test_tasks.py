"""What waits for whom, worked out from plain records."""

from __future__ import annotations

from dataclasses import replace

import pytest

from registry.authority import Actor
from registry.description import ClosureReason
from registry.reunion import operations
from registry.reunion.codes import Assent, Finding, How, Wish
from registry.review.models import Decision
from registry.trail.events import Event
from registry.work import Floors
from tests.cast import HANA
from tests.making import accounts
from tests.making import reunion as making
from tests.making.reunion import MEETING, VISIT, WORDS, Cast


def waiting(floors: Floors, who: Actor) -> list[tuple[str, str]]:
    """The verbs and pages that wait for somebody."""
    with floors.reading() as session:
        found = operations.tasks_of(session, who, floors.clock())
    return [(task.verb, task.endpoint) for task in found]


def test_a_fresh_case_waits_for_both_coordinators(floors: Floors, moved: Cast) -> None:
    safety = ("Clear safety", "reunion.safety")
    assert waiting(floors, moved.ines) == [safety]
    assert waiting(floors, moved.mara) == [("Check custody", "reunion.case"), safety]


def test_who_has_cleared_both_sides_is_not_asked_again(floors: Floors, moved: Cast) -> None:
    for side in ("seeking", "holding"):
        with floors.begin(moved.ines) as work:
            operations.clear_safety(work, moved.review_id, side, Finding.CLEAR, WORDS)
    assert waiting(floors, moved.ines) == []


def test_a_stopped_case_waits_only_to_be_closed(floors: Floors, moved: Cast) -> None:
    making.asked_to_meet(floors, moved)
    task = making.task_of(floors, moved)
    assert task is not None
    with floors.begin(moved.ines) as work:
        operations.clear_safety(work, moved.review_id, "seeking", Finding.NOT_CLEAR, WORDS)
    assert waiting(floors, moved.ines) == []
    assert waiting(floors, task[1]) == []
    assert waiting(floors, moved.mara) == [("Close the case", "reunion.case")]


def test_the_verifier_has_one_task_until_both_are_met(floors: Floors, moved: Cast) -> None:
    _task, verifier = making.asked_to_meet(floors, moved)
    meet = ("Meet both sides", "reunion.verification")
    assert waiting(floors, verifier) == [meet]
    making.met(floors, moved, replace(MEETING, assent=Assent.NOT_YET))
    assert waiting(floors, verifier) == [meet]
    making.met(floors, moved)
    assert waiting(floors, verifier) == []


def test_the_next_thing_moves_on_with_the_records(floors: Floors, moved: Cast) -> None:
    def next_verb() -> str:
        return waiting(floors, moved.mara)[0][0]

    making.checked(floors, moved)
    assert next_verb() == "Hear the child"
    making.heard(floors, moved, How.ALONE, Wish.NOW)
    assert next_verb() == "Have both sides met"
    making.met(floors, moved)
    making.cleared(floors, moved)
    panel = ("Say what is best for the child", "reunion.panel")
    assert panel in waiting(floors, moved.ines)
    making.weighed(floors, moved)
    assert waiting(floors, moved.ines) == []
    assert next_verb() == "Ask both sides"
    making.ask(floors, moved)
    assert next_verb() == "See what the case waits for"


def test_a_case_at_its_end(floors: Floors, told: Cast) -> None:
    making.reunited(floors, told)
    assert waiting(floors, told.mara) == [("Visit the family", "reunion.case")]
    with floors.begin(told.mara) as work:
        operations.follow_up(work, told.review_id, VISIT)
    assert waiting(floors, told.mara) == [("Close the case", "reunion.case")]
    with floors.begin(told.mara) as work:
        operations.close_case(work, told.review_id, ClosureReason.REUNIFIED)
    assert waiting(floors, told.mara) == []


def test_a_lead_is_asked_for_the_child_in_care(floors: Floors, found: Cast) -> None:
    assert waiting(floors, found.holder) == []
    making.asked(floors, found)
    assert waiting(floors, found.holder) == [("Answer a question", "reunion.reveal")]
    making.answered(floors, found, seeker=None)
    assert waiting(floors, found.holder) == []


@pytest.mark.parametrize("who", ["seeker", "holder"])
def test_families_have_no_desk(floors: Floors, asked: Cast, who: str) -> None:
    assert waiting(floors, getattr(asked, who)) == []


def test_a_decision_whose_case_is_gone_breaks_nobodys_day(floors: Floors, moved: Cast) -> None:
    before = waiting(floors, moved.mara)
    with floors.begin(moved.mara) as work:
        made = Decision(review_ref="review:gone", outcome="move", at=work.now())
        work.session.add(made)
        work.trail.record(Event.DECISION_MADE, "review:gone", made.ref, outcome="move")
    assert waiting(floors, moved.mara) == before


def test_somebody_with_no_part_in_a_case_has_no_task(floors: Floors, found: Cast) -> None:
    assert waiting(floors, accounts.acting(floors, HANA)) == []
