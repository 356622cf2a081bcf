"""How a step stands follows from records; nobody types it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from registry.reunion import rules
from registry.reunion.codes import Assent, Custody, How, Recommendation, State, Step, Wish
from registry.reunion.rules import Case, Clearing, Hearing
from tests.registry.reunion.rules.cases import MARA, SIDES, WHOLE, any_case

NOTHING = Case(sides=SIDES, is_decided_move=True)


def states(case: Case) -> dict[Step, State]:
    """Every step."""
    return {step: rules.state(case, step) for step in Step}


def steps_in(case: Case, state: State) -> set[Step]:
    """The steps that stand so."""
    return {step for step, found in states(case).items() if found is state}


def test_at_first_four_things_can_be_done_and_the_rest_waits() -> None:
    assert steps_in(NOTHING, State.NEXT) == {
        Step.SAFETY,
        Step.CUSTODY,
        Step.HEARD,
        Step.VERIFIER,
    }
    assert rules.next_step(NOTHING) is Step.SAFETY
    assert len(steps_in(NOTHING, State.WAITS)) == 8


def test_a_case_nobody_moved_on_has_nothing_to_do() -> None:
    assert rules.next_step(replace(NOTHING, is_decided_move=False)) is None


def test_the_verifier_can_write_once_asked() -> None:
    assert rules.state(replace(NOTHING, has_verifier=True), Step.MEETING) is State.NEXT


def test_a_meeting_is_not_done_while_the_child_has_not_answered() -> None:
    assert rules.state(replace(WHOLE, assent=Assent.NOT_YET), Step.MEETING) is State.NEXT
    assert rules.state(replace(WHOLE, papers_seen=frozenset()), Step.MEETING) is State.NEXT
    assert rules.state(WHOLE, Step.MEETING) is State.DONE


def test_the_panel_waits_for_custody_the_childs_voice_and_the_meeting() -> None:
    unweighed = replace(WHOLE, panel=())
    assert rules.state(unweighed, Step.PANEL) is State.NEXT
    for lacking in (
        replace(unweighed, custody=()),
        replace(unweighed, heard=None),
        replace(unweighed, verified=None),
    ):
        assert rules.state(lacking, Step.PANEL) is State.WAITS


def test_both_are_asked_when_everything_stands() -> None:
    assert steps_in(WHOLE, State.NEXT) == {Step.ASK}
    asked = replace(WHOLE, is_asked=True)
    assert steps_in(asked, State.NEXT) == {Step.ANSWERS}


def test_a_yes_of_both_opens_letters_and_the_reunion() -> None:
    answers = tuple((side, True) for side in SIDES)
    told = replace(WHOLE, is_asked=True, answers=answers, is_mutual=True)
    assert steps_in(told, State.NEXT) == {Step.CONTACT, Step.REUNION}
    assert steps_in(replace(told, is_mutual=False), State.NEXT) == set()


def test_after_the_reunion_come_visits_and_then_the_end() -> None:
    reunited = replace(WHOLE, is_asked=True, answers=((SIDES[0], True), (SIDES[1], True)))
    reunited = replace(reunited, is_mutual=True, is_reunited=True)
    assert steps_in(reunited, State.NEXT) == {Step.FOLLOW_UP}
    again = replace(reunited, visits=1, needs_another_visit=True)
    assert steps_in(again, State.NEXT) == {Step.FOLLOW_UP}
    assert steps_in(replace(reunited, visits=1), State.NEXT) == {Step.CLOSING}
    closed = replace(reunited, visits=1, is_closed=True)
    assert set(states(closed).values()) == {State.DONE}


def test_a_stopped_case_can_only_be_closed() -> None:
    stopped = replace(NOTHING, clearings=(Clearing(SIDES[0], MARA, is_clear=False),))
    assert steps_in(stopped, State.NEXT) == {Step.CLOSING}
    assert rules.state(stopped, Step.CUSTODY) is State.STOPPED
    forbidden = replace(WHOLE, custody=(Custody.FORBIDS,))
    assert steps_in(forbidden, State.NEXT) == {Step.CLOSING}
    assert rules.state(replace(NOTHING, is_closed=True), Step.SAFETY) is State.STOPPED


def test_where_nothing_may_be_opened_what_was_asked_then_is_taken_as_answered() -> None:
    little = replace(
        WHOLE,
        safety_assessed=frozenset(),
        papers_seen=frozenset(),
        oldest_age=None,
        heard=Hearing(How.TOO_YOUNG, Wish.TOO_YOUNG),
        assent=Assent.TOO_YOUNG,
    )
    assert rules.state(little, Step.MEETING) is not State.DONE
    assert rules.state(rules.as_recorded(little), Step.MEETING) is State.DONE
    assert rules.state(rules.as_recorded(little), Step.HEARD) is State.DONE


@given(any_case)
def test_asking_is_never_next_before_everything_stands(case: Case) -> None:
    if rules.state(case, Step.ASK) is State.NEXT:
        assert rules.may_tell(case)
    if rules.next_step(case) is Step.REUNION:
        assert case.is_mutual


def test_a_recommendation_against_it_leaves_the_meeting_open() -> None:
    found = replace(WHOLE, verified=Recommendation.FURTHER_TRACING)
    assert rules.state(found, Step.MEETING) is State.NEXT
