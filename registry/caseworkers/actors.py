"""Who an account is today. Read at every request, so that a role ends with its clock."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.accounts.models import account_of
from registry.authority import Actor, Role
from registry.caseworkers.models import Caseworker
from registry.caseworkers.standing import standing_of


def actor_for(session: Session, account_ref: str, now: datetime) -> Actor | None:
    """The actor of an account, with the roles that stand now; reads plain rows only."""
    account = account_of(session, account_ref)
    if account is None or account.password_hash is None:
        return None
    caseworker = caseworker_of(session, account_ref)
    family = frozenset({Role.FAMILY})
    is_confirmed = account.confirmed_on is not None
    if caseworker is None:
        return Actor(account_ref, family, confirmed=is_confirmed)
    return Actor(
        account_ref,
        family | standing_of(session, caseworker, now).roles,
        agency_ref=caseworker.agency_ref,
        caseworker_ref=caseworker.ref,
        confirmed=is_confirmed,
        label=caseworker.badge,
    )


def caseworker_of(session: Session, account_ref: str) -> Caseworker | None:
    """The person at the desk that an account belongs to."""
    return session.scalar(select(Caseworker).where(Caseworker.account_ref == account_ref))
