"""How each step of a case stands, worked out from what is on record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from registry.reunion.codes import State, Step
from registry.reunion.rules.telling import (
    GOING_AHEAD,
    Case,
    has_assent,
    is_best,
    is_cleared,
    is_custody_clear,
    is_heard,
    is_stopped,
    may_tell,
)


def may_weigh(case: Case) -> bool:
    """Are custody, the child's voice and the meeting there for the panel to weigh?"""
    return bool(case.custody) and case.heard is not None and case.verified is not None


def as_recorded(case: Case) -> Case:
    """The same where nothing may be opened: what had to be asked then is taken as answered."""
    both = frozenset(case.sides)
    return replace(case, safety_assessed=both, papers_seen=both, oldest_age=0)


def may_close(case: Case) -> bool:
    """Is there nothing left to do but to close?"""
    return is_stopped(case) or (case.visits > 0 and not case.needs_another_visit)


def _is_met(case: Case) -> bool:
    has_papers = set(case.sides) <= case.papers_seen
    return case.verified in GOING_AHEAD and has_papers and has_assent(case)


def _are_cleared(case: Case) -> bool:
    return all(is_cleared(case, side) for side in case.sides)


_DONE: Final[Mapping[Step, Callable[[Case], bool]]] = MappingProxyType(
    {
        Step.SAFETY: _are_cleared,
        Step.CUSTODY: is_custody_clear,
        Step.HEARD: is_heard,
        Step.VERIFIER: lambda case: case.has_verifier,
        Step.MEETING: _is_met,
        Step.PANEL: is_best,
        Step.ASK: lambda case: case.is_asked,
        Step.ANSWERS: lambda case: len(case.answers) == len(case.sides),
        Step.CONTACT: lambda case: case.is_reunited,
        Step.REUNION: lambda case: case.is_reunited,
        Step.FOLLOW_UP: lambda case: case.visits > 0 and not case.needs_another_visit,
        Step.CLOSING: lambda case: case.is_closed,
    }
)
_READY: Final[Mapping[Step, Callable[[Case], bool]]] = MappingProxyType(
    {
        Step.SAFETY: lambda case: case.is_decided_move,
        Step.CUSTODY: lambda case: case.is_decided_move,
        Step.HEARD: lambda case: case.is_decided_move,
        Step.VERIFIER: lambda case: case.is_decided_move,
        Step.MEETING: lambda case: case.has_verifier,
        Step.PANEL: may_weigh,
        Step.ASK: may_tell,
        Step.ANSWERS: lambda case: case.is_asked,
        Step.CONTACT: lambda case: case.is_mutual,
        Step.REUNION: lambda case: case.is_mutual,
        Step.FOLLOW_UP: lambda case: case.is_reunited,
        Step.CLOSING: may_close,
    }
)


def state(case: Case, step: Step) -> State:
    """How one step stands; nobody types it."""
    if _DONE[step](case):
        return State.DONE
    if case.is_closed or (is_stopped(case) and step is not Step.CLOSING):
        return State.STOPPED
    return State.NEXT if _READY[step](case) else State.WAITS


def next_step(case: Case) -> Step | None:
    """The first step that can be done now; None when nothing is left."""
    return next((step for step in Step if state(case, step) is State.NEXT), None)
