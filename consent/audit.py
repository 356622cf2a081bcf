"""The audit: read a whole ledger again, and make sure that nothing in it was changed."""

from collections import Counter

from consent import ledger, tree
from consent.acts import key_of
from consent.errors import LedgerBroken
from consent.facts import Act
from consent.fold import fold_lines
from consent.ledger import Checkpoint, Entry
from consent.log import Log
from consent.purposes import Catalogue
from consent.standing import Line
from consent.store import Store

Lines = dict[tuple[str, str], Line]


def audit(store: Store, *earlier: Checkpoint) -> int:
    """Check every leaf, node, fact and epoch, and every earlier checkpoint; count the leaves.

    A subject's facts may be shredded, all of them: their leaves stay. A changed, moved or lost
    leaf is a fault, and so is a fact that is not the one its leaf was made from, or one of
    several that is gone.
    """
    size = Log(store).check(map(tree.leaf_hash, store.bodies()), *earlier)
    counted: Counter[str] = Counter()
    for entry in store.every_entry():
        ledger.leaf_of(entry)
        if not _has_its_key(entry):
            raise LedgerBroken(str(entry.seq))
        counted[entry.fact.subject] += 1
    epochs = dict(store.epochs())
    for subject, count in counted.items():
        if epochs.get(subject) != count:
            raise LedgerBroken(f"the epoch of {subject}")
    return size


def audit_lines(store: Store, catalogue: Catalogue) -> int:
    """Check that every line kept is what the facts amount to; count the subjects.

    Lines are derived: they open nothing that the facts do not, but lists are read from them.
    """
    subjects = [subject for subject, _ in store.epochs()]
    for subject in subjects:
        if _folded(store, catalogue, subject) != _kept(store, subject):
            raise LedgerBroken(f"the standings of {subject}")
    return len(subjects)


def refold(store: Store, catalogue: Catalogue) -> int:
    """Keep anew what the facts amount to, after the rules or the purposes changed; count lines."""
    written = 0
    for subject in [subject for subject, _ in store.epochs()]:
        kept, folded = _kept(store, subject), _folded(store, catalogue, subject)
        added = [line for key, line in folded.items() if key not in kept]
        changed = [line for key, line in folded.items() if kept.get(key, line) != line]
        if added or changed:
            store.put_lines(subject, added, changed)
        written += len(added) + len(changed)
    return written


def _kept(store: Store, subject: str) -> Lines:
    return {(line.purpose, line.recipient): line for line in store.lines(subject)}


def _folded(store: Store, catalogue: Catalogue, subject: str) -> Lines:
    return fold_lines((entry.fact for entry in store.entries(subject)), catalogue)


def _has_its_key(entry: Entry) -> bool:
    """Does an answer stand under the key that keeps it from being recorded twice?"""
    act = entry.fact
    if not isinstance(act, Act) or act.presentation is None:
        return entry.key is None
    shown = act.presentation.partition(":")[2]
    return entry.key == key_of(shown, act.purpose, act.recipient, act.kind)
