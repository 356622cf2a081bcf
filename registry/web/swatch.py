"""The swatch: a woven square that tells two files apart by eye and by ear. Proof of nothing."""

from __future__ import annotations

import hashlib
from typing import Final

from markupsafe import Markup, escape

SIDE: Final = 8

# Eight rows of eight threads each; a set bit is a warp thread lying on top.
WEAVES: Final[dict[str, tuple[int, ...]]] = {
    "plain": (0xCC, 0xCC, 0x33, 0x33, 0xCC, 0xCC, 0x33, 0x33),
    "ladder": (0xC3, 0xC3, 0xFF, 0xC3, 0xC3, 0xFF, 0xC3, 0xC3),
    "twill": (0xCC, 0x66, 0x33, 0x99, 0xCC, 0x66, 0x33, 0x99),
    "herring": (0x99, 0xCC, 0x66, 0x33, 0x33, 0x66, 0xCC, 0x99),
    "diamond": (0x18, 0x3C, 0x7E, 0xE7, 0xE7, 0x7E, 0x3C, 0x18),
    "window": (0xFF, 0x99, 0x99, 0xFF, 0xFF, 0x99, 0x99, 0xFF),
    "stripe": (0xDB, 0xDB, 0xDB, 0xDB, 0xDB, 0xDB, 0xDB, 0xDB),
    "furrow": (0xFF, 0x00, 0xFF, 0xFF, 0x00, 0xFF, 0xFF, 0x00),
    "cross": (0x18, 0x18, 0x18, 0xFF, 0xFF, 0x18, 0x18, 0x18),
    "brick": (0xEE, 0xEE, 0x00, 0xBB, 0xBB, 0x00, 0xEE, 0xEE),
    "steps": (0x03, 0x03, 0x0F, 0x0F, 0x3F, 0x3F, 0xFF, 0xFF),
    "star": (0x99, 0x5A, 0x3C, 0xE7, 0xE7, 0x3C, 0x5A, 0x99),
    "wave": (0x30, 0x78, 0xCC, 0x87, 0x03, 0x78, 0xCC, 0x87),
    "seed": (0x00, 0x66, 0x66, 0x00, 0x00, 0x66, 0x66, 0x00),
    "basket": (0xF5, 0xFA, 0xF5, 0xFA, 0x5F, 0xAF, 0x5F, 0xAF),
    "bird": (0x00, 0x81, 0xC3, 0x66, 0x3C, 0x18, 0x18, 0x00),
}
COLOURS: Final = ("teal", "clay", "moss", "honey", "plum", "slate", "indigo", "bark")


def swatch_name(reference: str) -> str:
    """The spoken name, as in "ladder-teal": one of 128, from the public reference only."""
    weave, colour = _threads(reference)
    return f"{weave}-{colour}"


def swatch_svg(reference: str, spoken: str | None = None) -> str:
    """An inline picture of at most 700 bytes; its colours come from the stylesheet."""
    weave, colour = _threads(reference)
    label = escape(spoken or f"{weave}-{colour}")
    # Safe markup: the two names come from the tables above and the label is escaped.
    return Markup(  # noqa: S704
        f'<svg class="swatch sw-{colour}" viewBox="0 0 8 8" width="32" height="32" role="img" '
        f'aria-label="{label}"><path class="sw-u" d="M0 0h8v8H0z"/>'
        f'<path class="sw-o" d="{_path(WEAVES[weave])}"/></svg>',
    )


def _threads(reference: str) -> tuple[str, str]:
    digest = hashlib.sha256(f"swatch:{reference}".encode()).digest()
    return tuple(WEAVES)[digest[0] % len(WEAVES)], COLOURS[digest[1] % len(COLOURS)]


def _path(rows: tuple[int, ...]) -> str:
    return "".join(
        f"M{start} {y}h{width}v1h-{width}z"
        for y, row in enumerate(rows)
        for start, width in _runs(row)
    )


def _runs(row: int) -> list[tuple[int, int]]:
    """Where threads lie on top in one row, as (start, width) pairs."""
    runs: list[tuple[int, int]] = []
    for x in range(SIDE):
        if not row >> (SIDE - 1 - x) & 1:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs
