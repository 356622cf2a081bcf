"""Codes on a printed page, for whoever has lost the telephone: ten, each for one signing in."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.accounts.factors import operations, rules
from registry.accounts.factors.models import RecoveryCode
from registry.accounts.operations import find, own_account
from registry.authority import Permission
from registry.errors import N_, Conflict, Invalid
from registry.trail.events import Event
from registry.work import Work


def keep_codes(work: Work, hashes: Mapping[int, str]) -> None:
    """Keep a new page of codes in place of the one before; the codes come hashed."""
    account = own_account(work)
    if not operations.any_of(work.session, account.ref):
        raise Conflict(N_("Codes are for accounts with a second factor. Add one first."))
    operations.drop_codes(work, account)
    now = work.now()
    for place, hashed in hashes.items():
        work.session.add(
            RecoveryCode(account_ref=account.ref, place=place, hash=hashed, made_at=now)
        )
    work.trail.record(Event.RECOVERY_CODES_MADE, account.ref)
    work.outbox.send("recovery_codes_made", to=account.ref, language=account.language)


def unused_code(session: Session, account_ref: str, place: int) -> RecoveryCode | None:
    """The code of a number on somebody's page, if it was not used yet."""
    query = select(RecoveryCode).where(
        RecoveryCode.account_ref == account_ref, RecoveryCode.place == place
    )
    code = session.scalar(query)
    return code if code is not None and code.used_at is None else None


def use_code(work: Work, place: int) -> None:
    """Use up a code whose letters were right, and tell the person that it was used."""
    work.require(Permission.SESSION_START)
    account = find(work.session, work.actor.ref)
    code = unused_code(work.session, account.ref, place)
    if code is None:
        raise Invalid("code", rules.WRONG_RECOVERY_CODE)
    code.used_at = work.now()
    work.session.flush()
    work.trail.record(Event.RECOVERY_CODE_USED, account.ref, code.ref)
    left = operations.codes_left(work.session, account.ref)
    work.outbox.send(
        "recovery_code_used", to=account.ref, language=account.language, left=str(left)
    )
