"""Saying why, seeing how much one opened today, and raising the limit: one asks, two sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry import budgets
from registry.authority import Actor, Permission, is_allowed
from registry.budgets import (
    ALERT,
    APART,
    RAISED_FOR,
    SIGNERS,
    BudgetRaise,
    RaiseSignature,
    WhyRaised,
)
from registry.caseworkers.actors import caseworker_of
from registry.description import read_code
from registry.errors import N_, Absent, Conflict
from registry.openings import rules
from registry.reasons import Stated
from registry.storage.database import uuid_of
from registry.today import Task
from registry.trail.events import Event
from registry.work import Floors, Work


@dataclass(frozen=True, slots=True)
class RaiseLine:
    """One question for more, as whoever may sign it reads it."""

    id: str
    badge: str
    opened: int
    why: WhyRaised
    asked_at: datetime
    signed: int
    has_signed: bool


@dataclass(frozen=True, slots=True)
class LimitPage:
    """How many records one opened today, where the limit is, and what waits."""

    opened: int
    limit: int
    counts: bool
    """Does whoever reads this open records at all?"""
    raised_until: datetime | None
    is_asked: bool
    may_ask: bool
    may_sign: bool
    waiting: tuple[RaiseLine, ...]


def state_reason(work: Work, about: str, door: str, why: Stated) -> None:
    """Write down why somebody opens a record or a pair; the caller knows that it was asked."""
    work.require(Permission.REASON_STATE)
    work.trail.record(Event.REASON_STATED, about, reason=why.value, door=door)


def view_limit(work: Work) -> LimitPage:
    """One's own day, and for who may sign what waits."""
    work.require(Permission.BUDGET_VIEW)
    now, session = work.now(), work.session
    standing = budgets.raise_at(session, work.actor.ref, now)
    may_sign = is_allowed(work.actor, Permission.BUDGET_RAISE, ())
    return LimitPage(
        opened=_opened(work, work.actor.ref),
        limit=budgets.limit_at(session, work.actor.ref, now),
        counts=is_allowed(work.actor, Permission.BUDGET_ASK, ()),
        raised_until=None if standing is None else standing.until,
        is_asked=any(rules.is_waiting(each, now) for each in _asked(session, work.actor.ref)),
        may_ask=_may_ask(work),
        may_sign=may_sign,
        waiting=tuple(_line(work, each) for each in waiting_for(session, work.actor, now))
        if may_sign
        else (),
    )


def ask_raise(work: Work, why: WhyRaised) -> BudgetRaise:
    """Ask to open more for 24 hours. Nothing changes before two others have signed."""
    work.require(Permission.BUDGET_ASK)
    rules.may_ask(_asked(work.session, work.actor.ref), work.now(), APART)
    asked = BudgetRaise(for_ref=work.actor.ref, why=why.value, asked_at=work.now(), until=None)
    work.session.add(asked)
    work.trail.record(Event.BUDGET_ASKED, asked.ref, asked.for_ref, raising=why.value)
    return asked


def sign_raise(work: Work, raise_id: str) -> bool:
    """Be one of the two; the second signature raises it from that moment. Does it?"""
    work.require(Permission.BUDGET_RAISE)
    asked = _find(work.session, raise_id)
    if not rules.is_waiting((asked.asked_at, asked.until), work.now()):
        raise Conflict(N_("This does not wait any more."))
    before = _signed_by(work.session, asked)
    rules.may_sign(asked.for_ref, before, work.actor.ref)
    signed = RaiseSignature(raise_ref=asked.ref, by_ref=work.actor.ref, at=work.now())
    work.session.add(signed)
    work.trail.record(Event.BUDGET_SIGNED, asked.ref, signed.ref)
    if len(before) + 1 < SIGNERS:
        return False
    asked.until = work.now() + RAISED_FOR
    work.trail.record(Event.BUDGET_RAISED, asked.ref, asked.for_ref, raising=asked.why)
    return True


def waiting_for(session: Session, actor: Actor, now: datetime) -> list[BudgetRaise]:
    """The questions that wait for signatures; one's own is for others to sign."""
    query = select(BudgetRaise).where(BudgetRaise.until.is_(None), BudgetRaise.for_ref != actor.ref)
    found = session.scalars(query.order_by(BudgetRaise.asked_at))
    return [each for each in found if rules.is_waiting((each.asked_at, each.until), now)]


def noticed(session: Session, actor: Actor, floors: Floors) -> tuple[int, int]:
    """How many records one opened today and where the limit is; 0 as long as nothing is said."""
    now = floors.clock()
    day = now.astimezone(floors.settings.zone).date()
    opened = len(budgets.opened_on(session, actor.ref, day))
    return opened if opened >= ALERT else 0, budgets.limit_at(session, actor.ref, now)


def tasks_of(session: Session, actor: Actor, now: datetime) -> tuple[Task, ...]:
    """What whoever may sign has to look at, but for what they signed."""
    if not is_allowed(actor, Permission.BUDGET_RAISE, ()):
        return ()
    return tuple(
        Task(
            reference=_badge(session, each.for_ref),
            verb=N_("Raise somebody’s limit, or leave it"),
            endpoint="openings.limit",
            ids={},
            stage=read_code(WhyRaised, each.why).label,
            tier="urgent",
            due=each.asked_at + rules.WAITS,
        )
        for each in waiting_for(session, actor, now)
        if actor.ref not in _signed_by(session, each)
    )


def _may_ask(work: Work) -> bool:
    if not is_allowed(work.actor, Permission.BUDGET_ASK, ()):
        return False
    try:
        rules.may_ask(_asked(work.session, work.actor.ref), work.now(), APART)
    except Conflict:
        return False
    return True


def _asked(session: Session, actor_ref: str) -> list[rules.Asked]:
    query = select(BudgetRaise).where(BudgetRaise.for_ref == actor_ref)
    return [(each.asked_at, each.until) for each in session.scalars(query)]


def _find(session: Session, raise_id: str) -> BudgetRaise:
    key = uuid_of(f"{BudgetRaise.kind}:{raise_id}", BudgetRaise.kind)
    asked = None if key is None else session.get(BudgetRaise, key)
    if asked is None:
        raise Absent
    return asked


def _signed_by(session: Session, asked: BudgetRaise) -> frozenset[str]:
    query = select(RaiseSignature.by_ref).where(RaiseSignature.raise_ref == asked.ref)
    return frozenset(session.scalars(query))


def _line(work: Work, asked: BudgetRaise) -> RaiseLine:
    signed = _signed_by(work.session, asked)
    return RaiseLine(
        id=str(asked.id),
        badge=_badge(work.session, asked.for_ref),
        opened=_opened(work, asked.for_ref),
        why=read_code(WhyRaised, asked.why),
        asked_at=asked.asked_at,
        signed=len(signed),
        has_signed=work.actor.ref in signed,
    )


def _opened(work: Work, actor_ref: str) -> int:
    today = work.now().astimezone(work.settings.zone).date()
    return len(budgets.opened_on(work.session, actor_ref, today))


def _badge(session: Session, actor_ref: str) -> str:
    worker = caseworker_of(session, actor_ref)
    return "" if worker is None else worker.badge
