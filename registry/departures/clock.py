"""Closing accounts that hold nothing and that nobody has used for long, with one word before it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import or_, select

from registry.accounts.models import Account
from registry.authority import MACHINE, Permission
from registry.departures import rules
from registry.departures.operations import close, holds_something
from registry.readings import Reads, reads
from registry.trail.events import Event
from registry.work import Floors, Work

PORTION: Final = 50


@reads(Reads.NOTHING)
def close_unused(floors: Floors) -> int:
    """Tell owners of accounts that are to end, and close those that were told; how many?"""
    today = floors.clock().date()
    used_before = today - rules.UNUSED_FOR + rules.TOLD_BEFORE
    query = select(Account.id).where(
        Account.closed_on.is_(None),
        Account.used_on <= used_before,
        or_(
            Account.told_on.is_(None),
            Account.told_on <= Account.used_on,
            Account.told_on <= today - rules.TOLD_BEFORE,
        ),
        or_(Account.looked_on.is_(None), Account.looked_on <= today - rules.LOOKED_EVERY),
    )
    with floors.reading() as session:
        found = session.scalars(query.limit(PORTION)).all()
    done = 0
    for account_id in found:
        with floors.begin(MACHINE) as work:
            done += _look(work, work.session.get_one(Account, account_id))
    return done


def _look(work: Work, account: Account) -> int:
    work.require(Permission.ACCOUNT_CLOSE)
    today = work.now().date()
    account.looked_on = today
    if holds_something(work, account):
        work.trail.record(Event.ACCOUNT_KEPT, account.ref)
        return 0
    if rules.is_to_be_told(account.used_on, account.told_on, today):
        account.told_on = today
        work.trail.record(Event.ACCOUNT_TOLD, account.ref)
        if account.confirmed_on is not None:  # a letter goes only where it was shown to be theirs
            work.outbox.send("account_unused", to=account.ref, language=account.language)
        return 1
    if rules.is_over(account.used_on, account.told_on, today):
        close(work, account)
        return 1
    return 0
