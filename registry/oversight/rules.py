"""What may be held, and for how long; and hiding small counts with all that would tell them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from registry.consents.rules import HELD_AT_MOST
from registry.description import Code
from registry.errors import N_, Conflict

HELD_FOR: Final = timedelta(days=30)
"""So long one hold lasts; two people may place another one, up to `HELD_AT_MOST` in all."""
SIGNED_WITHIN: Final = timedelta(days=7)
"""So long a hold that one person asked for waits for another one."""
SMALLEST: Final = 5
TOTAL: Final = "total"
Cell = tuple[str, str]


class WhyHeld(Code):
    """For whom a key is to wait."""

    COURT = "court", N_("A court has ordered it")
    AUTHORITY = "authority", N_("An authority has asked a court for it")
    PROTECTION = "protection", N_("Somebody is in danger, and a court is being asked")
    PUT_BACK = "put_back", N_("It stood when the house was restored")


ASKED_FOR: Final = (WhyHeld.COURT, WhyHeld.AUTHORITY, WhyHeld.PROTECTION)
"""The reasons that people choose from."""


def held_until(now: datetime, due: datetime | None) -> datetime:
    """When a hold ends by itself; refused where the record has been held as long as any may."""
    last = now + HELD_FOR
    if due is not None:
        last = min(last, due + HELD_AT_MOST)
    if last <= now:
        raise Conflict(N_("This record cannot be held any longer."))
    return last


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by row and column with their sums; None for one that is hidden."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[Cell, int | None]

    def row(self, name: str) -> tuple[int | None, ...]:
        """One row with its sum at the end."""
        return tuple(self.cells[name, column] for column in self.columns)


def hidden(counts: Mapping[Cell, int], columns: Sequence[str]) -> Table:
    """Add the sums, and hide every count below five and all that would tell it.

    Hidden cells of one line are told by its sum when there is one of them, or when together
    they are fewer than five: then the next smallest of the line is hidden, too.
    """
    rows = tuple(sorted({row for row, _ in counts}))
    cells = {(row, column): counts.get((row, column), 0) for row in rows for column in columns}
    for row in rows:
        cells[row, TOTAL] = sum(cells[row, column] for column in columns)
    for column in (*columns, TOTAL):
        cells[TOTAL, column] = sum(cells[row, column] for row in rows)
    shut = {cell for cell, number in cells.items() if number < SMALLEST}
    while more := _told(cells, shut, rows, columns):
        shut.add(more)
    shown = {cell: None if cell in shut else number for cell, number in cells.items()}
    return Table((*rows, TOTAL), (*columns, TOTAL), shown)


def _told(
    cells: Mapping[Cell, int], shut: set[Cell], rows: Sequence[str], columns: Sequence[str]
) -> Cell | None:
    """One more cell to hide; None when no line tells a hidden one any more."""
    for inner, total in _lines(rows, columns):
        line = [*inner, total]
        gone = [cell for cell in line if cell in shut]
        is_sum_known = total not in shut and sum(cells[cell] for cell in gone) < SMALLEST
        if not gone or (len(gone) > 1 and not is_sum_known):
            continue
        left = [cell for cell in inner if cell not in shut] or [total]
        left = [cell for cell in left if cell not in shut]
        if left:
            return min(left, key=lambda cell: (cells[cell], cell))
    return None


def _lines(rows: Sequence[str], columns: Sequence[str]) -> Iterator[tuple[list[Cell], Cell]]:
    for row in (*rows, TOTAL):
        yield [(row, column) for column in columns], (row, TOTAL)
    for column in (*columns, TOTAL):
        yield [(row, column) for row in rows], (TOTAL, column)
