"""The end of a pause: an operator says what day it is, since the clock alone is not believed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from registry.authority import OPERATOR, Permission
from registry.errors import N_, Conflict
from registry.trail import checkpoints, timekeeping, trail
from registry.trail.events import Event
from registry.work import Floors

ANY_ZONE: Final = timedelta(days=1)
"""Somewhere on earth it is always another day than in UTC."""


def end_pause(floors: Floors, today: date) -> int:
    """Let the house go on by this clock; of how many days was there no entry?"""
    # The one act that a clock in doubt does not stop: it ends the doubt.
    with replace(floors, timekeeper=timekeeping.ANY_TIME).begin(OPERATOR) as work:
        work.require(Permission.CLOCK_CONFIRM)
        now = work.now()
        if abs(today - now.date()) > ANY_ZONE:
            raise Conflict(N_("The clock of this machine does not say that day. Mend it first."))
        newest = timekeeping.newest(work.session)
        silent = timedelta() if newest is None else max(now - newest, timedelta())
        subject = checkpoints.ref_of(trail.ORIGIN)
        work.trail.record(Event.CLOCK_CONFIRMED, subject, days=silent.days)
    return silent.days
