"""A Merkle tree as in RFC 6962: leaf and node hashes, roots, and proofs anyone can check.

The hash of a full subtree never changes once its last leaf is in. A store therefore keeps one
hash per full subtree, and a root or a proof over a million leaves reads a few dozen of them.
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Protocol

from consent.errors import BadProof


class Nodes(Protocol):
    """Where full subtrees are kept: level 0 holds the leaves, each level above half as many."""

    def node(self, level: int, position: int) -> bytes:
        """Give the hash of one full subtree."""
        ...


def leaf_hash(entry: bytes) -> bytes:
    """Hash an entry as a leaf."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into their parent."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """The first `size` leaves of a store, read as a Merkle tree."""

    def __init__(self, nodes: Nodes, size: int) -> None:
        """Look at the tree as it stood when it had this many leaves."""
        self._nodes = nodes
        self.size = size

    def root(self) -> bytes:
        """Give the root; an empty tree has the hash of nothing."""
        return self._hash(0, self.size) if self.size else hashlib.sha256().digest()

    def inclusion_proof(self, index: int) -> tuple[bytes, ...]:
        """Give the hashes that lead from one leaf to the root."""
        if not 0 <= index < self.size:
            raise BadProof(str(index))
        return tuple(self._path(index, 0, self.size))

    def consistency_proof(self, first: int) -> tuple[bytes, ...]:
        """Give the hashes that show this tree to be an extension of its first leaves."""
        if not 0 <= first <= self.size:
            raise BadProof(str(first))
        return tuple(self._extension(first, 0, self.size, known=True)) if first else ()

    def _hash(self, start: int, size: int) -> bytes:
        if size & (size - 1) == 0:
            level = size.bit_length() - 1
            return self._nodes.node(level, start >> level)
        left = _left(size)
        return node_hash(self._hash(start, left), self._hash(start + left, size - left))

    def _path(self, index: int, start: int, size: int) -> Iterator[bytes]:
        if size == 1:
            return
        left = _left(size)
        if index < left:
            yield from self._path(index, start, left)
            yield self._hash(start + left, size - left)
        else:
            yield from self._path(index - left, start + left, size - left)
            yield self._hash(start, left)

    def _extension(self, first: int, start: int, size: int, *, known: bool) -> Iterator[bytes]:
        if first == size:
            if not known:
                yield self._hash(start, size)
            return
        left = _left(size)
        if first <= left:
            yield from self._extension(first, start, left, known=known)
            yield self._hash(start + left, size - left)
        else:
            yield from self._extension(first - left, start + left, size - left, known=False)
            yield self._hash(start, left)


def grow(nodes: Nodes, index: int, leaf: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield level, position and hash of each subtree that becomes full with this leaf."""
    level, position, top = 0, index, leaf
    yield level, position, top
    while position % 2:
        top = node_hash(nodes.node(level, position - 1), top)
        level, position = level + 1, position // 2
        yield level, position, top


def root(leaves: Sequence[bytes]) -> bytes:
    """Give the root over leaf hashes held in memory."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    left = _left(len(leaves))
    return node_hash(root(leaves[:left]), root(leaves[left:]))


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Say whether the proof leads from this leaf, at this index, to the root."""
    if not 0 <= index < size:
        return False
    try:
        found, rest = _climb(leaf, index, size, tuple(proof))
    except BadProof:
        return False
    return not rest and found == root


def verify_consistency(
    first: int, second: int, proof: Sequence[bytes], first_root: bytes, second_root: bytes
) -> bool:
    """Say whether the tree of the second root extends the tree of the first."""
    if first == second:
        return not proof and first_root == second_root
    if first == 0:
        return not proof and first_root == root(())
    if not 0 < first < second:
        return False
    try:
        old, new, rest = _grown(first, second, tuple(proof), first_root)
    except BadProof:
        return False
    return not rest and (old, new) == (first_root, second_root)


def _left(size: int) -> int:
    """Give the largest power of two below the size: the leaves of the left subtree."""
    return 1 << (size - 1).bit_length() - 1


def _take(proof: tuple[bytes, ...]) -> tuple[bytes, tuple[bytes, ...]]:
    if not proof:
        raise BadProof("too short")
    return proof[-1], proof[:-1]


def _climb(
    leaf: bytes, index: int, size: int, proof: tuple[bytes, ...]
) -> tuple[bytes, tuple[bytes, ...]]:
    """Rebuild a root from a leaf, taking hashes from the end; give what was not used too."""
    if size == 1:
        return leaf, proof
    left = _left(size)
    sibling, proof = _take(proof)
    if index < left:
        found, rest = _climb(leaf, index, left, proof)
        return node_hash(found, sibling), rest
    found, rest = _climb(leaf, index - left, size - left, proof)
    return node_hash(sibling, found), rest


def _grown(
    first: int, size: int, proof: tuple[bytes, ...], known: bytes | None
) -> tuple[bytes, bytes, tuple[bytes, ...]]:
    """Rebuild the old and the new root together; `known` is the old root where it is a subtree."""
    if first == size:
        if known is not None:
            return known, known, proof
        found, proof = _take(proof)
        return found, found, proof
    left = _left(size)
    sibling, proof = _take(proof)
    if first <= left:
        old, new, rest = _grown(first, left, proof, known)
        return old, node_hash(new, sibling), rest
    old, new, rest = _grown(first - left, size - left, proof, None)
    return node_hash(sibling, old), node_hash(sibling, new), rest
