"""Somebody at the desk has lost every factor: one administrator asks for a reset, another signs."""

from __future__ import annotations

import uuid

from sqlalchemy import column, delete, or_, select, table
from sqlalchemy.orm import Session

from registry.accounts.factors import operations as factors
from registry.accounts.operations import find
from registry.authority import Permission
from registry.caseworkers import rules
from registry.caseworkers.models import Caseworker, FactorReset
from registry.errors import N_, Absent, Conflict
from registry.trail.events import Event
from registry.work import Work

_SESSIONS = table("web_sessions", column("account_ref"), column("half_ref"))
# Written as a table, for its rows belong to the web, which is above every operation's reach.


def ask_for_reset(work: Work, caseworker: Caseworker) -> FactorReset:
    """Ask that somebody's second factors are taken away; nothing happens before a second yes."""
    work.require(Permission.FACTORS_RESET)
    rules.not_oneself(work.actor.ref, caseworker.account_ref)
    if not factors.any_of(work.session, caseworker.account_ref):
        raise Conflict(N_("This person has no second factor: they set one up when they sign in."))
    if open_reset(work, caseworker) is not None:
        raise Conflict(N_("Somebody asked for this already. A second person has to sign."))
    reset = FactorReset(caseworker_ref=caseworker.ref, by_ref=work.actor.ref, at=work.now())
    work.session.add(reset)
    work.trail.record(Event.FACTORS_RESET_ASKED, caseworker.ref, reset.ref)
    return reset


def sign_reset(work: Work, caseworker: Caseworker, reset_id: uuid.UUID) -> None:
    """Sign as the second person: no factor counts any more, and they are signed out everywhere."""
    work.require(Permission.FACTORS_RESET)
    reset = open_reset(work, caseworker)
    if reset is None or reset.id != reset_id:
        raise Absent
    rules.second_to_sign(work.actor.ref, caseworker.account_ref, reset.by_ref)
    reset.signed_by_ref, reset.signed_at = work.actor.ref, work.now()
    account = find(work.session, caseworker.account_ref)
    factors.drop_all(work, account)
    sign_out_everywhere(work.session, account.ref)
    work.trail.record(Event.FACTORS_RESET, caseworker.ref, reset.ref, account.ref)
    work.outbox.send("factors_reset", to=account.ref, language=account.language)


def open_reset(work: Work, caseworker: Caseworker) -> FactorReset | None:
    """What was asked for a person and waits for a second one; it lapses after a week."""
    query = select(FactorReset).where(
        FactorReset.caseworker_ref == caseworker.ref,
        FactorReset.signed_at.is_(None),
        FactorReset.at > work.now() - rules.RESET_LASTS,
    )
    return work.session.scalar(query.order_by(FactorReset.at.desc()))


def sign_out_everywhere(session: Session, account_ref: str) -> None:
    """End every session of an account, also one that is half open."""
    own = or_(_SESSIONS.c.account_ref == account_ref, _SESSIONS.c.half_ref == account_ref)
    session.execute(delete(_SESSIONS).where(own))
