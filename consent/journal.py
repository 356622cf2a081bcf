"""The journal: the one door through which a fact enters the ledger."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, TypeVar

from consent import tree
from consent.facts import Fact
from consent.fold import fold
from consent.ledger import Checkpoint, Entry, seal
from consent.purposes import Catalogue
from consent.standing import Moment, Standing
from consent.store import Store

SALT_BYTES: Final = 32

F = TypeVar("F", bound=Fact)


class Journal:
    """Facts in, standing out. The clock, the chance and the store are handed in."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        *,
        now: Callable[[], datetime],
        random: Callable[[int], bytes],
    ) -> None:
        """Take the joints: moments are aware, random bytes are secret."""
        self.store = store
        self.catalogue = catalogue
        self._now = now
        self._random = random

    def now(self) -> datetime:
        """Give the moment in UTC."""
        return self._now().astimezone(UTC)

    def moment(self, subject: str) -> Moment:
        """Give the moment at which a question about a subject is asked."""
        return Moment(self.now(), self.store.newest(), self.store.epoch(subject))

    def begin(self) -> datetime:
        """Shut out other writers and give the stamp for a new fact."""
        self.store.hold()
        return self.stamp()

    def stamp(self) -> datetime:
        """Give the moment, never before the newest fact."""
        newest = self.store.newest()
        return self.now() if newest is None else max(self.now(), newest)

    def new_id(self) -> str:
        """Draw a random id (UUID version 4)."""
        return str(uuid.UUID(bytes=self._random(16), version=4))

    def entries(self, subject: str) -> tuple[Entry, ...]:
        """Give a subject's entries in their order."""
        return self.store.entries(subject)

    def facts(self, subject: str) -> tuple[Fact, ...]:
        """Give a subject's facts in their order."""
        return tuple(entry.fact for entry in self.entries(subject))

    def standing(self, subject: str, at: datetime) -> Standing:
        """Fold a subject's facts."""
        return fold(self.facts(subject), self.catalogue, at)

    def record(self, fact: F, *, key: str | None = None) -> F:
        """Append a fact, its leaf and what it changes: all in the caller's transaction."""
        store, seq = self.store, self.store.size()
        entry = seal(fact, seq=seq, salt=self._random(SALT_BYTES), key=key)
        store.append(entry)
        for level, position, digest in tree.grow(store, seq, entry.leaf_hash):
            if level:
                store.put_node(level, position, digest)
        lines = self.standing(fact.subject, fact.recorded_at).lines.values()
        store.put_lines(fact.subject, lines)
        return fact

    def checkpoint(self, origin: str) -> Checkpoint:
        """Give the ledger's size and root as they are now."""
        return Checkpoint(origin, self.store.size(), self.tree().root())

    def tree(self) -> tree.Tree:
        """Read the ledger as a tree."""
        return tree.Tree(self.store, self.store.size())
