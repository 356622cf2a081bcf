"""The clocks of duty: reports of found children, and the rota."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from registry.errors import N_
from registry.retention.clock import HAND_OVER, WORKING, Cleaner, Clock

_KEEP: Final = timedelta(days=30)
_WITH_REPORT: Final = N_("30 days after the report came.")

DUTY: Final = (
    Clock(
        table="hand_overs",
        what=N_("That somebody was with a child; who and where is sealed"),
        keep=_KEEP,
        until=N_("30 days after it came. An agency that has the child files a claim of its own."),
        ground=HAND_OVER,
        cleared_by=Cleaner.DUTY,
    ),
    Clock(
        table="duty_rings",
        what=N_("Who was rung for a report"),
        keep=_KEEP,
        until=_WITH_REPORT,
        ground=HAND_OVER,
        cleared_by=Cleaner.DUTY,
    ),
    Clock(
        table="duty_answers",
        what=N_("Who took a report over"),
        keep=_KEEP,
        until=_WITH_REPORT,
        ground=HAND_OVER,
        cleared_by=Cleaner.DUTY,
    ),
    Clock(
        table="hand_over_ends",
        what=N_("What became of a report"),
        keep=_KEEP,
        until=_WITH_REPORT,
        ground=HAND_OVER,
        cleared_by=Cleaner.DUTY,
    ),
    Clock(
        table="duty_turns",
        what=N_("Who was on duty and when"),
        keep=_KEEP,
        until=N_("30 days after the turn was over."),
        ground=WORKING,
        cleared_by=Cleaner.DUTY,
    ),
)
