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
from consent.log import Log
from consent.sqlalchemy import SqlNodes, TreeTables
from consent.tree import leaf_hash, root
from registry.authority import Actor
from registry.storage.database import Base
from registry.trail.events import FIELDS, Event
from registry.trail.models import Entry, Node

ORIGIN = "trail"
START = bytes(32)
_TABLES = Base.metadata.tables
TREE = TreeTables(_TABLES[Entry.__tablename__].c.leaf, _TABLES[Node.__tablename__])
_END = select(Entry.seq, Entry.digest).order_by(Entry.seq.desc()).limit(1)
Field = str | int | Sequence[str]


def log_of(session: Session) -> Log:
    """The trail as a log: the same code as the consent ledger, over tables of its own."""
    return Log(SqlNodes(session, TREE))


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
        self._end: tuple[int, bytes] | None = None
        self._fresh: list[Entry] = []
        self.named: set[str] = set()

    def record(self, event: Event, subject: str, *about: str, **detail: Field) -> Entry:
        """Add one entry at the end of the chain; a field too many or too few is a mistake."""
        declared = FIELDS.get(event, frozenset())
        if declared != detail.keys():
            raise ValueError(f"{event} carries {sorted(declared)}, not {sorted(detail)}")
        seq, previous = self._end or self._read_end()
        entry = Entry(
            seq=seq,
            id=uuid.uuid4(),
            at=self._now(),
            actor_ref=self._actor.ref,
            agency_ref=self._actor.agency_ref,
            event=event.value,
            subject_ref=subject,
            about=json.dumps(about),
            detail=canonical(detail).decode(),
            previous=previous,
        )
        body = body_of(entry)
        entry.digest = hashlib.sha256(entry.previous + body).digest()
        entry.leaf = leaf_hash(body)
        self._session.add(entry)
        self._end = seq + 1, entry.digest
        self._fresh.append(entry)
        self.named.update((subject, *about))
        return entry

    def close(self) -> None:
        """Grow the tree over what was recorded: once, when the act is whole."""
        if self._fresh:
            leaves = [entry.leaf for entry in self._fresh]
            log_of(self._session).extend(self._fresh[0].seq, leaves, after=None)
            self._fresh.clear()

    def _read_end(self) -> tuple[int, bytes]:
        row = self._session.execute(_END).first()
        return (0, START) if row is None else (row.seq + 1, row.digest)


@dataclass(frozen=True, slots=True)
class Proof:
    """What a walk along the chain found: its size, its root, and the first break, if any."""

    size: int
    root: str
    broken_at: int | None
    fault: str | None = None
    """What else is wrong with a whole chain: a node, or a checkpoint it contradicts."""

    @property
    def is_whole(self) -> bool:
        """Is nothing wrong?"""
        return self.broken_at is None and self.fault is None


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
