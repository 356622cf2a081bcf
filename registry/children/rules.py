"""What may be, with no database and no page: what an enrolment needs, in which order it goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from consent import Assurance, Capacity, WithOthers
from registry.description import Code, Names, PartialDate, Person, Withheld
from registry.errors import N_, Conflict, Invalid
from registry.purposes import PHOTO_DAYS_BELOW_AL2, RETAIN_AFTER

PHOTOS_MOST = 6
DRAFTS_MOST = 5
PROMPTS_LEAST = 3
DRAFT_LIVES = timedelta(days=30)

GUARDIANS = (
    Capacity.PARENT_BY_BIRTH,
    Capacity.PARENT_BY_ADOPTION,
    Capacity.COURT_GUARDIAN,
    Capacity.KINSHIP_CARER,
)
"""The capacities a person may state of themselves on a page; the others are stated of them."""


class Anyone(Code):
    """Is there anyone who must not be told where the child is?"""

    YES = "yes", N_("Yes, there is someone")
    NO = "no", N_("No")
    NOT_ASSESSED = "not_assessed", N_("I would rather say this to a person")


CARE: Final = (Anyone.NO, Anyone.NOT_ASSESSED, Anyone.YES)
"""The answers on safety, the most careful last."""


class Paper(Code):
    """Which kind of paper was seen."""

    IDENTITY = "identity", N_("Identity card or passport")
    BIRTH = "birth", N_("Birth record naming the guardian")
    COURT = "court", N_("Court order on guardianship or adoption")
    CARE = "care", N_("Paper of a care authority or camp office")
    OTHER = "other", N_("Another paper that shows the tie to the child")


class Seen(Code):
    """How a paper was seen. It is never kept."""

    LIVE = "live", N_("In the hand, face to face")
    VIDEO = "video", N_("By video, with somebody we trust beside them")
    OFFICE = "office", N_("At the office of a partner")


class Said(Code):
    """A child's own answer, as it was heard."""

    YES = "yes", N_("Yes")
    NO = "no", N_("No")
    UNSURE = "unsure", N_("I do not know")


class Concern(Code):
    """Why the desk has to look at a record."""

    DISSENT = "dissent", N_("A child said no")
    OBJECTION = "objection", N_("A guardian objects")
    CONFLICT = "conflict", N_("Guardians do not agree")
    OTHER_HOLDER = "other_holder", N_("Another guardian cannot be asked")
    STILL_MISSING = "still_missing", N_("Grown up, and still apart")
    CALL = "call", N_("Someone the family trusts asks for a call")
    ASK = "ask", N_("A child is old enough to be asked")
    LOOK = "look", N_("A family asks about a look")
    INCIDENT = "incident", N_("Something went wrong: reach this family safely")


class Outcome(Code):
    """What came of looking."""

    STANDS = "stands", N_("It stands")
    SET_ASIDE = "set_aside", N_("It is set aside")
    DONE = "done", N_("It is recorded")
    LEFT = "left", N_("Nothing more is to be done")


class Excluded(Code):
    """Whom a family wants kept away from a record."""

    AGENCY = "agency", N_("An agency")
    CASEWORKER = "caseworker", N_("A person who works here")
    PERSON = "person", N_("Somebody else")


class Opening(Code):
    """Why a sealed record is opened."""

    FOUND = "found", N_("A child was found who may be this one")
    SAFETY = "safety", N_("Somebody may be in danger")


UNSEALED_FOR = timedelta(hours=72)
"""So long two people may look into a sealed record."""


WITHIN = {
    Concern.DISSENT: timedelta(hours=72),
    Concern.OBJECTION: timedelta(hours=72),
    Concern.CONFLICT: timedelta(days=14),
    Concern.OTHER_HOLDER: timedelta(days=14),
    Concern.CALL: timedelta(hours=72),
    Concern.STILL_MISSING: timedelta(days=14),
    Concern.ASK: timedelta(days=14),
    Concern.LOOK: timedelta(hours=72),
    Concern.INCIDENT: timedelta(hours=72),
}
"""How soon somebody has to look."""

LEFT_AT: Final = frozenset({Concern.OTHER_HOLDER, Concern.ASK, Concern.INCIDENT})
"""What is done or left: there is nothing in it that could stand or be set aside."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A child's answer to one notice; `shown` is the digest of the very words."""

    said: Said
    shown: str
    language: str = "en"
    is_aloud: bool = False
    """Somebody read the words to the child."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a guardian is to the child, and whether somebody else decides too."""

    capacity: Capacity
    with_others: WithOthers


