"""Wanting a canary record: one person asks, another agrees, the worker makes it up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.authority import Permission
from registry.caseworkers.models import Caseworker
from registry.children.models import Child
from registry.errors import N_, Absent, Conflict
from registry.storage.database import uuid_of
from registry.storage.keys import Keyring
from registry.trail.events import Event
from registry.watching.canaries import EACH, free_places, is_marked
from registry.watching.models import CanaryOrder
from registry.work import Work


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One canary that somebody wants: who asked, and whether somebody agreed."""

    id: str
    by: str
    asked_at: datetime
    agreed_at: datetime | None
    is_mine: bool


def view_orders(work: Work) -> tuple[OrderLine, ...]:
    """What was asked for, newest first. Which records they became stands nowhere."""
    work.require(Permission.CANARY_AGREE)
    badges = {each.account_ref: each.badge for each in work.session.scalars(select(Caseworker))}
    orders = work.session.scalars(select(CanaryOrder).order_by(CanaryOrder.asked_at.desc()))
    return tuple(
        OrderLine(
            id=str(each.id),
            by=badges.get(each.asked_by_ref, each.asked_by_ref),
            asked_at=each.asked_at,
            agreed_at=each.agreed_at,
            is_mine=each.asked_by_ref == work.actor.ref,
        )
        for each in orders
    )


def ask(work: Work) -> CanaryOrder:
    """Ask for one; nothing is made up before a second person agrees."""
    work.require(Permission.CANARY_ASK)
    wanted = len(pending(work.session, work.keyring)) + 1
    if len(free_places(work.session, work.keyring)) < EACH * wanted:
        raise Conflict(N_("There are as many canary records as there may be."))
    order = CanaryOrder(asked_by_ref=work.actor.ref, asked_at=work.now())
    work.session.add(order)
    work.trail.record(Event.CANARY_ASKED, order.ref)
    return order


def pending(session: Session, keyring: Keyring) -> list[CanaryOrder]:
    """What was asked for and is not made up yet."""
    orders = session.scalars(select(CanaryOrder)).all()
    return [each for each in orders if not is_marked(session, keyring, each.ref)]


def agree(work: Work, order_id: str) -> None:
    """Be the second person. From six hours on, and within two days, it is there."""
    work.require(Permission.CANARY_AGREE)
    key = uuid_of(f"{CanaryOrder.kind}:{order_id}", CanaryOrder.kind)
    order = None if key is None else work.session.get(CanaryOrder, key)
    if order is None:
        raise Absent
    if order.asked_by_ref == work.actor.ref:
        raise Conflict(N_("You asked for this. Somebody else has to agree."))
    if order.agreed_at is not None:
        raise Conflict(N_("Somebody has agreed already."))
    order.agreed_by_ref, order.agreed_at = work.actor.ref, work.now()
    work.trail.record(Event.CANARY_AGREED, order.ref)


def list_canaries(work: Work) -> list[str]:
    """The public references of all canary records, for whoever holds the keys anyway."""
    work.require(Permission.CANARY_LIST)
    children = work.session.scalars(select(Child).where(Child.registered_on.is_not(None)))
    return sorted(each.reference for each in children if work.watch.is_canary(each.ref))
