"""A store in memory: for tests, examples, and for reading the other one by."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from consent.ledger import Entry
from consent.log import Place
from consent.standing import Line
from consent.store import Glance, Look


class MemoryStore:
    """Facts in lists. It knows no transactions, and so takes nothing back."""

    def __init__(self) -> None:
        """Begin with an empty ledger."""
        self._entries: list[Entry] = []
        self._nodes: dict[tuple[int, int], bytes] = {}
        self._by_subject: dict[str, list[Entry]] = defaultdict(list)
        self._lines: dict[str, dict[tuple[str, str], Line]] = {}

    def hold(self) -> None:
        """Nobody else is here."""

    def size(self) -> int:
        """Count the leaves of the ledger."""
        return len(self._entries)

    def newest(self) -> datetime | None:
        """Give the stamp of the newest fact of all."""
        return self._entries[-1].fact.recorded_at if self._entries else None

    def epoch(self, subject: str) -> int:
        """Give a subject's epoch: here, the count of its facts."""
        return len(self._by_subject.get(subject, ()))

    def epochs(self, subjects: Collection[str] | None = None) -> Iterator[tuple[str, int]]:
        """Give every subject ever known, or those of these that are, with its epoch."""
        known = self._by_subject
        asked = known if subjects is None else [each for each in subjects if each in known]
        return ((subject, len(known[subject])) for subject in asked)

    def look(self, subject: str) -> Look:
        """Give the end of the ledger and of a subject's facts."""
        own = self._by_subject.get(subject, [])
        last = own[-1].fact.id if own else None
        leaf = self._entries[-1].leaf_hash if self._entries else None
        return Look(self.size(), leaf, self.newest(), len(own), last)

    def entries(self, subject: str) -> tuple[Entry, ...]:
        """Give a subject's facts in their order."""
        return tuple(self._by_subject.get(subject, ()))

    def every_entry(self) -> Iterator[Entry]:
        """Give all facts of all subjects."""
        return iter(self._entries)

    def bodies(self) -> Iterator[bytes]:
        """Give what each leaf says, from the first."""
        return (entry.body for entry in self._entries)

    def append(self, entry: Entry) -> None:
        """Keep a fact and its leaf."""
        self._entries.append(entry)
        self._by_subject[entry.fact.subject].append(entry)

    def node(self, level: int, position: int) -> bytes:
        """Give the hash of one full subtree."""
        return self._nodes[level, position] if level else self._entries[position].leaf_hash

    def put_nodes(self, nodes: Mapping[Place, bytes]) -> None:
        """Keep the hashes of full subtrees."""
        self._nodes.update(nodes)

    def nodes(self) -> Iterator[tuple[int, int, bytes]]:
        """Give every node above the leaves, from the lowest."""
        return ((*place, digest) for place, digest in sorted(self._nodes.items()))

    def lines(self, subject: str) -> tuple[Line, ...]:
        """Give the lines as they were kept."""
        return tuple(self._lines.get(subject, {}).values())

    def put_lines(self, subject: str, added: Iterable[Line], changed: Iterable[Line]) -> None:
        """Keep what the facts amount to."""
        kept = self._lines.setdefault(subject, {})
        kept.update({(line.purpose, line.recipient): line for line in (*added, *changed)})

    def glance(self, subjects: Sequence[str], purpose: str, recipient: str) -> Glance:
        """Read one line of many subjects at once."""
        return Glance(
            self.newest(),
            {
                subject: (
                    self.epoch(subject),
                    self._lines[subject].get((purpose, recipient), Line(purpose, recipient)),
                )
                for subject in subjects
                if subject in self._lines
            },
        )
