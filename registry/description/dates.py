"""Days known in part, and ages known as a range."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from registry.description.calendars import Calendar
from registry.description.wording import PLAIN, Wording, one_line, plain_digits
from registry.errors import N_, Invalid

_YEARS = range(1900, 2101)
_OLDEST = 120
# Dashes, slashes and dots of several scripts, and the Arabic date mark.
_BETWEEN = re.compile(r"\s*[-‐‑‒–—−/∕⁄.．।・؍,،\s]\s*")


@dataclass(frozen=True, repr=False)
class PartialDate:
    """A year, or a year and month, or a day, in the calendar it was told in, as it was typed."""

    year: int
    month: int | None = None
    day: int | None = None
    typed: str = ""
    calendar: Calendar = Calendar.GREGORIAN
    earliest: date = field(init=False, compare=False)
    latest: date = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a day that is in no calendar; work out the Gregorian days it can mean."""
        first, last = _span(self.calendar, self.year, self.month, self.day)
        object.__setattr__(self, "earliest", first - self.calendar.uncertainty)
        object.__setattr__(self, "latest", last + self.calendar.uncertainty)
        if self.typed:
            object.__setattr__(self, "typed", one_line(self.typed, "date", 40))

    @classmethod
    def parse(
        cls, text: str, *, calendar: Calendar = Calendar.GREGORIAN, field: str = "date"
    ) -> PartialDate:
        """Read `2018`, `2018-03` or `2018-03-09` in any script's digits; never guess an order."""
        typed = one_line(text, field, 40)
        parts = _BETWEEN.split(plain_digits(typed))
        if not all(re.fullmatch(r"[0-9]{1,4}", part) for part in parts) or len(parts) > 3:  # noqa: PLR2004
            raise Invalid(field, N_("Write a year like 2019, or a day like 2019-03-09."))
        try:
            return cls(*_in_order(parts, calendar, field), typed=typed, calendar=calendar)
        except Invalid as error:
            raise Invalid(field, error.message, **error.values) from None

    @property
    def is_often_unknown(self) -> bool:
        """Say whether this is the first day of a year, which papers use for "not known"."""
        return self.month == 1 and self.day == 1

    def show(self, wording: Wording = PLAIN) -> str:
        """Say the date for a reader, with its calendar and a word of care where they matter."""
        shown = str(self)
        if self.calendar is not Calendar.GREGORIAN:
            shown = f"{shown} ({wording.say(self.calendar.label)})"
        if self.is_often_unknown:
            shown = f"{shown} ({wording.say(N_('the first day of a year often means not known'))})"
        return shown

    def __str__(self) -> str:
        """Write the date as far as it is known, year first, in its own calendar."""
        known = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(known)

    def __repr__(self) -> str:
        """Keep the date out of logs and error reports."""
        return "PartialDate(…)"

    def to_dict(self) -> dict[str, object]:
        """Give the date as plain JSON."""
        told = {"year": self.year, "month": self.month, "day": self.day, "typed": self.typed}
        kept: dict[str, object] = {key: part for key, part in told.items() if part}
        return kept | {"calendar": self.calendar.value}

    @classmethod
    def from_dict(cls, told: Mapping[str, object]) -> PartialDate:
        """Read a date written by `to_dict`; unknown keys are ignored."""
        year, month, day = told.get("year"), told.get("month"), told.get("day")
        typed, name = told.get("typed", ""), told.get("calendar", "gregorian")
        if (
            not isinstance(year, int)
            or not isinstance(month, int | None)
            or not isinstance(day, int | None)
            or not isinstance(typed, str)
            or name not in list(Calendar)
        ):
            raise Invalid("date", N_("This date cannot be read."))
        return cls(year, month, day, typed=typed, calendar=Calendar(str(name)))


