"""What an agency must be before its people may work here."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from registry.description.cldr import countries
from registry.description.codes import Code
from registry.description.wording import one_line, passage
from registry.errors import N_, Invalid

DAYS_OF_MONTH: Final = 30
"""A month as days: never more than the calendar's."""
LONGEST: Final = timedelta(days=730)
ENDS_SOON: Final = timedelta(days=30)
TEXT_LENGTH: Final = 300


ANNOUNCED_FOR: Final = timedelta(days=14)
"""So long a new agency is announced to families before anything can go there."""


class AgencyRole(Code):
    """What an agency is before the law on data."""

    JOINT_CONTROLLER = "joint_controller", N_("Decides with us how data is used")
    PROCESSOR = "processor", N_("Works with data only as we say")


class State(StrEnum):
    """How an agency stands today."""

    NEW = "new"
    AGREEMENT = "agreement"
    ANNOUNCED = "announced"
    VERIFIED = "verified"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"


def state_at(
    until: datetime | None, announced: datetime | None, now: datetime, *, waits: bool = False
) -> State:
    """How an agency stands whose latest verification by two, and announcement, end then."""
    if until is None:
        return State.AGREEMENT if waits else State.NEW
    if until <= now:
        return State.ENDED
    if announced is not None and announced > now:
        return State.ANNOUNCED
    return State.ENDS_SOON if until - now <= ENDS_SOON else State.VERIFIED


def tidy_name(text: str, field: str = "name") -> str:
    """The agency's name as it stands in a register."""
    if not text.strip():
        raise Invalid(field, N_("Write the agency's name."))
    return one_line(text, field)


def known_country(code: str, field: str = "country") -> str:
    """A country by its ISO 3166 code."""
    if code not in countries():
        raise Invalid(field, N_("Choose a country from the list."))
    return code


def tidy_contact(text: str, field: str = "contact") -> str:
    """How the agency's office is reached."""
    if not text.strip():
        raise Invalid(field, N_("Write a telephone number or an address of the office."))
    return passage(text, field, TEXT_LENGTH)


def tidy_register(text: str, field: str = "register") -> str:
    """Where the agency stands on record."""
    if not text.strip():
        raise Invalid(field, N_("Name the register and the number, or the mandate."))
    return passage(text, field, TEXT_LENGTH)


def tidy_safeguarding(text: str, field: str = "safeguarding") -> str:
    """The agency's policy on keeping children safe."""
    if not text.strip():
        raise Invalid(field, N_("Name the policy and where it is published."))
    return passage(text, field, TEXT_LENGTH)


def tidy_agreement(text: str, field: str = "agreement") -> str:
    """The version of the data agreement."""
    if not text.strip():
        raise Invalid(field, N_("Write the version of the agreement that was signed."))
    return one_line(text, field)


def second_person(looked: str, agrees: str) -> None:
    """Two people verify an agency: whoever looked at its papers does not agree as well."""
    if looked == agrees:
        raise Invalid("form", N_("You looked at its papers, so somebody else must agree."))


def somebody_else(added_by: str, verifier: str) -> None:
    """Two people let an agency in: one adds it, another one verifies it."""
    if added_by == verifier:
        raise Invalid("form", N_("You added this agency, so somebody else must verify it."))


def end_in_time(now: datetime, until: datetime) -> None:
    """A verification ends, and not too late."""
    if not now < until <= now + LONGEST:
        raise Invalid("months", N_("Choose an end that is within 24 months."))
