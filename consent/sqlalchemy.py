"""The one joint to a database: a store over a SQLAlchemy session, in the caller's transaction."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from consent import detail
from consent.ledger import Entry
from consent.permits import Reason
from consent.purposes import Assurance, DataClass
from consent.standing import Line, Status
from consent.store import Glance

E = TypeVar("E", DataClass, Reason)

_LOCK: Final = 0x636F6E73656E74  # the letters of "consent": one advisory lock for the ledger


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, also where the database forgets the zone."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Write in UTC."""
        del dialect
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Read as UTC."""
        del dialect
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


class Tables(DeclarativeBase):
    """The tables of the ledger; they point to nothing outside it."""


metadata = Tables.metadata


class StoredFact(Tables):
    """A fact in the words of its canonical form. The columns beside it only help to find it."""

    __tablename__ = "consent_facts"
    __table_args__ = (sa.Index("ix_consent_facts_subject_seq", "subject", "seq"),)

    id: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    seq: Mapped[int] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(sa.String(32))
    subject: Mapped[str] = mapped_column(sa.String(128))
    speaker: Mapped[str] = mapped_column(sa.String(128))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    detail: Mapped[str] = mapped_column(sa.Text)
    salt: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    act_key: Mapped[str | None] = mapped_column(sa.String(64), unique=True)


class StoredLeaf(Tables):
    """A leaf: it stays when the fact behind it is shredded."""

    __tablename__ = "consent_leaves"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    leaf_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    body: Mapped[str] = mapped_column(sa.Text)
    recorded_at: Mapped[datetime] = mapped_column(Moment)


class StoredNode(Tables):
    """The hash of a full subtree above the leaves: derived, and never changing."""

    __tablename__ = "consent_nodes"

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[bytes] = mapped_column(sa.LargeBinary(32))


class StoredEpoch(Tables):
    """The count that every fact about a subject raises."""

    __tablename__ = "consent_epochs"

    subject: Mapped[str] = mapped_column(sa.String(128), primary_key=True)
    epoch: Mapped[int]


class StoredLine(Tables):
    """One purpose for one recipient: derived, written with the fact that changed it."""

    __tablename__ = "consent_standings"

    subject: Mapped[str] = mapped_column(sa.String(128), primary_key=True)
    purpose: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    recipient: Mapped[str] = mapped_column(sa.String(128), primary_key=True)
    status: Mapped[str] = mapped_column(sa.String(16))
    version: Mapped[int]
    until: Mapped[datetime | None] = mapped_column(Moment)
    assurance: Mapped[int]
    data_classes: Mapped[str] = mapped_column(sa.String(128))
    notice: Mapped[str] = mapped_column(sa.String(128))
    digest: Mapped[str] = mapped_column(sa.String(64))
    act: Mapped[str] = mapped_column(sa.String(64))
    hurdles: Mapped[str] = mapped_column(sa.String(256))


_NEWEST: Final = sa.select(StoredLeaf.recorded_at).order_by(StoredLeaf.seq.desc()).limit(1)


class SqlStore:
    """The ledger in a database. Only the epoch and the derived lines are ever updated."""

    def __init__(self, session: Session) -> None:
        """Work within this session and its transaction."""
        self._session = session

    def hold(self) -> None:
        """Serialise writers: PostgreSQL by a lock; in SQLite whoever writes is alone already."""
        if self._session.get_bind().dialect.name == "postgresql":
            self._session.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})

    def size(self) -> int:
        """Count the leaves: they are numbered from 0 without a gap."""
        last = self._session.scalar(sa.select(sa.func.max(StoredLeaf.seq)))
        return 0 if last is None else last + 1

    def newest(self) -> datetime | None:
        """Give the stamp of the newest fact of all."""
        return self._session.scalar(_NEWEST)

    def epoch(self, subject: str) -> int:
        """Give a subject's epoch, read afresh and not from the session."""
        found = sa.select(StoredEpoch.epoch).where(StoredEpoch.subject == subject)
        return self._session.scalar(found) or 0

    def entries(self, subject: str) -> tuple[Entry, ...]:
        """Give a subject's facts in their order."""
        return tuple(self._entries(StoredFact.subject == subject))

    def every_entry(self) -> Iterator[Entry]:
        """Give all facts of all subjects that are still kept."""
        return self._entries()

    def bodies(self) -> Iterator[bytes]:
        """Give what each leaf says, from the first."""
        rows = self._session.scalars(sa.select(StoredLeaf.body).order_by(StoredLeaf.seq))
        return (body.encode() for body in rows)

    def _entries(self, *those: sa.ColumnElement[bool]) -> Iterator[Entry]:
        rows = self._session.execute(
            sa.select(
                StoredFact.seq,
                StoredFact.subject,
                StoredFact.detail,
                StoredFact.salt,
                StoredFact.act_key,
                StoredLeaf.body,
            )
            .join(StoredLeaf, StoredLeaf.seq == StoredFact.seq)
            .where(*those)
            .order_by(StoredFact.seq)
        )
        for row in rows:
            written = row.detail.encode()
            fact = detail.read(written, subject=row.subject)
            yield Entry(row.seq, fact, written, row.salt, row.body.encode(), row.act_key)

    def append(self, entry: Entry) -> None:
        """Keep a fact and its leaf, and raise the subject's epoch."""
        fact = entry.fact
        self._session.add(
            StoredLeaf(
                seq=entry.seq,
                leaf_hash=entry.leaf_hash,
                body=entry.body.decode(),
                recorded_at=fact.recorded_at,
            )
        )
        self._session.add(
            StoredFact(
                id=fact.id,
                seq=entry.seq,
                kind=fact.kind_of_fact,
                subject=fact.subject,
                speaker=fact.speaker,
                recorded_at=fact.recorded_at,
                detail=entry.detail.decode(),
                salt=entry.salt,
                act_key=entry.key,
            )
        )
        epoch = self._session.get(StoredEpoch, fact.subject, populate_existing=True)
        if epoch is None:
            self._session.add(StoredEpoch(subject=fact.subject, epoch=1))
        else:
            epoch.epoch += 1
        self._session.flush()

    def node(self, level: int, position: int) -> bytes:
        """Give the hash of one full subtree."""
        found = sa.select(StoredLeaf.leaf_hash).where(StoredLeaf.seq == position)
        if level:
            found = sa.select(StoredNode.digest).where(
                StoredNode.level == level, StoredNode.position == position
            )
        return self._session.scalars(found).one()

    def put_node(self, level: int, position: int, digest: bytes) -> None:
        """Keep the hash of a full subtree."""
        self._session.add(StoredNode(level=level, position=position, digest=digest))
        self._session.flush()

    def put_lines(self, subject: str, lines: Iterable[Line]) -> None:
        """Keep what the facts amount to."""
        for line in lines:
            self._session.merge(_row(subject, line))
        self._session.flush()

    def glance(self, subjects: Sequence[str], purpose: str, recipient: str) -> Glance:
        """Read one line of many subjects at once, with epochs and the newest stamp: one query."""
        rows = (
            self._session.execute(
                sa.select(
                    StoredEpoch.subject.label("of"),
                    StoredEpoch.epoch,
                    _NEWEST.scalar_subquery().label("newest"),
                    *StoredLine.__table__.columns,
                )
                .outerjoin(
                    StoredLine,
                    (StoredLine.subject == StoredEpoch.subject)
                    & (StoredLine.purpose == purpose)
                    & (StoredLine.recipient == recipient),
                )
                .where(StoredEpoch.subject.in_(subjects))
            )
            .mappings()
            .all()
        )
        nothing = Line(purpose, recipient)
        return Glance(
            rows[0]["newest"] if rows else None,
            {row["of"]: (row["epoch"], _line(row) or nothing) for row in rows},
        )


def _row(subject: str, line: Line) -> StoredLine:
    return StoredLine(
        subject=subject,
        purpose=line.purpose,
        recipient=line.recipient,
        status=line.status.value,
        version=line.version,
        until=line.until,
        assurance=line.assurance.value,
        data_classes=",".join(sorted(line.data_classes)),
        notice=line.notice,
        digest=line.digest,
        act=line.act,
        hurdles=",".join(sorted(line.hurdles)),
    )


def _line(row: sa.RowMapping) -> Line | None:
    """Read a line; one with a value this version does not know is as good as none."""
    if row["status"] is None:
        return None
    try:
        return Line(
            purpose=row["purpose"],
            recipient=row["recipient"],
            status=Status(row["status"]),
            version=row["version"],
            until=row["until"],
            assurance=Assurance(row["assurance"]),
            data_classes=_listed(DataClass, row["data_classes"]),
            notice=row["notice"],
            digest=row["digest"],
            act=row["act"],
            hurdles=_listed(Reason, row["hurdles"]),
        )
    except ValueError:
        return None


@lru_cache(maxsize=256)
def _listed(kind: type[E], text: str) -> frozenset[E]:
    return frozenset(map(kind, filter(None, text.split(","))))
