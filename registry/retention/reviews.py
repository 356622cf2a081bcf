"""The clocks of a review: who was asked to compare, what they saw, and what came of it."""

from __future__ import annotations

from typing import Final

from registry.errors import N_
from registry.retention.clock import ACCOUNTABILITY, TWO_YEARS, Cleaner, Clock

_UNTIL: Final = N_(
    "24 months after the case was closed, or the comparison came to nothing."
    " Its words go with either file."
)


def _clock(table: str, what: str) -> Clock:
    return Clock(
        table=table,
        what=what,
        keep=TWO_YEARS,
        until=_UNTIL,
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.CASES,
    )


REVIEWS: Final = (
    _clock("reviews", N_("That two sides were compared, and who had it done")),
    _clock("assignments", N_("Who was asked to compare")),
    _clock("conflict_answers", N_("Whether a caseworker knew anybody")),
    _clock("recusals", N_("Who handed a comparison back")),
    _clock("stage_openings", N_("Which part a caseworker opened, and when")),
    _clock("stage_closings", N_("Which part a caseworker finished, and when")),
    _clock("prompt_reveals", N_("Which family answer a caseworker opened")),
    _clock("judgements", N_("What a caseworker saw; the words are wiped with either file")),
    _clock("opinions", N_("What a caseworker signed; the words are wiped with either file")),
    _clock("decisions", N_("What came of a comparison")),
)
