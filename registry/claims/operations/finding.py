"""Finding a claim and opening it for whoever filed it; every opening needs a permit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consent import DataClass, Permit
from registry.authority import Permission, Relation
from registry.claims import parts
from registry.claims.models import Claim, Closing, Countersignature, Question
from registry.claims.rules import History
from registry.claims.statements import STATEMENTS
from registry.description import Group, Withheld
from registry.errors import Absent
from registry.purposes import CARE_OF_FOUND_CHILD, CLAIM_HANDLING, OWN_DRAFT
from registry.storage.database import uuid_of
from registry.storage.erasure import journal
from registry.storage.photos import Photo
from registry.storage.vault import CLASS_OF, Compartment
from registry.work import Work

UNSEEN = frozenset({Compartment.EVIDENCE, Compartment.SAFETY})
"""Taken in and never shown again to whoever wrote it: somebody may look over their shoulder."""


@dataclass(frozen=True, slots=True)
class Told:
    """What whoever filed a claim sees of it again."""

    groups: Mapping[str, Group]
    withheld: Withheld
    unseen: frozenset[str]
    """The pages that hold an answer which is not shown again."""
    photos: tuple[Photo, ...]

    @property
    def answered(self) -> frozenset[str]:
        """The pages that hold an answer."""
        pages = {*self.groups, *self.unseen}
        pages |= {"withheld"} if self.withheld else set()
        return frozenset(pages | ({"photos"} if self.photos else set()))


def find(session: Session, claim_id: str) -> Claim:
    """The claim of an id, whoever asks; the caller must know why it may."""
    key = uuid_of(f"{Claim.kind}:{claim_id}", Claim.kind)
    claim = None if key is None else session.get(Claim, key)
    if claim is None:
        raise Absent
    return claim


def own(work: Work, claim_id: str, permission: Permission) -> Claim:
    """The claim of an id, if whoever acts filed it."""
    claim = find(work.session, claim_id)
    if claim.claimant_ref != work.actor.ref:
        raise Absent
    work.require(permission, Relation.FILER if claim.is_found else Relation.CLAIMANT)
    work.opens_own(claim.ref)
    return claim


def countersigned(session: Session, claim_ref: str) -> Countersignature | None:
    """The second name under a found claim, once it is there."""
    query = select(Countersignature).where(Countersignature.claim_ref == claim_ref)
    return session.scalar(query)


def closing_of(session: Session, claim_ref: str) -> Closing | None:
    """How a claim came to its end, if it did."""
    return session.scalar(select(Closing).where(Closing.claim_ref == claim_ref))


def is_taken_back(session: Session, claim_ref: str) -> bool:
    """Did whoever filed the claim take it back?"""
    return journal(session, claim_ref) is not None


def questions_of(session: Session, claim_ref: str) -> list[Question]:
    """What the desk asked about a claim, oldest first."""
    query = select(Question).where(Question.claim_ref == claim_ref)
    return list(session.scalars(query.order_by(Question.asked_at, Question.id)))


def history_of(session: Session, claim: Claim) -> History:
    """The plain facts the claimant's status follows from."""
    closing = closing_of(session, claim.ref)
    asked = (each for each in questions_of(session, claim.ref) if each.answered_at is None)
    return History(
        filed_at=claim.filed_at,
        asked=tuple(each.asked_at for each in asked),
        closed_at=None if closing is None else closing.at,
        ends_at_once=claim.is_found or is_taken_back(session, claim.ref),
    )


def ground_of(session: Session, claim: Claim) -> str:
    """The kind of ground a claim stands on now."""
    if claim.is_draft or (claim.is_found and countersigned(session, claim.ref) is None):
        return OWN_DRAFT
    return CARE_OF_FOUND_CHILD if claim.is_found else CLAIM_HANDLING


def permit_for_own(work: Work, claim: Claim, operation: str, *classes: DataClass) -> Permit:
    """Why whoever filed a claim, or is to countersign it, may open these parts of it."""
    return work.permit_on_basis(claim.ref, ground_of(work.session, claim), operation, *classes)


def told_of(work: Work, claim: Claim) -> Told:
    """What a claim says, as far as it is shown again."""
    seen = [group for group in _compartments(claim) if group not in UNSEEN]
    permit = permit_for_own(work, claim, "view", *{CLASS_OF[group] for group in seen})
    told: dict[str, object] = {}
    for compartment in seen:
        told |= work.vault.read(claim.ref, compartment, permit)
    return Told(
        groups=_groups(told),
        withheld=Withheld.from_dict(told),
        unseen=_unseen(work, claim),
        photos=tuple(work.photos.of(claim.ref)),
    )


def _compartments(claim: Claim) -> list[Compartment]:
    names = [page.name for page in parts.pages(claim.which)]
    found = [STATEMENTS[name].compartment for name in names if name in STATEMENTS]
    if "withheld" in names:
        found.append(Compartment.WITHHELD)
    return list(dict.fromkeys(found))


def _groups(told: Mapping[str, object]) -> dict[str, Group]:
    read = {
        name: statement.group.from_dict(packed)
        for name, statement in STATEMENTS.items()
        if isinstance(packed := told.get(name), Mapping)
    }
    return {name: group for name, group in read.items() if group}


def _unseen(work: Work, claim: Claim) -> frozenset[str]:
    pages = {Compartment.EVIDENCE: "papers", Compartment.SAFETY: "safety"}
    return frozenset(
        page
        for compartment, page in pages.items()
        if work.vault.find(claim.ref, compartment) is not None
    )
