"""Inviting somebody to the desk: an account without a password, a link, and roles that wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from registry.accounts.models import Account
from registry.accounts.operations import (
    Newcomer,
    account_by_email,
    enter_account,
    find,
    new_token,
    token_digest,
)
from registry.accounts.rules import normal_email
from registry.agencies.operations import is_verified
from registry.authority import OPERATOR, Permission, Role
from registry.caseworkers import rules
from registry.caseworkers.models import Caseworker, RoleGrant, StaffInvitation
from registry.errors import N_, Absent, Conflict, Invalid
from registry.storage.database import uuid_of
from registry.trail.events import Event
from registry.work import Work

BADGE_BYTES: Final = 5


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whom to invite, for which agency, in which roles."""

    email: str
    name: str
    agency_ref: str | None
    roles: frozenset[Role]


def invite_staff(work: Work, invitation: Invitation) -> str:
    """Invite somebody to the desk; gives the token of the link that is sent to them."""
    work.require(Permission.STAFF_INVITE)
    _may_be_invited(work, invitation)
    email, name = normal_email(invitation.email), rules.tidy_name(invitation.name)
    if account_by_email(work.session, work.keyring, email) is not None:
        raise Invalid("email", N_("This address cannot be invited. Ask for another one."))
    account = enter_account(work, Newcomer(email=email, password_hash=None, name=name))
    caseworker = Caseworker(
        account_ref=account.ref,
        agency_ref=invitation.agency_ref,
        badge=_new_badge(work),
        by_ref=work.actor.ref,
    )
    work.session.add(caseworker)
    work.trail.record(Event.STAFF_INVITED, caseworker.ref, account.ref)
    for role in sorted(invitation.roles):
        add_grant(work, caseworker, role)
    return _send(work, caseworker)


def invite_again(work: Work, caseworker: Caseworker) -> str:
    """Send a new link; the earlier ones end."""
    work.require(Permission.STAFF_INVITE)
    if find(work.session, caseworker.account_ref).password_hash is not None:
        raise Conflict(N_("This person has a password already."))
    end_invitations(work, caseworker)
    work.trail.record(Event.STAFF_INVITED, caseworker.ref, caseworker.account_ref)
    return _send(work, caseworker)


def open_invitation(work: Work, token: str) -> StaffInvitation:
    """The invitation of a token, while it can be accepted."""
    work.require(Permission.ACCOUNT_CONFIRM)
    digest = token_digest(work.keyring, token)
    invitation = work.session.scalar(
        select(StaffInvitation).where(StaffInvitation.digest == digest)
    )
    if invitation is None or not invitation.is_open(work.now()):
        raise Absent
    return invitation


def accept_invitation(work: Work, token: str, password_hash: str) -> Account:
    """Take the password of somebody invited; the link has shown that the address is theirs."""
    invitation = open_invitation(work, token)
    caseworker = work.session.get_one(
        Caseworker, uuid_of(invitation.caseworker_ref, Caseworker.kind)
    )
    account = find(work.session, caseworker.account_ref)
    invitation.accepted_at = work.now()
    account.password_hash = password_hash
    account.confirmed_on = work.now().date()
    work.trail.record(Event.INVITATION_ACCEPTED, caseworker.ref, account.ref)
    return account


def add_grant(work: Work, caseworker: Caseworker, role: Role) -> RoleGrant:
    """Write a role that waits for a second person; the operator's needs none. The caller asked."""
    is_operator, now = work.actor.ref == OPERATOR.ref, work.now()
    grant = RoleGrant(
        account_ref=caseworker.account_ref,
        role=role.value,
        agency_ref=caseworker.agency_ref,
        by_ref=work.actor.ref,
        at=now,
        until=now + rules.LONGEST,
        agreed_by_ref=work.actor.ref if is_operator else None,
        agreed_at=now if is_operator else None,
    )
    work.session.add(grant)
    work.trail.record(Event.ROLE_GRANTED, caseworker.ref, grant.ref, role=role.value)
    return grant


def end_invitations(work: Work, caseworker: Caseworker) -> None:
    """End the links that could still be used; the caller records why."""
    query = select(StaffInvitation).where(StaffInvitation.caseworker_ref == caseworker.ref)
    for invitation in work.session.scalars(query):
        if invitation.is_open(work.now()):
            invitation.until = work.now()


def _may_be_invited(work: Work, invitation: Invitation) -> None:
    rules.check_roles(invitation.roles, invitation.agency_ref)
    rules.may_grant(work.actor.ref, invitation.roles)
    agency = invitation.agency_ref
    if agency is not None and not is_verified(work.session, agency, work.now()):
        raise Invalid("agency", N_("This agency is not verified now."))


def _send(work: Work, caseworker: Caseworker) -> str:
    token, now = new_token(work), work.now()
    invitation = StaffInvitation(
        caseworker_ref=caseworker.ref,
        digest=token_digest(work.keyring, token),
        by_ref=work.actor.ref,
        at=now,
        until=now + rules.INVITATION_LASTS,
    )
    work.session.add(invitation)
    account = find(work.session, caseworker.account_ref)
    work.outbox.send("staff_invitation", to=account.ref, language=account.language, token=token)
    return token


def _new_badge(work: Work) -> str:
    while True:
        badge = rules.badge_of(int.from_bytes(work.random(BADGE_BYTES), "big"))
        taken = select(Caseworker.id).where(Caseworker.badge == badge)
        if work.session.scalar(taken) is None:
            return badge
