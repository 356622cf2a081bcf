"""Approving a person as one of two, giving a role, and stopping somebody at once."""

from __future__ import annotations

from datetime import datetime

from registry.agencies.operations import is_verified
from registry.authority import Permission, Role
from registry.caseworkers import checklist, rules
from registry.caseworkers.checklist import Ending
from registry.caseworkers.dossier import facts_of
from registry.caseworkers.inviting import add_grant, end_invitations
from registry.caseworkers.models import Caseworker, RoleGrant, StandingEnd, Verification
from registry.caseworkers.resetting import sign_out_everywhere
from registry.caseworkers.sealing import seal_words, stand_on_record
from registry.caseworkers.standing import grants_of
from registry.errors import N_, Conflict, Invalid
from registry.trail.events import Event
from registry.work import Work


def verify_caseworker(work: Work, caseworker: Caseworker, until: datetime) -> Verification:
    """Approve a person until a day, as one of two; it also agrees to roles that others gave.

    Nobody approves for longer than the checks hold. Whoever invited may be one of the two, for
    they have checked nothing (ADR 15).
    """
    work.require(Permission.CASEWORKER_VERIFY)
    rules.not_oneself(work.actor.ref, caseworker.account_ref)
    now = work.now()
    rules.end_in_time(now, until)
    facts = facts_of(work.session, caseworker, now)
    checklist.may_be_approved(facts, now)
    _agency_stands(work, caseworker)
    verification = Verification(
        caseworker_ref=caseworker.ref,
        by_ref=work.actor.ref,
        at=now,
        until=min(until, checklist.checks_hold_until(facts) or until),
    )
    work.session.add(verification)
    work.trail.record(Event.CASEWORKER_VERIFIED, caseworker.ref, verification.ref)
    for grant in grants_of(work.session, caseworker, now):
        if grant.agreed_at is None and grant.by_ref != work.actor.ref:
            _agree(work, caseworker, grant)
    return verification


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


def end_standing(work: Work, caseworker: Caseworker, ending: Ending, why: str) -> StandingEnd:
    """Stop a person at once. One is enough; letting them in again takes two."""
    work.require(Permission.STANDING_END)
    rules.not_oneself(work.actor.ref, caseworker.account_ref)
    end = StandingEnd(
        caseworker_ref=caseworker.ref, how=ending.value, by_ref=work.actor.ref, at=work.now()
    )
    work.session.add(end)
    end_invitations(work, caseworker)
    sign_out_everywhere(work.session, caseworker.account_ref)
    stand_on_record(work, caseworker)
    seal_words(work, caseworker, end.ref, {"words": rules.tidy_why(why)})
    work.trail.record(Event.STANDING_ENDED, caseworker.ref, end.ref, how=ending.value)
    return end


def _agency_stands(work: Work, caseworker: Caseworker) -> None:
    agency = caseworker.agency_ref
    if agency is not None and not is_verified(work.session, agency, work.now()):
        raise Invalid("form", N_("The agency of this person is not verified now."))


def _agree(work: Work, caseworker: Caseworker, grant: RoleGrant) -> None:
    grant.agreed_by_ref, grant.agreed_at = work.actor.ref, work.now()
    work.trail.record(Event.ROLE_AGREED, caseworker.ref, grant.ref, role=grant.role)
