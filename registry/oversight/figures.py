"""Figures: counts by month, of those who agreed to be counted; what is small is hidden."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from consent import DataClass, Permit
from registry.authority import Permission, is_allowed
from registry.children.models import Child, Parting
from registry.consents.models import Round
from registry.errors import N_
from registry.outbox.models import Message
from registry.oversight.rules import Table, hidden
from registry.purposes import STATISTICS
from registry.search.jobs import Job
from registry.storage.erasure import Erasure
from registry.storage.holds import held
from registry.trail import checkpoints, trail
from registry.trail.models import SignedCheckpoint
from registry.work import Work

COLUMNS: Final = (N_("With the family"), N_("Apart"), N_("Together again"))
LATE: Final = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class House:
    """How the house itself stands: nothing in it is about a person."""

    entries: int
    signed_at: datetime | None
    signed: int
    """How many entries the newest signed checkpoint covers."""
    is_checkpoint_late: bool
    overdue_erasures: int
    held: int | None
    """Keys that wait for a court; for an auditor alone, who has to see that they come to an end."""
    waiting_letters: int
    oldest_wait: datetime | None
    waiting_lists: int
    last_round: str


def count(work: Work) -> Table:
    """Children by the month in which they were registered and by how they stand now."""
    work.require(Permission.FIGURES_VIEW)
    children = work.session.scalars(
        select(Child).where(Child.registered_on.is_not(None), Child.withdrawn_on.is_(None))
    ).all()
    # Asked of consent for every child: a no, and a yes that ended, are not counted at all.
    said = work.consent.decide_many(
        subjects=[child.ref for child in children],
        purpose=STATISTICS,
        operation="count",
        data_classes=frozenset({DataClass.DETAILS}),
        actor=work.actor.ref,
    )
    partings = dict[str, bool]()
    for parting in work.session.scalars(select(Parting)):
        is_open = parting.ended_at is None
        partings[parting.child_ref] = partings.get(parting.child_ref, False) or is_open
    cells = Counter[tuple[str, str]]()
    for child in children:
        if isinstance(said.get(child.ref), Permit) and child.registered_on is not None:
            stands = {None: 0, True: 1, False: 2}[partings.get(child.ref)]
            cells[f"{child.registered_on:%Y-%m}", COLUMNS[stands]] += 1
    return hidden(cells, COLUMNS)


def state_of_the_house(work: Work) -> House:
    """The signed state of the trail, erasures that are late, and how far the worker is behind."""
    work.require(Permission.FIGURES_VIEW)
    session, now = work.session, work.now()
    newest = session.scalar(
        select(SignedCheckpoint)
        .where(SignedCheckpoint.origin == trail.ORIGIN)
        .order_by(SignedCheckpoint.at.desc())
        .limit(1)
    )
    late = select(func.count()).where(
        Erasure.closed_at.is_(None),
        Erasure.due_at < now - LATE,
        Erasure.subject_ref.not_in(held(now)),
    )
    waiting = select(func.count(), func.min(Message.queued_at)).where(Message.next_try_at <= now)
    letters, oldest = session.execute(waiting).one()
    last_round = session.scalar(select(func.max(Round.day)))
    return House(
        entries=trail.size(session),
        signed_at=None if newest is None else newest.at,
        signed=0 if newest is None else newest.size,
        is_checkpoint_late=trail.ORIGIN in checkpoints.due(session, now),
        overdue_erasures=session.scalar(late) or 0,
        held=_held(work),
        waiting_letters=letters,
        oldest_wait=oldest,
        waiting_lists=session.scalar(select(func.count()).select_from(Job)) or 0,
        last_round="" if last_round is None else last_round.isoformat(),
    )


def _held(work: Work) -> int | None:
    if not is_allowed(work.actor, Permission.TRAIL_VIEW, ()):
        return None
    return len(set(work.session.scalars(held(work.now()))))
