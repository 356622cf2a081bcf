"""Clearing what has had its time, as the clocks of retention say, a portion at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

from sqlalchemy import delete, select, tuple_
from sqlalchemy.orm import Session

from registry.accounts.models import Account, AddressLink, EntryLink
from registry.authority import MACHINE, Permission
from registry.children.models import Child, Leaving
from registry.claims.models import Claim, Closing, Countersignature, Question
from registry.consents.models import ReceiptChoice, ReceiptKeeping
from registry.holders.models import GuardianStated
from registry.outbox.models import Message
from registry.oversight.forgetting import forget_holds
from registry.oversight.unusual.tidying import tidy as tidy_findings
from registry.readings import Reads, reads
from registry.retention import TWO_YEARS, CutOff, cut_offs
from registry.reunion.operations.tidying import tidy as tidy_cases
from registry.review.models import Review
from registry.storage.database import Base, uuid_of
from registry.storage.erasure import Erasure
from registry.trail.events import Event
from registry.work import BOOKKEEPING, Floors, Work

PORTION: Final = 500
Speaking = Message | AddressLink | EntryLink
SPEAKING: Final[tuple[type[Speaking], ...]] = (Message, AddressLink, EntryLink)
"""Rows that belong to somebody: a letter that never went, a link and where it leads."""
OF_CHILD: Final = (Leaving, ReceiptChoice, ReceiptKeeping)
OF_CLAIM: Final = (Countersignature, Question, Closing, GuardianStated)


@reads(Reads.NOTHING)
def clear(floors: Floors) -> int:
    """Clear a portion of every table that has had its time; how many rows and cases went?"""
    with floors.begin(MACHINE) as work:
        cases = tidy_cases(work) + tidy_findings(work)
    aged = sum(_clear_aged(floors, each) for each in cut_offs(floors.clock()))
    with floors.begin(MACHINE) as work:
        return cases + aged + clear_journal(work) + forget_holds(work)


def _clear_aged(floors: Floors, cut: CutOff) -> int:
    table = Base.metadata.tables[cut.table]
    old = select(*table.primary_key).where(table.c[cut.column] < cut.before).limit(PORTION)
    with floors.reading() as session:
        keys = [tuple(row) for row in session.execute(old)]
    if not keys:
        return 0
    with floors.begin(MACHINE) as work:
        work.require(Permission.ERASURE_RUN)
        for row in _speaking(work.session, cut.table, keys):
            _drop_words(work, row)
        work.session.execute(delete(table).where(tuple_(*table.primary_key).in_(keys)))
    return len(keys)


def _speaking(session: Session, table: str, keys: list[tuple[object, ...]]) -> Iterator[Speaking]:
    """Rows under which something may be sealed, or that changed with somebody's account."""
    for kind in SPEAKING:
        if table == kind.__tablename__:
            yield from (cast("Speaking", session.get_one(kind, key)) for key, *_ in keys)


def _drop_words(work: Work, row: Speaking) -> None:
    if work.vault.any_of(row.ref) or row.__tablename__ not in BOOKKEEPING:
        work.vault.remove(row.ref)
        subject = row.recorded_as()
        work.trail.record(Event.ROWS_CLEARED, subject, row.ref, table=row.__tablename__)
        work.announce(row.__tablename__, subject)
    work.session.expunge(row)


def clear_journal(work: Work) -> int:
    """Drop the lines on what was wiped 24 months ago, and what stood for it so long."""
    work.require(Permission.ERASURE_RUN)
    before = work.now() - TWO_YEARS
    named = select(Review.seeking_ref).union(
        select(Review.holding_ref),
        select(Claim.child_ref).where(Claim.child_ref.is_not(None)),
    )
    old = select(Erasure).where(Erasure.closed_at < before, Erasure.subject_ref.not_in(named))
    lines = work.session.scalars(old.limit(PORTION)).all()
    for line in lines:
        work.trail.record(
            Event.ROWS_CLEARED, line.subject_ref, line.ref, table=Erasure.__tablename__
        )
        for row in _rows_of(work.session, line.subject_ref):
            work.session.delete(row)
        work.session.delete(line)
    return len(lines)


def _rows_of(session: Session, subject: str) -> list[Base]:
    """The plain rows that said what was wiped: to whoever wrote it, and to a case."""
    rows: list[Base] = []
    for kind in (Child, Claim, Account):
        key = uuid_of(subject, kind.kind)
        row = None if key is None else session.get(kind, key)
        rows += [] if row is None else [row]
    for of_child in OF_CHILD:
        rows += session.scalars(select(of_child).where(of_child.child_ref == subject))
    for of_claim in OF_CLAIM:
        rows += session.scalars(select(of_claim).where(of_claim.claim_ref == subject))
    return rows
