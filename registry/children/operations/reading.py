"""What a guardian sees of the own records: frozen facts, so that pages are drawn after the act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from consent import Assurance, DataClass, Permit, Status, WithOthers
from registry.authority import Permission
from registry.children.models import Child, Guardianship, Leaving, PapersSeen
from registry.children.operations.opening import (
    describe,
    did_speak,
    gone_on,
    ground,
    guardianship_of,
    health_of,
    is_apart,
    is_gone,
    own,
    owner_of_safety,
    parting_of,
    progress_of,
    sensitive_of,
    withheld_of,
)
from registry.children.operations.photographs import hidden_photos, is_hidden, own_photos
from registry.children.rules import PHOTOS_MOST, Paper, Progress, Seen, Whereabouts
from registry.description import (
    GROUPS,
    Description,
    Group,
    PartialDate,
    Sensitive,
    Withheld,
    read_code,
)
from registry.errors import Absent
from registry.purposes import (
    STORE_DETAILS,
    STORE_PHOTO,
)
from registry.storage.database import uuid_of
from registry.storage.vault import Compartment
from registry.work import Work

EVERYTHING = (
    DataClass.DETAILS,
    DataClass.WITHHELD,
    DataClass.HEALTH,
    DataClass.SENSITIVE,
)


@dataclass(frozen=True, slots=True, repr=False)
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


@dataclass(frozen=True, slots=True)
class PaperLine:
    """That a worker saw a paper: its kind, the way, the day. Nothing that stood in it."""

    paper: str
    how: str
    seen_on: date


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
    papers: tuple[PaperLine, ...]
    photos: tuple[Shot, ...]
    photos_hidden: bool
    keeping: str
    """Where the yes to keep the record stands."""
    told: Told | None
    is_on_hold: bool = False
    """Nothing opens for now: somebody is still to be asked, or to decide."""


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
    # A guardian recorded later has no column in the record: their statement says so.
    also = select(Guardianship.child_ref).where(Guardianship.guardian_ref == work.actor.ref)
    left = select(Leaving.child_ref).where(Leaving.holder_ref == work.actor.ref)
    ids = [uuid_of(ref, Child.kind) for ref in set(work.session.scalars(also.union(left)))]
    query = select(Child).where(or_(Child.guardian_ref == work.actor.ref, Child.id.in_(ids)))
    lines = [
        Line(
            child_id=str(child.id),
            name=_name_of(work, child),
            reference=child.reference,
            started_on=child.started_on,
            registered_on=child.registered_on,
            withdrawn_on=gone_on(work.session, child, work.actor.ref),
            is_apart=is_apart(work.session, child.ref) and child.withdrawn_on is None,
        )
        for child in work.session.scalars(query.order_by(Child.started_on, Child.id))
        if did_speak(work.session, child, work.actor.ref)
    ]
    return sorted(lines, key=lambda line: (bool(line.withdrawn_on), not line.registered_on))


def view_own(work: Work, child_id: str) -> Overview:
    """One record, whole."""
    child = own(work, child_id, Permission.CHILD_VIEW)
    stated = guardianship_of(work.session, child.ref, work.actor.ref)
    parting = parting_of(work.session, child.ref)
    return Overview(
        child_id=str(child.id),
        reference=child.reference,
        is_draft=child.is_draft,
        registered_on=child.registered_on,
        capacity=stated.capacity,
        with_others=stated.with_others,
        apart_since=None if parting is None else parting.since,
        assurance=work.consent.standing(child.ref).assurance(work.actor.ref),
        photos=shots(work, child),
        papers=_papers_of(work, child),
        keeping=work.consent.standing(child.ref).status(STORE_DETAILS).value,
        photos_hidden=hidden_photos(work, child) > 0,
        told=_told(work, child),
        is_on_hold=work.consent.standing(child.ref).status(STORE_DETAILS)
        in {Status.SUSPENDED, Status.PENDING},
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


def _papers_of(work: Work, child: Child) -> tuple[PaperLine, ...]:
    seen = select(PapersSeen).where(
        PapersSeen.child_ref == child.ref, PapersSeen.guardian_ref == work.actor.ref
    )
    return tuple(
        PaperLine(read_code(Paper, each.paper).label, read_code(Seen, each.how).label, each.seen_on)
        for each in work.session.scalars(seen.order_by(PapersSeen.seen_on))
    )


def _name_of(work: Work, child: Child) -> str | None:
    if is_gone(work.session, child, work.actor.ref):
        return None
    work.opens_own(child.ref)
    try:
        permit = ground(work, child, "view", DataClass.DETAILS)
        name = describe(work, child.ref, permit).names.name
    except Absent:  # no yes, or a key that is lost: the other records of the list open all the same
        return None
    return None if name is None else name.full


def _told(work: Work, child: Child) -> Told | None:
    try:
        permit = ground(work, child, "view", *EVERYTHING)
    except Absent:
        return None
    own_answer = owner_of_safety(work.session, child, work.actor.ref)
    return Told(
        description=describe(work, child.ref, permit),
        sensitive=sensitive_of(work, child.ref, permit),
        withheld=withheld_of(work, child.ref, permit),
        health=health_of(work, child.ref, permit),
        safety_is_said=work.vault.find(own_answer, Compartment.SAFETY) is not None,
    )


def _editing(work: Work, child: Child) -> Permit:
    return ground(work, child, "edit", *EVERYTHING)
