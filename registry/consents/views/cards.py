"""The code on a wallet card, as the path of a small drawing."""

from __future__ import annotations

from dataclasses import dataclass

import segno

QUIET = 2
"""White modules around it."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: how many modules a side has, and the path that fills the dark ones."""

    side: int
    path: str


def code(address: str) -> Code:
    """The code of an address, at error correction M."""
    rows = segno.make_qr(address, error="m").matrix
    drawn = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, module in enumerate(row)
        if module
    )
    return Code(len(rows) + 2 * QUIET, drawn)
