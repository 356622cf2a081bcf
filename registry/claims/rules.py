"""What may be, with no database and no page: status words, fixed days, quotas, deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from registry.children import rules as children
from registry.children.rules import Anyone
from registry.claims.facts import Apart, Circumstances, Claimant, Relationship
from registry.description import Code, Group, Names, PartialDate, Person
from registry.errors import N_, Conflict, Invalid

OPEN_MOST: Final = 3
FILED_MOST: Final = 5
FILED_WITHIN: Final = timedelta(days=30)
DRAFT_LIVES: Final = timedelta(days=30)
PHOTOS_MOST: Final = 6

FIXED_WEEKDAY: Final = 0
FIXED_TIME: Final = time(6)
"""Mondays at six, UTC: whatever a claimant learns, every claimant learns then."""


class Kind(Code):
    """Who makes a claim, and about whom."""

    RELATIVE = "relative", N_("A person looks for a child")
    SEPARATED = "separated", N_("A guardian and a registered child are apart")
    SELF = "self", N_("A person looks for the own family")
    FOUND = "found", N_("An agency has a child in its care")


class Status(Code):
    """All that a claimant is ever told about a claim."""

    DRAFT = "draft", N_("Not sent yet")
    RECEIVED = "received", N_("Received")
    OPEN = "open", N_("Open")
    ASKING = "asking", N_("We need to ask you")
    CLOSED = "closed", N_("Closed")


class Tier(Code):
    """How soon a claim needs its first review."""

    CRITICAL = "critical", N_("Critical")
    URGENT = "urgent", N_("Urgent")
    STANDARD = "standard", N_("Standard")


class Why(Code):
    """Why a pair is set aside."""

    ANOTHER_CHILD = "another_child", N_("These are two children")
    FACTS_DIFFER = "facts_differ", N_("Facts differ that cannot both be true")
    TOO_LITTLE = "too_little", N_("Too little is known to compare")
    SAME_FAMILY = "same_family", N_("A brother or sister, not this child")
    KNOWN = "known", N_("Looked at before, with the same answer")


class Review(Code):
    """How far the review of a pair has come, as far as its list needs to know."""

    NONE = "none", N_("To read")
    OPEN = "open", N_("In review")
    DECIDED = "decided", N_("Compared")
    MOVED = "moved", N_("Goes on as a case")


TIERS: Final = {Kind.FOUND: Tier.CRITICAL, Kind.SEPARATED: Tier.URGENT}
WITHIN: Final = {
    Tier.CRITICAL: timedelta(hours=24),
    Tier.URGENT: timedelta(hours=48),
    Tier.STANDARD: timedelta(days=7),
}


@dataclass(frozen=True, slots=True)
class History:
    """The plain facts a status follows from. No candidate is among them, and none ever may be."""

    filed_at: datetime | None
    asked: tuple[datetime, ...] = ()
    """When each question that has no answer yet was asked."""
    closed_at: datetime | None = None
    ends_at_once: bool = False
    """The claimant took it back, or an agency filed it: such an end waits for no fixed day."""


def next_fixed_day(at: datetime) -> datetime:
    """The first fixed moment after this one."""
    days = (FIXED_WEEKDAY - at.weekday()) % 7
    fixed = datetime.combine(at.date() + timedelta(days=days), FIXED_TIME, at.tzinfo)
    return fixed if fixed > at else fixed + timedelta(days=7)


def is_told(at: datetime, now: datetime) -> bool:
    """Has the fixed day come on which a claimant learns of what happened then?"""
    return now >= next_fixed_day(at)


def status(history: History, now: datetime) -> Status:
    """What the claimant is told. It turns on fixed days only, but for one's own acts."""
    if history.filed_at is None:
        return Status.DRAFT
    ended = history.closed_at
    if ended is not None and (history.ends_at_once or is_told(ended, now)):
        return Status.CLOSED
    if any(is_told(asked, now) for asked in history.asked):
        return Status.ASKING
    return Status.OPEN if is_told(history.filed_at, now) else Status.RECEIVED


def tier(kind: Kind) -> Tier:
    """How soon a claim of this kind needs its first review."""
    return TIERS.get(kind, Tier.STANDARD)


def due(kind: Kind, filed_at: datetime) -> datetime:
    """When the first review is due, counted from receipt."""
    return filed_at + WITHIN[tier(kind)]


def may_file_another(open_claims: int, filed_recently: int) -> None:
    """A few claims at a time are enough for one person, and not many in one month."""
    if open_claims >= OPEN_MOST:
        raise Conflict(
            N_("You have three claims with us. Finish one, or take one back, before the next.")
        )
    if filed_recently >= FILED_MOST:
        raise Conflict(
            N_("You have sent five claims in 30 days. Ring the help line if you need one more.")
        )


def may_countersign(filer_ref: str, lead_ref: str) -> None:
    """Nobody is the second person to their own word."""
    if filer_ref == lead_ref:
        raise Conflict(N_("You filed this yourself. Somebody else has to sign it."))


def may_restate_safety(before: Anyone, told: Anyone) -> None:
    """The strictest answer counts: a coordinator fills a gap, and never takes a warning away."""
    if told is Anyone.NOT_ASSESSED or before is Anyone.YES:
        raise Invalid("anyone", N_("Write down a yes or a no. A yes that stands stays."))


def may_set_aside(review: Review) -> None:
    """A pair that two people compare, or that goes on as a case, is theirs and not the list's."""
    if review in {Review.OPEN, Review.MOVED}:
        raise Conflict(N_("This pair is in review, or goes on as a case. It stays where it is."))


def may_add_photo(photos: int) -> None:
    """Six photos are enough; each more is one more that can get lost."""
    if photos >= PHOTOS_MOST:
        raise Invalid(
            "photo", N_("There are 6 photos already. Take one away before you add another.")
        )


def is_lapsed(started_on: date, today: date) -> bool:
    """Is a draft too old to be kept?"""
    return today > started_on + DRAFT_LIVES


def check(told: Group, today: date, *, needed: bool) -> None:
    """What a page cannot do without, and that what it tells has happened already."""
    match told:
        case Person():
            children.check_person(told, today)
        case Names() if needed and told.name is None:
            raise Invalid("name", N_("Write one name of the child. Any name will do."))
        case Relationship():
            _check_relationship(told, today)
        case Claimant() if told.name is None:
            raise Invalid("name", N_("Write your name. One name is enough."))
        case Apart():
            _not_to_come("since", told.since, today)
        case Circumstances():
            _check_circumstances(told, today)
        case _ if needed and not told:
            raise Invalid("form", N_("Write at least one of these."))


def _check_relationship(told: Relationship, today: date) -> None:
    if told.category is None:
        raise Invalid("category", N_("Choose one of the answers."))
    _not_to_come("since", told.since, today)


def _check_circumstances(told: Circumstances, today: date) -> None:
    if told.ground is None:
        raise Invalid("ground", N_("Choose on which ground your agency records the child."))
    _not_to_come("found_on", told.found_on, today)


def _not_to_come(field: str, day: PartialDate | None, today: date) -> None:
    if day is not None and day.earliest > today:
        raise Invalid(field, N_("This day has not come yet. Look at it again."))
