"""The Merkle tree: worked by hand, held against published roots, and proofs that lie."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent import BadProof, tree
from tests.consent.world import QUICK

# The leaves that implementations of Certificate Transparency test with, and the roots over
# the first one, two, three … of them.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
MOST = 70


class Grown:
    """A tree grown leaf by leaf, as a store grows it."""

    def __init__(self, count: int) -> None:
        self.nodes: dict[tuple[int, int], bytes] = {}
        self.leaves: list[bytes] = []
        for number in range(count):
            self.append(tree.leaf_hash(str(number).encode()))

    def append(self, leaf: bytes) -> None:
        for level, position, digest in tree.grow(self, len(self.leaves), leaf):
            assert (level, position) not in self.nodes
            self.nodes[level, position] = digest
        self.leaves.append(leaf)

    def node(self, level: int, position: int) -> bytes:
        return self.nodes[level, position]

    def at(self, size: int) -> tree.Tree:
        return tree.Tree(self, size)


GROWN = Grown(MOST)


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def test_an_empty_tree_has_the_hash_of_nothing() -> None:
    nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert tree.root([]).hex() == nothing
    assert GROWN.at(0).root().hex() == nothing


def test_five_leaves_worked_by_hand() -> None:
    a, b, c, d, e = (sha(b"\x00", letter) for letter in (b"a", b"b", b"c", b"d", b"e"))
    ab, cd = sha(b"\x01", a, b), sha(b"\x01", c, d)
    abcd = sha(b"\x01", ab, cd)
    top = sha(b"\x01", abcd, e)
    grown = Grown(0)
    for letter in b"abcde":
        grown.append(tree.leaf_hash(bytes([letter])))
    whole = grown.at(5)
    assert whole.root() == tree.root([a, b, c, d, e]) == top
    assert whole.inclusion_proof(2) == (d, ab, e)
    assert whole.inclusion_proof(4) == (abcd,)
    assert whole.consistency_proof(3) == (c, d, ab, e)
    assert whole.consistency_proof(4) == (e,)
    assert grown.nodes.keys() == {*((0, at) for at in range(5)), (1, 0), (1, 1), (2, 0)}


@pytest.mark.parametrize("size", range(1, 9))
def test_published_roots(size: int) -> None:
    leaves = [tree.leaf_hash(leaf) for leaf in LEAVES[:size]]
    assert tree.root(leaves).hex() == ROOTS[size - 1]


def test_the_seven_leaves_of_rfc_6962_worked_by_hand() -> None:
    r"""RFC 6962, section 2.1.3: seven leaves d0 … d6, with every hash written out here.

    ::

                hash                    a = SHA-256(0x00 ‖ d0)   g = SHA-256(0x01 ‖ a ‖ b)
               /    \                   b = SHA-256(0x00 ‖ d1)   h = SHA-256(0x01 ‖ c ‖ d)
              /      \                  c = SHA-256(0x00 ‖ d2)   i = SHA-256(0x01 ‖ e ‖ f)
             k        l                 …                        j = SHA-256(0x00 ‖ d6)
            / \      / \                                         k = SHA-256(0x01 ‖ g ‖ h)
           g   h    i   j                                        l = SHA-256(0x01 ‖ i ‖ j)
          / \ / \  / \  |
          a b c d  e f  d6
    """
    a, b, c, d, e, f, j = (sha(b"\x00", leaf) for leaf in LEAVES[:7])
    g, h, i = sha(b"\x01", a, b), sha(b"\x01", c, d), sha(b"\x01", e, f)
    k, last = sha(b"\x01", g, h), sha(b"\x01", i, j)
    grown = Grown(0)
    for leaf in LEAVES[:7]:
        grown.append(tree.leaf_hash(leaf))
    whole = grown.at(7)
    assert whole.root() == sha(b"\x01", k, last)
    assert whole.root().hex() == ROOTS[6]
    assert whole.inclusion_proof(0) == (b, h, last)
    assert whole.inclusion_proof(3) == (c, g, last)
    assert whole.inclusion_proof(4) == (f, j, k)
    assert whole.inclusion_proof(6) == (i, k)
    assert whole.consistency_proof(3) == (c, d, g, last)
    assert whole.consistency_proof(4) == (last,)
    assert whole.consistency_proof(6) == (i, j, k)


# The proofs that implementations of Certificate Transparency test with, over the leaves above.
PATHS = {
    (0, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (5, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 3): ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",),
    (1, 5): (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}
EXTENSIONS = {
    (1, 8): PATHS[0, 8],
    (6, 8): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 5): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}


def test_published_proofs() -> None:
    grown = Grown(0)
    for leaf in LEAVES:
        grown.append(tree.leaf_hash(leaf))
    for (index, size), path in PATHS.items():
        proof = grown.at(size).inclusion_proof(index)
        assert tuple(each.hex() for each in proof) == path
        root = bytes.fromhex(ROOTS[size - 1])
        assert tree.verify_inclusion(grown.leaves[index], index, size, proof, root)
    for (first, second), path in EXTENSIONS.items():
        proof = grown.at(second).consistency_proof(first)
        assert tuple(each.hex() for each in proof) == path
        old, new = (bytes.fromhex(ROOTS[size - 1]) for size in (first, second))
        assert tree.verify_consistency(first, second, proof, old, new)


@QUICK
@given(st.integers(1, MOST).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1))))
def test_every_leaf_is_proven_and_no_other(place: tuple[int, int]) -> None:
    size, index = place
    whole, leaf = GROWN.at(size), GROWN.leaves[index]
    root, proof = whole.root(), whole.inclusion_proof(index)
    assert root == tree.root(GROWN.leaves[:size])
    assert tree.verify_inclusion(leaf, index, size, proof, root)
    other = sha(b"other")
    assert not tree.verify_inclusion(other, index, size, proof, root)
    assert not tree.verify_inclusion(leaf, index, size, proof, other)
    assert not tree.verify_inclusion(leaf, index, size, (*proof, other), root)
    assert not tree.verify_inclusion(leaf, index, size + size, proof, root)
    for at in range(len(proof)):
        bent = (*proof[:at], other, *proof[at + 1 :])
        assert not tree.verify_inclusion(leaf, index, size, bent, root)
    if proof:
        assert not tree.verify_inclusion(leaf, index, size, proof[1:], root)


@QUICK
@given(st.integers(1, MOST).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n))))
def test_every_tree_is_proven_to_extend_its_beginnings(sizes: tuple[int, int]) -> None:
    first, second = sizes
    old, new = GROWN.at(first).root(), GROWN.at(second).root()
    proof = GROWN.at(second).consistency_proof(first)
    other = sha(b"other")
    assert tree.verify_consistency(first, second, proof, old, new)
    assert not tree.verify_consistency(first, second, proof, other, new)
    assert not tree.verify_consistency(first, second, proof, old, other)
    assert not tree.verify_consistency(first, second, (*proof, other), old, new)
    if proof:
        assert not tree.verify_consistency(first, second, proof[1:], old, new)


def test_every_tree_extends_the_empty_one() -> None:
    nothing, some = tree.root(()), GROWN.at(5).root()
    assert GROWN.at(5).consistency_proof(0) == ()
    assert tree.verify_consistency(0, 5, (), nothing, some)
    assert not tree.verify_consistency(0, 5, (some,), nothing, some)
    assert not tree.verify_consistency(0, 5, (), some, some)


def test_a_smaller_tree_extends_no_larger_one() -> None:
    assert not tree.verify_consistency(5, 3, (), b"", b"")
    assert not tree.verify_consistency(-1, 3, (), b"", b"")


def test_a_place_outside_the_tree_has_no_proof() -> None:
    whole = GROWN.at(3)
    for index in (-1, 3):
        with pytest.raises(BadProof):
            whole.inclusion_proof(index)
        assert not tree.verify_inclusion(GROWN.leaves[0], index, 3, (), whole.root())
    for first in (-1, 4):
        with pytest.raises(BadProof):
            whole.consistency_proof(first)


def test_a_leaf_is_never_taken_for_a_node() -> None:
    left, right = tree.leaf_hash(b"a"), tree.leaf_hash(b"b")
    assert tree.leaf_hash(left + right) != tree.node_hash(left, right)