@dataclass(frozen=True, repr=False)
class AgeRange:
    """An age in whole years, from `low` to `high`, as it was on the day it was stated."""

    low: int
    high: int
    stated_on: date

    def __post_init__(self) -> None:
        """Refuse an age nobody has, or one that runs backwards."""
        if not 0 <= self.low <= self.high <= _OLDEST:
            raise Invalid("age", N_("Write an age in years, like 6, or 5-7."))

    @classmethod
    def parse(cls, text: str, *, stated_on: date, field: str = "age") -> AgeRange:
        """Read `6` or `5-7` in any script's digits."""
        typed = plain_digits(one_line(text, field, 40))
        found = re.fullmatch(r"([0-9]{1,3})(?:\s*[-‐‑‒–—−]\s*([0-9]{1,3}))?", typed)
        if found is None:
            raise Invalid(field, N_("Write an age in years, like 6, or 5-7."))
        try:
            return cls(int(found[1]), int(found[2] or found[1]), stated_on)
        except Invalid as error:
            raise Invalid(field, error.message) from None

    @property
    def earliest(self) -> date:
        """The first day on which a person of this age can have been born."""
        return _years_before(self.stated_on, self.high + 1) + timedelta(days=1)

    @property
    def latest(self) -> date:
        """The last day on which a person of this age can have been born."""
        return _years_before(self.stated_on, self.low)

    def show(self, wording: Wording = PLAIN) -> str:
        """Say the age and the day it was stated, for a reader."""
        age = str(self.low) if self.low == self.high else f"{self.low}–{self.high}"
        said = wording.say(N_("%(age)s years, as told on %(day)s"))
        return said % {"age": age, "day": self.stated_on.isoformat()}

    def __repr__(self) -> str:
        """Keep the age out of logs and error reports."""
        return "AgeRange(…)"

    def to_dict(self) -> dict[str, object]:
        """Give the age as plain JSON."""
        return {"low": self.low, "high": self.high, "stated_on": self.stated_on.isoformat()}

    @classmethod
    def from_dict(cls, told: Mapping[str, object]) -> AgeRange:
        """Read an age written by `to_dict`; unknown keys are ignored."""
        low, high, stated = told.get("low"), told.get("high"), told.get("stated_on")
        if not isinstance(low, int) or not isinstance(high, int) or not isinstance(stated, str):
            raise Invalid("age", N_("This age cannot be read."))
        try:
            return cls(low, high, date.fromisoformat(stated))
        except ValueError:
            raise Invalid("age", N_("This age cannot be read.")) from None


def _in_order(
    parts: list[str], calendar: Calendar, field: str
) -> tuple[int, int | None, int | None]:
    """Put typed parts as year, month, day; refuse two readings of one text."""
    if len(parts[0]) == 4:  # noqa: PLR2004 - four digits are a year
        year, month, day = (*(int(part) for part in parts), None, None)[:3]
        return year or 0, month, day
    if len(parts[-1]) != 4 or len(parts) == 1:  # noqa: PLR2004
        raise Invalid(field, N_("The year must have 4 digits, like 2019."))
    *rest, year = (int(part) for part in parts)
    _check_year(year, field)
    if len(rest) == 1:
        return year, rest[0], None
    readings = {
        (month, day)
        for month, day in (rest, rest[::-1])
        if 1 <= month <= calendar.months and 1 <= day <= calendar.length(year, month)
    }
    if len(readings) > 1:
        raise Invalid(
            field,
            N_("This can be read as two different days. Write the year first, like 2018-03-09."),
        )
    month, day = readings.pop() if readings else (rest[1], rest[0])
    return year, month, day


def _span(calendar: Calendar, year: int, month: int | None, day: int | None) -> tuple[date, date]:
    """Give the first and last Gregorian day that the parts can mean, or refuse them."""
    _check_year(year, "date")
    if (month is None and day is not None) or (
        month is not None and not 1 <= month <= calendar.months
    ):
        raise Invalid(
            "date",
            N_("There is no such month. Use a number from 1 to %(last)s."),
            last=calendar.months,
        )
    first = calendar.first_day(year, month or 1)
    after = calendar.first_day(year, month + 1) if month else calendar.first_day(year + 1, 1)
    last = after - timedelta(days=1)
    if day is not None:
        first = last = first + timedelta(days=day - 1)
        if not calendar.first_day(year, month or 1) <= first < after:
            raise Invalid("date", N_("That month has no such day. Look at the day again."))
    if first.year not in _YEARS or last.year not in _YEARS:
        raise Invalid("date", N_("Look at the year again. It is too far away."))
    return first, last


def _check_year(year: int, field: str) -> None:
    if not 1000 <= year <= 9000:  # noqa: PLR2004 - four digits, and inside what `date` can hold
        raise Invalid(field, N_("The year must have 4 digits, like 2019."))


def _years_before(day: date, years: int) -> date:
    """Go back whole years; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
