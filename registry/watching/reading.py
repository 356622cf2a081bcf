"""Reading the trail for the rules: what people of the desk did lately, a bounded stretch of it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final

from sqlalchemy import column, func, select, table
from sqlalchemy.orm import Session

from registry.trail.events import Event
from registry.trail.models import Entry
from registry.watching.rules import LOOKS_BACK, Fact, Span

# Written as columns, for the rows belong to a feature above this floor.
_PEOPLE: Final = table("caseworkers", column("account_ref"))
_OF_NO_USE: Final = (Event.MESSAGE_QUEUED.value, Event.TRAITS_SEALED.value)


def facts_for(session: Session, span: Span) -> list[Fact]:
    """What people of the desk did, from far enough back that no rule misses any."""
    first = _first_at(session, span.since - LOOKS_BACK)
    query = (
        select(
            Entry.seq,
            Entry.at,
            Entry.actor_ref,
            Entry.agency_ref,
            Entry.event,
            Entry.subject_ref,
            Entry.about,
            Entry.detail,
        )
        .where(
            Entry.seq >= first,
            Entry.at <= span.until,
            Entry.event.not_in(_OF_NO_USE),
            Entry.actor_ref.in_(select(_PEOPLE.c.account_ref)),
        )
        .order_by(Entry.seq)
    )
    return [
        Fact(seq, at, actor, agency, event, subject, tuple(json.loads(about)), json.loads(detail))
        for seq, at, actor, agency, event, subject, about, detail in session.execute(query)
    ]


def _first_at(session: Session, moment: datetime) -> int:
    """The number of the first entry from this moment on: found by halving, for times only grow."""
    last = session.scalar(select(func.max(Entry.seq)))
    low, high = 0, 0 if last is None else last + 1
    while low < high:
        middle = (low + high) // 2
        at = session.scalar(select(Entry.at).where(Entry.seq == middle))
        low, high = (middle + 1, high) if at is not None and at < moment else (low, middle)
    return low
