"""Permits and denials: what a question to the ledger is answered with."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from consent.purposes import DataClass

PERMIT_LIVES: Final = timedelta(minutes=5)


class Ground(StrEnum):
    """What a permit rests on."""

    CONSENT = "consent"
    BASIS = "basis"
    OVERRIDE = "override"


class Reason(StrEnum):
    """Why the answer is no."""

    CLOCK_BEHIND = "clock_behind"
    UNKNOWN_PURPOSE = "unknown_purpose"
    UNKNOWN_BASIS = "unknown_basis"
    UNKNOWN_OPERATION = "unknown_operation"
    UNKNOWN_ACTOR = "unknown_actor"
    UNKNOWN_FACT = "unknown_fact"
    RESTRICTED = "restricted"
    VERSION_CHANGED = "version_changed"
    NOTICE_NOT_IN_USE = "notice_not_in_use"
    NOT_ACTIVE = "not_active"
    ASSURANCE_TOO_LOW = "assurance_too_low"
    CO_CONSENT_MISSING = "co_consent_missing"
    ASSENT_MISSING = "assent_missing"
    DISSENT = "dissent"
    CLASS_NOT_COVERED = "class_not_covered"
    BASIS_NOT_OPEN = "basis_not_open"
    OVERRIDE_NOT_OPEN = "override_not_open"
    NOT_ALONE = "not_alone"  # somebody else must speak too: too young, or not known to be competent
    OF_AGE = "of_age"  # only the subject speaks now


class Question(NamedTuple):
    """What is asked: may this actor do this, with these classes of data, for this recipient."""

    subject: str
    purpose: str  # the basis code, when asked on a basis
    operation: str
    data_classes: frozenset[DataClass]
    actor: str
    recipient: str


class Permit(NamedTuple):
    """A short-lived yes. Whoever opens something with it asks `is_current` at that instant."""

    ground: Ground
    ground_ref: str
    subject: str
    purpose: str
    operation: str
    data_classes: frozenset[DataClass]
    actor: str
    recipient: str
    epoch: int
    issued_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class Denied:
    """A no, with every reason for it. It is falsy, so `if permit:` reads as it should."""

    reasons: tuple[Reason, ...]

    def __bool__(self) -> bool:
        """Say no."""
        return False
