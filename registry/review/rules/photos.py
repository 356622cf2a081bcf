"""Photos: how far two of them can carry, and how many pairs a person compares in a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from registry.errors import N_, Conflict

YOUNG: Final = 5
WIDE_GAP_YEARS: Final = 3
PHOTOS_A_DAY: Final = 8
"""Accuracy falls in long runs, and rest within a day does not bring it back."""
DAYS_IN_YEAR: Final = 365.2425


@dataclass(frozen=True, slots=True)
class Shot:
    """When a photo was taken, and how old the child was then; None where nobody knows."""

    taken: date | None
    age: int | None


def gap_years(one: Shot, other: Shot) -> int | None:
    """Whole years between two photos; None when one of them has no day."""
    if one.taken is None or other.taken is None:
        return None
    return int(abs((one.taken - other.taken).days) / DAYS_IN_YEAR)


def youngest(one: Shot, other: Shot) -> int | None:
    """The age at the earlier of two photos, the harder one to know a face by."""
    if one.age is None or other.age is None:
        return None
    return min(one.age, other.age)


def photos_are_weak(youngest_age: int | None, gap: int | None) -> bool:
    """Under five, or with three years between them, likeness says little; so when nobody knows."""
    if youngest_age is None or gap is None:
        return True
    return youngest_age < YOUNG or gap >= WIDE_GAP_YEARS


def may_compare_photos(compared_today: Collection[str]) -> None:
    """A person compares the photos of a few pairs a day, not more."""
    if len(compared_today) >= PHOTOS_A_DAY:
        raise Conflict(
            N_("You have compared the photos of eight pairs today. Go on with this one tomorrow.")
        )
