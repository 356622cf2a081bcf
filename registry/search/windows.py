"""A first and a last day between which something happened: what dates and ages have in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, repr=False)
class Window:
    """The first and the last day it can have been; the same day twice where it is known."""

    earliest: date
    latest: date

    @property
    def days(self) -> int:
        """How many days it can have been."""
        return (self.latest - self.earliest).days + 1

    def widened(self, days: int) -> Window:
        """The window with so many days more on both ends."""
        more = timedelta(days=days)
        return Window(self.earliest - more, self.latest + more)

    def until(self, today: date) -> Window | None:
        """What of the window is not in the future, if anything."""
        return Window(self.earliest, min(self.latest, today)) if self.earliest <= today else None

    def gap(self, other: Window) -> int:
        """How many days lie between two windows; 0 when one day can be in both."""
        return max(0, (self.earliest - other.latest).days, (other.earliest - self.latest).days)

    def __repr__(self) -> str:
        """Keep the days out of logs and error reports."""
        return "Window(…)"

    def to_list(self) -> list[str]:
        """Give the two days as plain JSON."""
        return [self.earliest.isoformat(), self.latest.isoformat()]
