"""A log: leaves that are only ever added, under a tree whose full subtrees are kept.

The consent ledger is one such log and the host's audit trail another: two origins, one code.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Final, Protocol

from consent import tree
from consent.errors import LedgerBroken
from consent.ledger import Checkpoint

Place = tuple[int, int]  # level and position

_NOTHING: Final = object()


class Kept(tree.Nodes, Protocol):
    """Where a log is kept. Its owner writes the leaves; the nodes above them come from here."""

    def size(self) -> int:
        """Count the leaves: they are numbered from 0 without a gap."""
        ...

    def put_nodes(self, nodes: Mapping[Place, bytes]) -> None:
        """Keep the hashes of subtrees above the leaves that have become full."""
        ...

    def nodes(self) -> Iterator[tuple[int, int, bytes]]:
        """Give every node above the leaves: level, position and hash, from the lowest."""
        ...


class Log:
    """One log. What it remembers of the tree's right edge spares it most readings."""

    def __init__(self, kept: Kept) -> None:
        """Look at the log that is kept there."""
        self._kept = kept
        self._edge: dict[Place, bytes] = {}
        self._end: tuple[int, bytes | None] = 0, None

    def extend(self, first: int, leaves: Sequence[bytes], *, after: bytes | None) -> None:
        """Keep every subtree that new leaves make full: from place `first`, after that leaf."""
        if self._end != (first, after):
            self._edge = {}
        fresh = _Fresh(self._kept, self._edge)
        grown: dict[Place, bytes] = {}
        for seq, leaf in enumerate(leaves, first):
            for level, position, digest in tree.grow(fresh, seq, leaf):
                fresh.known[level, position] = digest
                if level:
                    grown[level, position] = digest
        if grown:
            self._kept.put_nodes(grown)
        self._end = first + len(leaves), leaves[-1]
        self._edge = {place: fresh.known[place] for place in _edge(self._end[0], fresh.known)}

    def tree(self) -> tree.Tree:
        """Read the log as a tree."""
        return tree.Tree(self._kept, self._kept.size())

    def checkpoint(self, origin: str) -> Checkpoint:
        """Give the size and root as they are now, under the log's name."""
        whole = self.tree()
        return Checkpoint(origin, whole.size, whole.root())

    def check(self, leaves: Iterable[bytes], *earlier: Checkpoint) -> int:
        """Hold every node, and every earlier checkpoint, against the leaves; count these."""
        row = list(leaves)
        size = len(row)
        if size != self._kept.size():
            raise LedgerBroken("a leaf")
        for found, wanted in zip_longest(self._kept.nodes(), _above(row), fillvalue=_NOTHING):
            if found != wanted:
                raise LedgerBroken(f"the node {found}" if found is not _NOTHING else "a node")
        for checkpoint in earlier:
            was = tree.Tree(self._kept, checkpoint.size)
            if checkpoint.size > size or was.root() != checkpoint.root:
                raise LedgerBroken(f"the checkpoint of {checkpoint.size}")
        return size


class _Fresh:
    """Nodes in hand, before those that are kept."""

    def __init__(self, kept: tree.Nodes, known: dict[Place, bytes]) -> None:
        self._kept = kept
        self.known = known

    def node(self, level: int, position: int) -> bytes:
        """Give the hash of one full subtree."""
        found = self.known.get((level, position))
        return self._kept.node(level, position) if found is None else found


def _edge(size: int, known: Mapping[Place, bytes]) -> Iterator[Place]:
    """Name the subtrees that wait for a right sibling, of those that are known."""
    for level in range(size.bit_length()):
        place = level, (size >> level) - 1
        if size >> level & 1 and place in known:
            yield place


def _above(row: list[bytes]) -> Iterator[tuple[int, int, bytes]]:
    """Work out every node above a row of leaves."""
    level = 0
    while len(row) > 1:
        level += 1
        row = [tree.node_hash(row[2 * at], row[2 * at + 1]) for at in range(len(row) // 2)]
        for position, digest in enumerate(row):
            yield level, position, digest
