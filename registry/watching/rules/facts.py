"""What the rules read and what they find: frozen facts, and no database."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from types import MappingProxyType
from typing import Final

from registry.purposes import (
    ACCOUNTABILITY,
    CARE_OF_FOUND_CHILD,
    KEEP_IF_SILENT,
    MAJORITY_WHILE_MISSING,
    REVEAL_MATCH,
    SHOW_CASEWORKERS,
)
from registry.reasons import NOT_OF_DESK
from registry.trail.events import Event
from registry.watching.codes import Rule

DESK_ONLY: Final = frozenset(
    {
        ACCOUNTABILITY,
        CARE_OF_FOUND_CHILD,
        KEEP_IF_SILENT,
        MAJORITY_WHILE_MISSING,
        SHOW_CASEWORKERS,
    }
)
"""Grounds on which nobody opens what is their own."""


def is_of_desk(purpose: str, case: str, reason: str = "") -> bool:
    """Is it a look of the desk? People who work here may have a record or a claim of their own.

    Entries from before looks had a reason are told by their ground.
    """
    if reason:
        return reason not in NOT_OF_DESK
    return purpose != REVEAL_MATCH and (case != "" or purpose in DESK_ONLY)


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of the trail by somebody of the desk."""

    seq: int
    at: datetime
    actor_ref: str
    agency_ref: str | None
    event: str
    subject_ref: str
    about: tuple[str, ...] = ()
    fields: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_look(self) -> bool:
        """Did somebody open a record that is not their own?"""
        return self.event == Event.RECORD_OPENED and is_of_desk(
            str(self.fields.get("purpose", "")), self.case, str(self.fields.get("reason", ""))
        )

    @property
    def case(self) -> str:
        """The pair or the review it was opened for; empty outside every case."""
        return str(self.fields.get("case") or "")

    def names(self, ref: str) -> bool:
        """Is this entry about it?"""
        return ref == self.subject_ref or ref in self.about


@dataclass(frozen=True, slots=True)
class Seen:
    """One finding: which rule, about whom, on which day of the house, and the entries it rests on.

    There is one for each rule, person, matter and day.
    """

    rule: Rule
    actor_ref: str
    about_ref: str
    """The record, the case or the other person it is about; empty where it is about many."""
    day: date
    at: datetime
    entries: tuple[int, ...]

    @property
    def key(self) -> tuple[str, str, str, date]:
        """What makes it the same finding."""
        return self.rule.value, self.actor_ref, self.about_ref, self.day


@dataclass(frozen=True, slots=True)
class Span:
    """Later than the first moment, and up to the second: what this run has to judge."""

    since: datetime
    until: datetime
    zone: tzinfo

    def covers(self, moment: datetime) -> bool:
        """Is this moment judged in this run?"""
        return self.since < moment <= self.until

    def day(self, moment: datetime) -> date:
        """The day of a moment in the house's zone."""
        return moment.astimezone(self.zone).date()

    def found(
        self,
        rule: Rule,
        people: tuple[str, str],
        at: datetime,
        facts: Iterable[Fact],
        *,
        day: date | None = None,
    ) -> Seen:
        """One finding of this run: about whom, and about what record, case or second person."""
        entries = tuple(sorted({fact.seq for fact in facts}))
        return Seen(rule, *people, day or self.day(at), at, entries)


class Line:
    """Facts in the order of time, of which a stretch can be cut out; equal times are one moment."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts: Sequence[Fact] = sorted(facts, key=lambda fact: (fact.at, fact.seq))
        self._times = [fact.at for fact in self.facts]

    def within(self, end: datetime, length: timedelta) -> Sequence[Fact]:
        """What happened in so long a time, up to a moment and with it."""
        first = bisect_right(self._times, end - length)
        return self.facts[first : bisect_right(self._times, end)]
