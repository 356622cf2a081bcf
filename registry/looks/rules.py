"""What is told when of a look: from a case once a week and with no name, anything else at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from registry.description import Code
from registry.errors import N_
from registry.purposes import (
    KEEP_IF_SILENT,
    MAJORITY_WHILE_MISSING,
    SHOW_CASEWORKERS,
    STORE_PHOTO,
)

ONE_LOOK: Final = timedelta(minutes=30)
WEEK: Final = timedelta(days=7)
ONE_DAY: Final = timedelta(days=1)

CASEWORK: Final = frozenset({SHOW_CASEWORKERS, STORE_PHOTO, KEEP_IF_SILENT, MAJORITY_WHILE_MISSING})
"""Of an entry from before cases were named: the grounds on which it may come from one."""


class Found(Code):
    """What a coordinator found about a look. The family reads a fixed sentence, and no more."""

    PART_OF_WORK = "part_of_work", N_("It was part of the work")
    GOES_ON = "goes_on", N_("It was not right, or it is not clear")


@dataclass(frozen=True, slots=True)
class Opening:
    """One entry of the trail: who opened what, on which day of the house, for which case."""

    id: str
    at: datetime
    day: date
    actor_ref: str
    agency_ref: str | None
    classes: tuple[str, ...]
    purpose: str
    ground: str
    case: str | None
    """Empty outside every case; None in entries older than this field."""
    told_why: str | None
    """Why, as far as a family may be told; None where nothing may, and in older entries."""
    is_by_family: bool
    """By the other side, which was told of this one because both said yes."""

    @property
    def is_of_case(self) -> bool:
        """Does it come from a pair or a review? Then its day and its people are not told.

        What somebody was opening it for decides, not whether a case happens to stand: else a look
        that is told late would show that there is one.
        """
        if self.is_by_family:
            return False
        return self.purpose in CASEWORK if self.case is None else self.case != ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the page: one person's look, or everything casework opened in one week."""

    key: str
    """The Monday of the week, or the id of the first entry."""
    day: date
    openings: tuple[Opening, ...]

    @property
    def is_weekly(self) -> bool:
        """Is it a week of casework?"""
        return self.openings[0].is_of_case

    @property
    def classes(self) -> tuple[str, ...]:
        """What was opened."""
        return tuple(sorted({each for one in self.openings for each in one.classes}))

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, as far as it may be told: of casework never, for it would show what goes on."""
        whys = {one.told_why for one in self.openings if one.told_why is not None}
        return () if self.is_weekly else tuple(sorted(whys))

    @property
    def purposes(self) -> tuple[str, ...]:
        """On which grounds."""
        return tuple(sorted({one.purpose for one in self.openings}))


@dataclass(frozen=True, slots=True)
class Tally:
    """The line above the looks: looks outside cases and their people; of cases weeks only."""

    looks: int
    people: int
    weeks: int
    since: date | None


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def is_told(day: date, today: date) -> bool:
    """Has the week of this day ended? Batches are told from Monday midnight in the house's zone."""
    return week_of(day) < week_of(today)


def rows_from(openings: Iterable[Opening], today: date) -> list[Row]:
    """What is told by now, newest first.

    One person opening a record on one ground within 30 minutes looks once. A week of casework is
    one row however many looked: their number would show that a review is on. Rows are ordered by
    what they show, so that a week's place among the days tells nothing either.
    """
    rows: dict[str, list[Opening]] = {}
    for opening in sorted(openings, key=lambda each: each.at):
        if not opening.is_of_case or is_told(opening.day, today):
            rows.setdefault(_key(opening, rows), []).append(opening)
    found = [Row(key, _shown(each[0]), tuple(each)) for key, each in rows.items()]
    return sorted(found, key=_place, reverse=True)


def tally(rows: list[Row]) -> Tally:
    """How many looks by how many people, and in how many weeks casework opened it."""
    single = [row for row in rows if not row.is_weekly]
    return Tally(
        looks=len(single),
        people=len({row.openings[0].actor_ref for row in single}),
        weeks=len(rows) - len(single),
        since=min((row.day for row in rows), default=None),
    )


def _key(opening: Opening, rows: dict[str, list[Opening]]) -> str:
    if opening.is_of_case:
        return week_of(opening.day).isoformat()
    same = (key for key, found in rows.items() if _is_same(found[0], opening))
    return next(same, opening.id)


def _is_same(look: Opening, opening: Opening) -> bool:
    return (
        (look.actor_ref, look.purpose, look.ground, look.day)
        == (opening.actor_ref, opening.purpose, opening.ground, opening.day)
        and not look.is_of_case
        and opening.at - look.at < ONE_LOOK
    )


def _shown(opening: Opening) -> date:
    return week_of(opening.day) if opening.is_of_case else opening.day


def _place(row: Row) -> tuple[date, bool, str]:
    at = "" if row.is_weekly else row.openings[0].at.isoformat()
    return row.day, not row.is_weekly, at
