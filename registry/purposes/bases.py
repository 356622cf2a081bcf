"""The grounds other than consent: a closed table, each with its plain sentence."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from consent import BasisKind, DataClass
from registry.errors import N_
from registry.purposes import codes

CASE_CLASSES: Final = frozenset(
    {
        DataClass.DETAILS,
        DataClass.WITHHELD,
        DataClass.PHOTO,
        DataClass.TRAITS,
        DataClass.NOTES,
        DataClass.EVIDENCE,
        DataClass.LOCATION,
        DataClass.HEALTH,
    }
)

BASES: Final = (
    BasisKind(
        code=codes.OWN_ACCOUNT,
        data_classes=frozenset({DataClass.DETAILS, DataClass.CONTACT}),
        max_days=3650,
        people=1,
    ),
    BasisKind(
        # Evidence, notes and traits are made by workers and machines: a guardian types none.
        code=codes.OWN_DRAFT,
        data_classes=frozenset(
            {
                DataClass.DETAILS,
                DataClass.PHOTO,
                DataClass.CONTACT,
                DataClass.LOCATION,
                DataClass.HEALTH,
                DataClass.SENSITIVE,
                DataClass.WITHHELD,
            }
        ),
        max_days=30,
        people=1,
    ),
    BasisKind(
        # A claim is never asked for faith or roots, so `sensitive` is not here.
        code=codes.CLAIM_HANDLING,
        data_classes=CASE_CLASSES | {DataClass.CONTACT},
        max_days=730,
        people=1,
    ),
    BasisKind(
        code=codes.MESSAGE_DELIVERY,
        data_classes=frozenset({DataClass.CONTACT}),
        max_days=730,
        people=1,
    ),
    BasisKind(
        code=codes.CARE_OF_FOUND_CHILD,
        data_classes=CASE_CLASSES,
        max_days=90,
        people=2,
    ),
    BasisKind(
        # Sharing is off: nothing that would reach or place the grown person.
        code=codes.MAJORITY_WHILE_MISSING,
        data_classes=frozenset(
            {
                DataClass.DETAILS,
                DataClass.WITHHELD,
                DataClass.PHOTO,
                DataClass.TRAITS,
                DataClass.NOTES,
                DataClass.EVIDENCE,
            }
        ),
        max_days=182,
        people=2,
    ),
    BasisKind(
        code=codes.ACCOUNTABILITY,
        data_classes=frozenset({DataClass.NOTES, DataClass.EVIDENCE}),
        max_days=730,
        people=1,
    ),
    BasisKind(
        code=codes.HAND_OVER,
        data_classes=frozenset({DataClass.CONTACT, DataClass.LOCATION}),
        max_days=30,
        people=1,
    ),
)

BASIS_SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        codes.OWN_ACCOUNT: N_(
            "You opened an account with us, so we keep your name and how to reach you. "
            "It ends when you close the account."
        ),
        codes.OWN_DRAFT: N_(
            "You began to fill in a form, so we keep what you typed for you alone. "
            "It ends after 30 days, or when you say yes or no."
        ),
        codes.CLAIM_HANDLING: N_(
            "You told us about a child you look for, so we keep your claim while we work on it. "
            "It ends when the claim is closed or taken back, and after 24 months at the latest."
        ),
        codes.MESSAGE_DELIVERY: N_(
            "You asked for a message, so we use the address you gave to bring it to you. "
            "We use it for nothing else on this ground."
        ),
        codes.CARE_OF_FOUND_CHILD: N_(
            "An agency has a child in its care and the law asks it to look for the family. "
            "Two people of the agency record this, and look at it again within 90 days. "
            "It ends when a guardian or the child decides."
        ),
        codes.MAJORITY_WHILE_MISSING: N_(
            "You turned 18 while you were still apart from your family, so we keep the file. "
            "Two people record this, and look at it again every 6 months. "
            "Nothing is shared. It ends when you decide."
        ),
        codes.ACCOUNTABILITY: N_(
            "People made a decision about a family, so we keep a sealed file of how they decided. "
            "We keep it for at least 12 months, so that a wrong decision can be put right."
        ),
        codes.HAND_OVER: N_(
            "You told us that a child is with you, so we keep your name and where you are. "
            "Only the person on duty who takes it over reads it. It ends after 30 days."
        ),
    }
)
"""What each ground means, for the person it is about and for the record of processing."""

ACCOUNTABILITY_MIN_DAYS: Final = 365
"""A sealed decision file is kept at least so long."""
