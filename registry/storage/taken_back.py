"""What an act takes back, told to the journal outside; whoever writes an act need not think of it.

It listens where facts and rows pass anyway. A house without a journal (the demo, a drill)
tells nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Integer, String, column, event, select, table
from sqlalchemy.orm import Session

from consent import detail
from consent.facts import Act, ActKind, Answer, Assent, Fact, Restriction
from consent.ledger import Entry
from consent.sqlalchemy import SqlStore
from registry.storage.database import uuid_of
from registry.storage.erasure import Erasure
from registry.storage.holds import HoldEnd, HoldSignature
from registry.storage.journal import ErasureJournal, Line, What, open_erasures
from registry.storage.photos import Photo

_SAYS_NO: Final = frozenset({ActKind.WITHDRAW, ActKind.REFUSE, ActKind.OBJECT, ActKind.INVALIDATE})
_FACTS: Final = table(
    "consent_facts",
    *(column(name, String) for name in ("id", "subject", "kind", "detail")),
    column("seq", Integer),
)
PORTION: Final = 500
REMEMBERED: Final = timedelta(days=365)
_NOES: Final = (
    select(_FACTS.c.subject, _FACTS.c.detail)
    .where(_FACTS.c.kind.in_([kind.kind_of_fact for kind in (Act, Assent, Restriction)]))
    .where(_FACTS.c.detail.not_like('%"kind":"give"%'))  # most of a ledger, and never a no
    .order_by(_FACTS.c.seq)
)


def is_a_no(fact: Fact) -> bool:
    """Does less stand after this fact than before it? Only such a fact may come back by itself."""
    match fact:
        case Act():
            return fact.kind in _SAYS_NO
        case Assent():
            return fact.answer is Answer.NO
        case _:
            return isinstance(fact, Restriction)


def line_of(fact: Fact, what: What = What.WITHDRAWN) -> Line:
    """The line that tells of a fact."""
    return Line(what, fact.subject, fact.recorded_at, fact=detail.write(fact).decode())


def asked(erasure: Erasure) -> Line:
    """The line that tells of an erasure asked for."""
    return Line(What.ASKED, erasure.subject_ref, erasure.asked_at, erasure.due_at)


def of_hold(row: HoldSignature | HoldEnd) -> Line | None:
    """The line that tells that a key waits, or no longer; None for what was only asked for."""
    if isinstance(row, HoldSignature):
        return Line(What.HELD, row.subject_ref, row.at, row.until)
    return Line(What.RELEASED, row.subject_ref, row.at) if row.is_signed else None


class Noting:
    """Follows one act and its session, and tells the journal once the act is kept."""

    def __init__(
        self,
        journal: ErasureJournal | None,
        session: Session,
        now: Callable[[], datetime],
        afterwards: list[Callable[[], None]],
        undo: list[Callable[[], None]],
    ) -> None:
        self._journal = journal
        self._now = now
        self._afterwards = afterwards
        self._on_undo = undo
        self._brought_back: set[str] = set()
        self._lines: list[Line] = []
        if journal is not None:
            event.listen(session, "before_flush", self._rows)

    def fact(self, fact: Fact) -> None:
        """A fact was added to the ledger."""
        if is_a_no(fact):
            self._tell(line_of(fact))
        elif fact.subject in self._brought_back:
            self._tell(line_of(fact, What.KEPT))

    def _rows(self, session: Session, _context: object, _rows: object) -> None:
        for row in session.new:
            if isinstance(row, Erasure):
                self._tell(asked(row))
            elif isinstance(row, HoldSignature | HoldEnd) and (line := of_hold(row)) is not None:
                self._tell(line)
        for row in session.deleted:
            if isinstance(row, Erasure):
                self._undo(row)
            elif isinstance(row, Photo):
                self._tell(Line(What.REMOVED, row.ref, self._now()))

    def _undo(self, row: Erasure) -> None:
        # Told first: a line too many is asked for again, while an erasure whose undoing is nowhere
        # would look as if an old database had been put in place.
        if self._journal is not None:
            self._journal.write(Line(What.UNDONE, row.subject_ref, self._now()))
            line, journal = asked(row), self._journal
            self._brought_back.add(row.subject_ref)
            self._on_undo.append(lambda: journal.write_later(line))

    def _tell(self, line: Line) -> None:
        if self._journal is not None:
            if not self._lines:  # all that one act tells is made to last at once
                journal, lines = self._journal, self._lines
                self._afterwards.append(lambda: journal.write_later(*lines))
            self._lines.append(line)


class NotedStore(SqlStore):
    """The ledger, telling of every fact it takes in."""

    def __init__(
        self, session: Session, announce: Callable[[str, str], None], note: Callable[[Fact], None]
    ) -> None:
        super().__init__(session, announce)
        self._note = note

    def append(self, entry: Entry) -> None:
        """Keep a fact, and tell of it."""
        super().append(entry)
        self._note(entry.fact)


def told_by(session: Session) -> Iterator[Line]:
    """Everything a database has for the journal: erasures, holds, and every no of the ledger."""
    for erasure in session.scalars(select(Erasure).order_by(Erasure.asked_at)):
        yield asked(erasure)
        if erasure.closed_at is not None:
            yield Line(What.CLOSED, erasure.subject_ref, erasure.closed_at)
    signed = session.scalars(select(HoldSignature).order_by(HoldSignature.at))
    ended = session.scalars(select(HoldEnd).order_by(HoldEnd.at))
    yield from filter(None, map(of_hold, (*signed, *ended)))
    for subject, written in session.execute(_NOES):
        fact = detail.read(written.encode(), subject=subject)
        if is_a_no(fact):
            yield Line(What.WITHDRAWN, subject, fact.recorded_at, fact=written)


def lost_by(session: Session, told: Sequence[Line], now: datetime) -> list[Line]:
    """What the journal says and this database never heard of: if anything, the database is old.

    A no about a record that is erased, or that the ledger has never known, takes nothing back. Of
    what is long gone the database may have been cleared, and no backup of keys reaches back so far.
    """
    lines = [line for line in told if now - line.at < REMEMBERED]
    erased = set(session.scalars(select(Erasure.subject_ref)))
    lost = [line for subject, line in open_erasures(lines).items() if subject not in erased]
    still = {photo.ref for photo in removed_photos(session, lines)}
    lost += [line for line in lines if line.what is What.REMOVED and line.subject in still]
    known = set(session.scalars(select(_FACTS.c.id)))
    subjects = set(session.scalars(select(_FACTS.c.subject).distinct()))
    return lost + [
        line
        for line in lines
        if line.what is What.WITHDRAWN
        and line.subject in subjects - erased
        and read_fact(line).id not in known
    ]


def removed_photos(session: Session, lines: Sequence[Line]) -> list[Photo]:
    """The photos that are there although the journal says that they were taken off."""
    removed = {line.subject for line in lines if line.what is What.REMOVED}
    ids = [key for ref in sorted(removed) if (key := uuid_of(ref, Photo.kind)) is not None]
    found: list[Photo] = []
    for start in range(0, len(ids), PORTION):
        found += session.scalars(select(Photo).where(Photo.id.in_(ids[start : start + PORTION])))
    return found


def read_fact(line: Line) -> Fact:
    """The fact that a line carries."""
    return detail.read((line.fact or "").encode(), subject=line.subject)
