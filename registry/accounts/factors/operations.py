"""What happens to second factors: begun, confirmed, answered, removed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from registry.accounts.factors import rules
from registry.accounts.factors.models import RecoveryCode, TotpFactor
from registry.accounts.models import Account
from registry.accounts.operations import own_account
from registry.authority import Permission
from registry.errors import N_, Absent, Conflict, Invalid
from registry.trail.events import Event
from registry.work import Work

APP: Final = "app"
MOST: Final = 5
"""So many apps or keys an account may have."""


@dataclass(frozen=True, slots=True, repr=False)
class SettingUp:
    """What somebody needs to set up an app."""

    id: uuid.UUID
    secret: str


@dataclass(frozen=True, slots=True)
class Held:
    """The factors of an account, as their owner sees them."""

    apps: tuple[tuple[uuid.UUID, datetime], ...]
    """Each app's id, and since when it counts."""
    codes_left: int


def any_of(session: Session, account_ref: str) -> bool:
    """Has this account a second factor that counts?"""
    return bool(
        session.scalar(
            select(
                exists().where(
                    TotpFactor.account_ref == account_ref, TotpFactor.confirmed_at.is_not(None)
                )
            )
        )
    )


def apps_of(session: Session, account_ref: str) -> list[TotpFactor]:
    """The apps of an account that count, oldest first."""
    query = select(TotpFactor).where(
        TotpFactor.account_ref == account_ref, TotpFactor.confirmed_at.is_not(None)
    )
    return list(session.scalars(query.order_by(TotpFactor.added_at)))


def codes_left(session: Session, account_ref: str) -> int:
    """How many codes of the printed page were not used yet."""
    query = select(RecoveryCode.place).where(
        RecoveryCode.account_ref == account_ref, RecoveryCode.used_at.is_(None)
    )
    return len(session.scalars(query).all())


def view_factors(work: Work) -> Held:
    """One's own factors."""
    account = own_account(work)
    apps = apps_of(work.session, account.ref)
    return Held(
        apps=tuple((each.id, each.confirmed_at) for each in apps if each.confirmed_at),
        codes_left=codes_left(work.session, account.ref),
    )


def begin_app(work: Work) -> TotpFactor:
    """Begin to set up an app; it counts once a code of it has been typed."""
    account = own_account(work)
    if len(apps_of(work.session, account.ref)) >= MOST:
        raise Conflict(N_("You have set up five already. Remove one first."))
    _drop_begun(work, account)
    factor = TotpFactor(account_ref=account.ref, added_at=work.now())
    work.session.add(factor)
    work.trail.record(Event.FACTOR_BEGUN, account.ref, factor.ref)
    return factor


def view_app(work: Work, factor_id: uuid.UUID) -> SettingUp:
    """What to type into the app that is being set up; shown to nobody once it counts."""
    factor = _begun(work, own_account(work), factor_id)
    return SettingUp(factor.id, secret_of(work, factor))


def confirm_app(work: Work, factor_id: uuid.UUID, typed: str) -> None:
    """Take a first code as the proof that the app was set up, and say so by letter."""
    account = own_account(work)
    factor = _begun(work, account, factor_id)
    _take(work, factor, typed)
    factor.confirmed_at = work.now()
    work.trail.record(Event.FACTOR_ADDED, account.ref, factor.ref, factor=APP)
    work.outbox.send("factor_added", to=account.ref, language=account.language)


def answer_app(work: Work, typed: str) -> None:
    """Take a code of whoever acts: each once, and none from before one that was taken."""
    work.require(Permission.SESSION_START)
    for factor in apps_of(work.session, work.actor.ref):
        if rules.step_of(secret_of(work, factor), rules.tidy_digits(typed), work.now()):
            _take(work, factor, typed)
            work.trail.record(Event.FACTOR_ANSWERED, work.actor.ref, factor.ref, factor=APP)
            return
    raise Invalid("code", rules.WRONG_CODE)


def remove_app(work: Work, factor_id: uuid.UUID) -> None:
    """Remove an app, and say so by letter; at the desk the last factor stays."""
    account = own_account(work)
    factor = work.session.get(TotpFactor, factor_id)
    if factor is None or factor.account_ref != account.ref or factor.confirmed_at is None:
        raise Absent
    may_go(work, account)
    work.session.delete(factor)
    work.trail.record(Event.FACTOR_REMOVED, account.ref, factor.ref, factor=APP)
    work.outbox.send("factor_removed", to=account.ref, language=account.language)


def may_go(work: Work, account: Account) -> None:
    """Whoever works at the desk keeps one factor; without any, the printed codes say nothing."""
    if len(apps_of(work.session, account.ref)) > 1:
        return
    if work.actor.caseworker_ref is not None:
        raise Conflict(N_("At the desk a second factor is needed. Add another one first."))
    drop_codes(work, account)


def drop_codes(work: Work, account: Account) -> None:
    """The printed codes count no longer; the caller records why."""
    query = select(RecoveryCode).where(RecoveryCode.account_ref == account.ref)
    for code in work.session.scalars(query):
        work.session.delete(code)
    work.session.flush()  # before a new page with the same numbers is written


def drop_all(work: Work, account: Account) -> None:
    """No factor of an account counts any more, nor any code; the caller records why."""
    for factor in apps_of(work.session, account.ref):
        work.session.delete(factor)
    _drop_begun(work, account)
    drop_codes(work, account)


def secret_of(work: Work, factor: TotpFactor) -> str:
    """The secret that an app shares with this house."""
    return rules.secret_of(work.vault.factor_key(factor.account_ref, factor.ref))


def _begun(work: Work, account: Account, factor_id: uuid.UUID) -> TotpFactor:
    factor = work.session.get(TotpFactor, factor_id)
    if factor is None or factor.account_ref != account.ref or factor.confirmed_at is not None:
        raise Absent
    if work.now() - factor.added_at > rules.SET_UP_WITHIN:
        raise Absent
    return factor


def _drop_begun(work: Work, account: Account) -> None:
    query = select(TotpFactor).where(
        TotpFactor.account_ref == account.ref, TotpFactor.confirmed_at.is_(None)
    )
    for factor in work.session.scalars(query):
        work.session.delete(factor)


def _take(work: Work, factor: TotpFactor, typed: str) -> None:
    step = rules.step_of(secret_of(work, factor), rules.tidy_digits(typed), work.now())
    if step is None or (factor.last_step is not None and step <= factor.last_step):
        raise Invalid("code", rules.WRONG_CODE)
    factor.last_step = step