@dataclass(frozen=True, slots=True, repr=False)
class Safety:
    """The answer on who must not be told; read by a coordinator only."""

    anyone: Anyone
    words: str | None = None

    @classmethod
    def most_careful(cls, answers: Iterable[Safety]) -> Safety:
        """All that was said, as the most careful of those who said it would have it kept."""
        said = list(answers)
        anyone = max((each.anyone for each in said), key=CARE.index, default=Anyone.NOT_ASSESSED)
        return cls(anyone, "\n\n".join(each.words for each in said if each.words) or None)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Together, or apart since about when."""

    apart: bool
    since: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A yes or a no to one notice; `shown` is the digest of the very words that were read."""

    yes: bool
    shown: str
    language: str = "en"
    days: int | None = None
    """How long the yes lasts, where the page offers a choice."""


@dataclass(frozen=True, slots=True)
class Papers:
    """Which paper a worker saw, and how."""

    paper: Paper
    how: Seen


@dataclass(frozen=True, slots=True)
class Progress:
    """Which pages of a draft hold an answer, and what else decides what is asked."""

    answered: frozenset[str]
    apart: bool
    photos: int = 0


def check_relationship(stated: Relationship) -> None:
    """Only what a person can be to a child may be stated."""
    if stated.capacity not in GUARDIANS:
        raise Invalid("capacity", N_("Choose one of the answers on the list."))


def may_start_another(drafts: int) -> None:
    """A few drafts at a time are enough for a family."""
    if drafts >= DRAFTS_MOST:
        raise Conflict(
            N_("You have begun five forms. Finish one, or wipe one, before you begin another.")
        )


def may_add_photo(photos: int) -> None:
    """Six photos of a child are enough; each more is one more that can get lost."""
    if photos >= PHOTOS_MOST:
        raise Invalid(
            "photo", N_("There are 6 photos already. Take one away before you add another.")
        )


def may_keep_photos(with_others: WithOthers) -> None:
    """A photo needs the yes of each guardian, so it waits until the others were asked."""
    if with_others is not WithOthers.SOLE:
        raise Invalid(
            "photo",
            N_("A photo needs a yes from each of you. We ask the other guardian first."),
        )


def check_whereabouts(stated: Whereabouts, today: date) -> None:
    """A separation has begun already."""
    if stated.apart and stated.since is not None and stated.since.earliest > today:
        raise Invalid("since", N_("This day has not come yet. Look at it again."))


def check_names(names: Names) -> None:
    """One name is needed, in any script."""
    if names.name is None:
        raise Invalid("name", N_("Write one name of your child. Any name will do."))


def check_person(person: Person, today: date) -> None:
    """An age in any form is needed, and nobody is born in the future."""
    if person.age is None and person.date_of_birth is None:
        raise Invalid("age", N_("Write an age, like 6 or 5-7. A guess is fine."))
    if person.date_of_birth is not None and person.date_of_birth.earliest > today:
        raise Invalid("date_of_birth", N_("This day has not come yet. Look at it again."))


def same_age_keeps_its_day(before: Person, now: Person) -> Person:
    """An age sent again unchanged was still told on its first day, so the child goes on growing."""
    if before.age is None or now.age is None:
        return now
    is_same = (before.age.low, before.age.high) == (now.age.low, now.age.high)
    return replace(now, age=before.age) if is_same else now


def check_withheld(told: Withheld) -> None:
    """At least three of the fixed prompts, so that two sides have something to compare."""
    if len(told.answers) < PROMPTS_LEAST:
        raise Invalid(
            "answers",
            N_("Answer at least %(least)s of these questions. Choose the ones you know best."),
            least=PROMPTS_LEAST,
        )


def plain_day(day: PartialDate | None) -> str:
    """A day as far as it is known, counted in the Gregorian calendar; empty when it is not."""
    if day is None:
        return ""
    signs = 10 if day.day else 7 if day.month else 4
    return (day.earliest + day.calendar.uncertainty).isoformat()[:signs]


def grant_days(purpose: str, asked: int | None, default: int, longest: int) -> int:
    """How long a yes lasts: what was chosen where the page offers a choice, never more than max."""
    if asked is None or purpose != RETAIN_AFTER:
        return default
    if not 0 < asked <= longest:
        raise Invalid("days", N_("Choose one of the answers on the list."))
    return asked


def is_photo_hidden(registered_on: date | None, assurance: Assurance, today: date) -> bool:
    """Past 30 days a photo is shown only once papers were seen; it is hidden, not erased."""
    if assurance >= Assurance.AL2 or registered_on is None:
        return False
    return today > registered_on + timedelta(days=PHOTO_DAYS_BELOW_AL2)


def is_lapsed(started_on: date, today: date) -> bool:
    """Is a draft too old to be kept?"""
    return today > started_on + DRAFT_LIVES
