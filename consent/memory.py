"""A store in memory: for tests, examples, and for reading the other one by."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from consent.ledger import Entry
from consent.standing import Line
from consent.store import Glance


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

    def put_node(self, level: int, position: int, digest: bytes) -> None:
        """Keep the hash of a full subtree."""
        self._nodes[level, position] = digest

    def put_lines(self, subject: str, lines: Iterable[Line]) -> None:
        """Keep what the facts amount to."""
        self._lines[subject] = {(line.purpose, line.recipient): line for line in lines}

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
