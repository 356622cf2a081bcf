"""Whom to ring, and when the next; where the rota has gaps. Pure, over plain facts and a clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from registry.description.codes import Code
from registry.description.wording import one_line, passage
from registry.errors import N_, Invalid

ACKNOWLEDGE_WITHIN: Final = timedelta(minutes=15)
LOOKS_AHEAD: Final = timedelta(days=14)
LONGEST_TURN: Final = timedelta(days=14)
PRESSING_GAP: Final = timedelta(days=3)
PLACES: Final = 3
KEPT_FOR: Final = timedelta(days=30)
"""So long after it came a report is kept; by then a claim of an agency has taken its place."""
NAME_LENGTH: Final = 100
WORDS_LENGTH: Final = 600


class Channel(Code):
    """How somebody on duty is rung."""

    MESSAGE = "message", N_("By message")
    TELEPHONE = "telephone", N_("By message, and whoever is at the desk rings too")


class Outcome(Code):
    """What became of a report."""

    WITH_AUTHORITY = "with_authority", N_("The child is with an authority, or with police")
    WITH_AGENCY = "with_agency", N_("An agency has the child in its care")
    WITH_FAMILY = "with_family", N_("An authority gave the child back to the family")
    NOT_REACHED = "not_reached", N_("Nobody could be reached; the authority knows")
    NOT_GENUINE = "not_genuine", N_("There was no child")


@dataclass(frozen=True, slots=True)
class Turn:
    """Who is rung from when to when, and in which place."""

    who_ref: str
    place: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Ring:
    """Somebody was rung."""

    who_ref: str
    at: datetime


def on_duty(turns: Iterable[Turn], now: datetime) -> tuple[str, ...]:
    """Who is on duty at this moment, in the order in which they are rung."""
    found = sorted(
        (each for each in turns if each.starts_at <= now < each.ends_at),
        key=lambda each: (each.place, each.starts_at, each.who_ref),
    )
    return tuple(dict.fromkeys(each.who_ref for each in found))


def whom_to_ring(
    order: Sequence[str], otherwise: Collection[str], rings: Sequence[Ring], now: datetime
) -> tuple[str, ...]:
    """Who is rung now for a report that nobody has acknowledged.

    One after the other, each with a quarter of an hour; where nobody is on duty, or all were rung
    and none answered, everybody else who can take over as well.
    """
    if rings and now < max(each.at for each in rings) + ACKNOWLEDGE_WITHIN:
        return ()
    rung = Counter(each.who_ref for each in rings)
    if not order:
        return tuple(sorted(otherwise))
    following = min(order, key=lambda who: (rung[who], order.index(who)))
    if not rung[following]:
        return (following,)
    return (following, *sorted(set(otherwise) - {following}))


def gaps(turns: Iterable[Turn], start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The times between these moments in which nobody is on duty."""
    found: list[tuple[datetime, datetime]] = []
    covered = start
    for each in sorted(turns, key=lambda each: each.starts_at):
        if each.starts_at > covered and covered < end:
            found.append((covered, min(each.starts_at, end)))
        covered = max(covered, each.ends_at)
    if covered < end:
        found.append((covered, end))
    return found


def check_turn(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """A turn lies ahead, and nobody is on duty for weeks on end."""
    if ends_at <= starts_at:
        raise Invalid("ends_at", N_("The end must come after the beginning."))
    if ends_at <= now:
        raise Invalid("ends_at", N_("This is over already. Choose an end that is still to come."))
    if ends_at - starts_at > LONGEST_TURN:
        raise Invalid("ends_at", N_("Nobody is on duty for more than 14 days. Divide it up."))


def check_place(place: int) -> int:
    """First, second or third."""
    if not 1 <= place <= PLACES:
        raise Invalid("place", N_("Choose one of the answers on the list."))
    return place


def tidy_finder(text: str, field: str = "finder") -> str:
    """How whoever is with the child is called."""
    if not text.strip():
        raise Invalid(field, N_("Write a name that we can call you by."))
    return one_line(text, field, NAME_LENGTH)


def tidy_reach(text: str, field: str = "reach") -> str:
    """How whoever is with the child is reached."""
    if not text.strip():
        raise Invalid(field, N_("Write a telephone number or another way to reach you."))
    return one_line(text, field, NAME_LENGTH)


def tidy_place(text: str, field: str = "where") -> str:
    """Where the two of them are."""
    if not text.strip():
        raise Invalid(field, N_("Write where you are with the child, as well as you can."))
    return passage(text, field, WORDS_LENGTH)
