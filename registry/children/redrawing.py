"""Small pictures that went with a yes, made again once there is a new one.

Until then the large picture stands in for the small one, so nobody waits for the worker.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from consent import DataClass, Status
from consent.sqlalchemy import StoredLine
from registry import freezing
from registry.authority import MACHINE, Permission
from registry.errors import Absent, Invalid
from registry.purposes import STORE_PHOTO
from registry.readings import Reads, reads
from registry.storage.photos import Photo
from registry.storage.picture import rebuild
from registry.trail.events import Event
from registry.work import Floors, Work

PORTION: Final = 4


@reads(Reads.RECORD_PHOTO)
def redraw_small(floors: Floors) -> int:
    """Make small pictures again where photos are agreed to anew; how many were made?"""
    agreed = select(StoredLine.subject).where(
        StoredLine.purpose == STORE_PHOTO,
        StoredLine.status == Status.ACTIVE.value,
        StoredLine.until > floors.clock(),
    )
    query = select(Photo.id).where(Photo.small.is_(None), Photo.subject_ref.in_(agreed))
    with floors.reading() as session:
        is_stopped = freezing.standing(session) is not None
        found = [] if is_stopped else session.scalars(query.limit(PORTION)).all()
    return sum(_redraw(floors, photo_id) for photo_id in found)


def _redraw(floors: Floors, photo_id: object) -> int:
    """Open in one act and keep in another: between the two, a stranger's process draws."""
    try:
        with floors.begin(MACHINE) as work:
            large = _open(work, work.session.get_one(Photo, photo_id))
        small = _drawn(large)
        with floors.begin(MACHINE) as work:
            photo = work.session.get_one(Photo, photo_id)
            _open(work, photo)  # the yes may have been taken back meanwhile
            work.photos.keep_small(photo, small)
            work.trail.record(Event.PHOTO_REDRAWN, photo.subject_ref, photo.ref)
    except (Absent, NoResultFound):
        return 0
    return 1


def _open(work: Work, photo: Photo) -> bytes:
    work.require(Permission.PHOTO_REDRAW)
    permit = work.permit(photo.subject_ref, STORE_PHOTO, "keep", DataClass.PHOTO)
    return work.photos.open(photo, "large", permit)


def _drawn(large: bytes) -> bytes:
    try:
        return rebuild(large).small
    except Invalid:  # else it would be tried for ever; a photo of ours that does not open is rare
        return large
