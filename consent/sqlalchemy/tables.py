"""The tables of the ledger, and how entries and lines become rows."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from consent.ledger import Entry
from consent.lines import Line, Mark, Status
from consent.permits import Reason
from consent.purposes import Assurance, DataClass

E = TypeVar("E", DataClass, Reason, Mark)


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
    since: Mapped[datetime | None] = mapped_column(Moment)
    until: Mapped[datetime | None] = mapped_column(Moment)
    assurance: Mapped[int]
    data_classes: Mapped[str] = mapped_column(sa.String(128))
    notice: Mapped[str] = mapped_column(sa.String(128))
    digest: Mapped[str] = mapped_column(sa.String(64))
    act: Mapped[str] = mapped_column(sa.String(64))
    hurdles: Mapped[str] = mapped_column(sa.String(256))
    marks: Mapped[str] = mapped_column(sa.String(64))
    beside: Mapped[str] = mapped_column(sa.Text)


FACTS, LEAVES, NODES, EPOCHS, LINES = (
    metadata.tables[kind.__tablename__]
    for kind in (StoredFact, StoredLeaf, StoredNode, StoredEpoch, StoredLine)
)


LINE = tuple(column for column in LINES.c if not column.primary_key)
"""What a line says, in the order in which `line_of` reads it."""


def fact_row(entry: Entry) -> dict[str, object]:
    """Write a fact as a row."""
    fact = entry.fact
    return {
        "id": fact.id,
        "seq": entry.seq,
        "kind": fact.kind_of_fact,
        "subject": fact.subject,
        "speaker": fact.speaker,
        "recorded_at": fact.recorded_at,
        "detail": entry.detail.decode(),
        "salt": entry.salt,
        "act_key": entry.key,
    }


def leaf_row(entry: Entry) -> dict[str, object]:
    """Write a leaf as a row."""
    return {
        "seq": entry.seq,
        "leaf_hash": entry.leaf_hash,
        "body": entry.body.decode(),
        "recorded_at": entry.fact.recorded_at,
    }


def line_row(subject: str, line: Line) -> dict[str, object]:
    """Write a line as a row."""
    return {
        "subject": subject,
        "purpose": line.purpose,
        "recipient": line.recipient,
        "status": line.status.value,
        "version": line.version,
        "since": line.since,
        "until": line.until,
        "assurance": line.assurance.value,
        "data_classes": ",".join(sorted(line.data_classes)),
        "notice": line.notice,
        "digest": line.digest,
        "act": line.act,
        "hurdles": ",".join(sorted(line.hurdles)),
        "marks": ",".join(sorted(line.marks)),
        "beside": ",".join("=".join(each) for each in line.beside),
    }


_STATUSES: Final = {status.value: status for status in Status}
_ASSURANCES: Final = {assurance.value: assurance for assurance in Assurance}


def line_of(purpose: str, recipient: str, row: Sequence[Any]) -> Line | None:
    """Read what `LINE` selects; a line with an unknown value in it is as good as none."""
    status, version, since, until, assurance, classes, notice, digest, act, *sets, beside = row
    if status is None:
        return None
    hurdles, marks = sets
    try:
        return Line(
            purpose,
            recipient,
            _STATUSES[status],
            version,
            since,
            until,
            _ASSURANCES[assurance],
            _listed(DataClass, classes),
            notice,
            digest,
            act,
            _listed(Reason, hurdles),
            _listed(Mark, marks),
            _pairs(beside),
        )
    except (KeyError, ValueError):
        return None


@lru_cache(maxsize=256)
def _listed(kind: type[E], text: str) -> frozenset[E]:
    return frozenset(map(kind, filter(None, text.split(","))))


@lru_cache(maxsize=256)
def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (each.partition("=") for each in text.split(",") if each)
    return tuple((notice, digest) for notice, _, digest in pairs)
