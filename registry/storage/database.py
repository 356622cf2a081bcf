"""Databases, and the ground every table stands on."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, Final

from sqlalchemy import DateTime, Engine, MetaData, Uuid, create_engine, event
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from registry.storage import append_only

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "busy_timeout=5000",
    # Else `INSERT OR REPLACE` takes a row away without its trigger hearing of it.
    "recursive_triggers=ON",
)
STATEMENTS: Final = 512
"""A statement is looked at by the authorizer when it is prepared: so it is prepared once."""
TRUNCATE_TRIES = 3
"""Each waits as long as the busy timeout; what is not done then, the worker's next round does."""


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC instant; SQLite forgets the zone, this gives it back."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Store as UTC; a naive time is a mistake, not a guess to make."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - as above
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Every table of `registry.db`."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcTime()}


class KeysBase(DeclarativeBase):
    """Every table of `keys.db`, which is backed up apart and not for long."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcTime()}


class Referenced:
    """A row with a random id that others name as `kind:uuid`."""

    kind: ClassVar[str]

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)

    @property
    def ref(self) -> str:
        """The reference by which other rows, facts and entries name this one."""
        if self.id is None:
            # An insert default comes too late for a value that is sealed before the flush.
            self.id = uuid.uuid4()
        return f"{self.kind}:{self.id}"

    def recorded_as(self) -> str:
        """The subject a trail entry must name when this row changes."""
        return self.ref


def uuid_of(ref: str, kind: str) -> uuid.UUID | None:
    """The id inside a reference of one kind; None when it is of another or broken."""
    name, _, text = ref.partition(":")
    if name != kind:
        return None
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def connect(url: str, *, as_owner: bool = False) -> Engine:
    """An engine with the pragmas and the explicit BEGIN that SQLite needs here.

    A writer takes its lock at the start (`BEGIN IMMEDIATE`): with the deferred default two
    reviewers can both read "undecided" and both decide. Only the owner, who migrates, may change
    the tables that are added to and never altered (`append_only`); the application is no owner.
    """
    # What a statement carried is nothing for a log, not even when it went wrong.
    engine = create_engine(
        url, connect_args={"cached_statements": STATEMENTS}, hide_parameters=True
    )

    _hold_to_its_file(engine)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if not as_owner:
            append_only.confine(connection)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _hold_to_its_file(engine: Engine) -> None:
    """Refuse a file that was taken away or replaced while it is open.

    What is written to it would be gone with the process, and be said to be saved. A database that
    was put back is opened by a fresh start, which looks whether it is the right one.
    """
    path, opened = Path(engine.url.database or ""), list[_Mark]()

    def look(*_: object) -> None:
        if opened and _mark(path) != opened[0]:
            raise sqlite3.OperationalError("the file of the database is not the one it was")

    def note(*_: object) -> None:
        if not opened:
            opened.extend(filter(None, (_mark(path),)))

    event.listen(engine, "do_connect", look)
    event.listen(engine, "connect", note)
    event.listen(engine, "checkout", look)
    event.listen(engine, "engine_disposed", lambda _engine: opened.clear())


_Mark = tuple[int, int]


def _mark(path: Path) -> _Mark | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def transaction(engine: Engine, *, reading: bool = False) -> Iterator[Session]:
    """A session kept whole or not at all."""
    with engine.connect() as connection:
        bound = connection.execution_options(reading=reading)
        with Session(bound, expire_on_commit=False) as session, session.begin():
            yield session


def truncate_log(engine: Engine) -> bool:
    """Empty the write-ahead log, so that what was deleted is in no file; did it work?

    Only 0, 0, 0 says so: nobody in the way, nothing in the log, nothing left to move. A writer may
    slip in between, so it is tried again.
    """
    raw = engine.raw_connection()
    try:
        return any(
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() == (0, 0, 0)
            for _ in range(TRUNCATE_TRIES)
        )
    except sqlite3.OperationalError:
        return False  # no room to move it to: it stays, and so does the line of the journal
    finally:
        raw.close()
