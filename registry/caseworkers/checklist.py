"""The checklist of a person at the desk, and how they stand: one pure rule over records.

Invited, evidence in, checks, two approvals, active, due soon, expired or suspended, left. No state
is kept anywhere: it follows from who did what and when, and from the clock.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from registry.description.codes import Code
from registry.errors import N_, Invalid

YEAR: Final = timedelta(days=365)
DUE_SOON: Final = timedelta(days=60)
STEPS: Final = (60, 30, 7)
"""So many days before the end a person, their lead and the administrators are written to."""
VOUCHERS: Final = 2
MOST_VOUCHES: Final = 5
APPROVALS: Final = 2


class Check(Code):
    """What is looked at before a person may work here."""

    IDENTITY = "identity", N_("Identity, seen live")
    LICENCE = "licence", N_("Licence, confirmed with its issuer")
    EMPLOYMENT = "employment", N_("Employment, confirmed by ringing back")
    BACKGROUND = "background", N_("Background check")
    TRAINING = "training", N_("Training of this registry")
    VOUCHERS = "vouchers", N_("Two people who vouch, one of another agency")
    SECOND_FACTOR = "second_factor", N_("A second way to sign in")


class Source(Code):
    """Where an answer came from."""

    IN_PERSON = "in_person", N_("A paper of a state with a photo, seen in person")
    LIVE_VIDEO = "live_video", N_("A paper of a state with a photo, in a live video call")
    ISSUER_REGISTER = "issuer_register", N_("Found in the register of whoever issued it")
    ISSUER_ANSWER = "issuer_answer", N_("Whoever issued it answered")
    NOT_NEEDED = "not_needed", N_("No licence exists for this work there")
    CALL_BACK = "call_back", N_("I rang a number that I found myself")
    RECORDS_OFFICE = "records_office", N_("A reference of a state’s records office")
    EMPLOYERS_CHECK = "employers_check", N_("A reference of the employer’s own check")
    COURSE = "course", N_("The course of this registry, finished")


class Result(Code):
    """What came of it."""

    PASSED = "passed", N_("In order")
    NOT_PASSED = "not_passed", N_("Not in order")


class Acquaintance(Code):
    """How somebody who vouches knows a person."""

    WORKED_TOGETHER = "worked_together", N_("We worked together for half a year or longer")
    SUPERVISED = "supervised", N_("I led this person’s work")
    TRAINED = "trained", N_("I trained this person")


class Ending(Code):
    """How somebody was stopped."""

    SUSPENDED = "suspended", N_("Suspended: comes back when two approve anew")
    LEFT = "left", N_("Left: would have to be checked and given roles anew")


class State(StrEnum):
    """How a person at the desk stands."""

    INVITED = "invited"
    EVIDENCE_IN = "evidence_in"
    CHECKS = "checks"
    APPROVALS = "approvals"
    ACTIVE = "active"
    DUE_SOON = "due_soon"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    LEFT = "left"


AT_WORK: Final = frozenset({State.ACTIVE, State.DUE_SOON})

SOURCES: Final[Mapping[Check, tuple[Source, ...]]] = MappingProxyType(
    {
        Check.IDENTITY: (Source.IN_PERSON, Source.LIVE_VIDEO),
        Check.LICENCE: (Source.ISSUER_REGISTER, Source.ISSUER_ANSWER, Source.NOT_NEEDED),
        Check.EMPLOYMENT: (Source.CALL_BACK,),
        Check.BACKGROUND: (Source.RECORDS_OFFICE, Source.EMPLOYERS_CHECK),
        Check.TRAINING: (Source.COURSE,),
    }
)
"""The checks that somebody makes, and where an answer may come from; the others are derived."""

HOLDS: Final[Mapping[Check, timedelta]] = MappingProxyType(
    {each: YEAR * 5 if each is Check.IDENTITY else YEAR for each in SOURCES}
)
"""How long an answer counts. A person stays who they are; all else changes."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One answer: in order or not, and when."""

    passed: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Approved:
    """One of the two who vouch with their name, until a day."""

    by_ref: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the state of a person follows from; what was before they last left counts not."""

    has_password: bool = False
    has_evidence: bool = False
    checks: Mapping[Check, Checked] = field(default_factory=dict)
    """The latest answer to each check that somebody made."""
    vouching_agencies: tuple[str | None, ...] = ()
    """Of which agency each of those is who vouch now; None for the registry itself."""
    agency_ref: str | None = None
    has_factor: bool | None = None
    """None as long as nothing here can tell."""
    approvals: tuple[Approved, ...] = ()
    """Those since the person was last stopped."""
    ending: Ending | None = None
    """How the person was last stopped, if they were."""


def two_approve_until(approvals: Collection[Approved]) -> datetime | None:
    """The day until which two different people approve; None while there are not two."""
    longest: dict[str, datetime] = {}
    for each in approvals:
        longest[each.by_ref] = max(each.until, longest.get(each.by_ref, each.until))
    ends = sorted(longest.values(), reverse=True)
    return ends[APPROVALS - 1] if len(ends) >= APPROVALS else None


def has_failed(checks: Mapping[Check, Checked]) -> bool:
    """Did the latest answer to any check come out badly? Then nobody's approval counts."""
    return any(not each.passed for each in checks.values())


