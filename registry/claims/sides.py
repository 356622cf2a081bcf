"""The two sides of a pair, and the one place that knows on which ground each may be opened."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consent import Assurance, DataClass, Permit
from registry.children import operations as children
from registry.children.models import Child
from registry.children.rules import Safety
from registry.claims.facts import Papers
from registry.claims.models import Claim, Closing
from registry.claims.rules import Kind
from registry.description import Description, Withheld
from registry.errors import Absent
from registry.purposes import (
    CARE_OF_FOUND_CHILD,
    CLAIM_HANDLING,
    MAJORITY_WHILE_MISSING,
    SHOW_CASEWORKERS,
    STORE_DETAILS,
    STORE_PHOTO,
)
from registry.storage.database import uuid_of
from registry.storage.photos import Photo
from registry.storage.vault import Compartment
from registry.work import Work

CHILD = Child.kind
HOLDS = {Kind.RELATIVE.value: 0, Kind.SELF.value: 0, CHILD: 1, Kind.FOUND.value: 2}
"""Of two sides the one that stands higher here holds the child, the other seeks."""
UNNAMED_CASE = "case:unnamed"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pair in plain columns: nothing here needs to be opened."""

    ref: str
    reference: str
    kind: str
    """child · relative · self · found."""
    speaker_ref: str
    """The account that speaks for it: the guardian, the claimant, the caseworker who filed."""
    agency_ref: str | None

    @property
    def is_child(self) -> bool:
        """Is it a registered child's record?"""
        return self.kind == CHILD

    @property
    def is_claim(self) -> bool:
        """Is it a claim, of whichever kind?"""
        return not self.is_child

    @property
    def is_found(self) -> bool:
        """Is it a child in an agency's care?"""
        return self.kind == Kind.FOUND.value

    @property
    def mark(self) -> str:
        """How it is marked in a review: a shape, not a colour."""
        return "■" if self.is_child else "▲"


def side_of(session: Session, ref: str) -> Side:
    """The side behind a reference. A separated claim is none: it speaks through its child."""
    child_id = uuid_of(ref, Child.kind)
    if child_id is not None:
        child = session.get(Child, child_id)
        if child is None or child.registered_on is None:
            raise Absent
        return Side(ref, child.reference, CHILD, child.guardian_ref, None)
    claim = _claim(session, ref)
    if claim is None or claim.is_draft or claim.is_separated:
        raise Absent
    return Side(ref, claim.reference, claim.claim_kind, claim.claimant_ref, claim.agency_ref)


def _claim(session: Session, ref: str) -> Claim | None:
    claim_id = uuid_of(ref, Claim.kind)
    return None if claim_id is None else session.get(Claim, claim_id)


def permit_for(work: Work, ref: str, *classes: DataClass, operation: str = "open") -> Permit:
    """Ask for one look at one side: consent for a child's record, a recorded basis for a claim."""
    side = side_of(work.session, ref)
    # Sides are opened for a case only. Who forgot to say which one is still told of as in a case.
    work.looks.case = work.looks.case or UNNAMED_CASE
    if not side.is_child:
        return permit_for_claim(work, ref, *classes, operation=operation)
    children.must_not_be_kept_away(work, ref)
    if children.is_still_missing(work, ref):
        return work.permit_on_basis(ref, MAJORITY_WHILE_MISSING, operation, *classes)
    # Everything rests on the yes to keep the record: once that ran out, it is shut for the desk.
    work.permit(ref, STORE_DETAILS, "keep", DataClass.DETAILS)
    if classes == (DataClass.PHOTO,):
        children.must_be_shown(work, children.find(work.session, ref.partition(":")[2]))
        return work.permit(ref, STORE_PHOTO, "show", DataClass.PHOTO)
    return work.permit(ref, SHOW_CASEWORKERS, operation, *classes)


def permit_for_claim(work: Work, ref: str, *classes: DataClass, operation: str = "open") -> Permit:
    """Ask for one look of the desk at a claim; it is a side of a pair, or speaks through a child.

    A closed claim is looked at no more, also while its claimant has not been told yet.
    """
    if is_closed(work.session, ref):
        raise Absent
    claim = _claim(work.session, ref)
    kind = CARE_OF_FOUND_CHILD if claim is not None and claim.is_found else CLAIM_HANDLING
    return work.permit_on_basis(ref, kind, operation, *classes)


def is_closed(session: Session, claim_ref: str) -> bool:
    """Has this claim come to its end?"""
    return session.scalar(select(Closing.id).where(Closing.claim_ref == claim_ref)) is not None


def describe(work: Work, ref: str) -> Description:
    """What is told about the child on one side."""
    permit = permit_for(work, ref, DataClass.DETAILS)
    told = work.vault.read(ref, Compartment.IDENTITY, permit)
    told |= work.vault.read(ref, Compartment.NARRATIVE, permit)
    return Description.from_dict(told)


def withheld(work: Work, ref: str) -> Withheld:
    """What only the family would know, as one side told it."""
    permit = permit_for(work, ref, DataClass.WITHHELD)
    return Withheld.from_dict(work.vault.read(ref, Compartment.WITHHELD, permit))


def papers(work: Work, ref: str) -> Papers:
    """Which papers one side named; of a child record none are kept."""
    permit = permit_for(work, ref, DataClass.EVIDENCE)
    told = work.vault.read(ref, Compartment.EVIDENCE, permit)
    return Papers.from_dict(told.get("papers", {}))


def safety(work: Work, ref: str) -> Safety:
    """Who must not be told, as one side answered; for a coordinator only."""
    return children.safety_of(work, ref, permit_for(work, ref, DataClass.NOTES))


def assurance(work: Work, ref: str) -> Assurance:
    """How sure we are of whoever speaks for one side."""
    side = side_of(work.session, ref)
    return work.consent.standing(ref).assurance(side.speaker_ref)


def photos(work: Work, ref: str) -> list[Photo]:
    """The agreed photos of one side; their bytes need a permit each time."""
    if side_of(work.session, ref).is_child:
        return children.photos_shown(work, ref)
    return [photo for photo in work.photos.of(ref) if not photo.is_draft]
