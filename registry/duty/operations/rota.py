"""The rota: who is on duty, by badge, and where there are gaps."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.authority import Permission, Role
from registry.caseworkers.eligible import at_work
from registry.description.codes import read_code
from registry.duty import rules
from registry.duty.models import DutyTurn
from registry.duty.rules import Channel, Turn
from registry.errors import N_, Absent, Invalid
from registry.trail.events import Event
from registry.work import Work

MAY_TAKE_DUTY = frozenset({Role.CASEWORKER, Role.COORDINATOR})


@dataclass(frozen=True, slots=True)
class NewTurn:
    """A turn as a coordinator writes it down; the person by badge."""

    badge: str
    place: int
    channel: Channel
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class TurnLine:
    """One turn on the page."""

    id: uuid.UUID
    badge: str
    place: int
    channel: Channel
    starts_at: datetime
    ends_at: datetime
    is_now: bool


@dataclass(frozen=True, slots=True)
class RotaPage:
    """The turns that are not over, and the gaps of the next 14 days."""

    turns: tuple[TurnLine, ...]
    gaps: tuple[tuple[datetime, datetime], ...]
    is_covered_now: bool


def add_turn(work: Work, new: NewTurn) -> DutyTurn:
    """Put somebody on duty."""
    work.require(Permission.ROTA_KEEP)
    rules.check_turn(new.starts_at, new.ends_at, work.now())
    people = people_for_duty(work.session, work.now())
    if new.badge not in people:
        raise Invalid("badge", N_("Choose somebody who may work at the desk now."))
    turn = DutyTurn(
        who_ref=people[new.badge],
        place=rules.check_place(new.place),
        channel=new.channel.value,
        starts_at=new.starts_at,
        ends_at=new.ends_at,
        by_ref=work.actor.ref,
        at=work.now(),
    )
    work.session.add(turn)
    work.trail.record(Event.DUTY_TURN_SET, turn.ref, turn.who_ref)
    return turn


def end_turn(work: Work, turn_id: uuid.UUID) -> None:
    """Take somebody off duty from now on."""
    work.require(Permission.ROTA_KEEP)
    turn = work.session.get(DutyTurn, turn_id)
    if turn is None:
        raise Absent
    if turn.ends_at > work.now():
        turn.ends_at = work.now()
        work.trail.record(Event.DUTY_TURN_ENDED, turn.ref, turn.who_ref)


def view_rota(work: Work) -> RotaPage:
    """Who is on duty and when, and when nobody is."""
    work.require(Permission.ROTA_KEEP)
    now = work.now()
    badges = {ref: badge for badge, ref in people_for_duty(work.session, now).items()}
    rows = work.session.scalars(
        select(DutyTurn).where(DutyTurn.ends_at > now).order_by(DutyTurn.starts_at, DutyTurn.place)
    )
    lines = tuple(
        TurnLine(
            id=each.id,
            badge=badges.get(each.who_ref, ""),
            place=each.place,
            channel=read_code(Channel, each.channel),
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            is_now=each.starts_at <= now,
        )
        for each in rows
    )
    turns = turns_from(work.session, now)
    return RotaPage(
        turns=lines,
        gaps=tuple(rules.gaps(turns, now, now + rules.LOOKS_AHEAD)),
        is_covered_now=bool(rules.on_duty(turns, now)),
    )


def people_for_duty(session: Session, now: datetime) -> dict[str, str]:
    """Whoever may be on duty now: by badge, the account."""
    return {badge: ref for ref, badge in at_work(session, MAY_TAKE_DUTY, now).items()}


def turns_from(session: Session, now: datetime) -> list[Turn]:
    """The turns that are not over, of those who may still work here."""
    able = at_work(session, MAY_TAKE_DUTY, now)
    query = select(DutyTurn).where(DutyTurn.ends_at > now)
    return [
        Turn(each.who_ref, each.place, each.starts_at, each.ends_at)
        for each in session.scalars(query)
        if each.who_ref in able
    ]
