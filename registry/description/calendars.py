"""The calendars families tell dates in, each as a day count that `date` understands.

Ethiopian and Persian days convert exactly (Persian by the 33-year rule, right for 1799 to 2122).
Hijri months begin when the moon is seen, so the counted month may be a day early or late.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from registry.errors import N_

# Julian day numbers minus this are Python's ordinals.
_ORDINAL = 1721425


class Calendar(StrEnum):
    """A calendar a date was told in."""

    GREGORIAN = "gregorian"
    ETHIOPIAN = "ethiopian"
    PERSIAN = "persian"
    HIJRI = "hijri"

    @property
    def label(self) -> str:
        """The calendar's English name, to be translated where it is shown."""
        return _LABELS[self]

    @property
    def months(self) -> int:
        """How many months its year has."""
        return 13 if self is Calendar.ETHIOPIAN else 12

    @property
    def uncertainty(self) -> timedelta:
        """How far the counted day may be from the day that was lived."""
        return timedelta(days=1 if self is Calendar.HIJRI else 0)

    def first_day(self, year: int, month: int) -> date:
        """Give the Gregorian date of the first of a month; one too many is next year's first."""
        if month > self.months:
            year, month = year + 1, 1
        match self:
            case Calendar.GREGORIAN:
                return date(year, month, 1)
            case Calendar.ETHIOPIAN:
                day = 1723856 + 365 * year + year // 4 + 30 * month - 30
            case Calendar.PERSIAN:
                before = 31 * (month - 1) if month <= 7 else 30 * (month - 1) + 6  # noqa: PLR2004
                day = 1948320 + 365 * (year - 1) + (8 * year + 21) // 33 + before
            case _:
                before = (59 * (month - 1) + 1) // 2
                day = 1948440 + 354 * (year - 1) + (3 + 11 * year) // 30 + before
        return date.fromordinal(day - _ORDINAL)

    def length(self, year: int, month: int) -> int:
        """Count the days of a month."""
        return (self.first_day(year, month + 1) - self.first_day(year, month)).days


_LABELS = {
    Calendar.GREGORIAN: N_("Gregorian calendar"),
    Calendar.ETHIOPIAN: N_("Ethiopian calendar"),
    Calendar.PERSIAN: N_("Persian calendar"),
    Calendar.HIJRI: N_("Hijri calendar"),
}
