"""The one door of every look: declared, with a reason, counted, and on record before it opens."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, tzinfo
from typing import Final, Protocol

from sqlalchemy.orm import Session

from consent import DataClass, Permit
from registry import budgets, readings
from registry.authority import Actor, Role
from registry.budgets import Level
from registry.errors import OverBudget, ReasonNeeded, Unreasoned
from registry.purposes import REVEAL_MATCH
from registry.reasons import NOT_OF_DESK, STANDS_FOR, Own, Reason, Stated
from registry.trail.events import Event
from registry.trail.trail import Trail, stated_since

Look = tuple[str, str, str, str, str]
_FAMILY: Final = frozenset({Role.FAMILY, Role.VISITOR})


class Act(Protocol):
    """An act of its own, with a trail."""

    trail: Trail


class Watched(Protocol):
    """Who is told of every look on record."""

    def __call__(self, subject: str, seq: int, *, is_own: bool) -> None:
        """A look at a subject, by its entry; is it what whoever acts may call their own?"""


class Looks:
    """The looks of one `Work`."""

    def __init__(
        self,
        session: Session,
        actor: Actor,
        trail: Trail,
        *,
        now: Callable[[], datetime],
        zone: tzinfo,
        undeclared: readings.Declared,
        apart: Callable[[], AbstractContextManager[Act]],
        after_rollback: Callable[[Callable[[], None]], None],
        watched: Watched,
    ) -> None:
        self._session = session
        self._actor = actor
        self._trail = trail
        self._now = now
        self._zone = zone
        self._undeclared = undeclared
        self._apart = apart
        self._after_rollback = after_rollback
        self._watched = watched
        self._asked: tuple[str, str] | None = None
        self.noted: set[Look] = set()
        self.own: set[str] = {actor.ref}
        """What is the own record, claim or account of whoever acts."""
        self.why: Reason | None = None
        self.case = ""
        """The pair or the review of this act: families are told of its looks in batches."""

    def ask_why(self, about: str, door: str) -> None:
        """Unless a task says what this act is for, the person has to, for a record and a door."""
        self._asked = (about, door)

    def admit(self, subject: str, data_class: DataClass, permit: Permit) -> None:
        """Let one look pass and write it down, or raise: then nothing is opened."""
        readings.must_be_declared(permit.purpose, data_class, self._undeclared)
        look = (subject, permit.purpose, permit.ground.value, permit.operation, data_class.value)
        if look in self.noted:
            return
        if self._actor.is_person:
            why = self.reason_of(subject, permit)
            level = self._counted(subject)
            self._trail.record(
                Event.RECORD_OPENED,
                subject,
                classes=[data_class.value],
                purpose=permit.purpose,
                ground=permit.ground.value,
                operation=permit.operation,
                case=self.case,
                reason=why.value,
            )
            seq = self._trail.newest
            if level is Level.ALERT:
                self._trail.record(Event.BUDGET_REACHED, self._actor.ref, level=level.value)
            # Now, and not when the act ends: where this cannot be written, nothing is opened.
            self._trail.write()
            self._watched(subject, seq, is_own=why.value in NOT_OF_DESK)
        self.noted.add(look)

    def close(self) -> None:
        """A machine's readings are one entry: of how many records, what, and on which grounds.

        It is written before the act is kept, and nothing a machine read leaves before that.
        """
        if self._actor.is_person or not self.noted:
            return
        subjects, purposes, _, _, classes = map(set, zip(*self.noted, strict=True))
        self._trail.record(
            Event.RECORDS_READ,
            self._actor.ref,
            classes=sorted(classes),
            purposes=sorted(purposes),
            records=len(subjects),
        )

    def reason_of(self, subject: str, permit: Permit) -> Reason:
        """Why this is opened: it is one's own, a task says it, or the person did."""
        if subject in self.own:
            return Own.OWN
        if self.why is None and self._asked is not None:
            self.why = self._stated(*self._asked)
        if self.why is not None:
            return self.why
        if self._actor.roles <= _FAMILY:
            return Own.TOLD if permit.purpose == REVEAL_MATCH else Own.OWN
        raise Unreasoned(
            f"{permit.purpose} is opened at the desk, and nothing here says why. Say it where the"
            " task is found, with work.opens_for(…), or let the person say it, with"
            " work.asks_why(…); registry/reasons.py lists the reasons."
        )

    def _stated(self, about: str, door: str) -> Reason:
        since = self._now() - STANDS_FOR
        said = stated_since(self._session, about, self._actor.ref, door, since)
        found = next((each for each in Stated if each.value == said), None)
        if found is None:
            raise ReasonNeeded(about, door)
        return found

    def _counted(self, subject: str) -> Level | None:
        if not budgets.is_counted(self._actor, subject, self.own):
            return None
        now = self._now()
        day = now.astimezone(self._zone).date()
        level = budgets.take(self._session, self._actor.ref, subject, day, now)
        if level is Level.STOP:
            # An act that goes on without this look keeps the first entry, one undone the second.
            self._refuse(self._trail, subject)
            self._after_rollback(lambda: self._refuse_apart(subject))
            raise OverBudget
        return level

    def _refuse_apart(self, subject: str) -> None:
        with self._apart() as act:
            self._refuse(act.trail, subject)

    def _refuse(self, trail: Trail, subject: str) -> None:
        trail.record(Event.BUDGET_REACHED, self._actor.ref, subject, level=Level.STOP.value)
