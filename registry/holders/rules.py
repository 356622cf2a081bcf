"""What may be, with no database and no page: measures of two people, attempts, and their clocks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from consent.bands import Band
from registry.description import Code, Person
from registry.errors import N_, Conflict, Invalid

ATTEMPTS_LEAST: Final = 3
WAIT: Final = timedelta(days=14)
WAIT_IN_CARE: Final = timedelta(hours=72)
OTHERS_MOST: Final = 6


class What(Code):
    """A measure on a record. Two people take it together: one writes it down, another signs."""

    SECOND_GUARDIAN = "second-guardian", N_("Record another guardian")
    HOLDER_ABSENT = "holder-absent", N_("Another guardian is not waited for")
    SET_ASIDE = "set-aside", N_("Set a no or an objection aside")
    UPHOLD = "uphold", N_("A no or an objection stands")
    COURT_AUTHORITY = "court-authority", N_("A court named a guardian")
    COURT_RESTRICTION = "court-restriction", N_("A court stopped something")
    LIFT = "lift", N_("End what stops a record")
    BEREAVEMENT = "bereavement", N_("A guardian has died")
    ALONE = "alone", N_("A young person decides alone")
    STILL_MISSING = "still-missing", N_("Go on for a grown person who is still apart")
    AGE = "age", N_("Correct an age")
    RELEASE = "release", N_("Free the link of an 18th birthday")


OWN_LETTER: Final = frozenset({What.AGE, What.RELEASE})
"""Measures with a letter of their own: nobody is asked whether the guardians may hear of it."""


class AgePaper(Code):
    """Which paper on an age was seen. It is never kept."""

    IDENTITY = "identity", N_("Identity card or passport")
    BIRTH = "birth", N_("Birth record")
    COURT = "court", N_("Court order")
    HEALTH = "health", N_("Vaccination or health card")
    SCHOOL = "school", N_("School paper")
    ASSESSMENT = "assessment", N_("Report on how old the child is")


class WhyAbsent(Code):
    """Why a guardian is not waited for."""

    UNREACHABLE = "unreachable", N_("They cannot be reached")
    UNSAFE = "unsafe", N_("It would not be safe to ask them")


class WhyAlone(Code):
    """Why a young person of 15 to 17 decides without a guardian."""

    UNREACHABLE = "unreachable", N_("No guardian can be reached")
    UNSAFE = "unsafe", N_("Asking a guardian would not be safe")
    CHILD_OBJECTS = "child_objects", N_("The young person does not want a guardian asked")


class Decider(Code):
    """Who decided between guardians."""

    TWO_PEOPLE = "two_people", N_("Two of us, after hearing each side")
    COURT = "court", N_("A court, and we both read its order")


class Channel(Code):
    """How somebody tried to reach a guardian."""

    TELEPHONE = "telephone", N_("By telephone")
    MESSAGE = "message", N_("By message")
    LETTER = "letter", N_("By letter")
    VISIT = "visit", N_("At their home")
    OTHERS = "others", N_("Through people who know them")


class Tell(Code):
    """Whether the guardians hear that something changed."""

    NOBODY = "nobody", N_("Nobody. It may not be safe")
    GUARDIANS = "guardians", N_("The guardians, in neutral words")


@dataclass(frozen=True, slots=True, repr=False)
class Proposal:
    """What the first of two people writes down; only some of it belongs to each measure."""

    what: What
    words: str
    about: str | None = None
    why: str | None = None
    capacity: str | None = None
    with_others: str | None = None
    codes: tuple[str, ...] = ()
    until: date | None = None
    paper: str | None = None
    how: str | None = None
    reference: str | None = None
    email: str | None = None
    in_care: bool = False
    is_told: bool = False
    born: Person | None = None
    """The birth as a paper shows it, and nothing else of a person."""


@dataclass(frozen=True, slots=True, repr=False)
class Named:
    """Another guardian, as one guardian tells of them."""

    why: WhyAbsent
    words: str


def may_sign(first: str, second: str) -> None:
    """Nobody is the second person to their own word."""
    if first == second:
        raise Conflict(N_("You wrote this down yourself. Somebody else has to sign it."))


def may_look(heard_by: str, looker: str) -> None:
    """A second worker is not the first."""
    if heard_by == looker:
        raise Conflict(N_("You heard this child yourself. Somebody else has to look."))


def may_name_another(named: int) -> None:
    """A few other guardians are enough."""
    if named >= OTHERS_MOST:
        raise Conflict(N_("You have told us of six people. Ring the help line if there are more."))


def check_attempt(on: date, today: date) -> None:
    """An attempt was made already."""
    if on > today:
        raise Invalid("on", N_("This day has not come yet. Look at it again."))


def check_until(until: date | None, today: date) -> None:
    """An order that has run out already stops nothing."""
    if until is not None and until <= today:
        raise Invalid("until", N_("This day is over already. Look at it again."))


def check_attempts(attempts: Sequence[datetime], now: datetime, *, in_care: bool) -> None:
    """Somebody is unreachable after three attempts, and some days since the first of them."""
    if len(attempts) < ATTEMPTS_LEAST:
        raise Invalid(
            "why",
            N_("Write down at least %(least)s attempts to reach them first."),
            least=ATTEMPTS_LEAST,
        )
    if now - min(attempts) < (WAIT_IN_CARE if in_care else WAIT):
        raise Invalid(
            "why",
            N_("Wait 14 days from the first attempt, or 72 hours where the child is in care."),
        )


def check_about(about: str | None, offered: Collection[str]) -> str:
    """A measure is about something that stands on this record."""
    if about is None or about not in offered:
        raise Invalid("about", N_("Choose one of the answers on the list."))
    return about


@dataclass(frozen=True, slots=True)
class Reading:
    """What an age means for a child: the bands it may be in, and the day it is surely of age."""

    bands: tuple[Band, ...]
    majority: date | None

    @property
    def is_adult(self) -> bool:
        """Does nobody else decide?"""
        return any(band.is_adult for band in self.bands)


def takes_two(old: Reading, new: Reading) -> bool:
    """Does another age protect a child less in anything? Then one person alone does not write it.

    As long as the second has not signed, the old one counts. Whoever is of age is given back to
    nobody by one person either.
    """
    is_sooner = new.majority is not None and (old.majority is None or new.majority < old.majority)
    is_freed = _speaks_alone(new) and not _speaks_alone(old)
    loses = any(not before <= now for before, now in zip(_say(old), _say(new), strict=True))
    return is_sooner or is_freed or loses or old.is_adult != new.is_adult


def _speaks_alone(read: Reading) -> bool:
    return bool(read.bands) and all(band.may_speak_alone for band in read.bands)


def _say(read: Reading) -> tuple[frozenset[str], ...]:
    """What a child of this age has a say in: what waits for a yes, and what a no stops."""
    none = frozenset[str]()
    return (
        none.union(*(band.assent_needed for band in read.bands)),
        none.union(*(band.assent_needed - band.absence_excuses for band in read.bands)),
        none.union(*(band.dissent_blocks for band in read.bands)),
        none.union(*(band.dissent_blocks | band.dissent_suspends for band in read.bands)),
    )
