"""Where facts are kept: the one interface between the ledger and a database."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from consent.ledger import Entry
from consent.standing import Line
from consent.tree import Nodes


@dataclass(frozen=True)
class Glance:
    """One look at many subjects: the newest fact's stamp, and each known subject's line."""

    newest: datetime | None
    found: Mapping[str, tuple[int, Line]]  # subject → epoch, line


class Store(Nodes, Protocol):
    """Everything happens in the caller's transaction; a store never commits."""

    def hold(self) -> None:
        """Let nobody else append until the caller's transaction ends."""
        ...

    def size(self) -> int:
        """Count the leaves of the ledger."""
        ...

    def newest(self) -> datetime | None:
        """Give the stamp of the newest fact of all."""
        ...

    def epoch(self, subject: str) -> int:
        """Give a subject's epoch; nobody known stands at 0."""
        ...

    def entries(self, subject: str) -> tuple[Entry, ...]:
        """Give a subject's facts in their order."""
        ...

    def every_entry(self) -> Iterator[Entry]:
        """Give all facts of all subjects that are still kept."""
        ...

    def bodies(self) -> Iterator[bytes]:
        """Give what each leaf says, from the first."""
        ...

    def append(self, entry: Entry) -> None:
        """Keep a fact and its leaf, and raise the subject's epoch."""
        ...

    def put_node(self, level: int, position: int, digest: bytes) -> None:
        """Keep the hash of a subtree above the leaves that has become full."""
        ...

    def put_lines(self, subject: str, lines: Iterable[Line]) -> None:
        """Keep what the facts amount to; it is derived and may be replaced."""
        ...

    def glance(self, subjects: Sequence[str], purpose: str, recipient: str) -> Glance:
        """Read one line of many subjects at once."""
        ...
