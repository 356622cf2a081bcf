"""Nobody is told before everything stands; taking any one record away is always a no."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.description import AgeRange, PartialDate, Person
from registry.reunion import rules
from registry.reunion.codes import Assent, Custody, How, Recommendation, Wish
from registry.reunion.rules import Case, Clearing, Hearing
from tests.registry.reunion.rules.cases import MARA, NOOR, SIDES, WHOLE, any_case

TODAY = date(2026, 3, 2)


def without(case: Case, record: str) -> Case:
    """The same case, but for one record."""
    kind, _, place = record.partition(".")
    if not place:
        absent: dict[str, object] = {"is_decided_move": False, "custody": ()}
        return replace(case, **{kind: absent.get(kind)})  # type: ignore[arg-type]
    held = getattr(case, kind)
    if isinstance(held, frozenset):
        return replace(case, **{kind: held - {SIDES[int(place)]}})  # type: ignore[arg-type]
    return replace(case, **{kind: held[: int(place)] + held[int(place) + 1 :]})


RECORDS = (
    "is_decided_move",
    "safety_assessed.0",
    "safety_assessed.1",
    "clearings.0",
    "clearings.1",
    "clearings.2",
    "clearings.3",
    "custody",
    "heard",
    "verified",
    "panel.0",
    "panel.1",
    "papers_seen.0",
    "papers_seen.1",
    "assent",
)


def test_both_may_be_asked_when_everything_stands() -> None:
    assert rules.may_tell(WHOLE)
    assert rules.still_needed(WHOLE) == ()


@pytest.mark.parametrize("record", RECORDS)
def test_without_any_one_record_nobody_is_told(record: str) -> None:
    lacking = without(WHOLE, record)
    assert not rules.may_tell(lacking)
    assert len(rules.still_needed(lacking)) == 1


@given(any_case, st.sampled_from(RECORDS))
def test_taking_a_record_away_never_turns_a_no_into_a_yes(case: Case, record: str) -> None:
    kind, _, place = record.partition(".")
    if place and not isinstance(getattr(case, kind), frozenset):
        place = str(min(int(place), max(len(getattr(case, kind)) - 1, 0)))
    lacking = without(case, f"{kind}.{place}" if place else kind)
    spoke_against = kind in {"clearings", "panel", "custody"}
    if rules.may_tell(lacking) and not spoke_against:
        assert rules.may_tell(case)


@given(any_case)
def test_telling_is_allowed_only_with_every_one_of_its_parts(case: Case) -> None:
    if not rules.may_tell(case):
        return
    assert case.is_decided_move
    assert case.safety_assessed == set(SIDES) == case.papers_seen
    for side in SIDES:
        found = [each for each in case.clearings if each.side == side]
        assert all(each.is_clear for each in found)
        assert len({each.by for each in found}) >= 2
    assert case.custody
    assert Custody.FORBIDS not in case.custody
    assert case.verified in rules.GOING_AHEAD
    assert {found for _, found in case.panel} <= rules.GOING_AHEAD
    assert len(case.panel) >= 2
    assert case.assent in {Assent.YES, Assent.TOO_YOUNG}
    assert case.assent is Assent.YES or not rules.needs_assent(case.oldest_age)


@given(any_case)
def test_a_case_that_is_stopped_never_tells(case: Case) -> None:
    assert not (rules.is_stopped(case) and rules.may_tell(case))
    assert not (rules.asks_to_wait(case) and rules.may_tell(case))


def test_two_findings_of_one_person_are_one() -> None:
    twice = tuple(Clearing(side, MARA, is_clear=True) for side in SIDES for _ in range(2))
    assert not rules.may_tell(replace(WHOLE, clearings=twice))


def test_one_who_finds_it_not_safe_stops_the_case() -> None:
    third = Clearing(SIDES[0], NOOR, is_clear=False)
    case = replace(WHOLE, clearings=(*WHOLE.clearings, third))
    assert rules.is_stopped(case)
    assert not rules.is_cleared(case, SIDES[0])
    assert rules.is_cleared(case, SIDES[1])
    assert not rules.may_tell(case)


def test_an_order_against_it_is_not_undone_by_a_later_look() -> None:
    case = replace(WHOLE, custody=(Custody.FORBIDS, Custody.NO_ORDER))
    assert rules.is_stopped(case)
    assert not rules.may_tell(case)


def test_an_order_that_allows_it_is_no_hurdle() -> None:
    assert rules.may_tell(replace(WHOLE, custody=(Custody.ALLOWS,)))


@pytest.mark.parametrize("wish", [Wish.NO, Wish.LATER])
def test_a_child_who_asks_us_to_wait_is_not_gone_past(wish: Wish) -> None:
    case = replace(WHOLE, heard=Hearing(How.ALONE, wish))
    assert rules.is_held_back(case)
    assert not rules.may_tell(case)


def test_a_child_who_is_not_sure_may_still_say_yes_to_being_told_of() -> None:
    assert rules.may_tell(replace(WHOLE, heard=Hearing(How.WITH_SUPPORT, Wish.UNSURE)))


def test_not_yet_possible_is_a_reason_and_not_a_hearing() -> None:
    assert not rules.may_tell(replace(WHOLE, heard=Hearing(How.NOT_YET, Wish.NOT_SAID)))


@pytest.mark.parametrize("age", [None, 6, 12, 17])
@pytest.mark.parametrize("assent", [None, Assent.NO, Assent.NOT_YET, Assent.TOO_YOUNG])
def test_from_six_on_only_the_childs_own_yes_will_do(age: int | None, assent: Assent) -> None:
    assert not rules.may_tell(replace(WHOLE, oldest_age=age, assent=assent))
    assert rules.may_tell(replace(WHOLE, oldest_age=age, assent=Assent.YES))


def test_a_child_under_six_is_not_pressed_for_an_answer_but_a_no_counts() -> None:
    heard = Hearing(How.TOO_YOUNG, Wish.TOO_YOUNG)
    little = replace(WHOLE, oldest_age=5, heard=heard, assent=Assent.TOO_YOUNG)
    assert rules.may_tell(little)
    assert not rules.may_tell(replace(little, assent=Assent.NO))
    assert not rules.may_tell(replace(little, assent=Assent.NOT_YET))
    assert not rules.may_tell(replace(little, oldest_age=6, assent=Assent.YES))


@pytest.mark.parametrize("found", sorted(set(Recommendation) - rules.GOING_AHEAD))
def test_one_of_the_panel_who_finds_otherwise_is_enough(found: Recommendation) -> None:
    assert not rules.may_tell(replace(WHOLE, panel=(*WHOLE.panel, (NOOR, found))))
    assert not rules.may_tell(replace(WHOLE, verified=found))


def test_the_highest_age_that_may_be_counts() -> None:
    stated = AgeRange(4, 6, date(2025, 3, 2))
    assert rules.oldest_age(Person(age=stated), TODAY) == 7
    assert rules.oldest_age(Person(date_of_birth=PartialDate(2020)), TODAY) == 6
    born = PartialDate(2020, 3, 3)
    assert rules.oldest_age(Person(date_of_birth=born), TODAY) == 5
    assert rules.oldest_age(Person(date_of_birth=born, age=stated), TODAY) == 7
    assert rules.oldest_age(Person(), TODAY) is None


def test_one_yes_alone_tells_nobody_anything() -> None:
    one, other = SIDES
    assert rules.is_mutual([(one, True), (other, True)], SIDES)
    assert not rules.is_mutual([(one, True)], SIDES)
    assert not rules.is_mutual([(one, True), (other, False)], SIDES)
    assert not rules.is_mutual([(one, True), (one, True)], SIDES)
    assert not rules.is_mutual([], SIDES)
