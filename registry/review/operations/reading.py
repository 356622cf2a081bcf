"""What a reviewer sees of the own work: the list, the desk of one pair, one stage of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from registry.authority import Permission
from registry.claims.sides import Side
from registry.description import Wording
from registry.description.wording import PLAIN
from registry.errors import Absent
from registry.review import rules
from registry.review.models import Assignment
from registry.review.operations.deciding import judged_of
from registry.review.operations.judging import Noted, notes_of, permits_for
from registry.review.operations.showing import Sheet, sheet_of
from registry.review.operations.standing import Desk, at_work, desk_of, sides_of
from registry.review.rules import Evidence, Judged, Stage, State, Steps
from registry.work import Work


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One pair on a reviewer's list, in plain columns."""

    id: str
    both: tuple[Side, Side]
    state: State
    turn: Stage | None
    assigned_at: datetime


@dataclass(frozen=True, slots=True)
class OwnDesk:
    """One pair as its reviewer finds it: how far it has come, and whether it can go on."""

    line: OwnLine
    steps: Steps
    is_gone: bool
    """A side may not be shown any more."""


@dataclass(frozen=True, slots=True, repr=False)
class StageView:
    """One stage: covered until it was asked for, then laid out with the notes so far."""

    desk: OwnDesk
    stage: Stage
    sheet: Sheet | None
    notes: Mapping[str, Noted]
    judged: tuple[Judged, ...]
    agreeing: frozenset[Evidence]
    """Of the conclusion: the kinds of evidence that agree by the notes."""

    @property
    def is_locked(self) -> bool:
        """Was it closed?"""
        return self.stage in self.desk.steps.closed


def view_mine(work: Work) -> list[OwnLine]:
    """The pairs whoever acts was asked to compare, the newest first; nothing is opened for it."""
    work.require(Permission.REVIEW_LIST)
    query = select(Assignment).where(Assignment.reviewer_ref == work.actor.ref)
    lines = []
    for assignment in work.session.scalars(query.order_by(Assignment.assigned_at.desc())):
        desk = desk_of(work, str(assignment.id))
        with suppress(Absent):
            lines.append(_line(work, desk))
    return [line for line in lines if line.state is not State.GONE]


def view_desk(work: Work, assignment_id: str) -> OwnDesk:
    """One pair, for its reviewer; nothing of the two sides is opened."""
    desk = desk_of(work, assignment_id)
    if desk.state is State.GONE:
        raise Absent
    return _own(work, desk)


def view_stage(work: Work, assignment_id: str, number: int, wording: Wording = PLAIN) -> StageView:
    """One stage of the own work: the one whose turn it is, or one that was opened before."""
    desk = at_work(work, assignment_id)
    if number not in desk.steps.opened:
        rules.may_open(desk.steps, number)
    stage = Stage(number)
    is_open = stage in desk.steps.opened
    judged = judged_of(work, desk) if is_open and stage is Stage.CONCLUSION else ()
    return StageView(
        desk=_own(work, desk),
        stage=stage,
        sheet=sheet_of(work, desk, stage, wording) if is_open else None,
        notes=notes_of(work, desk, stage) if is_open else {},
        judged=judged,
        agreeing=rules.kinds_agreeing(judged),
    )


def _own(work: Work, desk: Desk) -> OwnDesk:
    line = _line(work, desk)
    try:
        permits_for(work, desk.review)
    except Absent:
        return OwnDesk(line, desk.steps, is_gone=True)
    return OwnDesk(line, desk.steps, is_gone=False)


def _line(work: Work, desk: Desk) -> OwnLine:
    return OwnLine(
        id=desk.id,
        both=sides_of(work.session, desk.review),
        state=desk.state,
        turn=desk.turn,
        assigned_at=desk.assignment.assigned_at,
    )
