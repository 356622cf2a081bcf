"""Writing the trail and proving that nothing in it was changed."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consent.canonical import encode as canonical
from consent.tree import leaf_hash, root
from registry.authority import Actor
from registry.trail.events import FIELDS, Event
from registry.trail.models import Entry

START = bytes(32)
Field = str | int | Sequence[str]


def body_of(entry: Entry) -> bytes:
    """The bytes an entry's digest and leaf are made of."""
    return canonical(
        {
            "about": json.loads(entry.about),
            "actor": entry.actor_ref,
            "agency": entry.agency_ref,
            "at": entry.at.isoformat(),
            "detail": json.loads(entry.detail),
            "event": entry.event,
            "id": str(entry.id),
            "seq": entry.seq,
            "subject": entry.subject_ref,
        }
    )


class Trail:
    """The trail of one `Work`: entries are written in the act's own transaction."""

    def __init__(self, session: Session, actor: Actor, now: Callable[[], datetime]) -> None:
        self._session = session
        self._actor = actor
        self._now = now
        self._last: Entry | None = None
        self.named: set[str] = set()

    def record(self, event: Event, subject: str, *about: str, **detail: Field) -> Entry:
        """Add one entry at the end of the chain; a field too many or too few is a mistake."""
        declared = FIELDS.get(event, frozenset())
        if declared != detail.keys():
            raise ValueError(f"{event} carries {sorted(declared)}, not {sorted(detail)}")
        last = self._last or self._session.scalar(select(Entry).order_by(Entry.seq.desc()).limit(1))
        entry = Entry(
            seq=0 if last is None else last.seq + 1,
            id=uuid.uuid4(),
            at=self._now(),
            actor_ref=self._actor.ref,
            agency_ref=self._actor.agency_ref,
            event=event.value,
            subject_ref=subject,
            about=json.dumps(about),
            detail=canonical(detail).decode(),
            previous=START if last is None else last.digest,
        )
        body = body_of(entry)
        entry.digest = hashlib.sha256(entry.previous + body).digest()
        entry.leaf = leaf_hash(body)
        self._session.add(entry)
        self._last = entry
        self.named.update((subject, *about))
        return entry


@dataclass(frozen=True, slots=True)
class Proof:
    """What a walk along the chain found: its size, its root, and the first break, if any."""

    size: int
    root: str
    broken_at: int | None


def verify(entries: Iterable[Entry]) -> Proof:
    """Walk the chain from the start; an edited, removed or reordered entry shows."""
    previous, leaves = START, list[bytes]()
    for place, entry in enumerate(entries):
        body = body_of(entry)
        whole = (
            entry.seq == place
            and entry.previous == previous
            and entry.digest == hashlib.sha256(previous + body).digest()
            and entry.leaf == leaf_hash(body)
        )
        if not whole:
            return Proof(place, root(leaves).hex(), place)
        leaves.append(entry.leaf)
        previous = entry.digest
    return Proof(len(leaves), root(leaves).hex(), None)


def all_entries(session: Session) -> Iterable[Entry]:
    """Every entry in its order, read in portions."""
    return session.scalars(select(Entry).order_by(Entry.seq).execution_options(yield_per=500))


def entries_about(session: Session, subject: str, *events: Event) -> list[Entry]:
    """The entries on one record, newest first."""
    query = select(Entry).where(Entry.subject_ref == subject).order_by(Entry.seq.desc())
    if events:
        query = query.where(Entry.event.in_([event.value for event in events]))
    return list(session.scalars(query))


def size(session: Session) -> int:
    """How many entries there are."""
    return session.scalar(select(func.count()).select_from(Entry)) or 0
