"""The clocks of the tables under every feature: keys, sealed values, trail, messages, sessions."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from registry.errors import N_
from registry.retention.clock import (
    ACCOUNTABILITY,
    CONSENT,
    OWN_ACCOUNT,
    PROOF,
    SECURITY,
    TRAIL,
    WORKING,
    Clock,
)

FLOORS: Final = (
    Clock(
        table="root_checks",
        what=N_("Check of the main key"),
        keep=None,
        until=N_("As long as the main key is in use."),
        ground=SECURITY,
    ),
    Clock(
        table="purpose_keys",
        what=N_("Keys of the house"),
        keep=None,
        until=N_("As long as the key is in use."),
        ground=SECURITY,
    ),
    Clock(
        table="data_keys",
        what=N_("The key of each file"),
        keep=None,
        until=N_("Until the file is wiped. The key goes first, and nothing opens without it."),
        ground=CONSENT,
    ),
    Clock(
        table="sealed_values",
        what=N_("What a file, a claim or a message says, locked"),
        keep=None,
        until=N_("As long as the file, claim or message it belongs to."),
        ground=CONSENT,
    ),
    Clock(
        table="photos",
        what=N_("Photos"),
        keep=None,
        until=N_("Until the yes for photos ends, or the claim they belong to is wiped."),
        ground=CONSENT,
    ),
    Clock(
        table="erasures",
        what=N_("The list of what was wiped"),
        keep=timedelta(days=730),
        until=N_("24 months after the wiping, so that no old copy can bring a file back."),
        ground=ACCOUNTABILITY,
    ),
    Clock(
        table="trail_entries",
        what=N_("The record of every look and every change"),
        keep=None,
        until=N_("As long as the registry works. Taking out one line would break the chain."),
        ground=TRAIL,
    ),
    Clock(
        table="trail_nodes",
        what=N_("The seals over the record of looks and changes"),
        keep=None,
        until=N_("As long as the registry works. Taking out one would break all the others."),
        ground=TRAIL,
    ),
    Clock(
        table="checkpoints",
        what=N_("What we signed each day about both of these"),
        keep=None,
        until=N_("As long as the registry works, so that nothing can be taken back unseen."),
        ground=TRAIL,
    ),
    Clock(
        table="messages",
        what=N_("That a message was sent to you"),
        keep=timedelta(days=182),
        until=N_("6 months after the message was sent. Its words are wiped once it is sent."),
        ground=OWN_ACCOUNT,
    ),
    Clock(
        table="consent_facts",
        what=N_("Each yes and each no"),
        keep=None,
        until=N_("As long as the registry works, so that a receipt can be checked on any day."),
        ground=PROOF,
    ),
    Clock(
        table="consent_leaves",
        what=N_("The seals of each yes and each no"),
        keep=None,
        until=N_("As long as the registry works. Taking out one would break all the others."),
        ground=PROOF,
    ),
    Clock(
        table="consent_nodes",
        what=N_("The seals over the seals"),
        keep=None,
        until=N_("As long as the registry works. Taking out one would break all the others."),
        ground=PROOF,
    ),
    Clock(
        table="consent_epochs",
        what=N_("A count that makes old permits worthless"),
        keep=None,
        until=N_("As long as the registry works. Without it an old permit might open again."),
        ground=SECURITY,
    ),
    Clock(
        table="consent_standings",
        what=N_("Where each yes stands now"),
        keep=None,
        until=N_("As long as the yes or no that it is worked out from."),
        ground=PROOF,
    ),
    Clock(
        table="jobs",
        what=N_("The list of work that waits"),
        keep=None,
        until=N_("Until the work is done."),
        ground=WORKING,
    ),
    Clock(
        table="limits",
        what=N_("Counts of tries, for example to sign in"),
        keep=timedelta(hours=24),
        until=N_("24 hours after the first try, or sooner."),
        ground=SECURITY,
    ),
    Clock(
        table="rounds",
        what=N_("The days on which reminders were looked for"),
        keep=None,
        until=N_("As long as the registry works. A row is a day, and nothing else."),
        ground=WORKING,
    ),
    Clock(
        table="posts",
        what=N_("The marks of forms already sent"),
        keep=timedelta(days=7),
        until=N_("7 days after the form was sent."),
        ground=WORKING,
        since="at",
    ),
    Clock(
        table="web_sessions",
        what=N_("Being signed in"),
        keep=timedelta(hours=12),
        until=N_("12 hours after you signed in, or until you sign out."),
        ground=SECURITY,
        since="started_at",
    ),
)
