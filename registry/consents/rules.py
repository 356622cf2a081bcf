"""What may be taken back and undone, and how looks are put on a page; no database, no page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from consent import Standing
from registry.description import Code
from registry.errors import N_, Conflict
from registry.purposes import (
    KEEP_IF_SILENT,
    MAJORITY_WHILE_MISSING,
    SHOW_CASEWORKERS,
    STORE_DETAILS,
    STORE_PHOTO,
)


class ReceiptForm(StrEnum):
    """How a guardian takes a receipt along: somebody who must not know may find it."""

    FULL = "full"
    DISCREET = "discreet"
    OFFICE = "office"


UNDO_WINDOW: Final = timedelta(days=7)
WIPED_WITHIN: Final = timedelta(hours=72)
KEY_BACKUPS_LIVE: Final = timedelta(days=30)
ONE_LOOK: Final = timedelta(minutes=30)
WEEK: Final = timedelta(days=7)

CASEWORK: Final = frozenset({SHOW_CASEWORKERS, STORE_PHOTO, KEEP_IF_SILENT})
"""Looks on these grounds may come from a review, so they are told once a week and without a name:
else a guardian could learn from this page that somebody looks for a child, and where."""


RENEWAL_STEPS: Final = (60, 30, 7)
"""So many days before a yes ends, its guardian is told."""
PAPERS_STEPS: Final = (23, 9)
"""So many days before photos are hidden, a guardian is asked to show a paper."""
DRAFT_STEPS: Final = (7,)
MAJORITY_STEPS: Final = (60, 0)
SILENT_FOR: Final = timedelta(days=30)
"""So long a record whose yes ran out waits shut for its guardian; then it is wiped."""


SPEAKS_BEFORE: Final = timedelta(days=30)
"""From so long before a yes ends, a trusted contact may speak for a guardian who is silent."""
WAITS_LONGER: Final = timedelta(days=90)
"""So long a shut record waits after the word of a trusted contact."""


SAID_ANEW: Final = timedelta(days=30)
"""The same word of a trusted contact within this time is one word."""


class Topic(Code):
    """What a word to a guardian is about."""

    RENEWAL = "renewal", N_("A yes ends")
    PAPERS = "papers", N_("Papers were not seen yet")
    HIDDEN = "hidden", N_("Photos are hidden")
    DRAFT = "draft", N_("A form is wiped")
    CLOSED = "closed", N_("A record was shut")
    MAJORITY = "majority", N_("A child comes of age")


class Word(Code):
    """What a trusted contact may say for a guardian who is silent."""

    LOOKING = "looking", N_("The family is still looking")
    WELL = "well", N_("The family is well, and will answer")
    DESK = "desk", N_("Please ring the family, or me")


@dataclass(frozen=True, slots=True)
class Opening:
    """One entry of the trail: who opened what, when and on which ground."""

    at: datetime
    actor_ref: str
    classes: tuple[str, ...]
    purpose: str
    ground: str

    @property
    def is_casework(self) -> bool:
        """May it come from a review?"""
        is_agreed = self.ground == "consent" and self.purpose in CASEWORK
        return is_agreed or self.purpose == MAJORITY_WHILE_MISSING

    @property
    def told_on(self) -> date:
        """The day from which the page shows it."""
        return week_of(self.at.date()) + WEEK if self.is_casework else self.at.date()

    @property
    def day(self) -> date:
        """The day it is shown under; for casework the Monday of its week."""
        return week_of(self.at.date()) if self.is_casework else self.at.date()


@dataclass(frozen=True, slots=True)
class Tally:
    """The line above the looks."""

    looks: int
    people: int
    since: date | None


def may_be_taken_back_alone(purpose: str) -> None:
    """The yes everything rests on is taken back by wiping, not by itself."""
    if purpose == STORE_DETAILS:
        raise Conflict(N_("Everything rests on this yes. To take it back, wipe the record."))


def due_at(asked_at: datetime, *, at_once: bool) -> datetime:
    """When the key may be destroyed: at once, or after the days left for second thoughts."""
    return asked_at if at_once else asked_at + UNDO_WINDOW


def may_be_undone(due: datetime, closed: datetime | None, now: datetime) -> bool:
    """Is there still time to say yes again?"""
    return closed is None and now < due


def told_as_wiped_at(due: datetime) -> datetime:
    """When the page says that it is wiped: by the clock alone, and so the same for everyone.

    A page that changed when the worker is done would show that a hold, or another guardian's yes,
    keeps a record from being wiped; so would one that waited for it.
    """
    return due + WIPED_WITHIN


def last_backup_day(due: datetime) -> date:
    """The last day on which a backup of the keys could still open what was wiped."""
    return (due + WIPED_WITHIN + KEY_BACKUPS_LIVE).date()


def looks_from(openings: Iterable[Opening], guardian_ref: str, today: date) -> list[Opening]:
    """The looks of others that are told by now, newest first.

    One person opening a record on one ground within 30 minutes looks once.
    """
    looks: list[Opening] = []
    for opening in sorted(openings, key=lambda each: each.at):
        if opening.actor_ref == guardian_ref or opening.told_on > today:
            continue
        same = next((i for i, look in enumerate(looks) if _is_same(look, opening)), None)
        if same is None:
            looks.append(opening)
        else:
            both = tuple(sorted({*looks[same].classes, *opening.classes}))
            looks[same] = replace(looks[same], classes=both)
    return looks[::-1]


def tally(looks: list[Opening]) -> Tally:
    """How many looks by how many people, and since when."""
    return Tally(
        looks=len(looks),
        people=len({look.actor_ref for look in looks}),
        since=looks[-1].day if looks else None,
    )


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _is_same(look: Opening, opening: Opening) -> bool:
    return (
        (look.actor_ref, look.purpose, look.ground)
        == (opening.actor_ref, opening.purpose, opening.ground)
        and look.day == opening.day
        and opening.at - look.at < ONE_LOOK
    )


def step_due(ends_on: date, today: date, steps: Iterable[int]) -> int | None:
    """The most pressing step whose day has come; None while it is too early, or all is over."""
    left = (ends_on - today).days
    reached = [step for step in steps if left <= step]
    return min(reached) if reached and left >= 0 else None


def speakers_of(
    standing: Standing, purpose: str = STORE_DETAILS, recipient: str = "registry"
) -> frozenset[str]:
    """Whose own yes to a purpose it is, though it may have run out: they are concerned."""
    words = standing.words.get((purpose, recipient), {})
    return frozenset(who for who, act in words.items() if act.says_yes)
