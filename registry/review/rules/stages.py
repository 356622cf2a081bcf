"""The stages: what is looked at together, in which order, and what may be done when."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Final

from registry.errors import Absent
from registry.review.rules.items import Answer, faults


class Stage(IntEnum):
    """What is looked at together; each is asked for, then closed for good."""

    CONFLICT = 0
    CLAIM_PHOTOS = 1
    REGISTERED_PHOTOS = 2
    PHOTOS = 3
    MARKS = 4
    FACTS = 5
    PROMPTS = 6
    PAPERS = 7
    CONTEXT = 8
    CONCLUSION = 9


class State(StrEnum):
    """How a reviewer's own work stands, as far as the reviewer may know."""

    TO_DO = "to_do"
    SIGNED = "signed"
    TALKING = "talking"
    """Two people signed outcomes that do not make one; each may answer the other once."""
    GONE = "gone"
    """Handed back, or settled without it."""


ORDERS: Final[Mapping[str, tuple[Stage, ...]]] = MappingProxyType(
    {
        "A": tuple(Stage(number) for number in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9)),
        "B": tuple(Stage(number) for number in (0, 4, 5, 6, 7, 1, 2, 3, 8, 9)),
    }
)
"""What is read first colours what is read next: one reviewer starts with photos, one with facts."""

GROUPS_OF: Final[Mapping[Stage, tuple[str, ...]]] = MappingProxyType(
    {
        Stage.MARKS: ("appearance", "marks", "belongings"),
        Stage.FACTS: ("names", "person", "places", "event", "family", "separation", "care"),
    }
)
"""The groups of the Description that each stage of rows shows."""


@dataclass(frozen=True, slots=True)
class Steps:
    """How far one reviewer has come with one pair."""

    order: str
    opened: frozenset[int] = frozenset()
    closed: frozenset[int] = frozenset()

    @property
    def turn(self) -> Stage | None:
        """The stage whose turn it is."""
        return next_stage(self.order, self.closed)


def stage_of(item: str) -> Stage:
    """The stage in which a row is judged."""
    group = item.partition(".")[0]
    described = {name: stage for stage, names in GROUPS_OF.items() for name in names}
    if item == "alone.registered":
        return Stage.REGISTERED_PHOTOS
    return {
        **described,
        "alone": Stage.CLAIM_PHOTOS,
        "feature": Stage.PHOTOS,
        "photos": Stage.PHOTOS,
        "prompt": Stage.PROMPTS,
        "papers": Stage.PAPERS,
        "own_words": Stage.CONTEXT,
    }[group]


def next_stage(order: str, closed: Collection[int]) -> Stage | None:
    """The stage whose turn it is; None when all are closed."""
    return next((stage for stage in ORDERS[order] if stage not in closed), None)


def may_open(steps: Steps, stage: int) -> None:
    """A stage opens in its turn only; out of turn it is as if it were not there."""
    if steps.turn != stage:
        raise Absent


def may_judge(steps: Steps, stage: int) -> None:
    """Only what was opened can be judged, and only until its stage is closed."""
    if stage not in steps.opened or stage in steps.closed:
        raise Absent


def may_close(
    asked: Collection[str],
    answers: Mapping[str, tuple[Answer | None, str]],
    *,
    is_weak: bool = False,
) -> None:
    """Close a stage only when each of its rows has an answer, and a reason where one is owed."""
    for item in asked:
        answer, reason = answers.get(item, (None, ""))
        fault = faults(item, answer, reason, is_weak=is_weak)
        if fault is not None:
            raise fault


def may_save(answers: Mapping[str, tuple[Answer | None, str]], *, is_weak: bool = False) -> None:
    """Keep an unfinished stage: what is answered must be an answer, and words need one, too."""
    for item, (answer, reason) in answers.items():
        if answer is None and not reason.strip():
            continue
        fault = faults(item, answer, reason or "-", is_weak=is_weak)
        if fault is not None:
            raise fault


def state_of(*, is_given_back: bool, versions: int, is_split: bool, is_decided: bool) -> State:
    """How a reviewer's own work stands; that another signed shows only once both have."""
    if is_given_back or (is_decided and not versions):
        return State.GONE
    if not versions:
        return State.TO_DO
    return State.TALKING if is_split and versions == 1 and not is_decided else State.SIGNED
