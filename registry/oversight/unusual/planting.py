"""Planting canary records: through the very operations a family uses, at an hour nobody knows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from consent import Capacity, WithOthers
from registry import authority
from registry.accounts import passwords
from registry.accounts.operations import Newcomer, enter_account
from registry.authority import MACHINE, VISITOR, Actor, Permission, Role
from registry.children import operations as children
from registry.children.rules import Anyone, Relationship, Reply, Safety, Whereabouts
from registry.oversight.unusual.inventing import Invented, invent
from registry.oversight.unusual.ordering import pending
from registry.purposes import ADULT, CATALOGUE, SHOW_CASEWORKERS, STORE_DETAILS
from registry.readings import WHOLE_RECORD, reads
from registry.storage.keys import Keyring
from registry.trail.events import Event
from registry.watching.canaries import mark, mark_of
from registry.watching.models import CanaryOrder
from registry.work import Floors, Work

SOONEST: Final = timedelta(hours=6)
SPREAD: Final = timedelta(hours=42)
ANSWERED_YES: Final = frozenset({STORE_DETAILS, SHOW_CASEWORKERS})
"""Everything else is a no: what nobody agreed to search, count or keep is on no list of these."""
LANGUAGE: Final = "en"


@reads(*WHOLE_RECORD)
def plant(floors: Floors) -> int:
    """Make up the records that two people wanted and whose hour has come; how many?"""
    now = floors.clock()
    with floors.reading() as session:
        waiting = pending(session, floors.keyring)
        due = [each.ref for each in waiting if _is_due(each, floors.keyring, now)]
    if due:
        authority.require(MACHINE, Permission.CANARY_PLANT, ())
    for order_ref in due:
        _plant(floors, order_ref)
    return len(due)


def _is_due(order: CanaryOrder, keyring: Keyring, now: datetime) -> bool:
    """The hour is drawn from a key, so that nobody can tell it from the order."""
    if order.agreed_at is None:
        return False
    share = int(mark_of(keyring, f"{order.ref}/hour")[:8], 16) / 16**8
    return now >= order.agreed_at + SOONEST + share * SPREAD


def _plant(floors: Floors, order_ref: str) -> None:
    made = invent(floors.random, floors.clock().date())
    secret = passwords.hashed(floors.random(24).hex())
    with floors.begin(VISITOR) as work:
        account = enter_account(work, Newcomer(made.email, secret, made.guardian))
        account.confirmed_on = work.now().date()
        work.trail.record(Event.ACCOUNT_CONFIRMED, account.ref)
        # The order first: whatever breaks after this, none is planted twice for it.
        _mark(work, order_ref, account.ref)
    guardian = Actor(account.ref, frozenset({Role.FAMILY}), confirmed=True)
    with floors.begin(guardian) as work:
        child = children.start_draft(work, Relationship(Capacity.PARENT_BY_BIRTH, WithOthers.SOLE))
        _mark(work, child.ref)
    _tell(floors, guardian, str(child.id), made)
    _answer(floors, guardian, str(child.id))
    with floors.begin(guardian) as work:
        children.register_child(work, str(child.id))


def _mark(work: Work, *refs: str) -> None:
    mark(work.session, work.keyring, work.random, refs)


def _tell(floors: Floors, guardian: Actor, child_id: str, made: Invented) -> None:
    with floors.begin(guardian) as work:
        children.state_whereabouts(work, child_id, Whereabouts(apart=False))
        for name, group in made.told.groups().items():
            if name == "family":
                for relative in made.told.family:
                    children.add_relative(work, child_id, relative)
            elif group:
                children.save_group(work, child_id, name, group)
        children.save_withheld(work, child_id, made.withheld)
        children.save_safety(work, child_id, Safety(Anyone.NO))


def _answer(floors: Floors, guardian: Actor, child_id: str) -> None:
    while True:
        with floors.begin(guardian) as work:
            child = children.own(work, child_id, Permission.CONSENT_GIVE)
            purpose = children.next_question(work, child)
            if purpose is None:
                return
            shown = CATALOGUE.notice(purpose, ADULT, LANGUAGE).digest
            reply = Reply(yes=purpose in ANSWERED_YES, shown=shown)
            children.answer_in_draft(work, child_id, purpose, reply)
