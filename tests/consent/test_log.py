"""One log: grown leaf by leaf or many at once, it keeps the same nodes and misses no change."""

from collections.abc import Iterator, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent import LedgerBroken, tree
from consent.ledger import Checkpoint
from consent.log import Log, Place
from tests.consent.world import QUICK

LEAVES = [tree.leaf_hash(str(number).encode()) for number in range(70)]


class Kept:
    """Leaves and nodes in memory; it counts what is read."""

    def __init__(self) -> None:
        self.leaves: list[bytes] = []
        self.above: dict[Place, bytes] = {}
        self.readings = 0

    def size(self) -> int:
        return len(self.leaves)

    def node(self, level: int, position: int) -> bytes:
        self.readings += 1
        return self.above[level, position] if level else self.leaves[position]

    def put_nodes(self, nodes: Mapping[Place, bytes]) -> None:
        assert not self.above.keys() & nodes.keys()
        self.above.update(nodes)

    def nodes(self) -> Iterator[tuple[int, int, bytes]]:
        return ((*place, digest) for place, digest in sorted(self.above.items()))


def grown(portions: Sequence[int], *, one_log: bool) -> Kept:
    """The same leaves in portions: by one writer that remembers, or by a new one each time."""
    kept = Kept()
    log = Log(kept)
    for portion in portions:
        first = len(kept.leaves)
        kept.leaves += LEAVES[first : first + portion]
        after = LEAVES[first - 1] if first else None
        (log if one_log else Log(kept)).extend(first, kept.leaves[first:], after=after)
    return kept


@QUICK
@given(portions=st.lists(st.integers(1, 9), min_size=1, max_size=7), one_log=st.booleans())
def test_however_the_leaves_come_the_nodes_are_the_same(
    portions: list[int], *, one_log: bool
) -> None:
    kept = grown(portions, one_log=one_log)
    size = len(kept.leaves)
    assert kept.above == grown([1] * size, one_log=True).above
    assert Log(kept).tree().root() == tree.root(kept.leaves)
    halves = [tree.root(kept.leaves[:at]) for at in range(size + 1)]
    earlier = [Checkpoint("log", at, root) for at, root in enumerate(halves)]
    assert Log(kept).check(kept.leaves, *earlier) == size


def test_a_writer_that_goes_on_reads_nothing() -> None:
    assert grown([1] * 64, one_log=True).readings == 0
    assert grown([1] * 64, one_log=False).readings > 0


def test_what_a_writer_remembers_counts_only_after_the_leaf_it_wrote() -> None:
    """Its leaf was taken back and another stands there: it must read again."""
    kept = Kept()
    log = Log(kept)
    kept.leaves.append(LEAVES[0])
    log.extend(0, LEAVES[:1], after=None)
    kept.leaves = [LEAVES[7], LEAVES[1]]
    log.extend(1, LEAVES[1:2], after=LEAVES[7])
    assert kept.above == {(1, 0): tree.node_hash(LEAVES[7], LEAVES[1])}


def test_a_node_too_few_too_many_or_changed_is_found() -> None:
    kept = grown([7], one_log=True)
    whole = dict(kept.above)
    for wrong in (
        {place: whole[place] for place in list(whole)[1:]},
        {**whole, (1, 3): LEAVES[0]},
        {**whole, (2, 0): LEAVES[0]},
    ):
        kept.above = wrong
        with pytest.raises(LedgerBroken, match="node"):
            Log(kept).check(kept.leaves)


def test_a_log_shorter_than_its_checkpoint_is_found() -> None:
    kept = grown([3], one_log=True)
    with pytest.raises(LedgerBroken, match="checkpoint of 4"):
        Log(kept).check(kept.leaves, Checkpoint("log", 4, tree.root(LEAVES[:4])))
    with pytest.raises(LedgerBroken, match="checkpoint of 2"):
        Log(kept).check(kept.leaves, Checkpoint("log", 2, tree.root(LEAVES[1:3])))
    with pytest.raises(LedgerBroken, match="leaf"):
        Log(kept).check(LEAVES[:2])
