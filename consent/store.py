"""Where facts are kept: the one interface between the ledger and a database."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from consent.ledger import Entry
from consent.log import Kept
from consent.standing import Line


@dataclass(frozen=True)
class Look:
    """The end of the ledger, and of one subject's facts: whoever knows an end knows all before."""

    size: int = 0
    leaf: bytes | None = None
    newest: datetime | None = None  # the stamp of the newest fact of all
    epoch: int = 0
    last: str | None = None  # the id of the subject's last fact


@dataclass(frozen=True)
class Glance:
    """One look at many subjects: the newest fact's stamp, and each known subject's line."""

    newest: datetime | None
    found: Mapping[str, tuple[int, Line]]  # subject → epoch, line


class Store(Kept, Protocol):
    """Everything happens in the caller's transaction; a store never commits."""

    def hold(self) -> None:
        """Let nobody else append until the caller's transaction ends."""
        ...

    def newest(self) -> datetime | None:
        """Give the stamp of the newest fact of all."""
        ...

    def epoch(self, subject: str) -> int:
        """Give a subject's epoch; nobody known stands at 0."""
        ...

    def epochs(self, subjects: Collection[str] | None = None) -> Iterator[tuple[str, int]]:
        """Give every subject ever known, or those of these that are, with its epoch."""
        ...

    def look(self, subject: str) -> Look:
        """Give the end of the ledger and of a subject's facts, read afresh."""
        ...

    def entries(self, subject: str) -> tuple[Entry, ...]:
        """Give a subject's facts in their order."""
        ...

    def every_entry(self) -> Iterator[Entry]:
        """Give all facts still kept; one that is not what is said beside it breaks the ledger."""
        ...

    def bodies(self) -> Iterator[bytes]:
        """Give what each leaf says, from the first; what is said beside it must agree."""
        ...

    def append(self, entry: Entry) -> None:
        """Keep a fact and its leaf, and raise the subject's epoch."""
        ...

    def lines(self, subject: str) -> tuple[Line, ...]:
        """Give the lines as they were kept."""
        ...

    def put_lines(self, subject: str, added: Iterable[Line], changed: Iterable[Line]) -> None:
        """Keep what the facts amount to; it is derived and may be replaced."""
        ...

    def glance(self, subjects: Sequence[str], purpose: str, recipient: str) -> Glance:
        """Read one line of many subjects at once."""
        ...
