"""What may be taken back and undone, and when a guardian is reminded; no database, no page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from consent import Standing
from registry.description import Code
from registry.errors import N_, Conflict
from registry.purposes import STORE_DETAILS


class ReceiptForm(StrEnum):
    """How a guardian takes a receipt along: somebody who must not know may find it."""

    FULL = "full"
    DISCREET = "discreet"
    OFFICE = "office"


UNDO_WINDOW: Final = timedelta(days=7)
WIPED_WITHIN: Final = timedelta(hours=72)
KEY_BACKUPS_LIVE: Final = timedelta(days=30)
HELD_AT_MOST: Final = timedelta(days=90)
"""So long two people may have a locked record wait, for a court: long enough for an order to come
and be carried out, and short enough that what a family was told is soon true for everyone."""

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


def last_day_of_all(due: datetime) -> date:
    """The same, had an order kept a locked record for as long as any may; told to everyone."""
    return last_backup_day(due + HELD_AT_MOST)


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
