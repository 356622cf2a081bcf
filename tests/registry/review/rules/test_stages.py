"""What opens when, what may be noted, and how one's own work stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import Absent, Invalid
from registry.review.rules import (
    GROUPS_OF,
    ORDERS,
    Answer,
    Stage,
    State,
    Steps,
    may_close,
    may_judge,
    may_open,
    may_save,
    next_stage,
    state_of,
)

ORDER = st.sampled_from(sorted(ORDERS))
STAGES = st.frozensets(st.sampled_from(sorted(Stage)))


def test_each_order_goes_through_every_stage_once() -> None:
    assert all(sorted(order) == sorted(Stage) for order in ORDERS.values())


def test_one_order_begins_with_photos_and_one_with_facts() -> None:
    assert [int(stage) for stage in ORDERS["A"]] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert [int(stage) for stage in ORDERS["B"]] == [0, 4, 5, 6, 7, 1, 2, 3, 8, 9]


def test_no_group_of_facts_is_shown_in_two_stages() -> None:
    shown = [group for groups in GROUPS_OF.values() for group in groups]
    assert len(shown) == len(set(shown))


@given(ORDER, STAGES)
def test_the_next_stage_is_the_first_that_is_not_closed(
    order: str, closed: frozenset[Stage]
) -> None:
    turn = next_stage(order, closed)
    if turn is None:
        assert closed == set(Stage)
    else:
        place = ORDERS[order].index(turn)
        assert turn not in closed
        assert set(ORDERS[order][:place]) <= closed


@given(ORDER, STAGES, st.integers(-1, 12))
def test_a_stage_opens_in_its_turn_only(order: str, closed: frozenset[Stage], stage: int) -> None:
    steps = Steps(order, closed=closed)
    if steps.turn == stage:
        may_open(steps, stage)
    else:
        with pytest.raises(Absent):
            may_open(steps, stage)


@given(ORDER, STAGES, STAGES, st.integers(-1, 12))
def test_only_what_is_open_can_be_judged(
    order: str, opened: frozenset[Stage], closed: frozenset[Stage], stage: int
) -> None:
    steps = Steps(order, opened, closed)
    if stage in opened and stage not in closed:
        may_judge(steps, stage)
    else:
        with pytest.raises(Absent):
            may_judge(steps, stage)


@pytest.mark.parametrize(
    ("noted", "field"),
    [
        ({}, "marks.scar.answer"),
        ({"marks.scar": (None, "a fall")}, "marks.scar.answer"),
        ({"marks.scar": (Answer.NOT_GIVEN, "")}, "marks.scar.answer"),
        ({"marks.scar": (Answer.CLEAR, "")}, "marks.scar.answer"),
        ({"marks.scar": (Answer.NOT_EXPLAINED, " ")}, "marks.scar.reason"),
        ({"marks.scar": (Answer.MAY_BE_EXPLAINED, "")}, "marks.scar.reason"),
        ({"marks.scar": (Answer.AGREES_EXPLAINED, "")}, "marks.scar.reason"),
    ],
)
def test_a_stage_does_not_close_while_something_is_owed(
    noted: dict[str, tuple[Answer | None, str]], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        may_close(("marks.scar",), noted)
    assert refused.value.field == field


def test_a_stage_closes_when_every_row_has_its_answer() -> None:
    may_close((), {})
    may_close(("marks.scar",), {"marks.scar": (Answer.AGREES, "")})
    may_close(("marks.scar",), {"marks.scar": (Answer.NOT_EXPLAINED, "the other knee")})


def test_an_unfinished_stage_can_be_kept() -> None:
    may_save({"marks.scar": (None, ""), "marks.mole": (Answer.NOT_EXPLAINED, "")})


@pytest.mark.parametrize("noted", [(None, "words without an answer"), (Answer.NOT_GIVEN, "")])
def test_what_is_no_answer_is_not_kept(noted: tuple[Answer | None, str]) -> None:
    with pytest.raises(Invalid):
        may_save({"marks.scar": noted})


@given(st.booleans(), st.integers(0, 2), st.booleans(), st.booleans())
def test_nobody_learns_of_another_before_having_signed(
    is_given_back: bool,  # noqa: FBT001 - drawn
    versions: int,
    is_split: bool,  # noqa: FBT001 - drawn
    is_decided: bool,  # noqa: FBT001 - drawn
) -> None:
    state = state_of(
        is_given_back=is_given_back, versions=versions, is_split=is_split, is_decided=is_decided
    )
    if state is State.TALKING:
        assert versions == 1
        assert is_split
        assert not is_decided
    if not versions and not is_decided:
        alone = state_of(is_given_back=is_given_back, versions=0, is_split=False, is_decided=False)
        assert state is alone


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ((False, 0, False, False), State.TO_DO),
        ((False, 0, False, True), State.GONE),
        ((True, 0, False, False), State.GONE),
        ((False, 1, False, False), State.SIGNED),
        ((False, 1, True, False), State.TALKING),
        ((False, 1, True, True), State.SIGNED),
        ((False, 2, True, False), State.SIGNED),
    ],
)
def test_how_ones_own_work_stands(known: tuple[bool, int, bool, bool], state: State) -> None:
    back, versions, split, decided = known
    found = state_of(is_given_back=back, versions=versions, is_split=split, is_decided=decided)
    assert found is state
