"""Photos of a child record: kept as a draft until agreed to, shown only on a live yes."""

from __future__ import annotations

from consent import DataClass, Permit, Status, WithOthers
from registry.authority import Permission
from registry.children import rules
from registry.children.models import Child
from registry.children.operations.opening import assurance_of, find, guardianship_of, own
from registry.description import PartialDate
from registry.errors import Absent
from registry.purposes import OWN_DRAFT, STORE_DETAILS, STORE_PHOTO
from registry.storage.photos import Photo
from registry.storage.picture import Pictures
from registry.trail.events import Event
from registry.work import Work


def check_may_add(work: Work, child_id: str) -> Child:
    """May one more photo be added? Asked before the picture is taken apart, which takes long."""
    child = own(work, child_id, Permission.PHOTO_ADD)
    rules.may_add_photo(len(work.photos.of(child.ref)))
    stated = guardianship_of(work.session, child.ref)
    rules.may_keep_photos(WithOthers(stated.with_others))
    if not child.is_draft:
        _ground(work, child, "upload")
    return child


def add_photo(
    work: Work, child_id: str, pictures: Pictures, taken_about: PartialDate | None
) -> Photo:
    """Keep a photo; in a draft it waits for the yes that is asked on its own page."""
    child = check_may_add(work, child_id)
    photo = work.photos.keep(
        child.ref,
        pictures,
        added_on=work.now().date(),
        taken_about=rules.plain_day(taken_about) or None,
    )
    photo.is_draft = child.is_draft
    work.trail.record(Event.PHOTO_ADDED, child.ref, photo.ref)
    return photo


def remove_photo(work: Work, child_id: str, photo_id: str) -> None:
    """Wipe one photo, its row and its files."""
    child = own(work, child_id, Permission.PHOTO_ADD)
    photo = _of_child(work, child, photo_id)
    work.photos.remove(photo)
    work.trail.record(Event.PHOTO_REMOVED, child.ref, photo.ref)


def open_photo(work: Work, child_id: str, photo_id: str, size: str) -> bytes:
    """The JPEG bytes of one's own child's photo."""
    child = own(work, child_id, Permission.PHOTO_VIEW)
    photo = _of_child(work, child, photo_id)
    return work.photos.open(photo, size, _ground(work, child, "view"))


def own_photos(work: Work, child: Child) -> list[Photo]:
    """The photos the guardian may look at now; hidden ones are hidden from everybody."""
    if is_hidden(work, child):
        return []
    agreed = work.consent.standing(child.ref).status(STORE_PHOTO) is Status.ACTIVE
    return work.photos.of(child.ref) if child.is_draft or agreed else []


def hidden_photos(work: Work, child: Child) -> int:
    """How many photos are kept and shown to nobody until papers were seen?"""
    return len(work.photos.of(child.ref)) if is_hidden(work, child) else 0


def photos_shown(work: Work, child_ref: str) -> list[Photo]:
    """The photos a caseworker may be shown: agreed to, and not hidden for want of seen papers."""
    child = find(work.session, child_ref.removeprefix("child:"))
    if is_hidden(work, child):
        return []
    return [photo for photo in work.photos.of(child_ref) if not photo.is_draft]


def is_hidden(work: Work, child: Child) -> bool:
    """Are the photos hidden until papers were seen? From everybody: hidden, not erased."""
    assurance = assurance_of(work, child.ref)
    return rules.is_photo_hidden(child.registered_on, assurance, work.now().date())


def must_be_shown(work: Work, child: Child) -> None:
    """Asked wherever a photo is opened or added, by whomever; a hidden one is as if absent."""
    if is_hidden(work, child):
        raise Absent


def _ground(work: Work, child: Child, operation: str) -> Permit:
    if child.is_draft:
        return work.permit_on_basis(child.ref, OWN_DRAFT, operation, DataClass.PHOTO)
    must_be_shown(work, child)
    # Everything rests on the yes to keep the record: once that ran out, it is shut for everybody.
    work.permit(child.ref, STORE_DETAILS, "keep", DataClass.DETAILS)
    return work.permit(child.ref, STORE_PHOTO, operation, DataClass.PHOTO)


def _of_child(work: Work, child: Child, photo_id: str) -> Photo:
    photo = work.photos.find(photo_id)
    if photo.subject_ref != child.ref:
        raise Absent
    return photo
