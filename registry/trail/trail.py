"""Writing the trail: one entry for each change and each look, sealed to the one before."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from sqlalchemy import func, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from consent.canonical import encode as canonical
from consent.log import Log
from consent.sqlalchemy import SqlNodes, TreeTables
from consent.tree import leaf_hash
from registry.authority import Actor
from registry.errors import Unwritable
from registry.storage.database import Base
from registry.trail.events import FIELDS, Event
from registry.trail.fields import Field, is_written
from registry.trail.models import Entry, Node
from registry.trail.rereading import REF, START, body_of

ORIGIN: Final = "trail"
_TABLES = Base.metadata.tables
TREE: Final = TreeTables(_TABLES[Entry.__tablename__].c.leaf, _TABLES[Node.__tablename__])
_END: Final = select(Entry.seq, Entry.digest).order_by(Entry.seq.desc()).limit(1)
_ADD: Final = insert(_TABLES[Entry.__tablename__])
_IS_REFERENCE: Final = re.compile(REF).fullmatch


def log_of(session: Session) -> Log:
    """The trail as a log: the same code as the consent ledger, over tables of its own."""
    return Log(SqlNodes(session, TREE))


class Trail:
    """The trail of one `Work`: entries are written in the act's own transaction."""

    def __init__(self, session: Session, actor: Actor, now: Callable[[], datetime]) -> None:
        self._session = session
        self._actor = actor
        self._now = now
        self._end: tuple[int, bytes] | None = None
        self._waiting: list[dict[str, object]] = []
        self._leaves: list[bytes] = []
        self.named: set[str] = set()

    def record(self, event: Event, subject: str, *about: str, **detail: Field) -> datetime:
        """Add one entry at the end of the chain, and say when that was.

        A field too many or too few, one that holds other words than its own, or a reference that
        is none is a mistake: `ValueError`.
        """
        _must_be_declared(event, (subject, *about), detail)
        seq, previous = self._end or self._read_end()
        at, key = self._now(), uuid.uuid4()
        actor, agency = self._actor.ref, self._actor.agency_ref
        told, fields = json.dumps(about), canonical(detail).decode()
        moment = at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        body = body_of(seq, key.hex, moment, actor, agency, event.value, subject, told, fields)
        digest, leaf = sha256(previous + body).digest(), leaf_hash(body)
        self._waiting.append(
            {
                "seq": seq,
                "id": key,
                "at": at,
                "actor_ref": actor,
                "agency_ref": agency,
                "event": event.value,
                "subject_ref": subject,
                "about": told,
                "detail": fields,
                "previous": previous,
                "digest": digest,
                "leaf": leaf,
            }
        )
        self._leaves.append(leaf)
        self._end = seq + 1, digest
        self.named.update((subject, *about))
        return at

    @property
    def newest(self) -> int:
        """The number of the entry that was recorded last."""
        return (self._end or self._read_end())[0] - 1

    def write(self) -> None:
        """Send what was recorded to the database; `Unwritable` when it does not take it.

        Before anything is opened the entry of that look has gone this way: no log, no view.
        """
        rows, self._waiting = self._waiting, []
        if rows:
            with or_unwritable():
                self._session.connection().execute(_ADD, rows)

    def close(self) -> None:
        """Write the rest, and grow the tree over it all: once, when the act is whole."""
        self.write()
        if self._leaves and self._end is not None:
            first = self._end[0] - len(self._leaves)
            with or_unwritable():
                log_of(self._session).extend(first, self._leaves, after=None)
            self._leaves.clear()

    def _read_end(self) -> tuple[int, bytes]:
        with or_unwritable():
            row = self._session.connection().execute(_END).first()
        return (0, START) if row is None else (row.seq + 1, row.digest)


def _must_be_declared(event: Event, refs: tuple[str, ...], detail: dict[str, Field]) -> None:
    declared = FIELDS.get(event, frozenset())
    if declared != detail.keys():
        raise ValueError(f"{event} carries {sorted(declared)}, not {sorted(detail)}")
    for name, value in detail.items():
        if not is_written(name, value):
            raise ValueError(f"{event}: the field {name} may not say that")
    for ref in refs:
        if not _IS_REFERENCE(ref):
            raise ValueError(f"{event}: that is no reference")


@contextmanager
def or_unwritable() -> Iterator[None]:
    """Say `Unwritable` where the database does not take what has to be on record."""
    try:
        yield
    except DBAPIError as error:
        raise Unwritable from error


def entries_about(session: Session, subject: str, *events: Event) -> list[Entry]:
    """The entries on one record, newest first."""
    query = select(Entry).where(Entry.subject_ref == subject).order_by(Entry.seq.desc())
    if events:
        query = query.where(Entry.event.in_([event.value for event in events]))
    return list(session.scalars(query))


def stated_since(
    session: Session, subject: str, actor_ref: str, door: str, since: datetime
) -> str | None:
    """Why this person said they open a record through this door; None if not since then."""
    query = select(Entry.detail).where(
        Entry.subject_ref == subject,
        Entry.event == Event.REASON_STATED.value,
        Entry.actor_ref == actor_ref,
        Entry.at > since,
    )
    told = map(json.loads, session.scalars(query.order_by(Entry.seq.desc())))
    return next((str(each["reason"]) for each in told if each["door"] == door), None)


def size(session: Session) -> int:
    """How many entries there are."""
    return session.scalar(select(func.count()).select_from(Entry)) or 0