def stands(facts: Facts, check: Check, now: datetime) -> bool | None:
    """Is this check in order now? None where nothing here can tell."""
    if check is Check.SECOND_FACTOR:
        return facts.has_factor
    if check is Check.VOUCHERS:
        agencies = facts.vouching_agencies
        is_outside = any(each != facts.agency_ref or each is None for each in agencies)
        return len(agencies) >= VOUCHERS and is_outside
    found = facts.checks.get(check)
    return found is not None and found.passed and now < found.at + HOLDS[check]


def open_checks(facts: Facts, now: datetime) -> tuple[Check, ...]:
    """What is still to be looked at. What nothing can tell holds nobody up, and is said."""
    return tuple(each for each in Check if stands(facts, each, now) is False)


def checks_hold_until(facts: Facts) -> datetime | None:
    """The day on which the first answer is too old; nobody approves for longer."""
    ends = [found.at + HOLDS[check] for check, found in facts.checks.items()]
    return min(ends) if ends else None


def state_of(facts: Facts, now: datetime) -> State:
    """How a person stands."""
    until = two_approve_until(facts.approvals)
    if until is not None and now < until and not has_failed(facts.checks):
        return State.DUE_SOON if until <= now + DUE_SOON else State.ACTIVE
    if facts.ending is Ending.LEFT and not facts.has_evidence:
        return State.LEFT
    if facts.ending is Ending.SUSPENDED and until is None:
        return State.SUSPENDED
    if until is not None and until <= now:
        return State.EXPIRED
    return _on_the_way(facts, now)


def _on_the_way(facts: Facts, now: datetime) -> State:
    if not facts.has_password or not facts.has_evidence:
        return State.INVITED
    if not facts.checks:
        return State.EVIDENCE_IN
    return State.CHECKS if open_checks(facts, now) else State.APPROVALS


def may_be_approved(facts: Facts, now: datetime) -> None:
    """Nobody is approved in part."""
    if not facts.has_password:
        raise Invalid("form", N_("This person has not accepted the invitation yet."))
    if open_checks(facts, now):
        raise Invalid("form", N_("Not every check is in order yet."))


def may_be_checked(*, has_evidence: bool) -> None:
    """What is checked is what the person handed in."""
    if not has_evidence:
        raise Invalid("form", N_("This person has not handed in any evidence yet."))


def right_source(check: Check, source: Source) -> None:
    """Some checks are worked out from other records, and each has its own sources."""
    if source not in SOURCES.get(check, ()):
        raise Invalid("source", N_("Choose one of the answers on the list."))


def may_vouch(given: int) -> None:
    """Nobody vouches for a crowd."""
    if given >= MOST_VOUCHES:
        raise Invalid(
            "form", N_("You vouch for five people already. Take one back before the next.")
        )


def step_due(until: datetime, now: datetime) -> int | None:
    """Which word is due now, in days before the end; None before the first and after the end."""
    if not now < until:
        return None
    return min((step for step in STEPS if until - timedelta(days=step) <= now), default=None)
