"""The rules over the trail: what each finds, what it nearly finds, and what never matters."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, timedelta
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.purposes import CLAIM_HANDLING, REVEAL_MATCH, STORE_DETAILS
from registry.trail.events import Event
from registry.watching.codes import SEES, Rule
from registry.watching.rules import LOOKS_BACK, Fact, Seen, Span, alone, find, several
from tests.registry.watching.traces import (
    DAYS,
    HITS,
    NAIROBI,
    NEAR,
    NOON,
    NOOR,
    TOMAS,
    WHOLE,
    fact,
    look,
    looks,
    only,
    rules_found,
    worked,
)

AT_ONCE: Final = {Rule.SAME_NAME, Rule.CANARY}
"""Written in the act of opening, and not by these rules."""


def test_every_rule_over_the_trail_has_a_trace() -> None:
    assert set(HITS) == set(NEAR) == set(Rule) - AT_ONCE
    assert set(SEES) == set(Rule)


@pytest.mark.parametrize("rule", HITS)
def test_a_trace_is_found_by_its_rule_and_by_no_other(rule: Rule) -> None:
    assert rules_found(HITS[rule]) == {rule}


@pytest.mark.parametrize("rule", NEAR)
def test_what_is_nearly_the_same_is_not_found(rule: Rule) -> None:
    assert rule not in rules_found(NEAR[rule])


@pytest.mark.parametrize("rule", HITS)
def test_a_finding_says_who_and_rests_on_entries_of_the_trace(rule: Rule) -> None:
    (seen,) = only(rule, HITS[rule])[:1]
    assert seen.actor_ref == NOOR
    assert seen.entries
    assert set(seen.entries) <= {each.seq for each in HITS[rule]}
    assert list(seen.entries) == sorted(seen.entries)


@pytest.mark.parametrize(
    ("rule", "numbers"),
    [
        (Rule.MANY, (alone.MANY,)),
        (Rule.NIGHT, (alone.NIGHT_BEGINS, alone.NIGHT_ENDS)),
        (Rule.AGAIN, (alone.AGAIN,)),
        (Rule.NO_WORK, (alone.UNTOUCHED, alone.TO_WRITE // alone.HOUR)),
        (Rule.PROMPTS, (alone.PROMPTS,)),
        (Rule.TOGETHER, (several.TOGETHER,)),
        (Rule.SAME_TWO, (several.SIGNATURES,)),
    ],
)
def test_the_sentence_says_the_numbers_of_the_rule(rule: Rule, numbers: tuple[int, ...]) -> None:
    said = [int(each) for each in re.findall(r"\d+", SEES[rule].replace(":00", ""))]
    assert said == list(numbers)


def test_the_night_is_the_night_of_the_house() -> None:
    evening = [look(7.5 * 60, "child:1")]  # 19:30 in London, 22:30 in Nairobi
    assert Rule.NIGHT in rules_found(evening)
    assert Rule.NIGHT not in rules_found(evening, replace(WHOLE, zone=UTC))


def test_whoever_works_at_night_as_a_rule_is_not_found() -> None:
    tonight = Span(NOON, NOON + timedelta(days=1), NAIROBI)
    for others, is_found in ((2, True), (3, False)):
        nights = [look(7.5 * 60 - DAYS * each, "child:1") for each in range(others + 1)]
        assert (Rule.NIGHT in rules_found(nights, tonight)) is is_found


def test_one_night_is_one_finding_on_both_sides_of_midnight() -> None:
    night = [look(8 * 60, "child:1"), look(11 * 60, "child:2")]
    assert len(only(Rule.NIGHT, night)) == 1


def test_coming_back_within_half_an_hour_is_the_same_look() -> None:
    assert Rule.AGAIN not in rules_found([look(each * 3, "child:1") for each in range(10)])


def test_a_lead_who_looked_to_countersign_is_not_found_and_a_colleague_is() -> None:
    other = look(95, "claim:1", by=TOMAS)
    (seen,) = only(Rule.FILED, [*NEAR[Rule.FILED], other])
    assert (seen.actor_ref, seen.about_ref) == (TOMAS, "claim:1")


def test_another_agency_may_look_at_a_new_claim() -> None:
    near = [replace(each, agency_ref=None) if each.is_look else each for each in HITS[Rule.FILED]]
    assert Rule.FILED not in rules_found(near)


def test_a_warning_on_two_days_of_a_week_is_found() -> None:
    two = [fact(Event.BUDGET_REACHED, each * DAYS, NOOR, level="alert") for each in (0, 3)]
    far = [fact(Event.BUDGET_REACHED, each * DAYS, NOOR, level="alert") for each in (0, 8)]
    assert Rule.BUDGET in rules_found(two)
    assert Rule.BUDGET not in rules_found(far)


@pytest.mark.parametrize(
    ("purpose", "case"),
    [(STORE_DETAILS, ""), (CLAIM_HANDLING, ""), (REVEAL_MATCH, "review:1")],
)
def test_what_somebody_opens_as_family_is_no_look_of_the_desk(purpose: str, case: str) -> None:
    own = [
        look(each, f"child:{each}", purpose=purpose, case=case) for each in range(alone.MANY + 5)
    ]
    assert rules_found(own) == set()


def traces() -> st.SearchStrategy[list[Fact]]:
    """Some of the traces above, one after the other or over each other."""
    every = st.sampled_from([*HITS.values(), *NEAR.values()])
    moved = st.builds(
        lambda facts, by: [replace(each, at=each.at + by) for each in facts],
        every,
        st.integers(0, 3 * 24).map(lambda hours: timedelta(hours=hours)),
    )
    return st.lists(moved, min_size=1, max_size=3).map(_one_after_the_other)


def _one_after_the_other(parts: list[list[Fact]]) -> list[Fact]:
    """In one trail every entry has a number of its own."""
    return [
        replace(each, seq=number)
        for number, each in enumerate(each for part in parts for each in part)
    ]


def keys(found: list[Seen]) -> set[tuple[object, ...]]:
    """Which findings they are."""
    return {seen.key for seen in found}


@settings(max_examples=50, deadline=None)
@given(traces(), st.randoms(use_true_random=False))
def test_the_order_in_which_entries_arrive_does_not_matter(facts: list[Fact], chance) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    shuffled = list(facts)
    chance.shuffle(shuffled)
    assert find(shuffled, WHOLE) == find(facts, WHOLE)


@settings(max_examples=50, deadline=None)
@given(traces(), traces())
def test_what_other_people_do_elsewhere_never_takes_a_finding_away(
    facts: list[Fact], others: list[Fact]
) -> None:
    elsewhere = [
        replace(
            each,
            seq=each.seq + 100_000,
            actor_ref=f"{each.actor_ref}-other",
            subject_ref=f"{each.subject_ref}-other",
            about=tuple(f"{ref}-other" for ref in each.about),
        )
        for each in others
    ]
    assert keys(find(facts, WHOLE)) <= keys(find([*facts, *elsewhere], WHOLE))


@settings(max_examples=30, deadline=None)
@given(traces(), st.integers(12, 60))
def test_hour_by_hour_finds_the_same_as_all_at_once(facts: list[Fact], hours: int) -> None:
    """The worker may run each hour, or after a pause: nothing is missed and nothing is new."""
    step, at = timedelta(hours=hours), NOON - timedelta(days=1)
    end = NOON + timedelta(days=12)
    found: set[tuple[object, ...]] = set()
    while at < end:
        span = Span(at, at + step, NAIROBI)
        known = [each for each in facts if at - LOOKS_BACK <= each.at <= span.until]
        found |= keys(find(known, span))
        at += step
    assert found == keys(find(facts, WHOLE))


@settings(max_examples=50, deadline=None)
@given(traces())
def test_to_ask_twice_finds_the_same(facts: list[Fact]) -> None:
    found = find(facts, WHOLE)
    assert find([*facts, *facts], WHOLE) == found
    assert len(keys(found)) == len(found)


def test_work_on_a_case_is_work_on_its_records() -> None:
    opened = [look(each, f"child:{each}", case="review:1") for each in range(alone.UNTOUCHED)]
    judged = fact(Event.JUDGEMENT_SAVED, 300, "review:1", "assignment:1", stage=5)
    assert Rule.NO_WORK in rules_found(opened)
    assert Rule.NO_WORK not in rules_found([*opened, judged])


def test_work_that_came_too_late_does_not_count() -> None:
    late = worked(looks(alone.UNTOUCHED, apart=20), minutes=16 * 60)
    assert Rule.NO_WORK in rules_found(late)
