"""The clocks of the desk: who may work here, who let them in, and until when."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from registry.errors import N_
from registry.retention.clock import (
    ACCOUNTABILITY,
    OWN_ACCOUNT,
    SECURITY,
    TWO_YEARS,
    Cleaner,
    Clock,
)

_AS_LONG_AS_THE_PERSON: Final = N_("As long as the entry of the person.")

_AFTER_A_FINDING: Final = N_("24 months after it was found.")


def _finding(table: str, what: str) -> Clock:
    return Clock(
        table=table,
        what=what,
        keep=TWO_YEARS,
        until=_AFTER_A_FINDING,
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.FINDINGS,
    )


DESK: Final = (
    Clock(
        table="agencies",
        what=N_("Agencies whose people may work here"),
        keep=None,
        until=N_(
            "As long as the registry works. A family may ask on any day whose people have looked."
        ),
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.NOBODY,
    ),
    Clock(
        table="agency_verifications",
        what=N_("Who looked at an agency, and until when it is trusted"),
        keep=None,
        until=N_("As long as the entry of the agency."),
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.NOBODY,
    ),
    Clock(
        table="agency_announcements",
        what=N_("When a new agency was announced to families"),
        keep=None,
        until=N_("As long as the entry of the agency."),
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.NOBODY,
    ),
    Clock(
        table="caseworkers",
        what=N_("The people who work here, by badge number"),
        keep=None,
        until=N_("As long as the registry works. A family may ask on any day who has looked."),
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.NOBODY,
    ),
    Clock(
        table="staff_invitations",
        what=N_("Invitations to work here"),
        keep=None,
        until=N_("As long as the entry of the person. Each link works for 7 days only."),
        ground=OWN_ACCOUNT,
        cleared_by=Cleaner.NOBODY,
    ),
    Clock(
        table="caseworker_verifications",
        what=N_("Who approved a worker, and until when that counts"),
        keep=None,
        until=_AS_LONG_AS_THE_PERSON,
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.NOBODY,
    ),
    Clock(
        table="standing_evidence",
        what=N_("That a worker handed in papers, and what they said of them"),
        keep=None,
        until=_AS_LONG_AS_THE_PERSON,
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.NOBODY,
    ),
    Clock(
        table="standing_checks",
        what=N_("What was looked at before a worker was let in, by whom, and what came of it"),
        keep=None,
        until=_AS_LONG_AS_THE_PERSON,
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.NOBODY,
    ),
    Clock(
        table="vouches",
        what=N_("Who vouched for a worker"),
        keep=None,
        until=_AS_LONG_AS_THE_PERSON,
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.NOBODY,
    ),
    Clock(
        table="loans",
        what=N_("Which agency lent a worker to which"),
        keep=None,
        until=_AS_LONG_AS_THE_PERSON,
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.NOBODY,
    ),
    Clock(
        table="standing_notices",
        what=N_("That a worker was told in time that their standing ends"),
        keep=None,
        until=_AS_LONG_AS_THE_PERSON,
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.NOBODY,
    ),
    _finding("findings", N_("That somebody who works here looked in an unusual way")),
    _finding("finding_entries", N_("Which lines of the record of looks show it")),
    _finding("finding_answers", N_("What an auditor made of it")),
    Clock(
        table="canary_orders",
        what=N_("Who wanted a made-up record, by which looking around is noticed"),
        keep=None,
        until=N_("As long as the registry works, so that every such record can be accounted for."),
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.NOBODY,
    ),
    Clock(
        table="canary_marks",
        what=N_("Marks of made-up records among marks of nothing"),
        keep=None,
        until=N_("As long as the registry works. It says nothing about a real person."),
        ground=SECURITY,
        cleared_by=Cleaner.NOBODY,
    ),
    Clock(
        table="day_views",
        what=N_("Which files a worker opened on one day, to keep the number small"),
        keep=timedelta(days=2),
        until=N_("2 days after it was opened. The record of looks is kept apart from this."),
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.AGE,
        since="at",
    ),
    Clock(
        table="budget_raises",
        what=N_("Who asked to open more files in one day, and why"),
        keep=None,
        until=N_("As long as the registry works, so that every raise can be looked into."),
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.NOBODY,
    ),
    Clock(
        table="raise_signatures",
        what=N_("Who let somebody open more files"),
        keep=None,
        until=N_("As long as the registry works, so that every raise can be looked into."),
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.NOBODY,
    ),
    Clock(
        table="factor_resets",
        what=N_("When the second factor of somebody who works here was reset, and by whom"),
        keep=None,
        until=_AS_LONG_AS_THE_PERSON,
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.NOBODY,
    ),
    Clock(
        table="freezes",
        what=N_("When and why everything was stopped"),
        keep=None,
        until=N_("As long as the registry works, so that every stop can be looked into."),
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.NOBODY,
    ),
    Clock(
        table="freeze_lifts",
        what=N_("Who let everything go on"),
        keep=None,
        until=N_("As long as the registry works, so that every stop can be looked into."),
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.NOBODY,
    ),
    Clock(
        table="incident_letters",
        what=N_("That families were written to when something went wrong"),
        keep=None,
        until=N_("As long as the registry works, so that every such letter can be looked into."),
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.NOBODY,
    ),
    *(
        Clock(
            table=table,
            what=what,
            keep=TWO_YEARS,
            until=N_("24 months after the hold ended. Its words go with it."),
            ground=ACCOUNTABILITY,
            cleared_by=Cleaner.HOLDS,
        )
        for table, what in (
            ("holds", N_("That somebody asked for a key to wait for a court")),
            ("hold_signatures", N_("Who signed that a key waits, and until when")),
            ("hold_ends", N_("Who let a key go that waited")),
        )
    ),
    Clock(
        table="role_grants",
        what=N_("Who gave which role to a worker"),
        keep=None,
        until=_AS_LONG_AS_THE_PERSON,
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.NOBODY,
    ),
    Clock(
        table="standing_ends",
        what=N_("Who stopped a worker, and when"),
        keep=None,
        until=_AS_LONG_AS_THE_PERSON,
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.NOBODY,
    ),
)
