"""Beginning a claim: a draft that its writer alone can see."""

from __future__ import annotations

from sqlalchemy import select

from registry.authority import Permission
from registry.children import operations as children
from registry.claims import rules
from registry.claims.models import Claim, Closing
from registry.claims.rules import Kind
from registry.description import Names, new_reference
from registry.errors import Absent
from registry.purposes import OWN_DRAFT
from registry.trail.events import Event
from registry.work import Work


def begin(work: Work, kind: Kind, child_id: str | None = None) -> Claim:
    """Begin a claim; from here on each page is kept. A separated one names the guardian's child."""
    _may_begin(work, kind)
    child = None if child_id is None else children.own(work, child_id, Permission.CHILD_EDIT)
    if (kind is Kind.SEPARATED) != (child is not None and child.is_registered):
        raise Absent

    claim = Claim(
        reference=_free_reference(work),
        claim_kind=kind.value,
        claimant_ref=work.actor.ref,
        agency_ref=work.actor.agency_ref if kind is Kind.FOUND else None,
        child_ref=None if child is None else child.ref,
        started_on=work.now().date(),
    )
    work.session.add(claim)
    work.vault.new_subject(claim.ref)
    work.trail.record(Event.CLAIM_DRAFTED, claim.ref)
    work.consent.record_basis(subject=claim.ref, kind=OWN_DRAFT, people=(work.actor.ref,))
    work.trail.record(Event.BASIS_RECORDED, claim.ref, basis=OWN_DRAFT)
    return claim


def check_quota(work: Work, besides: Claim | None = None) -> None:
    """May whoever acts have one more claim? Drafts count while they live."""
    now = work.now()
    query = select(Claim).where(
        Claim.claimant_ref == work.actor.ref, Claim.claim_kind != Kind.FOUND.value
    )
    claims = [claim for claim in work.session.scalars(query) if claim is not besides]
    ended = set(work.session.scalars(select(Closing.claim_ref)))
    standing = [
        claim
        for claim in claims
        if claim.ref not in ended
        and not (claim.is_draft and rules.is_lapsed(claim.started_on, now.date()))
    ]
    recent = [
        claim
        for claim in claims
        if claim.filed_at is not None and now - claim.filed_at < rules.FILED_WITHIN
    ]
    rules.may_file_another(len(standing), len(recent))


def _may_begin(work: Work, kind: Kind) -> None:
    if kind is Kind.FOUND:
        work.require(Permission.FOUND_CLAIM_FILE)
        if work.actor.agency_ref is None:
            raise Absent
    else:
        work.require(Permission.CLAIM_FILE)
        check_quota(work)


def _free_reference(work: Work) -> str:
    """A reference no claim bears yet."""
    while True:
        reference = new_reference(work.random)
        taken = select(Claim.id).where(Claim.reference == reference)
        if work.session.scalar(taken) is None:
            return reference


def own_children(work: Work) -> dict[str, str]:
    """The registered children of whoever acts: their ids, and the name each goes by."""
    found = {}
    for line in children.list_own(work):
        if line.registered_on is not None and line.withdrawn_on is None:
            told = children.own_group(work, line.child_id, "names")
            name = told.name.full if isinstance(told, Names) and told.name else ""
            found[line.child_id] = f"{name} · {line.reference}" if name else line.reference
    return found
