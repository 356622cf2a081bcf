"""A text as a square of dark and white, for a telephone to read off the screen."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Final

import segno

QUIET: Final = 4
"""White modules around it, as many as a reader asks for."""


@dataclass(frozen=True, slots=True, repr=False)
class Square:
    """How many modules a side has, and the path that fills the dark ones."""

    side: int
    path: str


def square(text: str) -> Square:
    """The square of a text, at error correction M."""
    rows = segno.make_qr(text, error="m").matrix
    drawn: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                drawn.append(f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z")
            x += length
    return Square(len(rows) + 2 * QUIET, "".join(drawn))
