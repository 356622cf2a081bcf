"""What waits for a person today, and what an auditor may read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.authority import Actor, Permission
from registry.claims import operations as claims
from registry.duty import operations as duty
from registry.holders import operations as holders
from registry.looks import operations as looks
from registry.openings import operations as openings
from registry.oversight.unusual import operations as unusual
from registry.reunion import operations as reunion
from registry.review import operations as review
from registry.today import Task
from registry.trail.models import Entry
from registry.trail.proving import Proven, newest_proof
from registry.work import Work

PORTION = 50
LARGEST = 2**63 - 1
"""What a column of whole numbers holds."""
SHOWN = 7


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the trail as an auditor reads it."""

    seq: int
    at: datetime
    actor: str
    event: str
    subject: str
    about: tuple[str, ...]
    detail: dict[str, object]


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A portion of the trail, and what the worker found when it last read the whole of it."""

    lines: tuple[Line, ...]
    proven: Proven | None
    older: int | None


def tasks_of(session: Session, actor: Actor, now: datetime) -> tuple[Task, ...]:
    """The next seven tasks, worked out from records; nobody types a task."""
    features = (
        duty.tasks_of,
        claims.tasks_of,
        holders.tasks_of,
        review.tasks_of,
        reunion.tasks_of,
        looks.tasks_of,
        openings.tasks_of,
        unusual.tasks_of,
    )
    waiting = (task for tasks in features for task in tasks(session, actor, now))
    found = sorted(waiting, key=lambda task: (task.due is None, task.due or now))
    return tuple(found[:SHOWN])


def trail_page(work: Work, before: int | None) -> TrailPage:
    """Read a portion of the trail, newest first; the worker reads all of it, once a day."""
    work.require(Permission.TRAIL_VIEW)
    query = select(Entry).order_by(Entry.seq.desc()).limit(PORTION)
    if before is not None:  # typed into the address, it may be larger than any database counts
        query = query.where(Entry.seq < max(0, min(before, LARGEST)))
    lines = tuple(_line(entry) for entry in work.session.scalars(query))
    older = lines[-1].seq if len(lines) == PORTION and lines[-1].seq > 0 else None
    return TrailPage(lines, newest_proof(work.session), older)


def _line(entry: Entry) -> Line:
    return Line(
        seq=entry.seq,
        at=entry.at,
        actor=entry.actor_ref,
        event=entry.event,
        subject=entry.subject_ref,
        about=tuple(json.loads(entry.about)),
        detail=json.loads(entry.detail),
    )
