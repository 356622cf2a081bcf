"""“I am also a guardian of this child”: a claim like every other, that adds nobody by itself."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.children.models import Child
from registry.children.operations import is_guardian
from registry.claims.models import Claim
from registry.claims.operations import begin
from registry.claims.rules import Kind
from registry.errors import N_, Absent, Invalid
from registry.holders.models import GuardianStated, Measure
from registry.review.models import Decision, Review
from registry.review.rules import Outcome
from registry.storage.database import uuid_of
from registry.trail.events import Event
from registry.work import Work


def begin_guardian_claim(work: Work) -> Claim:
    """Begin a claim by somebody who says to be a guardian, too. It is looked at as all are."""
    claim = begin(work, Kind.RELATIVE)
    stated = GuardianStated(claim_ref=claim.ref, at=work.now())
    work.session.add(stated)
    work.trail.record(Event.CLAIM_CHANGED, claim.ref, stated.ref, groups=["guardian"])
    return claim


def claim_to_record(work: Work, child: Child, reference: str) -> Claim:
    """The claim under a reference, once a review found that it goes on with this record.

    The same no for every reason.
    """
    claim = work.session.scalar(select(Claim).where(Claim.reference == reference))
    if (
        claim is None
        or claim.ref not in _stated(work.session)
        or child.ref not in decided_with(work.session, claim.ref)
        or is_guardian(work.session, child, claim.claimant_ref)
        or work.actor.ref == claim.claimant_ref
    ):
        raise Invalid(
            "reference", N_("This claim cannot be recorded. Look at the reference again.")
        )
    return claim


def claimant_of(work: Work, claim_ref: str) -> str:
    """Who made a claim; whoever signs for it is somebody else."""
    key = uuid_of(claim_ref, Claim.kind)
    claim = None if key is None else work.session.get(Claim, key)
    if claim is None or claim.claimant_ref == work.actor.ref:
        raise Absent
    return claim.claimant_ref


def decided_with(session: Session, claim_ref: str) -> set[str]:
    """The records with which a review found that a claim goes on."""
    reviews = session.scalars(select(Review).where(Review.seeking_ref == claim_ref)).all()
    moved = select(Decision.review_ref).where(
        Decision.review_ref.in_([review.ref for review in reviews]),
        Decision.outcome == Outcome.MOVE.value,
    )
    found = set(session.scalars(moved))
    return {review.holding_ref for review in reviews if review.ref in found}


def waiting_guardians(session: Session) -> list[tuple[Claim, str]]:
    """The claims of guardians that a review let go on, and the record each goes on with."""
    proposed = set(session.scalars(select(Measure.about_ref)))
    found = []
    for claim_ref in sorted(_stated(session) - proposed):
        key = uuid_of(claim_ref, Claim.kind)
        claim = None if key is None else session.get(Claim, key)
        if claim is not None:
            found += [(claim, child_ref) for child_ref in decided_with(session, claim_ref)]
    return found


def _stated(session: Session) -> set[str]:
    return set(session.scalars(select(GuardianStated.claim_ref)))
