"""The clocks of cases after "move": what was found, asked, answered, and what came of it."""

from __future__ import annotations

from typing import Final

from registry.errors import N_
from registry.retention.clock import ACCOUNTABILITY, CONSENT, TWO_YEARS, Cleaner, Clock

_UNTIL: Final = N_("24 months after the case was closed. Its words go with either file.")


def _of_case(table: str, what: str, ground: str = ACCOUNTABILITY) -> Clock:
    return Clock(
        table=table,
        what=what,
        keep=TWO_YEARS,
        until=_UNTIL,
        ground=ground,
        cleared_by=Cleaner.CASES,
    )


CASES: Final = (
    _of_case("safety_clearances", N_("Who found a side safe")),
    _of_case("custody_checks", N_("That custody was checked")),
    _of_case("hearings", N_("That a child was heard")),
    _of_case("verification_tasks", N_("Who was asked to meet both sides")),
    _of_case("in_person_verifications", N_("That both sides were met in person")),
    _of_case("determinations", N_("Who found what is best for a child")),
    _of_case("reveal_questions", N_("When both sides were asked")),
    _of_case("reveal_answers", N_("What a side said to being told of"), CONSENT),
    _of_case("contact_notes", N_("Letters through the desk"), CONSENT),
    _of_case("relays", N_("When a letter was passed on"), CONSENT),
    _of_case("reunifications", N_("That a family came together")),
    _of_case("follow_ups", N_("Visits after a family came together")),
    _of_case("case_closings", N_("When and why a case was closed")),
)
