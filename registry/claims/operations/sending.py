"""Sending a claim: the notice read, the ground recorded, the traits sealed, a word of receipt."""

from __future__ import annotations

from typing import cast

from consent import Expression, Medium, Method, Notice
from registry.accounts.operations import find as find_account
from registry.authority import Permission, Relation
from registry.children import operations as children
from registry.children.rules import Whereabouts
from registry.claims import parts, rules
from registry.claims.facts import Apart
from registry.claims.models import Claim, Countersignature
from registry.claims.operations.drafting import check_quota
from registry.claims.operations.finding import (
    closing_of,
    countersigned,
    find,
    own,
    told_of,
)
from registry.claims.operations.searching import refresh_traits
from registry.errors import N_, Absent, Conflict
from registry.purposes import (
    CARE_OF_FOUND_CHILD,
    CLAIM_HANDLING,
    CLAIMANT,
    OWN_DRAFT,
    other_notice,
)
from registry.reasons import Task
from registry.trail.events import Event
from registry.work import Work


def notice_for(language: str) -> Notice:
    """The words a claimant reads before sending; never silently in another language."""
    notice = other_notice(CLAIM_HANDLING, CLAIMANT, language)
    if notice is None:
        raise Absent
    return notice


def file_claim(work: Work, claim_id: str, *, shown: str, language: str = "en") -> Claim:
    """Take down a claim; `shown` is the digest of the notice that was read.

    It discloses nothing: candidates are for a coordinator to see.
    """
    work.require(Permission.CLAIM_FILE)
    claim = own(work, claim_id, Permission.CLAIM_EDIT)
    if claim.is_found or not claim.is_draft or closing_of(work.session, claim.ref) is not None:
        raise Absent
    _may_be_sent(work, claim)
    check_quota(work, besides=claim)
    _note_reading(work, claim, shown, language)

    work.consent.record_basis(subject=claim.ref, kind=CLAIM_HANDLING, people=(work.actor.ref,))
    work.trail.record(Event.BASIS_RECORDED, claim.ref, basis=CLAIM_HANDLING)
    _enter(work, claim)
    if claim.is_separated:
        _mark_apart(work, claim)
    _end_draft(work, claim)
    refresh_traits(work, claim)
    _tell(work, claim, "claim_received")
    return claim


def file_found(work: Work, claim_id: str) -> Claim:
    """Hand a found claim to the agency's lead; until then it is a draft and nothing is searched."""
    work.require(Permission.FOUND_CLAIM_FILE)
    claim = own(work, claim_id, Permission.CLAIM_EDIT)
    if not claim.is_found or not claim.is_draft or closing_of(work.session, claim.ref) is not None:
        raise Absent
    _may_be_sent(work, claim)
    _enter(work, claim)
    return claim


def for_lead(work: Work, claim_id: str, permission: Permission) -> Claim:
    """A found claim of the lead's own agency that was handed in."""
    claim = find(work.session, claim_id)
    is_own = work.actor.agency_ref is not None and work.actor.agency_ref == claim.agency_ref
    work.require(permission, Relation.LEAD_OF_AGENCY if is_own and claim.is_found else None)
    if claim.is_draft:
        raise Absent
    work.opens_for(Task.COUNTERSIGNING)
    return claim


def countersign(work: Work, claim_id: str) -> Claim:
    """Be the second person: the ground is recorded with both, and the search begins."""
    claim = for_lead(work, claim_id, Permission.FOUND_CLAIM_COUNTERSIGN)
    rules.may_countersign(claim.claimant_ref, work.actor.ref)
    if closing_of(work.session, claim.ref) is not None:
        raise Absent
    if countersigned(work.session, claim.ref) is not None:
        return claim

    both = (claim.claimant_ref, work.actor.ref)
    work.consent.record_basis(subject=claim.ref, kind=CARE_OF_FOUND_CHILD, people=both)
    work.trail.record(Event.BASIS_RECORDED, claim.ref, basis=CARE_OF_FOUND_CHILD)
    signed = Countersignature(claim_ref=claim.ref, by_ref=work.actor.ref, at=work.now())
    work.session.add(signed)
    work.trail.record(Event.CLAIM_COUNTERSIGNED, claim.ref, signed.ref)
    _end_draft(work, claim)
    refresh_traits(work, claim)
    _tell(work, claim, "found_claim_signed")
    return claim


def _may_be_sent(work: Work, claim: Claim) -> None:
    if find_account(work.session, work.actor.ref).confirmed_on is None:
        raise Conflict(N_("Confirm your e-mail address first. What you wrote is kept."))
    if parts.still_needed(claim.which, told_of(work, claim).answered):
        raise Conflict(N_("A few answers are still needed. The list shows which."))


def _note_reading(work: Work, claim: Claim, shown: str, language: str) -> None:
    notice = notice_for(language)
    if shown != notice.digest:
        raise Conflict(N_("The words on this page have changed. Please read them again."))
    work.consent.present(
        subject=claim.ref,
        speaker=work.actor.ref,
        notices=[notice],
        expression=Expression(Method.SELF, Medium.SCREEN, language),
    )
    work.trail.record(Event.NOTICE_PRESENTED, claim.ref, notices=[notice.ref])


def _enter(work: Work, claim: Claim) -> None:
    claim.filed_at = work.now()
    work.trail.record(Event.CLAIM_FILED, claim.ref, claim_kind=claim.claim_kind)


def _mark_apart(work: Work, claim: Claim) -> None:
    """Say in the child's own record that the family is apart; the claim speaks through it."""
    apart = cast("Apart", told_of(work, claim).groups["apart"])
    child_id = cast("str", claim.child_ref).removeprefix("child:")
    children.state_whereabouts(work, child_id, Whereabouts(apart=True, since=apart.since))


def _end_draft(work: Work, claim: Claim) -> None:
    """The claim stands on its own ground from now on; its photos were agreed to with it."""
    work.consent.end_basis(subject=claim.ref, kind=OWN_DRAFT, by=work.actor.ref)
    work.trail.record(Event.BASIS_ENDED, claim.ref, basis=OWN_DRAFT)
    for photo in work.photos.of(claim.ref):
        photo.is_draft = False
        work.trail.record(Event.PHOTO_AGREED, claim.ref, photo.ref)
    work.session.flush()


def _tell(work: Work, claim: Claim, message: str) -> None:
    language = find_account(work.session, claim.claimant_ref).language
    work.outbox.send(message, to=claim.claimant_ref, about=claim.ref, language=language)
