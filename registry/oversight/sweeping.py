"""Once a day: clearing away keys and files that an act cut short left behind, and nobody names."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.authority import MACHINE, Permission
from registry.oversight.rotation import KEYS
from registry.readings import Reads, reads
from registry.storage.database import Base, Referenced, uuid_of
from registry.storage.erasure import Erasure
from registry.storage.photos import Photo
from registry.storage.vault import Sealed
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.work import Floors, Work

EVERY: Final = timedelta(days=1)
SPARED: Final = timedelta(days=3)
"""So long a key or a file is left in peace: somebody may have put back an older registry.db by
mistake, and must find what belongs to the newer one still there."""


@reads(Reads.NOTHING)
def sweep(floors: Floors) -> int:
    """Destroy what nobody names; how much was there? On record each day, even of nothing."""
    now = floors.clock()
    with floors.reading() as session:
        if _is_swept(session, now):
            return 0
    # A key is made inside an act, and an act holds the writer's lock of registry.db: with the lock
    # in our hands no act stands between its key and its rows.
    with floors.begin(MACHINE) as work:
        work.require(Permission.ERASURE_RUN)
        keys, files = _keys(work, now - SPARED), _files(work, now - SPARED)
        work.trail.record(Event.LEFTOVERS_SWEPT, KEYS, keys=len(keys), files=len(files))
    for subject in keys:
        floors.keyring.destroy(subject)
    for name in files:
        floors.objects.delete(name)
    return len(keys) + len(files)


def _is_swept(session: Session, now: datetime) -> bool:
    newest = select(func.max(Entry.at)).where(Entry.event == Event.LEFTOVERS_SWEPT.value)
    at = session.scalar(newest)
    return at is not None and now - at < EVERY


def _keys(work: Work, before: datetime) -> list[str]:
    made = work.keyring.made_before(before.date())
    sealed = (Sealed.subject_ref, Sealed.also_ref, Photo.subject_ref)
    named = {ref for column in sealed for ref in work.session.scalars(select(column).distinct())}
    # An erasure that is not over destroys its key itself, and looks after the logs.
    under_way = select(Erasure.subject_ref).where(Erasure.closed_at.is_(None))
    named |= set(work.session.scalars(under_way))
    return sorted(ref for ref in made - named if not _has_row(work.session, ref))


def _files(work: Work, before: datetime) -> list[str]:
    rows = work.session.execute(select(Photo.large, Photo.small))
    named = {name for row in rows for name in row if name is not None}
    return sorted(set(work.floors.objects.names(before)) - named)


def _has_row(session: Session, ref: str) -> bool:
    """Does the one it is the key of stand in a table, though nothing is sealed yet?"""
    for mapper in Base.registry.mappers:
        kind = mapper.class_
        if issubclass(kind, Referenced) and (key := uuid_of(ref, kind.kind)) is not None:
            return session.get(kind, key) is not None
    return False
