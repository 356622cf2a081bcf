"""The clocks of the features: a child's file, a claim, and what people did with them."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from registry.errors import N_
from registry.retention.clock import (
    ACCOUNTABILITY,
    CLAIM,
    CONSENT,
    OWN_ACCOUNT,
    SECURITY,
    TWO_YEARS,
    Cleaner,
    Clock,
)

_AS_LONG_AS_THE_FILE: Final = N_("As long as the file of the child.")


def _of_child(table: str, what: str, cleared_by: Cleaner = Cleaner.ERASURE) -> Clock:
    return Clock(
        table=table,
        what=what,
        keep=None,
        until=_AS_LONG_AS_THE_FILE,
        ground=ACCOUNTABILITY,
        cleared_by=cleared_by,
    )


FEATURES: Final = (
    Clock(
        table="accounts",
        what=N_("Accounts"),
        keep=timedelta(days=547),
        until=N_(
            "18 months after you last signed in, where nothing is kept in it, or when you close it."
            " We write to you 30 days before. That there was one is known 24 months longer."
        ),
        ground=OWN_ACCOUNT,
        cleared_by=Cleaner.ACCOUNTS,
    ),
    Clock(
        table="address_links",
        what=N_("Links sent to check an address"),
        keep=timedelta(days=30),
        until=N_("30 days after the link was sent. Each link works for 24 hours only."),
        ground=OWN_ACCOUNT,
        cleared_by=Cleaner.AGE,
        since="sent_at",
    ),
    Clock(
        table="entry_links",
        what=N_("Links sent to sign in, or to set a new password"),
        keep=timedelta(days=30),
        until=N_("30 days after the link was sent. Each link works for 10 minutes only."),
        ground=OWN_ACCOUNT,
        cleared_by=Cleaner.AGE,
        since="sent_at",
    ),
    Clock(
        table="link_requests",
        what=N_("Requests for such links that wait to be answered"),
        keep=None,
        until=N_("Until the worker answers it, within seconds."),
        ground=SECURITY,
        cleared_by=Cleaner.ANSWERING,
    ),
    *(
        Clock(
            table=table,
            what=what,
            keep=None,
            until=N_("Until it is taken away, or the account is closed."),
            ground=SECURITY,
            cleared_by=Cleaner.ACCOUNTS,
        )
        for table, what in (
            ("totp_factors", N_("Second factors: apps that show a code")),
            ("recovery_codes", N_("Codes for when the telephone is lost, as digests")),
        )
    ),
    Clock(
        table="children",
        what=N_("Your child’s file"),
        keep=None,
        until=N_(
            "30 days while it is a draft. After that, until the file is wiped."
            " That there was one is known 24 months longer."
        ),
        ground=CONSENT,
        cleared_by=Cleaner.JOURNAL,
    ),
    Clock(
        table="guardianships",
        what=N_("Who speaks for a child"),
        keep=None,
        until=N_("As long as the file of the child."),
        ground=CONSENT,
        cleared_by=Cleaner.ERASURE,
    ),
    Clock(
        table="partings",
        what=N_("Since when a family is apart"),
        keep=None,
        until=N_("As long as the file of the child."),
        ground=CONSENT,
        cleared_by=Cleaner.ERASURE,
    ),
    Clock(
        table="papers_seen",
        what=N_("That papers were seen, and by whom"),
        keep=None,
        until=N_("As long as the file of the child. We keep no copy of a paper."),
        ground=CONSENT,
        cleared_by=Cleaner.ERASURE,
    ),
    Clock(
        table="exclusions",
        what=N_("Whom a family wants kept away"),
        keep=None,
        until=N_("As long as the file of the child."),
        ground=CONSENT,
        cleared_by=Cleaner.ERASURE,
    ),
    Clock(
        table="sealings",
        what=N_("That a file is kept for a family that is silent"),
        keep=None,
        until=N_("As long as the file of the child."),
        ground=CONSENT,
        cleared_by=Cleaner.ERASURE,
    ),
    Clock(
        table="unsealings",
        what=N_("Who opened such a file, and why"),
        keep=None,
        until=N_("As long as the file of the child."),
        ground=CONSENT,
        cleared_by=Cleaner.ERASURE,
    ),
    Clock(
        table="reminders",
        what=N_("Which reminders were sent to you"),
        keep=None,
        until=N_("As long as the file of the child."),
        ground=CONSENT,
        cleared_by=Cleaner.ERASURE,
    ),
    Clock(
        table="left_to_end",
        what=N_("That you let a yes end on its day"),
        keep=None,
        until=N_("As long as the file of the child."),
        ground=CONSENT,
        cleared_by=Cleaner.ERASURE,
    ),
    Clock(
        table="trusted_contacts",
        what=N_("Whom a family trusts to speak for it"),
        keep=None,
        until=N_("As long as the file of the child."),
        ground=CONSENT,
        cleared_by=Cleaner.ERASURE,
    ),
    Clock(
        table="contact_words",
        what=N_("What this person said"),
        keep=None,
        until=N_("As long as the file of the child."),
        ground=CONSENT,
        cleared_by=Cleaner.ERASURE,
    ),
    Clock(
        table="comings_of_age",
        what=N_("That a young person of 18 was invited"),
        keep=None,
        until=N_("As long as the file of the child."),
        ground=CONSENT,
        cleared_by=Cleaner.ERASURE,
    ),
    _of_child("matters", N_("What the desk has to look at about a file")),
    _of_child("matter_answers", N_("What came of looking at it")),
    Clock(
        table="leavings",
        what=N_("That a guardian took everything back"),
        keep=TWO_YEARS,
        until=N_(
            "24 months after the wiping, so that their page goes on telling what became of it."
        ),
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.JOURNAL,
    ),
    _of_child("other_holders", N_("That another guardian cannot be asked"), Cleaner.HOLDERS),
    _of_child("attempts", N_("When somebody tried to reach a guardian"), Cleaner.HOLDERS),
    _of_child("measures", N_("What the desk decided about a family, and why"), Cleaner.HOLDERS),
    _of_child("measure_ends", N_("Who signed it, or turned it down"), Cleaner.HOLDERS),
    Clock(
        table="guardian_claims",
        what=N_("That a claimant says to be a guardian, too"),
        keep=None,
        until=N_("As long as the claim."),
        ground=CLAIM,
        cleared_by=Cleaner.JOURNAL,
    ),
    Clock(
        table="claims",
        what=N_("Claims"),
        keep=TWO_YEARS,
        until=N_(
            "24 months after the claim was filed, or sooner when it is taken back."
            " That there was one is known 24 months longer."
        ),
        ground=CLAIM,
        cleared_by=Cleaner.JOURNAL,
    ),
    Clock(
        table="countersignatures",
        what=N_("The second name under an agency’s claim"),
        keep=None,
        until=N_("As long as the claim."),
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.JOURNAL,
    ),
    Clock(
        table="questions",
        what=N_("Questions to a claimant, and the answers"),
        keep=None,
        until=N_("As long as the claim."),
        ground=CLAIM,
        cleared_by=Cleaner.JOURNAL,
    ),
    Clock(
        table="closings",
        what=N_("When and why a claim was closed"),
        keep=None,
        until=N_("As long as the claim."),
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.JOURNAL,
    ),
    Clock(
        table="candidates",
        what=N_("Pairs of files that people are to read"),
        keep=None,
        until=N_("Until one of the two is wiped or taken back, and no case reads it."),
        ground=CLAIM,
        cleared_by=Cleaner.CLAIMS,
    ),
    Clock(
        table="set_asides",
        what=N_("Pairs that people have read and put away"),
        keep=None,
        until=N_("Until one of the two is wiped or taken back, and no case reads it."),
        ground=ACCOUNTABILITY,
        cleared_by=Cleaner.CLAIMS,
    ),
    Clock(
        table="receipt_choices",
        what=N_("How a guardian wants a receipt"),
        keep=TWO_YEARS,
        until=N_("24 months after the wiping, with the receipt itself."),
        ground=CONSENT,
        cleared_by=Cleaner.JOURNAL,
    ),
    Clock(
        table="receipt_keepings",
        what=N_("Receipts that the desk keeps for a guardian"),
        keep=TWO_YEARS,
        until=N_("24 months after the wiping, with the receipt itself."),
        ground=CONSENT,
        cleared_by=Cleaner.JOURNAL,
    ),
)
