"""The clock is held to the newest entry: one that leapt ahead destroys and changes nothing.

A house that is open signs its logs each day, so its newest entry is never much older than a day.
Where it is older by more than `LONGEST`, either the house was shut or the clock is wrong, and no
machine can tell which: nothing is done until the clock is mended, or an operator says the day.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.errors import ClockAhead
from registry.trail.models import Entry, SignedCheckpoint

LONGEST: Final = timedelta(days=7)
_LAST: Final = select(Entry.at).order_by(Entry.seq.desc()).limit(1)
_SIGNED: Final = select(func.max(SignedCheckpoint.at))


class Timekeeper:
    """Remembers how far the logs are known to reach; asks them only when that is long ago."""

    def __init__(self, longest: timedelta | None = LONGEST) -> None:
        self._longest = longest
        self._known: datetime | None = None

    def hold(self, session: Session, now: datetime) -> None:
        """Raise `ClockAhead` when nothing was written for so long that the clock is in doubt."""
        if self._is_believed(now):
            return  # entries are never taken away, so the newest is no older than the known one
        self._known = newest(session)
        if self._known is not None and not self._is_believed(now):
            raise ClockAhead(self._known, now)

    def _is_believed(self, now: datetime) -> bool:
        if self._longest is None:
            return True
        return self._known is not None and now - self._known <= self._longest


ANY_TIME: Final = Timekeeper(None)
"""For a house whose clock is moved at will: a demo, a test, a restored one until it is served."""


def newest(session: Session) -> datetime | None:
    """When anything was last written; None in a house where nothing ever was.

    Not the last entry alone: a clock that was behind for an hour leaves it behind, too.
    """
    return max(filter(None, (session.scalar(_LAST), session.scalar(_SIGNED))), default=None)
