"""How far two photos carry, and how many pairs a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import Conflict
from registry.review.rules import (
    PHOTOS_A_DAY,
    Shot,
    gap_years,
    may_compare_photos,
    photos_are_weak,
    youngest,
)

AGE = st.none() | st.integers(0, 20)
SHOT = st.builds(Shot, st.none() | st.dates(date(2000, 1, 1), date(2030, 1, 1)), AGE)


@pytest.mark.parametrize(
    ("age", "gap", "weak"),
    [
        (4, 0, True),
        (5, 0, False),
        (5, 2, False),
        (12, 3, True),
        (None, 0, True),
        (9, None, True),
    ],
)
def test_when_likeness_says_little(age: int | None, gap: int | None, weak: bool) -> None:  # noqa: FBT001
    assert photos_are_weak(age, gap) is weak


@given(AGE, AGE)
def test_what_is_not_known_is_taken_as_weak(age: int | None, gap: int | None) -> None:
    if age is None or gap is None:
        assert photos_are_weak(age, gap)


@given(SHOT, SHOT)
def test_sides_do_not_matter(one: Shot, other: Shot) -> None:
    assert gap_years(one, other) == gap_years(other, one)
    assert youngest(one, other) == youngest(other, one)


def test_the_gap_is_told_in_whole_years() -> None:
    one, other = Shot(date(2022, 3, 2), 4), Shot(date(2025, 3, 2), 7)
    assert gap_years(one, other) == 3
    assert gap_years(one, Shot(date(2025, 2, 20), 6)) == 2
    assert youngest(one, other) == 4


def test_what_one_photo_does_not_tell_is_not_known_of_two() -> None:
    known, unknown = Shot(date(2022, 3, 2), 4), Shot(None, None)
    assert gap_years(known, unknown) is None
    assert youngest(known, unknown) is None


def test_a_few_pairs_a_day() -> None:
    may_compare_photos(["pair"] * (PHOTOS_A_DAY - 1))
    with pytest.raises(Conflict):
        may_compare_photos(["pair"] * PHOTOS_A_DAY)
