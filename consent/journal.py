"""The journal: the one door through which a fact enters the ledger."""

import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final, TypeVar

from consent.bands import AgeBook, no_ages
from consent.deciding import Moment
from consent.facts import Fact
from consent.fold import fold, fold_lines
from consent.ledger import Checkpoint, Entry, seal
from consent.lines import Line
from consent.log import Log
from consent.purposes import Catalogue
from consent.standing import Standing
from consent.store import Look, Store
from consent.tree import Tree

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
        ages: AgeBook = no_ages,
    ) -> None:
        """Take the joints: moments are aware, random bytes are secret, ages are not recorded."""
        self.ages = ages
        self.store = store
        self.catalogue = catalogue
        self._now = now
        self._random = random
        self._log = Log(store)
        self._known: dict[str, tuple[str | None, tuple[Entry, ...]]] = {}  # last id, entries
        self._begun: tuple[str, Look] | None = None  # what `begin` saw, until a fact follows
        self._lines: dict[str, Mapping[tuple[str, str], Line]] = {}  # as they were last kept

    def now(self) -> datetime:
        """Give the moment in UTC."""
        return self._now().astimezone(UTC)

    def moment(self, subject: str) -> Moment:
        """Give the moment at which a question about a subject is asked."""
        look = self.store.look(subject)
        return Moment(self.now(), look.newest, look.epoch)

    def begin(self, subject: str) -> datetime:
        """Shut out other writers and give the stamp for a new fact about this subject."""
        self.store.hold()
        self._begun = subject, self.store.look(subject)
        return self._stamp(self._begun[1].newest)

    def stamp(self) -> datetime:
        """Give the moment, never before the newest fact."""
        return self._stamp(self.store.newest())

    def _stamp(self, newest: datetime | None) -> datetime:
        return self.now() if newest is None else max(self.now(), newest)

    def new_id(self) -> str:
        """Draw a random id (UUID version 4)."""
        return str(uuid.UUID(bytes=self._random(16), version=4))

    def entries(self, subject: str) -> tuple[Entry, ...]:
        """Give a subject's entries in their order: read again once another is the last."""
        return self._read(subject, self.store.look(subject).last)

    def _read(self, subject: str, last: str | None) -> tuple[Entry, ...]:
        known, entries = self._known.get(subject, (None, ()))
        if last != known:
            entries = self.store.entries(subject)
            self._known[subject] = last, entries
            self._lines.pop(subject, None)
        return entries

    def facts(self, subject: str) -> tuple[Fact, ...]:
        """Give a subject's facts in their order."""
        return tuple(entry.fact for entry in self.entries(subject))

    def standing(self, subject: str, at: datetime) -> Standing:
        """Fold a subject's facts."""
        age = self.ages((subject,)).get(subject)
        return fold(self.facts(subject), self.catalogue, at, age)

    def record(self, fact: F, *, key: str | None = None) -> F:
        """Append a fact, its leaf and what it changes: all in the caller's transaction."""
        subject = fact.subject
        begun, self._begun = self._begun, None  # it holds for the first fact alone
        look = begun[1] if begun and begun[0] == subject else self.store.look(subject)
        before = self._read(subject, look.last)
        entry = seal(fact, seq=look.size, salt=self._random(SALT_BYTES), key=key)
        self.store.append(entry)
        self._log.extend(look.size, [entry.leaf_hash], after=look.leaf)
        self._known[subject] = fact.id, (*before, entry)
        self._derive(subject)
        return fact

    def _derive(self, subject: str) -> None:
        """Fold the facts anew, and write those lines that came out differently."""
        kept = self._lines.get(subject)
        if kept is None:
            lines = self.store.lines(subject)
            kept = {(line.purpose, line.recipient): line for line in lines}
        facts = (entry.fact for entry in self._known[subject][1])
        folded = fold_lines(facts, self.catalogue)
        self.store.put_lines(
            subject,
            [line for key, line in folded.items() if key not in kept],
            [line for key, line in folded.items() if kept.get(key, line) != line],
        )
        self._lines[subject] = folded

    def checkpoint(self, origin: str) -> Checkpoint:
        """Give the ledger's size and root as they are now."""
        return self._log.checkpoint(origin)

    def tree(self) -> Tree:
        """Read the ledger as a tree."""
        return self._log.tree()
