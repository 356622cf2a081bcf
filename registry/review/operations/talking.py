"""Two people of two minds: each sees where the other saw something else, and may answer once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consent import Permit
from registry.claims import sides
from registry.claims.sides import Side
from registry.description import Row, Wording, compare
from registry.description.wording import PLAIN
from registry.errors import Absent
from registry.review import rules
from registry.review.models import Assignment, Opinion
from registry.review.operations.judging import permits_for, reason_of
from registry.review.operations.standing import (
    BOTH,
    Desk,
    desk_of,
    judgements_of,
    progress_of,
    sides_of,
)
from registry.review.rules import Answer, Outcome, State
from registry.storage.vault import Compartment
from registry.work import Work


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """One signed version: its outcome and its three reasons."""

    version: int
    outcome: Outcome
    reasons_for: str
    reasons_against: str
    would_change: str


@dataclass(frozen=True, slots=True, repr=False)
class Differing:
    """One row that two people saw differently; without its facts where it is about photos."""

    item: str
    own: tuple[Answer, str]
    other: tuple[Answer, str]
    row: Row | None


@dataclass(frozen=True, slots=True, repr=False)
class Talk:
    """What two people of two minds have before them."""

    both: tuple[Side, Side]
    own: tuple[Said, ...]
    other: tuple[Said, ...]
    rows: tuple[Differing, ...]


def view_talk(work: Work, assignment_id: str, wording: Wording = PLAIN) -> Talk:
    """Open the differing rows, once both have signed and their outcomes do not make one."""
    desk = desk_of(work, assignment_id)
    if desk.state is not State.TALKING:
        raise Absent
    other, opinions = _other(work, desk)
    permits = permits_for(work, desk.review)
    return Talk(
        both=sides_of(work.session, desk.review),
        own=tuple(said(work, each, permits) for each in desk.opinions),
        other=tuple(said(work, each, permits) for each in opinions),
        rows=_differing(work, desk, other, wording),
    )


def said(work: Work, opinion: Opinion, permits: tuple[Permit, ...]) -> Said:
    """Open what was signed."""
    words = work.vault.read(opinion.ref, Compartment.NOTES, *permits)
    return Said(
        version=opinion.version,
        outcome=Outcome(opinion.outcome),
        reasons_for=str(words.get("for", "")),
        reasons_against=str(words.get("against", "")),
        would_change=str(words.get("would_change", "")),
    )


def _other(work: Work, desk: Desk) -> tuple[Assignment, tuple[Opinion, ...]]:
    for assignment, opinions in progress_of(work.session, desk.review).seats:
        if assignment.seat in BOTH and assignment.ref != desk.assignment.ref:
            return assignment, opinions
    raise Absent


def _differing(
    work: Work, desk: Desk, other: Assignment, wording: Wording
) -> tuple[Differing, ...]:
    own, theirs = _judged(work, desk, desk.assignment), _judged(work, desk, other)
    rows = _rows(work, desk, wording)
    return tuple(
        Differing(item, own[item], theirs[item], rows.get(item))
        for item in rules.differing(_answers(own), _answers(theirs))
        # A prompt only one of the two opened stays closed to the other.
        if item in own and item in theirs
    )


def _judged(work: Work, desk: Desk, assignment: Assignment) -> dict[str, tuple[Answer, str]]:
    permits = permits_for(work, desk.review)
    return {
        each.item: (Answer(each.answer), reason_of(work, each, permits))
        for each in judgements_of(work.session, assignment.ref)
    }


def _answers(judged: Mapping[str, tuple[Answer, str]]) -> dict[str, str]:
    return {item: answer.value for item, (answer, _) in judged.items()}


def _rows(work: Work, desk: Desk, wording: Wording) -> dict[str, Row]:
    left, right = (sides.describe(work, side.ref) for side in sides_of(work.session, desk.review))
    return {row.key: row for row in compare(left, right, wording)}
