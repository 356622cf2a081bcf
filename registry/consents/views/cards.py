"""Codes on cards and papers: as the path of a small drawing, as an SVG and as a picture."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import segno

QUIET: Final = 4
"""White modules around it, as many as a reader asks for."""
SCALE: Final = 8
"""Pixels a module has in a picture: enough for a screen, a print and a bad camera."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: how many modules a side has, and the path that fills the dark ones."""

    side: int
    path: str


def code(text: str, quiet: int = QUIET) -> Code:
    """The code of a text, at error correction M."""
    rows = _made(text).matrix
    drawn: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                drawn.append(f"M{x + quiet} {y + quiet}h{length}v1h-{length}z")
            x += length
    return Code(len(rows) + 2 * quiet, "".join(drawn))


def picture(text: str, kind: str) -> bytes:
    """The code as a file, `png` or `svg`. It says nothing of where it comes from."""
    out = io.BytesIO()
    _made(text).save(out, kind=kind, scale=SCALE, border=QUIET)
    return out.getvalue()


def _made(text: str) -> segno.QRCode:
    return segno.make_qr(text, error="m", boost_error=False)
