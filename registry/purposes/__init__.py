"""What a family may agree to here, on what other grounds things are kept, and in which words."""

from __future__ import annotations

from typing import Final

from consent import Catalogue, Notice
from registry.purposes import notices_en
from registry.purposes.bands import BANDS
from registry.purposes.bases import ACCOUNTABILITY_MIN_DAYS, BASES, BASIS_SENTENCES
from registry.purposes.codes import (
    ACCOUNTABILITY,
    ADULT,
    AUDIENCES,
    CARE_OF_FOUND_CHILD,
    CHILD_6_11,
    CHILD_12_15,
    CLAIM_HANDLING,
    CLAIMANT,
    CONTACT_ME,
    DESCRIBED_RELATIVE,
    HAND_OVER,
    KEEP_IF_SILENT,
    MAJORITY_WHILE_MISSING,
    MESSAGE_DELIVERY,
    OWN_ACCOUNT,
    OWN_DRAFT,
    RELATIVE,
    RETAIN_AFTER,
    REVEAL_MATCH,
    SEARCH_FOUND,
    SEARCH_RELATIVE,
    SHARE_PARTNER,
    SHOW_CASEWORKERS,
    STATISTICS,
    STORE_DETAILS,
    STORE_PHOTO,
)
from registry.purposes.declared import (
    PHOTO_DAYS_BELOW_AL2,
    PURPOSES,
    RETENTION_CHOICES,
    asked_at_enrolment,
    asked_at_their_moment,
    offered_later,
)
from registry.purposes.words import PARTS

NOTICES: Final[tuple[Notice, ...]] = notices_en.NOTICES
OTHER_NOTICES: Final[tuple[Notice, ...]] = notices_en.OTHER_NOTICES

CATALOGUE: Final = Catalogue(PURPOSES, BASES, (*NOTICES, *OTHER_NOTICES), BANDS)


def other_notice(code: str, audience: str, language: str) -> Notice | None:
    """The text for a claimant or a described relative; None where it is not written yet."""
    asked = (code, audience, language)
    found = (
        each for each in OTHER_NOTICES if (each.purpose, each.audience, each.language) == asked
    )
    return next(found, None)


__all__ = [
    "ACCOUNTABILITY",
    "ACCOUNTABILITY_MIN_DAYS",
    "ADULT",
    "AUDIENCES",
    "BANDS",
    "BASES",
    "BASIS_SENTENCES",
    "CARE_OF_FOUND_CHILD",
    "CATALOGUE",
    "CHILD_6_11",
    "CHILD_12_15",
    "CLAIMANT",
    "CLAIM_HANDLING",
    "CONTACT_ME",
    "DESCRIBED_RELATIVE",
    "HAND_OVER",
    "KEEP_IF_SILENT",
    "MAJORITY_WHILE_MISSING",
    "MESSAGE_DELIVERY",
    "NOTICES",
    "OTHER_NOTICES",
    "OWN_ACCOUNT",
    "OWN_DRAFT",
    "PARTS",
    "PHOTO_DAYS_BELOW_AL2",
    "PURPOSES",
    "RELATIVE",
    "RETAIN_AFTER",
    "RETENTION_CHOICES",
    "REVEAL_MATCH",
    "SEARCH_FOUND",
    "SEARCH_RELATIVE",
    "SHARE_PARTNER",
    "SHOW_CASEWORKERS",
    "STATISTICS",
    "STORE_DETAILS",
    "STORE_PHOTO",
    "asked_at_enrolment",
    "asked_at_their_moment",
    "offered_later",
    "other_notice",
]
