"""The audit: read a whole ledger again, and make sure that nothing in it was changed."""

from consent import ledger, tree
from consent.errors import LedgerBroken
from consent.ledger import Checkpoint
from consent.store import Store


def audit(store: Store, *earlier: Checkpoint) -> int:
    """Check every leaf, every fact still there, and every earlier checkpoint; count the leaves.

    A shredded fact is no fault: its leaf stays. A changed, moved or lost leaf is one, and so is a
    fact that is not the one its leaf was made from.
    """
    leaves = [tree.leaf_hash(body) for body in store.bodies()]
    if tree.Tree(store, store.size()).root() != tree.root(leaves):
        raise LedgerBroken("a leaf or a node")
    for entry in store.every_entry():
        ledger.leaf_of(entry)
    for checkpoint in earlier:
        if tree.root(leaves[: checkpoint.size]) != checkpoint.root:
            raise LedgerBroken(f"the checkpoint of {checkpoint.size}")
    return len(leaves)
