"""The end of a claim: closed by the desk, with one letter for all reasons, or taken back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from registry.accounts.operations import find as find_account
from registry.authority import Permission
from registry.children.models import Child
from registry.claims.models import Claim, Closing
from registry.claims.operations.finding import (
    closing_of,
    countersigned,
    find,
    ground_of,
    is_taken_back,
    own,
)
from registry.claims.rules import next_fixed_day
from registry.description import ClosureReason
from registry.errors import N_, Absent, Conflict
from registry.storage.erasure import Erasure
from registry.trail.events import Event
from registry.work import Work


def close_claim(work: Work, claim_ref: str, reason: ClosureReason) -> None:
    """Close a claim. Its claimant learns of it on the next fixed day, in the same words for all."""
    work.require(Permission.CLAIM_CLOSE)
    claim = find(work.session, claim_ref.removeprefix(f"{Claim.kind}:"))
    if claim.is_draft:
        raise Absent
    if closing_of(work.session, claim.ref) is not None:
        return

    told_at = work.now() if claim.is_found else next_fixed_day(work.now())
    _enter(work, claim, reason)
    _end_ground(work, claim, told_at)
    language = find_account(work.session, claim.claimant_ref).language
    letter = work.outbox.send(
        "claim_closed", to=claim.claimant_ref, about=claim.ref, language=language
    )
    letter.next_try_at = told_at


def close_claims_of(work: Work, side_ref: str, reason: ClosureReason) -> None:
    """Close the claims of one side of a case: itself, or those that speak for a child."""
    if not side_ref.startswith(f"{Child.kind}:"):
        close_claim(work, side_ref, reason)
        return
    query = select(Claim).where(Claim.child_ref == side_ref, Claim.filed_at.is_not(None))
    for claim in work.session.scalars(query).all():
        close_claim(work, claim.ref, reason)


def withdraw_claim(work: Work, claim_id: str) -> None:
    """Take a claim back: from now on nothing of it opens, and what it says is wiped."""
    claim = own(work, claim_id, Permission.CLAIM_WITHDRAW)
    if is_taken_back(work.session, claim.ref):
        return
    if claim.is_found and countersigned(work.session, claim.ref) is not None:
        raise Conflict(N_("Two people signed this. Ring the coordinator if it has to end."))

    wipe(work, claim)
    if not claim.is_draft:
        language = find_account(work.session, claim.claimant_ref).language
        work.outbox.send("claim_taken_back", to=claim.claimant_ref, language=language)


def wipe(work: Work, claim: Claim, reason: ClosureReason = ClosureReason.CLAIM_WITHDRAWN) -> None:
    """Close it for everybody and write it into the journal of erasures; the caller was asked."""
    now = work.now()
    work.session.add(Erasure(subject_ref=claim.ref, asked_at=now, due_at=now))
    work.trail.record(Event.CLAIM_TAKEN_BACK, claim.ref)
    if closing_of(work.session, claim.ref) is None:
        _enter(work, claim, reason)
    _end_ground(work, claim, now)
    work.outbox.drop_about(claim.ref)
    work.photos.remove_small(claim.ref)


def _enter(work: Work, claim: Claim, reason: ClosureReason) -> None:
    closing = Closing(
        claim_ref=claim.ref, by_ref=work.actor.ref, reason=reason.value, at=work.now()
    )
    work.session.add(closing)
    work.trail.record(Event.CLAIM_CLOSED, claim.ref, closing.ref, reason=reason.value)


def _end_ground(work: Work, claim: Claim, at: datetime) -> None:
    """Nothing of it opens from then on; until then the claimant's own page must not change."""
    kind = ground_of(work.session, claim)
    basis = work.consent.standing(claim.ref).bases.get(kind)
    if basis is not None and work.now() < min(at, basis.until):
        until = min(at, basis.until)
        work.consent.record_basis(
            subject=claim.ref, kind=kind, people=(claim.claimant_ref,), until=until
        )
        work.trail.record(Event.BASIS_RECORDED, claim.ref, basis=kind)
    else:
        work.consent.end_basis(subject=claim.ref, kind=kind, by=work.actor.ref)
        work.trail.record(Event.BASIS_ENDED, claim.ref, basis=kind)
    work.search.forget(claim.ref)
