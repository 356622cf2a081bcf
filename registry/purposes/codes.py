"""The names of everything one may agree to, of every other ground, and of who a text is for."""

from __future__ import annotations

from typing import Final

STORE_DETAILS: Final = "store_details"
SHOW_CASEWORKERS: Final = "show_caseworkers"
STORE_PHOTO: Final = "store_photo"
SEARCH_FOUND: Final = "search_found"
SEARCH_RELATIVE: Final = "search_relative"
KEEP_IF_SILENT: Final = "keep_if_silent"
SHARE_PARTNER: Final = "share_partner"
CONTACT_ME: Final = "contact_me"
REVEAL_MATCH: Final = "reveal_match"
RETAIN_AFTER: Final = "retain_after"
STATISTICS: Final = "statistics"

OWN_ACCOUNT: Final = "own_account"
OWN_DRAFT: Final = "own_draft"
CLAIM_HANDLING: Final = "claim_handling"
MESSAGE_DELIVERY: Final = "message_delivery"
CARE_OF_FOUND_CHILD: Final = "care_of_found_child"
MAJORITY_WHILE_MISSING: Final = "majority_while_missing"
ACCOUNTABILITY: Final = "accountability"
HAND_OVER: Final = "hand_over"

DESCRIBED_RELATIVE: Final = "described_relative"
"""Not a ground: the notice for a person somebody else has told us about."""

ADULT: Final = "adult"
CHILD_6_11: Final = "child_6_11"
CHILD_12_15: Final = "child_12_15"
AUDIENCES: Final = (ADULT, CHILD_6_11, CHILD_12_15)
"""Every purpose has a text for each of these."""

CLAIMANT: Final = "claimant"
RELATIVE: Final = "relative"
