"""`Work`: one act, kept whole or not at all, and never without an entry in the trail."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import Engine, event, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from consent import Age, Catalogue, Consents, DataClass, Denied, Permit
from registry import authority, freezing, readings
from registry.authority import Actor, Permission, Relation
from registry.config import Settings
from registry.errors import Absent, Frozen, Repeated, Unrecorded
from registry.looking import Looks
from registry.outbox.models import Message
from registry.outbox.outbox import Outbox
from registry.reasons import Reason
from registry.search.search import Search
from registry.storage.ages import book_of_ages
from registry.storage.database import transaction
from registry.storage.journal import ErasureJournal
from registry.storage.keys import Keyring
from registry.storage.objects import Objects
from registry.storage.photos import Photos
from registry.storage.posts import Post
from registry.storage.taken_back import NotedStore, Noting
from registry.storage.vault import Vault
from registry.trail.events import Event
from registry.trail.timekeeping import ANY_TIME, Timekeeper
from registry.trail.trail import Trail
from registry.watching.opening import Watch

BOOKKEEPING = frozenset({
    "trail_entries", "trail_nodes", "checkpoints", "web_sessions", "limits", "jobs", "posts",
    "rounds", "messages", "link_requests", "day_views", "canary_marks",
    "consent_leaves", "consent_nodes", "consent_epochs", "consent_standings",
})  # fmt: skip
"""Tables that follow from acts recorded elsewhere, or keep the house in order (tested)."""

_WRITES = re.compile(
    r'\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE
)


def subject_of(row: object) -> str | None:
    """The reference an entry must name when this row changes; None for bookkeeping."""
    named = getattr(row, "recorded_as", None)
    return named() if named is not None else getattr(row, "subject", None)


@dataclass(frozen=True, slots=True)
class Floors:
    """What every act stands on; made once, at start."""

    settings: Settings
    engine: Engine
    keyring: Keyring
    objects: Objects
    catalogue: Catalogue
    clock: Callable[[], datetime]
    random: Callable[[int], bytes]
    undeclared: readings.Declared = frozenset()
    """What may be opened outside every view, command and job; in a test's house everything."""
    journal: ErasureJournal | None = None
    """What is kept outside of what was taken back; the demo and a drill keep none."""
    timekeeper: Timekeeper = ANY_TIME
    """What holds the clock to the trail; not in a demo, a drill, or while a house is restored."""

    @contextmanager
    def begin(self, actor: Actor, *, once: str | None = None) -> Iterator[Work]:
        """Open one `Work`; leaving the block keeps it, an error undoes it."""
        act: Work | None = None
        try:
            with transaction(self.engine) as session:
                self.timekeeper.hold(session, self.clock())
                act = Work(self, session, actor)
                if once is not None:
                    act.only_once(once)
                yield act
                act.seal_off()
        except BaseException:
            if act is not None:
                act.run(act.undo)
            raise
        act.run(act.afterwards)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads plain columns: states, counts, references."""
        with transaction(self.engine, reading=True) as session:
            yield session


class Work:
    """The floors under one act. For one use."""

    def __init__(self, floors: Floors, session: Session, actor: Actor) -> None:
        self.floors, self.session, self.actor = floors, session, actor
        self.settings, self.keyring = floors.settings, floors.keyring
        self.now, self.random = floors.clock, floors.random
        self.afterwards: list[Callable[[], None]] = []
        self.undo: list[Callable[[], None]] = []
        self._changed: dict[str, set[str]] = {}
        self._touched: set[str] = set()
        self._once: str | None = None
        self.trail = Trail(session, actor, self.now)
        self.watch = self._watch()
        self.looks = self._looks()
        self.noting = Noting(floors.journal, session, self.now, self.afterwards, self.undo)
        self.consent = self._ledger()
        self.vault = self._vault()
        self.photos = Photos(
            session,
            self.vault,
            floors.objects,
            random=self.random,
            after_commit=self.afterwards.append,
            after_rollback=self.undo.append,
        )
        self.outbox = Outbox(session, self.vault, self._queued, self._dropped, now=self.now)
        sealed = partial(self.trail.record, Event.TRAITS_SEALED)
        self.search = Search(session, self.vault, now=self.now, record=sealed)
        event.listen(session, "before_flush", self._note_rows)
        event.listen(session.connection(), "before_cursor_execute", self._note_statement)

    def _vault(self) -> Vault:
        """The only way to plaintext, past the door of looks and under the eyes of the watch."""
        return Vault(
            self.session,
            self.keyring,
            now=self.now,
            random=self.random,
            epoch_of=self.consent.epoch_of,
            epochs_of=self.consent.epochs_of,
            record_reading=self.looks.admit,
            opened=lambda *told: self.watch.opened(self.vault, *told),
        )

    def _watch(self) -> Watch:
        """The eyes over every opening: no view can open past them."""
        zone = self.settings.zone
        return Watch(self.session, self.trail, self.actor, self.keyring, now=self.now, zone=zone)

    def _looks(self) -> Looks:
        """The one door of every look; a refusal there is on record in an act of its own."""
        return Looks(
            self.session,
            self.actor,
            self.trail,
            now=self.now,
            zone=self.settings.zone,
            undeclared=self.floors.undeclared,
            apart=lambda: self.floors.begin(self.actor),
            after_rollback=self.undo.append,
            watched=self.watch.looked,
        )

    def _ledger(self) -> Consents:
        """The ledger; it asks for ages only once the vault stands."""

        def ages(subjects: Sequence[str]) -> Mapping[str, Age]:
            return book_of_ages(self.session, self.vault, self.now, self.settings.zone)(subjects)

        return Consents(
            NotedStore(self.session, self.announce, self.noting.fact),
            self.floors.catalogue,
            now=self.now,
            random=self.random,
            ages=ages,
        )

    def require(self, permission: Permission, *relations: Relation | None) -> None:
        """May this actor do this, being this to the record? If not, it is as if absent."""
        authority.require(self.actor, permission, {each for each in relations if each})

    def opens_for(self, why: Reason, *, case: str | None = None) -> None:
        """Say what the looks of this act are for, and the pair, review or paper they work on."""
        self.looks.why = why
        if case is not None:
            self.looks.case = case

    def opens_own(self, subject: str) -> None:
        """Say that this record or claim is the own one of whoever acts; the caller found out."""
        self.looks.own.add(subject)

    def asks_why(self, about: str, door: Permission) -> None:
        """Let nothing be opened before the person said why: once for a record and a door."""
        self.looks.ask_why(about, door.value.replace(":", "-"))

    def permit(
        self,
        subject: str,
        purpose: str,
        operation: str,
        *classes: DataClass,
        recipient: str = "registry",
    ) -> Permit:
        """Ask consent for one showing; a no is an absence."""
        freezing.refuse(self.session, self.actor, subject, purpose)
        answer = self.consent.decide(
            subject=subject,
            purpose=purpose,
            operation=operation,
            data_classes=frozenset(classes),
            actor=self.actor.ref,
            recipient=recipient,
        )
        return _granted(answer)

    def permit_on_basis(
        self, subject: str, kind: str, operation: str, *classes: DataClass
    ) -> Permit:
        """Ask for one showing on a recorded ground other than consent."""
        freezing.refuse(self.session, self.actor, subject, kind)
        answer = self.consent.decide_on_basis(
            subject=subject,
            kind=kind,
            operation=operation,
            data_classes=frozenset(classes),
            actor=self.actor.ref,
        )
        return _granted(answer)

    def must_not_be_stopped(self) -> None:
        """For doors of disclosure that open nothing themselves; `Frozen` while all is stopped."""
        if freezing.standing(self.session) is not None:
            raise Frozen

    def announce(self, table: str, *subjects: str) -> None:
        """Say whom a bulk statement concerns: the session cannot see the rows it changes."""
        self._changed.setdefault(table, set()).update(subjects)

    def only_once(self, key: str) -> None:
        """Let a form through once: its second arrival, after it changed something, is `Repeated`.

        A form that changed nothing (it is shown again, with its errors) may come again.
        """
        first = self.session.scalar(select(Post).where(Post.key == key))
        if first is not None:
            raise Repeated(first.place)
        self._once = key

    def seal_off(self) -> None:
        """Write the rest of the trail, then refuse a change that no entry names."""
        self.session.flush()
        self.looks.close()
        self.trail.close()
        changed = self._touched - BOOKKEEPING
        if changed and self._once is not None:
            self.session.add(Post(key=self._once, at=self.now(), place=None))
        for table in changed:
            subjects = self._changed.get(table)
            if not subjects or not subjects <= self.trail.named:
                raise Unrecorded(f"{table}: {sorted((subjects or set()) - self.trail.named)}")

    @staticmethod
    def run(acts: list[Callable[[], None]]) -> None:
        """Do what was left for after the transaction."""
        for act in acts:
            act()

    def _queued(self, message: Message) -> None:
        self.trail.record(Event.MESSAGE_QUEUED, message.to_ref, message.ref, message=message.name)

    def _dropped(self, message: Message) -> None:
        self.trail.record(Event.MESSAGE_DROPPED, message.to_ref, message.ref)

    def _note_rows(self, session: Session, _context: object, _rows: object) -> None:
        for row in (*session.new, *session.dirty, *session.deleted):
            if (subject := subject_of(row)) is not None:
                self._changed.setdefault(row.__tablename__, set()).add(subject)

    def _note_statement(
        self,
        _connection: Connection,
        _cursor: object,
        statement: str,
        _parameters: object,
        _context: object,
        _many: bool,  # noqa: FBT001
    ) -> None:
        # Core statements and bulk inserts raise no ORM event; the statement itself cannot hide.
        if (write := _WRITES.match(statement)) is not None:
            self._touched.add(write.group(1))


def _granted(answer: Permit | Denied) -> Permit:
    if isinstance(answer, Denied):
        raise Absent
    return answer
