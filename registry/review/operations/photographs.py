"""The photos of a pair: which there are, how far they carry, and the one way to their bytes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from consent import DataClass
from registry.authority import Permission, Relation
from registry.claims import sides
from registry.claims.sides import Side
from registry.description import Description, PartialDate
from registry.errors import Absent
from registry.review import rules
from registry.review.operations.standing import at_work, sides_of
from registry.review.rules import Shot, Stage
from registry.storage.photos import Photo
from registry.work import Work


@dataclass(frozen=True, slots=True)
class Pictured:
    """One photo as a reviewer is told of it: when it was taken, and how old the child was."""

    id: str
    taken_about: str | None
    shot: Shot


def pictured(work: Work, side: Side) -> tuple[Pictured, ...]:
    """The photos of one side that may be shown now, with their days."""
    photos = _shown(work, side)
    birth = _born(sides.describe(work, side.ref)) if photos else None
    return tuple(
        Pictured(str(photo.id), photo.taken_about, _shot(photo, birth)) for photo in photos
    )


def are_weak(left: tuple[Pictured, ...], right: tuple[Pictured, ...]) -> bool:
    """Does likeness say little in every pair that can be made of these?"""
    return all(
        rules.photos_are_weak(
            rules.youngest(one.shot, other.shot), rules.gap_years(one.shot, other.shot)
        )
        for one in left
        for other in right
    )


def open_photo(work: Work, assignment_id: str, photo_id: str, size: str) -> bytes:
    """The bytes of one photo of the pair, once a stage that shows it was asked for."""
    desk = at_work(work, assignment_id)
    work.require(Permission.PHOTO_VIEW, Relation.REVIEWER)
    left, right = sides_of(work.session, desk.review)
    for side in (left, right):
        # A pair opens as a whole or not at all: a yes to a photo alone shows it to no caseworker.
        sides.permit_for(work, side.ref, DataClass.NOTES)
    photo = work.photos.find(photo_id)
    for side, alone in ((left, Stage.REGISTERED_PHOTOS), (right, Stage.CLAIM_PHOTOS)):
        if photo.subject_ref == side.ref and {alone, Stage.PHOTOS} & desk.steps.opened:
            if photo not in _shown(work, side):
                break
            permit = sides.permit_for(work, side.ref, DataClass.PHOTO)
            return work.photos.open(photo, size, permit)
    raise Absent


def _shown(work: Work, side: Side) -> list[Photo]:
    with suppress(Absent):
        sides.permit_for(work, side.ref, DataClass.PHOTO)
        return sides.photos(work, side.ref)
    return []


def _shot(photo: Photo, birth: date | None) -> Shot:
    if photo.taken_about is None:
        return Shot(None, None)
    taken = PartialDate.parse(photo.taken_about).earliest
    if birth is None:
        return Shot(taken, None)
    return Shot(taken, max(0, int((taken - birth).days / rules.DAYS_IN_YEAR)))


def _born(told: Description) -> date | None:
    """The last day on which the child can have been born: so the age is never overstated."""
    person = told.person
    days = [known.latest for known in (person.date_of_birth, person.age) if known is not None]
    return max(days) if days else None
