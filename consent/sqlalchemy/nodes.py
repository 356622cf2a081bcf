"""Where a log is kept in a database: any table with numbered leaves, and a table of nodes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from consent.log import Place

Given = Mapping[str, object] | Sequence[Mapping[str, object]] | None

PORTION: Final = 10_000


class TreeTables:
    """The tables of one log, with the statements made once that read and write them."""

    def __init__(self, leaf: sa.Column[bytes], nodes: sa.Table) -> None:
        """Take the column of leaf hashes, beside a column `seq`; and the table of nodes."""
        seq: sa.Column[int] = leaf.table.c.seq
        level, position, digest = nodes.c.level, nodes.c.position, nodes.c.digest
        self.last = sa.select(sa.func.max(seq))
        self.leaf = sa.select(leaf).where(seq == sa.bindparam("position"))
        self.node = sa.select(digest).where(
            level == sa.bindparam("level"), position == sa.bindparam("position")
        )
        self.nodes = sa.select(level, position, digest).order_by(level, position)
        self.put = sa.insert(nodes)


class SqlNodes:
    """The nodes of one log, in the caller's transaction; they are added and never changed."""

    def __init__(self, session: Session, tables: TreeTables) -> None:
        """Work within this session."""
        self._session = session
        self._tables = tables

    def _run(
        self, statement: sa.Executable, given: Given = None
    ) -> sa.CursorResult[*tuple[Any, ...]]:
        """Send a statement of tables, past the session's rows: there are none of them in it."""
        return self._session.connection().execute(statement, given)

    def size(self) -> int:
        """Count the leaves: they are numbered from 0 without a gap."""
        last: int | None = self._run(self._tables.last).scalar()
        return 0 if last is None else last + 1

    def node(self, level: int, position: int) -> bytes:
        """Give the hash of one full subtree."""
        query = self._tables.node if level else self._tables.leaf
        given = {"level": level, "position": position} if level else {"position": position}
        found: bytes = self._run(query, given).scalar_one()
        return found

    def put_nodes(self, nodes: Mapping[Place, bytes]) -> None:
        """Keep the hashes of subtrees above the leaves that have become full."""
        self._run(
            self._tables.put,
            [
                {"level": level, "position": position, "digest": digest}
                for (level, position), digest in nodes.items()
            ],
        )

    def nodes(self) -> Iterator[tuple[int, int, bytes]]:
        """Give every node above the leaves, from the lowest."""
        rows = self._run(self._tables.nodes).yield_per(PORTION)
        return (tuple(row) for row in rows)
