"""Who may hold which role, who may vouch for whom, and for how long."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from registry.authority import OPERATOR, Role
from registry.description.wording import one_line, passage
from registry.errors import N_, Invalid

CASE_ROLES: Final = frozenset({Role.CASEWORKER, Role.COORDINATOR, Role.LEAD})
LONE_ROLES: Final = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
STAFF_ROLES: Final = CASE_ROLES | LONE_ROLES
AGENCY_ROLES: Final = frozenset({Role.CASEWORKER, Role.LEAD})

INVITATION_LASTS: Final = timedelta(days=7)
RESET_LASTS: Final = timedelta(days=7)
"""So long a reset may wait for its second person."""
DAYS_OF_MONTH: Final = 30
LONGEST: Final = timedelta(days=365)
NAME_LENGTH: Final = 100
WORDS_LENGTH: Final = 600
BADGE_DIGITS: Final = 6


def tidy_name(text: str, field: str = "name") -> str:
    """A name as it stands in somebody's papers."""
    if not text.strip():
        raise Invalid(field, N_("Write this person's name."))
    return one_line(text, field, NAME_LENGTH)


def check_roles(roles: Collection[Role], agency_ref: str | None, field: str = "roles") -> None:
    """Administrators and auditors hold no case roles; case work is done for an agency."""
    held = frozenset(roles)
    if not held or not held <= STAFF_ROLES:
        raise Invalid(field, N_("Choose at least one role."))
    if held & LONE_ROLES and len(held) > 1:
        raise Invalid(
            field, N_("An administrator or auditor holds no other role. Choose that one alone.")
        )
    if held & AGENCY_ROLES and agency_ref is None:
        raise Invalid("agency", N_("A caseworker or lead works for an agency. Choose it."))
    if held & LONE_ROLES and agency_ref is not None:
        raise Invalid("agency", N_("An administrator or auditor belongs to no agency."))


def lawful(roles: Collection[Role]) -> frozenset[Role]:
    """Should rows ever mix what must not be mixed, nothing but the lone role stands."""
    held = frozenset(roles)
    lone = held & LONE_ROLES
    if not lone:
        return held
    return lone if len(lone) == 1 and held == lone else frozenset()


def may_grant(granter: str, roles: Collection[Role]) -> None:
    """The operator makes administrators only; everything else is for them to do."""
    if granter == OPERATOR.ref and frozenset(roles) != {Role.ADMINISTRATOR}:
        raise Invalid("roles", N_("The operator invites administrators only."))


def somebody_else(actor: str, account_ref: str, invited_by: str) -> None:
    """Nobody checks themself, and whoever invited somebody does not check them as well."""
    not_oneself(actor, account_ref)
    if actor == invited_by:
        raise Invalid("form", N_("You invited this person, so somebody else must check them."))


def not_oneself(actor: str, account_ref: str) -> None:
    """Nobody decides about their own standing."""
    if actor == account_ref:
        raise Invalid("form", N_("This is about you, so somebody else must do it."))


def second_person(actor: str, account_ref: str, granted_by: str) -> None:
    """A role needs two people, and neither is the one who gets it."""
    not_oneself(actor, account_ref)
    if actor == granted_by:
        raise Invalid("form", N_("You granted this role, so somebody else must agree."))


def second_to_sign(actor: str, account_ref: str, asked_by: str) -> None:
    """A reset needs two people, and neither is the one it is for."""
    not_oneself(actor, account_ref)
    if actor == asked_by:
        raise Invalid("form", N_("You asked for this, so somebody else must sign."))


def end_in_time(now: datetime, until: datetime, field: str = "months") -> None:
    """Standing ends, and within 12 months."""
    if not now < until <= now + LONGEST:
        raise Invalid(field, N_("Choose an end that is within 12 months."))


def tidy_words(text: str, field: str = "words") -> str:
    """What was found: who answered, on which number, under which reference."""
    if not text.strip():
        raise Invalid(field, N_("Write who answered, and under which number or reference."))
    return passage(text, field, WORDS_LENGTH)


def tidy_evidence(text: str, field: str) -> str:
    """One line of what a person hands in."""
    if not text.strip():
        raise Invalid(field, N_("Write it down, or write why there is none."))
    return passage(text, field, WORDS_LENGTH)


def tidy_why(text: str, field: str = "why") -> str:
    """Why somebody's standing is ended."""
    if not text.strip():
        raise Invalid(field, N_("Write in a few words why."))
    return passage(text, field, WORDS_LENGTH)


def badge_of(number: int) -> str:
    """A badge number as it is read aloud: two groups of three digits."""
    digits = f"{number % 10**BADGE_DIGITS:0{BADGE_DIGITS}}"
    return f"{digits[:3]}-{digits[3:]}"
