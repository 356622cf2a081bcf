"""One round a day: whose clocks have come to a step, and one act for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consent.sqlalchemy import StoredLine
from registry.authority import MACHINE, Permission
from registry.children.models import Child, Sealing
from registry.children.operations.opening import LOCKED_APART
from registry.children.rules import DRAFT_LIVES
from registry.consents import rules
from registry.consents.clock import closing, hearing, maturing, reminding
from registry.consents.models import Round
from registry.purposes import PHOTO_DAYS_BELOW_AL2, STORE_DETAILS
from registry.readings import Reads, reads
from registry.storage.database import uuid_of
from registry.storage.photos import Photo
from registry.storage.vault import Compartment, Sealed
from registry.work import Floors, Work

Step = Callable[[Work, Child], int]
_WHOLE: Final = (
    select(Sealed.owner_ref)
    .where(Sealed.compartment.in_(each.value for each in (Compartment.NARRATIVE, *LOCKED_APART)))
    .group_by(Sealed.owner_ref)
    .having(func.count() == 1 + len(LOCKED_APART))
)
PAPERS_ASKED: Final = timedelta(days=PHOTO_DAYS_BELOW_AL2 + 7)


@reads(Reads.RECORD_DETAILS, Reads.SEALED_DETAILS, Reads.MISSING_DETAILS, Reads.GUARDIANS_SAFETY)
def remind(floors: Floors) -> int:
    """Go round once a day; how many words were sent, and records shut, sealed or given up?"""
    today = floors.clock().date()
    with floors.reading() as session:
        if session.get(Round, today) is not None:
            return 0
        asked = list(_asked(session, floors))
    done = 0
    for step, children in asked:
        for child_id in children:
            with floors.begin(MACHINE) as work:
                work.require(Permission.REMINDER_SEND)
                child = work.session.get(Child, child_id)
                if child is not None and child.withdrawn_on is None:
                    done += step(work, child)
    with floors.begin(MACHINE) as work:
        # A round cut short leaves no row, and goes again: what was sent is not sent twice.
        work.session.merge(Round(day=today, done_at=work.now()))
    return done


def _asked(session: Session, floors: Floors) -> Iterator[tuple[Step, Iterable[object]]]:
    """Each step, and the records it may concern by their plain columns alone."""
    now = floors.clock()
    today = now.date()
    standing = select(Child).where(Child.withdrawn_on.is_(None))
    drafts = standing.where(
        Child.registered_on.is_(None), Child.started_on <= today - DRAFT_LIVES + timedelta(days=7)
    )
    yield reminding.draft_lapses, _ids(session.scalars(drafts))
    soon = select(StoredLine.subject).where(
        StoredLine.until <= now + timedelta(days=max(rules.RENEWAL_STEPS) + 1),
        StoredLine.until > now,
    )
    yield reminding.yes_ends, _children(session.scalars(soon))
    fresh = standing.where(Child.registered_on >= today - PAPERS_ASKED)
    yield reminding.papers_wait, _ids(session.scalars(fresh))
    over = select(StoredLine.subject).where(
        StoredLine.purpose == STORE_DETAILS, StoredLine.until <= now
    )
    yield closing.close_or_give_up, _children(session.scalars(over))
    sealed = select(Sealing.child_ref).where(Sealing.ended_at.is_(None))
    yield closing.unseal_or_give_up, _children(session.scalars(sealed))
    brought_back = select(Photo.subject_ref).where(Photo.small.is_(None)).distinct()
    yield closing.end_photos_brought_back, _children(session.scalars(brought_back))
    registered = standing.where(Child.registered_on.is_not(None))
    every = session.scalars(registered).all()
    lacking = {child.ref for child in every} - set(session.scalars(_WHOLE))
    yield closing.complete, _children(lacking)
    yield hearing.ask_the_child, hearing.just_heard(floors, every)
    yield maturing.come_of_age, maturing.soon_of_age(floors, every)


def _ids(children: Iterable[Child]) -> list[object]:
    return [child.id for child in children]


def _children(refs: Iterable[str]) -> list[object]:
    found = {uuid_of(ref, Child.kind) for ref in refs}
    return [each for each in found if each is not None]
