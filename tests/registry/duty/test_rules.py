"""Whom to ring follows from the rota, the rings so far and the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.duty import rules
from registry.duty.rules import Ring, Turn
from registry.errors import Invalid

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
QUARTER = rules.ACKNOWLEDGE_WITHIN
OTHERS = frozenset({"ines", "mara"})


def turn(who: str, place: int, start: float, end: float) -> Turn:
    """A turn, in hours from now."""
    return Turn(who, place, NOW + HOUR * start, NOW + HOUR * end)


def test_they_are_rung_in_their_places_while_their_turn_lasts() -> None:
    turns = [
        turn("noor", 2, -1, 1),
        turn("mara", 1, -1, 1),
        turn("noor", 3, -2, 1),
        turn("ewa", 1, 0.5, 1),
        turn("luis", 1, -1, 0),
    ]
    assert rules.on_duty(turns, NOW) == ("mara", "noor")


@pytest.mark.parametrize(
    ("order", "rung", "minutes", "whom"),
    [
        (("noor", "ewa"), [], 0, ("noor",)),
        (("noor", "ewa"), [("noor", 0)], 14.9, ()),
        (("noor", "ewa"), [("noor", 0)], 15, ("ewa",)),
        (("noor", "ewa"), [("noor", 0), ("ewa", 15)], 29, ()),
        (("noor", "ewa"), [("noor", 0), ("ewa", 15)], 30, ("noor", "ines", "mara")),
        (("mara",), [("mara", 0)], 15, ("mara", "ines")),
        ((), [], 0, ("ines", "mara")),
        ((), [("ines", 0), ("mara", 0)], 10, ()),
        ((), [("ines", 0), ("mara", 0)], 15, ("ines", "mara")),
    ],
)
def test_the_next_is_rung_after_a_quarter_of_an_hour_and_at_last_everybody(
    order: tuple[str, ...], rung: list[tuple[str, float]], minutes: float, whom: tuple[str, ...]
) -> None:
    rings = [Ring(who, NOW + timedelta(minutes=at)) for who, at in rung]
    assert rules.whom_to_ring(order, OTHERS, rings, NOW + timedelta(minutes=minutes)) == whom


@given(st.lists(st.sampled_from(["noor", "ewa", "luis"]), unique=True), st.integers(1, 12))
def test_whoever_is_on_duty_is_rung_before_anybody_is_rung_twice(
    order: list[str], rounds: int
) -> None:
    rings: list[Ring] = []
    for step in range(rounds):
        at = NOW + QUARTER * step
        found = rules.whom_to_ring(order, OTHERS, rings, at)
        assert found
        assert rules.whom_to_ring(order, OTHERS, [Ring(found[0], at)], at + QUARTER / 2) == ()
        rings += [Ring(who, at) for who in found]
    first = [each.who_ref for each in rings[: len(order)]]
    assert first == order[:rounds] or not order


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=8).map(
        lambda found: [turn("noor", 1, start, start + length) for start, length in found]
    )
)
def test_a_moment_is_in_a_gap_or_somebody_is_on_duty(turns: list[Turn]) -> None:
    end = NOW + HOUR * 48
    found = rules.gaps(turns, NOW, end)
    for hour in range(48):
        moment = NOW + HOUR * hour
        assert any(a <= moment < b for a, b in found) != bool(rules.on_duty(turns, moment))


@pytest.mark.parametrize(("start", "end"), [(1, 1), (2, 1), (-2, -1), (0, 24 * 15)])
def test_a_turn_that_cannot_be_is_refused(start: float, end: float) -> None:
    with pytest.raises(Invalid):
        rules.check_turn(NOW + HOUR * start, NOW + HOUR * end, NOW)
    rules.check_turn(NOW - HOUR, NOW + HOUR, NOW)


@pytest.mark.parametrize("rule", [rules.tidy_finder, rules.tidy_reach, rules.tidy_place])
def test_who_and_where_must_be_said(rule: object) -> None:
    assert callable(rule)
    assert rule(" By the station ") == "By the station"
    with pytest.raises(Invalid):
        rule(" ")


@pytest.mark.parametrize("place", [0, 4])
def test_there_are_three_places(place: int) -> None:
    assert rules.check_place(3) == 3
    with pytest.raises(Invalid):
        rules.check_place(place)
