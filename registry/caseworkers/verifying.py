"""Vouching for a person, giving a role, and stopping somebody at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consent import DataClass
from registry.accounts.models import account_of
from registry.agencies.operations import is_verified
from registry.authority import Permission, Role
from registry.caseworkers import rules
from registry.caseworkers.inviting import add_grant, end_invitations
from registry.caseworkers.models import Caseworker, RoleGrant, StandingEnd, Verification
from registry.caseworkers.rules import Identity, Licence, Seen
from registry.caseworkers.standing import grants_of
from registry.errors import N_, Conflict, Invalid
from registry.purposes import ACCOUNTABILITY
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Work


@dataclass(frozen=True, slots=True)
class Evidence:
    """On what somebody vouches: papers are seen, not kept; the words are sealed."""

    identity: Identity
    seen: Seen
    licence: Licence
    words: str


def verify_caseworker(
    work: Work, caseworker: Caseworker, evidence: Evidence, until: datetime
) -> Verification:
    """Vouch for a person until a day, and agree to the roles that others gave them."""
    work.require(Permission.CASEWORKER_VERIFY)
    rules.somebody_else(work.actor.ref, caseworker.account_ref, caseworker.by_ref)
    rules.end_in_time(work.now(), until)
    _may_be_verified(work, caseworker)
    verification = Verification(
        caseworker_ref=caseworker.ref,
        by_ref=work.actor.ref,
        at=work.now(),
        until=until,
        identity=evidence.identity,
        seen=evidence.seen,
        licence=evidence.licence,
    )
    work.session.add(verification)
    _seal_words(work, caseworker, verification.ref, evidence.words)
    work.trail.record(Event.CASEWORKER_VERIFIED, caseworker.ref, verification.ref)
    for grant in grants_of(work.session, caseworker, work.now()):
        if grant.agreed_at is None and grant.by_ref != work.actor.ref:
            _agree(work, caseworker, grant)
    return verification


def words_of(work: Work, caseworker: Caseworker, verification: Verification) -> str:
    """The sealed words of a verification, for whoever looks after standings."""
    work.require(Permission.CASEWORKER_VERIFY)
    permit = work.permit_on_basis(
        caseworker.account_ref, ACCOUNTABILITY, "view", DataClass.EVIDENCE
    )
    return str(work.vault.read(verification.ref, Compartment.EVIDENCE, permit).get("words", ""))


def grant_role(work: Work, caseworker: Caseworker, role: Role) -> RoleGrant:
    """Give a role. It stands once a second administrator has agreed."""
    work.require(Permission.ROLE_GRANT)
    rules.not_oneself(work.actor.ref, caseworker.account_ref)
    rules.may_grant(work.actor.ref, {role})
    held = {Role(grant.role) for grant in grants_of(work.session, caseworker, work.now())}
    rules.check_roles(held | {role}, caseworker.agency_ref, field="role")
    return add_grant(work, caseworker, role)


def agree_role(work: Work, caseworker: Caseworker, grant: RoleGrant) -> None:
    """Agree, as the second person, to a role that somebody else gave."""
    work.require(Permission.ROLE_GRANT)
    rules.second_person(work.actor.ref, caseworker.account_ref, grant.by_ref)
    if grant not in grants_of(work.session, caseworker, work.now()):
        raise Conflict(N_("This role does not wait any more."))
    if grant.agreed_at is None:
        _agree(work, caseworker, grant)


def end_standing(work: Work, caseworker: Caseworker, why: str) -> StandingEnd:
    """Stop a person at once. One is enough; letting them in again takes two."""
    work.require(Permission.STANDING_END)
    rules.not_oneself(work.actor.ref, caseworker.account_ref)
    end = StandingEnd(caseworker_ref=caseworker.ref, by_ref=work.actor.ref, at=work.now())
    work.session.add(end)
    end_invitations(work, caseworker)
    _seal_words(work, caseworker, end.ref, rules.tidy_why(why))
    work.trail.record(Event.STANDING_ENDED, caseworker.ref, end.ref)
    return end


def _may_be_verified(work: Work, caseworker: Caseworker) -> None:
    account = account_of(work.session, caseworker.account_ref)
    if account is None or account.password_hash is None:
        raise Invalid("form", N_("This person has not accepted the invitation yet."))
    agency = caseworker.agency_ref
    if agency is not None and not is_verified(work.session, agency, work.now()):
        raise Invalid("form", N_("The agency of this person is not verified now."))


def _agree(work: Work, caseworker: Caseworker, grant: RoleGrant) -> None:
    grant.agreed_by_ref, grant.agreed_at = work.actor.ref, work.now()
    work.trail.record(Event.ROLE_AGREED, caseworker.ref, grant.ref, role=grant.role)


def _seal_words(work: Work, caseworker: Caseworker, owner_ref: str, words: str) -> None:
    subject = caseworker.account_ref
    work.consent.record_basis(subject=subject, kind=ACCOUNTABILITY, people=(work.actor.ref,))
    work.trail.record(Event.BASIS_RECORDED, subject, basis=ACCOUNTABILITY)
    work.vault.seal(owner_ref, Compartment.EVIDENCE, {"words": words}, subject=subject)
