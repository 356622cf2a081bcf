"""An incident: whom it touched, out of the trail, and the letters that tell them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.accounts.models import Account, account_of
from registry.authority import MACHINE, VISITOR, Permission
from registry.children.models import Child, Guardianship
from registry.children.operations import raise_matter
from registry.children.operations.telling import may_be_written_to
from registry.children.rules import Concern
from registry.claims.models import Claim
from registry.errors import N_, Absent, Conflict
from registry.oversight.models import IncidentLetters
from registry.readings import Reads, reads
from registry.storage.database import uuid_of
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.work import Floors, Work

KINDS: Final = (Child.kind, Claim.kind, Account.kind)
TOUCHES_NOBODY: Final = frozenset({Event.REASON_STATED, Event.BUDGET_REACHED})
"""They name a record that was not opened, or not yet."""
T = TypeVar("T", Child, Claim)
LETTER: Final = "incident_notice"


@dataclass(slots=True)
class Touched:
    """One subject, and what was done to it by others than whoever speaks for it."""

    subject: str
    looks: int = 0
    changes: int = 0
    actors: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    purposes: set[str] = field(default_factory=set)
    first: datetime | None = None
    last: datetime | None = None

    def add(self, entry: Entry) -> None:
        """Count one entry."""
        self.actors.add(entry.actor_ref)
        self.first, self.last = self.first or entry.at, entry.at
        if entry.event != Event.RECORD_OPENED:
            self.changes += 1
            return
        told = json.loads(entry.detail)
        self.looks += 1
        self.classes.update(told["classes"])
        self.purposes.add(told["purpose"])


@dataclass(frozen=True, slots=True)
class Prepared:
    """Letters somebody prepared, and how many of whom they are about."""

    letters: IncidentLetters
    id: str
    counts: dict[str, int]


def touched(
    session: Session, since: datetime, until: datetime, actor_ref: str | None = None
) -> list[Touched]:
    """Who was touched in this time, in the order of the trail; one person's doings, or everybody's.

    A machine's searches say how many they read and not whom: `search:run` counts them.
    """
    query = select(Entry).where(Entry.at >= since, Entry.at <= until).order_by(Entry.seq)
    if actor_ref is not None:
        query = query.where(Entry.actor_ref == actor_ref)
    found: dict[str, Touched] = {}
    speakers: dict[str, set[str]] = {}
    for entry in session.scalars(query):
        if entry.actor_ref == MACHINE.ref and entry.event != Event.RECORD_OPENED:
            continue
        if entry.event in TOUCHES_NOBODY:
            continue
        for subject in {entry.subject_ref, *json.loads(entry.about)}:
            if subject.partition(":")[0] not in KINDS:
                continue
            # Whoever opens an account or follows a letter's link is not signed in yet.
            known = speakers.setdefault(subject, {VISITOR.ref, *_speakers(session, subject)})
            if actor_ref is not None or entry.actor_ref not in known:
                found.setdefault(subject, Touched(subject)).add(entry)
    return list(found.values())


def _speakers(session: Session, subject: str) -> Iterable[str]:
    """Whose own record it is: what they do with it themselves touches nobody."""
    if (child := _row(session, Child, subject)) is not None:
        query = select(Guardianship.guardian_ref).where(Guardianship.child_ref == subject)
        return (child.guardian_ref, *session.scalars(query))
    claim = _row(session, Claim, subject)
    return (subject,) if claim is None else (claim.claimant_ref,)


def _row(session: Session, kind: type[T], ref: str) -> T | None:
    key = uuid_of(ref, kind.kind)
    return None if key is None else session.get(kind, key)


def prepare(work: Work, since: datetime, actor_ref: str | None = None) -> IncidentLetters:
    """Prepare letters to everybody who was touched since then; none goes yet."""
    work.require(Permission.INCIDENT_PREPARE)
    letters = IncidentLetters(
        since=since,
        until=work.now(),
        actor_ref=actor_ref,
        asked_by_ref=work.actor.ref,
        asked_at=work.now(),
    )
    work.session.add(letters)
    work.trail.record(Event.INCIDENT_LETTERS_ASKED, letters.ref)
    return letters


def view_incidents(work: Work) -> tuple[Prepared, ...]:
    """What was prepared, newest first; counts alone, so that nobody need open a record."""
    work.require(Permission.INCIDENT_AGREE)
    query = select(IncidentLetters).order_by(IncidentLetters.asked_at.desc())
    return tuple(
        Prepared(row, str(row.id), counted(_of(work, row)))
        for row in work.session.scalars(query).all()
    )


def counted(found: Iterable[Touched]) -> dict[str, int]:
    """How many of each kind."""
    kinds = [each.subject.partition(":")[0] for each in found]
    return {kind: kinds.count(kind) for kind in KINDS}


def agree(work: Work, incident_id: str) -> None:
    """Be the second person: from now on the worker writes."""
    work.require(Permission.INCIDENT_AGREE)
    key = uuid_of(f"{IncidentLetters.kind}:{incident_id}", IncidentLetters.kind)
    letters = None if key is None else work.session.get(IncidentLetters, key)
    if letters is None:
        raise Absent
    if letters.asked_by_ref == work.actor.ref:
        raise Conflict(N_("You prepared these letters. Somebody else has to agree."))
    if letters.agreed_at is not None:
        raise Conflict(N_("Somebody has agreed already."))
    letters.agreed_by_ref, letters.agreed_at = work.actor.ref, work.now()
    work.trail.record(Event.INCIDENT_LETTERS_AGREED, letters.ref)


@reads(Reads.NOTHING)
def write_letters(floors: Floors) -> int:
    """Write what two people agreed on; how many letters?"""
    with floors.reading() as session:
        query = select(IncidentLetters.id).where(
            IncidentLetters.agreed_at.is_not(None), IncidentLetters.sent_at.is_(None)
        )
        waiting = session.scalars(query).all()
    return sum(_write(floors, each) for each in waiting)


def _write(floors: Floors, incident_id: object) -> int:
    with floors.begin(MACHINE) as work:
        work.require(Permission.INCIDENT_WRITE)
        letters = work.session.get_one(IncidentLetters, incident_id)
        to, by_telephone = set[str](), 0
        for each in _of(work, letters):
            found = _safe_to_write(work, each.subject)
            to |= found
            child = _row(work.session, Child, each.subject)
            if not found and child is not None and child.withdrawn_on is None:
                raise_matter(work, child, Concern.INCIDENT, letters.ref)
                by_telephone += 1
        for account_ref in sorted(to):
            account = account_of(work.session, account_ref)
            if account is not None:
                work.outbox.send(LETTER, to=account_ref, language=account.language)
        letters.sent_at = work.now()
        work.trail.record(
            Event.INCIDENT_LETTERS_WRITTEN, letters.ref, sent=len(to), by_telephone=by_telephone
        )
        return len(to)


def _safe_to_write(work: Work, subject: str) -> set[str]:
    """The accounts a letter may go to: of a child those only who are no danger to it."""
    if (child := _row(work.session, Child, subject)) is not None:
        return set(may_be_written_to(work, child)) if child.withdrawn_on is None else set()
    return set(_speakers(work.session, subject))


def _of(work: Work, letters: IncidentLetters) -> list[Touched]:
    return real(work, touched(work.session, letters.since, letters.until, letters.actor_ref))


def real(work: Work, found: Iterable[Touched]) -> list[Touched]:
    """Those who are somebody: a record that the house made up is nobody's."""
    return [each for each in found if not work.watch.is_canary(each.subject)]
