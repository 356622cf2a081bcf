"""The one joint to a database: a store over a SQLAlchemy session, in the caller's transaction."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from consent import canonical, detail, tree
from consent.errors import LedgerBroken
from consent.facts import Unreadable
from consent.ledger import Entry
from consent.lines import Line
from consent.sqlalchemy.nodes import PORTION, SqlNodes, TreeTables
from consent.sqlalchemy.tables import (
    EPOCHS,
    FACTS,
    LEAVES,
    LINE,
    LINES,
    NODES,
    Moment,
    StoredEpoch,
    StoredFact,
    StoredLeaf,
    StoredLine,
    StoredNode,
    fact_row,
    leaf_row,
    line_of,
    line_row,
    metadata,
)
from consent.store import Glance, Look

__all__ = [
    "Moment",
    "SqlNodes",
    "SqlStore",
    "StoredEpoch",
    "StoredFact",
    "StoredLeaf",
    "StoredLine",
    "StoredNode",
    "TreeTables",
    "metadata",
]

_LOCK: Final = 0x636F6E73656E74  # the letters of "consent": one advisory lock for the ledger

# Made once: to build a statement anew takes longer than to run it.
_TREE: Final = TreeTables(LEAVES.c.leaf_hash, NODES)
_NEWEST: Final = sa.select(LEAVES.c.recorded_at).order_by(LEAVES.c.seq.desc()).limit(1)
_EPOCH: Final = sa.select(EPOCHS.c.epoch).where(EPOCHS.c.subject == sa.bindparam("of"))
_EPOCHS: Final = sa.select(EPOCHS.c.subject, EPOCHS.c.epoch)
_EPOCHS_OF: Final = _EPOCHS.where(EPOCHS.c.subject.in_(sa.bindparam("of", expanding=True)))
_LAST: Final = (
    sa.select(FACTS.c.id)
    .where(FACTS.c.subject == sa.bindparam("of"))
    .order_by(FACTS.c.seq.desc())
    .limit(1)
)
_LOOK: Final = (
    sa.select(
        LEAVES.c.seq,
        LEAVES.c.leaf_hash,
        LEAVES.c.recorded_at,
        _EPOCH.scalar_subquery(),
        _LAST.scalar_subquery(),
    )
    .order_by(LEAVES.c.seq.desc())
    .limit(1)
)
_RAISE: Final = (
    sa.update(EPOCHS).where(EPOCHS.c.subject == sa.bindparam("of")).values(epoch=EPOCHS.c.epoch + 1)
)
_ENTRIES: Final = (
    sa.select(*FACTS.c, LEAVES.c.body)
    .outerjoin_from(FACTS, LEAVES, LEAVES.c.seq == FACTS.c.seq)
    .order_by(FACTS.c.seq)
)
_ENTRIES_OF: Final = _ENTRIES.where(FACTS.c.subject == sa.bindparam("of"))
_LINES_OF: Final = sa.select(LINES.c.purpose, LINES.c.recipient, *LINE).where(
    LINES.c.subject == sa.bindparam("of")
)
_GLANCE: Final = (
    sa.select(EPOCHS.c.subject, EPOCHS.c.epoch, *LINE)
    .outerjoin_from(
        EPOCHS,
        LINES,
        (LINES.c.subject == EPOCHS.c.subject)
        & (LINES.c.purpose == sa.bindparam("purpose"))
        & (LINES.c.recipient == sa.bindparam("recipient")),
    )
    .where(EPOCHS.c.subject.in_(sa.bindparam("those", expanding=True)))
)
_REPLACE: Final = sa.update(LINES).where(
    LINES.c.subject == sa.bindparam("of"),
    LINES.c.purpose == sa.bindparam("p"),
    LINES.c.recipient == sa.bindparam("r"),
)
_ADD_FACT, _ADD_LEAF, _ADD_EPOCH, _ADD_LINE = (
    sa.insert(kind) for kind in (FACTS, LEAVES, EPOCHS, LINES)
)


class SqlStore(SqlNodes):
    """The ledger in a database. Only the epoch and the derived lines are ever updated."""

    def __init__(
        self, session: Session, announce: Callable[[str, str], None] = lambda _table, _of: None
    ) -> None:
        """Work within this session; tell whoever keeps count whose facts a table has gained."""
        super().__init__(session, _TREE)
        self._announce = announce

    def hold(self) -> None:
        """Serialise writers: PostgreSQL by a lock; in SQLite whoever writes is alone already."""
        if self._session.get_bind().dialect.name == "postgresql":
            self._run(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})

    def newest(self) -> datetime | None:
        """Give the stamp of the newest fact of all."""
        return self._run(_NEWEST).scalar()

    def epoch(self, subject: str) -> int:
        """Give a subject's epoch, read afresh and not from the session."""
        return self._run(_EPOCH, {"of": subject}).scalar() or 0

    def epochs(self, subjects: Collection[str] | None = None) -> Iterator[tuple[str, int]]:
        """Give every subject ever known, or those of these that are, with its epoch."""
        rows = self._run(_EPOCHS) if subjects is None else self._run(_EPOCHS_OF, {"of": subjects})
        return ((subject, epoch) for subject, epoch in rows)

    def look(self, subject: str) -> Look:
        """Give the end of the ledger and of a subject's facts, read afresh: one query."""
        row = self._run(_LOOK, {"of": subject}).one_or_none()
        return Look() if row is None else Look(row[0] + 1, row[1], row[2], row[3] or 0, row[4])

    def entries(self, subject: str) -> tuple[Entry, ...]:
        """Give a subject's facts in their order."""
        return tuple(map(_entry, self._run(_ENTRIES_OF, {"of": subject})))

    def every_entry(self) -> Iterator[Entry]:
        """Give all facts still kept; one that is not what its row says breaks the ledger."""
        for row in self._run(_ENTRIES).yield_per(PORTION):
            entry = _entry(row)
            fact = entry.fact
            told = (fact.id, fact.kind_of_fact, fact.speaker, fact.recorded_at)
            is_read = not isinstance(fact, Unreadable)
            if is_read and told != (row.id, row.kind, row.speaker, row.recorded_at):
                raise LedgerBroken(str(row.seq))
            yield entry

    def bodies(self) -> Iterator[bytes]:
        """Give what each leaf says, from the first; what is said beside it must agree."""
        rows = self._run(sa.select(*LEAVES.c).order_by(LEAVES.c.seq)).yield_per(PORTION)
        for place, row in enumerate(rows):
            body = row.body.encode()
            time = canonical.instant(row.recorded_at).encode()
            if row.seq != place or tree.leaf_hash(body) != row.leaf_hash or time not in body:
                raise LedgerBroken(f"the leaf {place}")
            yield body

    def append(self, entry: Entry) -> None:
        """Keep a fact and its leaf, and raise the subject's epoch."""
        subject = entry.fact.subject
        self._run(_ADD_FACT, fact_row(entry))
        self._run(_ADD_LEAF, leaf_row(entry))
        if not self._run(_RAISE, {"of": subject}).rowcount:
            self._run(_ADD_EPOCH, {"subject": subject, "epoch": 1})
        self._announce(FACTS.name, subject)

    def lines(self, subject: str) -> tuple[Line, ...]:
        """Give the lines as they were kept; one that cannot be read is as good as none."""
        rows = self._run(_LINES_OF, {"of": subject})
        return tuple(line_of(of, to, row) or Line(of, to) for of, to, *row in rows)

    def put_lines(self, subject: str, added: Iterable[Line], changed: Iterable[Line]) -> None:
        """Keep what the facts amount to."""
        if new := [line_row(subject, line) for line in added]:
            self._run(_ADD_LINE, new)
        if other := [
            {**line_row(subject, line), "of": subject, "p": line.purpose, "r": line.recipient}
            for line in changed
        ]:
            self._run(_REPLACE, other)

    def glance(self, subjects: Sequence[str], purpose: str, recipient: str) -> Glance:
        """Read one line of many subjects at once, with their epochs."""
        asked = {"those": list(subjects), "purpose": purpose, "recipient": recipient}
        newest, nothing = self.newest(), Line(purpose, recipient)
        rows = self._run(_GLANCE, asked)
        found = {
            of: (epoch, line_of(purpose, recipient, line) or nothing) for of, epoch, *line in rows
        }
        return Glance(newest, found)


def _entry(row: sa.Row[*tuple[Any, ...]]) -> Entry:
    if row.body is None:
        raise LedgerBroken(f"no leaf {row.seq}")
    written = row.detail.encode()
    fact = detail.read(written, subject=row.subject)
    return Entry(row.seq, fact, written, row.salt, row.body.encode(), row.act_key)
