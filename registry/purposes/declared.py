"""The eleven purposes of this registry. A change of meaning is a new version."""

from __future__ import annotations

from typing import Final

from consent import Assurance, DataClass, Joint, Purpose
from registry.purposes import codes
from registry.purposes.words import VERSION

MONTHS: Final = {3: 91, 6: 182, 12: 365, 24: 730, 36: 1095}
"""A number of months as days, never more than the notice says."""

RETENTION_CHOICES: Final = (MONTHS[3], MONTHS[6], MONTHS[12])
"""The days `retain_after` may be given for."""

PHOTO_DAYS_BELOW_AL2: Final = 30
"""So long a photo is shown before papers were seen; then it is hidden, not erased."""

PURPOSES: Final = (
    Purpose(
        code=codes.STORE_DETAILS,
        version=VERSION,
        required=True,
        operations=frozenset({"create", "keep", "edit", "view"}),
        data_classes=frozenset(
            {
                DataClass.DETAILS,
                DataClass.WITHHELD,
                DataClass.HEALTH,
                DataClass.SENSITIVE,
                DataClass.CONTACT,
                DataClass.LOCATION,
            }
        ),
        default_days=MONTHS[12],
        max_days=MONTHS[24],
        assurance=Assurance.AL1,
        joint=Joint.ANY,
        ends_all=True,
    ),
    Purpose(
        code=codes.SHOW_CASEWORKERS,
        version=VERSION,
        required=True,
        operations=frozenset({"open"}),
        data_classes=frozenset(
            {
                DataClass.DETAILS,
                DataClass.WITHHELD,
                DataClass.NOTES,
                DataClass.EVIDENCE,
                DataClass.CONTACT,
            }
        ),
        default_days=MONTHS[12],
        max_days=MONTHS[24],
        assurance=Assurance.AL1,
        joint=Joint.ANY,
    ),
    Purpose(
        code=codes.STORE_PHOTO,
        version=VERSION,
        required=False,
        operations=frozenset({"upload", "keep", "view", "show"}),
        data_classes=frozenset({DataClass.PHOTO}),
        default_days=MONTHS[12],
        max_days=MONTHS[12],
        assurance=Assurance.AL1,
        joint=Joint.ALL,
    ),
    Purpose(
        code=codes.SEARCH_FOUND,
        version=VERSION,
        required=False,
        operations=frozenset({"search", "keep_traits"}),
        data_classes=frozenset({DataClass.TRAITS}),
        default_days=MONTHS[12],
        max_days=MONTHS[12],
        assurance=Assurance.AL1,
        joint=Joint.ANY,
    ),
    Purpose(
        code=codes.SEARCH_RELATIVE,
        version=VERSION,
        required=False,
        operations=frozenset({"search", "keep_traits"}),
        data_classes=frozenset({DataClass.TRAITS}),
        default_days=MONTHS[12],
        max_days=MONTHS[12],
        assurance=Assurance.AL2,
        joint=Joint.ALL,
    ),
    Purpose(
        # No photo: nobody is there to ask, and a year without an answer makes it a poor guide.
        code=codes.KEEP_IF_SILENT,
        version=VERSION,
        required=False,
        operations=frozenset({"keep", "search", "open"}),
        data_classes=frozenset(
            {DataClass.DETAILS, DataClass.WITHHELD, DataClass.CONTACT, DataClass.TRAITS}
        ),
        default_days=MONTHS[24],
        max_days=MONTHS[36],
        assurance=Assurance.AL2,
        joint=Joint.ALL,
    ),
    Purpose(
        # The widest there can be; each grant names its agency and fields. Never what proves kin
        # (withheld) and never what can kill (sensitive).
        code=codes.SHARE_PARTNER,
        version=VERSION,
        required=False,
        operations=frozenset({"export", "refer"}),
        data_classes=frozenset(
            {DataClass.DETAILS, DataClass.PHOTO, DataClass.HEALTH, DataClass.CONTACT}
        ),
        default_days=MONTHS[6],
        max_days=MONTHS[12],
        assurance=Assurance.AL2,
        joint=Joint.ALL,
    ),
    Purpose(
        # About the speaker: its subject is their own account.
        code=codes.CONTACT_ME,
        version=VERSION,
        required=False,
        operations=frozenset({"call", "text", "letter", "relay"}),
        data_classes=frozenset({DataClass.CONTACT}),
        default_days=MONTHS[12],
        max_days=MONTHS[24],
        assurance=Assurance.AL0,
        joint=Joint.OWN,
    ),
    Purpose(
        code=codes.REVEAL_MATCH,
        version=VERSION,
        required=False,
        operations=frozenset({"reveal"}),
        data_classes=frozenset({DataClass.DETAILS, DataClass.CONTACT}),
        default_days=30,
        max_days=60,
        assurance=Assurance.AL2,
        joint=Joint.ALL,
        two_sided=True,
        own_assent=True,
    ),
    Purpose(
        code=codes.RETAIN_AFTER,
        version=VERSION,
        required=False,
        operations=frozenset({"keep", "open"}),
        data_classes=frozenset({DataClass.DETAILS, DataClass.CONTACT}),
        default_days=MONTHS[3],
        max_days=MONTHS[12],
        assurance=Assurance.AL1,
        joint=Joint.ALL,
    ),
    Purpose(
        code=codes.STATISTICS,
        version=VERSION,
        required=False,
        operations=frozenset({"count"}),
        data_classes=frozenset({DataClass.DETAILS}),
        default_days=MONTHS[24],
        max_days=MONTHS[24],
        assurance=Assurance.AL0,
        joint=Joint.ANY,
    ),
)


def asked_at_enrolment(*, has_photo: bool, apart: bool) -> tuple[str, ...]:
    """The purposes asked while a child is registered, in order: only what is needed then."""
    photo = (codes.STORE_PHOTO,) if has_photo else ()
    relative = (codes.SEARCH_RELATIVE,) if apart else ()
    always = (codes.STORE_DETAILS, codes.SHOW_CASEWORKERS, codes.SEARCH_FOUND, codes.CONTACT_ME)
    return (*always, *photo, *relative)


def offered_later() -> tuple[str, ...]:
    """The purposes offered from the record's page, in order, with nobody waiting for a yes."""
    return (codes.KEEP_IF_SILENT, codes.RETAIN_AFTER, codes.STATISTICS)


def asked_at_their_moment() -> tuple[str, ...]:
    """The purposes asked only when there is an agency to share with, or another side to tell."""
    return (codes.SHARE_PARTNER, codes.REVEAL_MATCH)
