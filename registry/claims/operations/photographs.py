"""Photos of a claim: agreed to with the claim, and shown back only while it can be changed."""

from __future__ import annotations

from consent import DataClass
from registry.authority import Permission
from registry.claims import rules
from registry.claims.models import Claim
from registry.claims.operations.finding import find, ground_of, own, permit_for_own
from registry.claims.operations.sending import for_lead
from registry.claims.operations.writing import own_page
from registry.description import PartialDate
from registry.errors import Absent
from registry.purposes import OWN_DRAFT
from registry.storage.photos import Photo
from registry.storage.picture import Pictures
from registry.trail.events import Event
from registry.work import Work

PAGE = "photos"


def check_may_add(work: Work, claim_id: str) -> Claim:
    """May one more photo be added? Asked before the picture is taken apart, which takes long."""
    claim = own_page(work, claim_id, PAGE)
    rules.may_add_photo(len(work.photos.of(claim.ref)))
    permit_for_own(work, claim, "upload", DataClass.PHOTO)
    return claim


def add_photo(
    work: Work, claim_id: str, pictures: Pictures, taken_about: PartialDate | None
) -> Photo:
    """Keep a photo with a draft; sending the claim is the yes to it."""
    claim = check_may_add(work, claim_id)
    photo = work.photos.keep(
        claim.ref,
        pictures,
        added_on=work.now().date(),
        taken_about=str(taken_about) if taken_about else None,
    )
    work.trail.record(Event.PHOTO_ADDED, claim.ref, photo.ref)
    return photo


def remove_photo(work: Work, claim_id: str, photo_id: str) -> None:
    """Wipe one photo of a draft, its row and its files."""
    claim = own_page(work, claim_id, PAGE)
    photo = _of_claim(work, claim, photo_id)
    work.photos.remove(photo)
    work.trail.record(Event.PHOTO_REMOVED, claim.ref, photo.ref)


def open_photo(work: Work, claim_id: str, photo_id: str, size: str) -> bytes:
    """The JPEG bytes, for whoever writes the claim or is to countersign it, and only until then."""
    claim = find(work.session, claim_id)
    if claim.claimant_ref == work.actor.ref:
        own(work, claim_id, Permission.PHOTO_VIEW)
    else:
        for_lead(work, claim_id, Permission.PHOTO_VIEW)
    if ground_of(work.session, claim) != OWN_DRAFT:
        raise Absent
    photo = _of_claim(work, claim, photo_id)
    return work.photos.open(photo, size, permit_for_own(work, claim, "view", DataClass.PHOTO))


def _of_claim(work: Work, claim: Claim, photo_id: str) -> Photo:
    photo = work.photos.find(photo_id)
    if photo.subject_ref != claim.ref:
        raise Absent
    return photo
