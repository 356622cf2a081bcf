"""Days of birth and of separation, compared."""

from __future__ import annotations

from datetime import date

import pytest

from registry.search.dated import born, separated
from registry.search.findings import Finding
from registry.search.reasons import Side, Verdict
from registry.search.windows import Window


def on(day: str) -> Window:
    return Window(date.fromisoformat(day), date.fromisoformat(day))


def year(number: int) -> Window:
    return Window(date(number, 1, 1), date(number, 12, 31))


def test_the_same_day_says_all_and_the_same_year_less() -> None:
    assert born(on("2018-03-09"), on("2018-03-09")) == Finding(Verdict.AGREE, 1.0)
    within = born(on("2018-03-09"), year(2018))
    assert within.verdict is Verdict.AGREE
    assert 0 < within.strength < 0.5


def test_a_side_that_can_be_of_any_age_says_nothing_by_agreeing() -> None:
    anything = Window(date(1990, 1, 1), date(2025, 1, 1))
    assert born(on("2018-03-09"), anything) == Finding(Verdict.AGREE, 0.0)


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        ("2018-09-03", Verdict.NEAR),
        ("2019-03-09", Verdict.NEAR),
        ("2018-11-20", Verdict.NEAR),
        ("2019-12-20", Verdict.NEAR),
        ("2021-03-09", Verdict.DIFFERS),
    ],
)
def test_slips_of_the_pen_and_lost_years_are_near(other: str, verdict: Verdict) -> None:
    assert born(on("2018-03-09"), on(other)).verdict is verdict


def test_a_swapped_day_says_more_than_a_wrong_year_and_that_more_than_a_near_day() -> None:
    swapped, wrong_year, near, farther = (
        born(on("2018-03-09"), on(other)).strength
        for other in ("2018-09-03", "2019-03-09", "2018-11-20", "2019-12-20")
    )
    assert swapped > wrong_year > near > farther


def test_the_farther_apart_the_more_it_differs() -> None:
    three, ten = (born(year(2008), year(2008 + gap)).strength for gap in (4, 12))
    assert 0 < three < ten == 1


def test_seasons_are_near_and_years_differ() -> None:
    assert separated(on("2025-03-09"), on("2025-03-09")) == Finding(Verdict.AGREE, 1.0)
    assert separated(on("2025-03-09"), on("2025-06-09")).verdict is Verdict.NEAR
    assert separated(on("2025-03-09"), on("2020-03-09")) == Finding(Verdict.DIFFERS, 1.0)


def test_a_day_not_given_is_no_contradiction() -> None:
    day = on("2018-03-09")
    for compare in (born, separated):
        assert compare(day, None) == Finding(Verdict.NOT_GIVEN, 0.0, Side.SECOND)
        assert compare(None, day) == Finding(Verdict.NOT_GIVEN, 0.0, Side.FIRST)
        assert compare(None, None) == Finding(Verdict.NOT_GIVEN, 0.0, Side.BOTH)
