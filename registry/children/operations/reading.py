"""What a guardian sees of the own records: frozen facts, so that pages are drawn after the act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from consent import Assurance, DataClass, Permit, Status, WithOthers
from registry.authority import Permission
from registry.children.models import Child
from registry.children.operations.opening import (
    describe,
    ground,
    guardianship_of,
    health_of,
    own,
    parting_of,
    progress_of,
    sensitive_of,
    withheld_of,
)
from registry.children.operations.photographs import is_hidden, own_photos
from registry.children.rules import PHOTOS_MOST, Progress, Whereabouts
from registry.description import (
    GROUPS,
    Description,
    Group,
    PartialDate,
    Sensitive,
    Withheld,
)
from registry.errors import Absent
from registry.purposes import (
    STORE_PHOTO,
)
from registry.storage.vault import Compartment
from registry.work import Work

EVERYTHING = (
    DataClass.DETAILS,
    DataClass.WITHHELD,
    DataClass.HEALTH,
    DataClass.SENSITIVE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One record in the list of one's own."""

    child_id: str
    name: str | None
    """What the child is called; None where nothing is said yet, or nothing opens any more."""
    reference: str
    started_on: date
    registered_on: date | None
    withdrawn_on: date | None
    is_apart: bool


@dataclass(frozen=True, slots=True)
class Shot:
    """One photo on a page."""

    photo_id: str
    taken_about: str | None
    added_on: date


@dataclass(frozen=True, slots=True, repr=False)
class Told:
    """Everything a family told, as it can be shown to itself."""

    description: Description
    sensitive: Sensitive
    withheld: Withheld
    health: str | None
    safety_is_said: bool


@dataclass(frozen=True, slots=True, repr=False)
class Overview:
    """A record as its guardian sees it; `told` is None once no yes stands behind keeping it."""

    child_id: str
    reference: str
    is_draft: bool
    registered_on: date | None
    capacity: str
    with_others: str
    apart_since: str | None
    """Empty when apart since nobody knows when; None when together."""
    assurance: Assurance
    photos: tuple[Shot, ...]
    photos_hidden: bool
    told: Told | None


@dataclass(frozen=True, slots=True)
class PhotoPage:
    """The photos so far, and whether one more may be added."""

    is_draft: bool
    shots: tuple[Shot, ...]
    is_full: bool
    others_decide: bool
    """Somebody else decides too, so a photo has to wait for their yes."""
    is_agreed: bool
    is_hidden: bool


def list_own(work: Work) -> list[Line]:
    """Every record of whoever acts: those that stand, then drafts, then those taken back."""
    work.require(Permission.CHILD_REGISTER)
    query = select(Child).where(Child.guardian_ref == work.actor.ref)
    lines = [
        Line(
            child_id=str(child.id),
            name=_name_of(work, child),
            reference=child.reference,
            started_on=child.started_on,
            registered_on=child.registered_on,
            withdrawn_on=child.withdrawn_on,
            is_apart=parting_of(work.session, child.ref) is not None,
        )
        for child in work.session.scalars(query.order_by(Child.started_on, Child.id))
    ]
    return sorted(lines, key=lambda line: (bool(line.withdrawn_on), not line.registered_on))


def view_own(work: Work, child_id: str) -> Overview:
    """One record, whole."""
    child = own(work, child_id, Permission.CHILD_VIEW)
    stated = guardianship_of(work.session, child.ref)
    parting = parting_of(work.session, child.ref)
    return Overview(
        child_id=str(child.id),
        reference=child.reference,
        is_draft=child.is_draft,
        registered_on=child.registered_on,
        capacity=stated.capacity,
        with_others=stated.with_others,
        apart_since=None if parting is None else parting.since,
        assurance=work.consent.standing(child.ref).assurance(child.guardian_ref),
        photos=shots(work, child),
        photos_hidden=is_hidden(work, child),
        told=_told(work, child),
    )


def view_progress(work: Work, child_id: str) -> Progress:
    """Which pages of a draft hold an answer."""
    return progress_of(work, own(work, child_id, Permission.CHILD_EDIT))


def own_group(work: Work, child_id: str, name: str) -> Group:
    """One group of the description, to be changed."""
    child = own(work, child_id, Permission.CHILD_EDIT)
    if name not in GROUPS:
        raise Absent
    return describe(work, child.ref, _editing(work, child)).groups()[name]


def own_sensitive(work: Work, child_id: str) -> Sensitive:
    """Nationality, ethnic group and faith, to be changed."""
    child = own(work, child_id, Permission.CHILD_EDIT)
    return sensitive_of(work, child.ref, _editing(work, child))


def own_withheld(work: Work, child_id: str) -> Withheld:
    """The facts only the family would know, to be changed."""
    child = own(work, child_id, Permission.CHILD_EDIT)
    return withheld_of(work, child.ref, _editing(work, child))


def own_health(work: Work, child_id: str) -> str | None:
    """Health or help needed, to be changed."""
    child = own(work, child_id, Permission.CHILD_EDIT)
    return health_of(work, child.ref, _editing(work, child))


def own_whereabouts(work: Work, child_id: str) -> Whereabouts | None:
    """Together or apart, as last said; None where it was never said."""
    child = own(work, child_id, Permission.CHILD_EDIT)
    if child.whereabouts_on is None:
        return None
    parting = parting_of(work.session, child.ref)
    if parting is None:
        return Whereabouts(apart=False)
    return Whereabouts(
        apart=True, since=PartialDate.parse(parting.since) if parting.since else None
    )


def own_photo_page(work: Work, child_id: str) -> PhotoPage:
    """The photos of one's own child, and whether one more may be added."""
    child = own(work, child_id, Permission.PHOTO_ADD)
    stated = guardianship_of(work.session, child.ref)
    return PhotoPage(
        is_draft=child.is_draft,
        shots=shots(work, child),
        is_full=len(work.photos.of(child.ref)) >= PHOTOS_MOST,
        others_decide=stated.with_others != WithOthers.SOLE.value,
        is_agreed=work.consent.standing(child.ref).status(STORE_PHOTO) is Status.ACTIVE,
        is_hidden=is_hidden(work, child),
    )


def shots(work: Work, child: Child) -> tuple[Shot, ...]:
    """The photos as a page names them."""
    return tuple(
        Shot(str(photo.id), photo.taken_about, photo.added_on) for photo in own_photos(work, child)
    )


def _name_of(work: Work, child: Child) -> str | None:
    if child.withdrawn_on is not None:
        return None
    try:
        permit = ground(work, child, "view", DataClass.DETAILS)
    except Absent:
        return None
    name = describe(work, child.ref, permit).names.name
    return None if name is None else name.full


def _told(work: Work, child: Child) -> Told | None:
    try:
        permit = ground(work, child, "view", *EVERYTHING)
    except Absent:
        return None
    return Told(
        description=describe(work, child.ref, permit),
        sensitive=sensitive_of(work, child.ref, permit),
        withheld=withheld_of(work, child.ref, permit),
        health=health_of(work, child.ref, permit),
        safety_is_said=work.vault.find(child.ref, Compartment.SAFETY) is not None,
    )


def _editing(work: Work, child: Child) -> Permit:
    return ground(work, child, "edit", *EVERYTHING)
