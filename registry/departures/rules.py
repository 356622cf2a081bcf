"""When an account nobody uses is closed; no database, no page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

UNUSED_FOR: Final = timedelta(days=547)
"""So long (18 months) an account that holds nothing waits for its owner. What lets us write to them
is recorded for longer than that at each signing in, so that the word before the end can be sent."""
TOLD_BEFORE: Final = timedelta(days=30)
LOOKED_EVERY: Final = timedelta(days=30)
"""So often an account that lies unused is looked at, as long as it holds something."""


def is_to_be_told(used_on: date, told_on: date | None, today: date) -> bool:
    """Is it time for the word before the end? One from before the last use does not count."""
    is_told = told_on is not None and told_on > used_on
    return not is_told and today >= used_on + UNUSED_FOR - TOLD_BEFORE


def is_over(used_on: date, told_on: date | None, today: date) -> bool:
    """Has it been unused for so long, and was the word sent long enough ago?"""
    is_told = told_on is not None and told_on > used_on
    return is_told and told_on is not None and today >= told_on + TOLD_BEFORE
