"""What every table must answer: how long is it kept, counted from when, why, and who clears it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Final

from registry.errors import N_

CONSENT: Final = N_("A guardian agreed to it, and can take that back on any day.")
OWN_ACCOUNT: Final = N_("The person opened the account and can close it.")
HAND_OVER: Final = N_("Somebody told us that a child is with them, so that help can come.")
CLAIM: Final = N_("A person asked us to look for a child, and can take that back on any day.")
ACCOUNTABILITY: Final = N_("A wrong decision must be found and put right.")
PROOF: Final = N_("It proves what was agreed, and when. It names people by random numbers only.")
TRAIL: Final = N_("It shows a family who has looked. It names people by random numbers only.")
SECURITY: Final = N_("It guards the accounts and files of families.")
WORKING: Final = N_("The work cannot be done without it. It says nothing about a person.")

TWO_YEARS: Final = timedelta(days=730)


class Cleaner(Enum):
    """What carries a clock out: a function of the house, which the tests find and run."""

    AGE = "registry.oversight.clearing:clear"
    """Rows go by their age alone."""
    JOURNAL = "registry.oversight.clearing:clear_journal"
    """Rows go with the line that says that their file was wiped."""
    CASES = "registry.reunion.operations.tidying:tidy"
    HOLDS = "registry.oversight.forgetting:forget_holds"
    ACCOUNTS = "registry.departures.clock:close_unused"
    CLAIMS = "registry.claims.operations.tidying:tidy"
    HOLDERS = "registry.holders.operations.tidying:tidy"
    FINDINGS = "registry.oversight.unusual.tidying:tidy"
    DUTY = "registry.duty.operations.tidying:tidy"
    ERASURE = "registry.consents.erasing:finish_erasure"
    KEYS = "registry.consents.erasing:finish"
    ANSWERING = "registry.accounts.entry_links:send_waiting"
    DRAWING = "registry.worker:draw_waiting"
    NOBODY = ""
    """Kept as long as the registry works, and said so."""


@dataclass(frozen=True, slots=True)
class Clock:
    """How long the rows of one table are kept, and why; the sentences are for the privacy page."""

    table: str
    what: str
    """The name a reader knows it by."""
    keep: timedelta | None
    """A fixed length after the event that `until` names; None where the event itself ends it."""
    until: str
    """The whole answer in words, the length among them."""
    ground: str
    cleared_by: Cleaner
    since: str | None = None
    """The column the length is counted from, where the worker may simply clear the table."""
    ends: str | None = None
    """Or the column that holds the end itself."""
