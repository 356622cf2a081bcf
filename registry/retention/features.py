"""The clocks of the features: a child's file, a claim, and what people did with them."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from registry.errors import N_
from registry.retention.clock import ACCOUNTABILITY, CLAIM, CONSENT, OWN_ACCOUNT, Clock

FEATURES: Final = (
    Clock(
        table="accounts",
        what=N_("Accounts"),
        keep=None,
        until=N_("Until the account is closed."),
        ground=OWN_ACCOUNT,
    ),
    Clock(
        table="address_links",
        what=N_("Links sent to check an address"),
        keep=None,
        until=N_("As long as the account. Each link works for 24 hours only."),
        ground=OWN_ACCOUNT,
    ),
    Clock(
        table="children",
        what=N_("Your child’s file"),
        keep=None,
        until=N_("30 days while it is a draft. After that, until the file is wiped."),
        ground=CONSENT,
    ),
    Clock(
        table="guardianships",
        what=N_("Who speaks for a child"),
        keep=None,
        until=N_("As long as the file of the child."),
        ground=CONSENT,
    ),
    Clock(
        table="partings",
        what=N_("Since when a family is apart"),
        keep=None,
        until=N_("As long as the file of the child."),
        ground=CONSENT,
    ),
    Clock(
        table="papers_seen",
        what=N_("That papers were seen, and by whom"),
        keep=None,
        until=N_("As long as the file of the child. We keep no copy of a paper."),
        ground=CONSENT,
    ),
    Clock(
        table="claims",
        what=N_("Claims"),
        keep=timedelta(days=730),
        until=N_("24 months after the claim was filed, or sooner when it is taken back."),
        ground=CLAIM,
    ),
    Clock(
        table="countersignatures",
        what=N_("The second name under an agency’s claim"),
        keep=None,
        until=N_("As long as the claim."),
        ground=ACCOUNTABILITY,
    ),
    Clock(
        table="questions",
        what=N_("Questions to a claimant, and the answers"),
        keep=None,
        until=N_("As long as the claim."),
        ground=CLAIM,
    ),
    Clock(
        table="closings",
        what=N_("When and why a claim was closed"),
        keep=None,
        until=N_("As long as the claim."),
        ground=ACCOUNTABILITY,
    ),
    Clock(
        table="candidates",
        what=N_("Pairs of files that people are to read"),
        keep=None,
        until=N_("Until one of the two is wiped or taken back."),
        ground=CLAIM,
    ),
    Clock(
        table="set_asides",
        what=N_("Pairs that people have read and put away"),
        keep=None,
        until=N_("Until one of the two is wiped or taken back."),
        ground=ACCOUNTABILITY,
    ),
)
