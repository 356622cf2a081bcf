"""Four everyday words as a password: easy to keep in mind, hard to guess, and never kept by us."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from registry.accounts import lists

WORDS: Final = 4
_DRAWN_BYTES: Final = 4


def offer(random: Callable[[int], bytes], language: str) -> str:
    """Four words drawn anew, with hyphens between them."""
    known = lists.words(language)
    return "-".join(known[_below(len(known), random)] for _ in range(WORDS))


def bits(language: str) -> int:
    """How many bits of chance such an offer holds, rounded down."""
    return int(WORDS * math.log2(len(lists.words(language))))


def _below(end: int, random: Callable[[int], bytes]) -> int:
    """A number below the end, each as likely as any other."""
    most = 256**_DRAWN_BYTES // end * end
    while True:
        drawn = int.from_bytes(random(_DRAWN_BYTES))
        if drawn < most:
            return drawn % end
