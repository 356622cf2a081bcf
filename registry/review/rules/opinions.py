"""Opinions: what one person may sign, and what two signed outcomes make."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from registry.errors import N_, Conflict, Invalid
from registry.review.rules.items import Answer, Evidence, evidence_of


class Outcome(StrEnum):
    """What a reviewer may sign, and what a review may come to."""

    MOVE = "move"
    NOT_ENOUGH = "not_enough"
    DOES_NOT_AGREE = "does_not_agree"
    STOP = "stop"


KINDS_NEEDED: Final = 2
PROMPTS_NEEDED: Final = 2


@dataclass(frozen=True, slots=True)
class Judged:
    """One row as a reviewer left it."""

    item: str
    answer: Answer
    reason: str = ""
    is_exposed: bool = False
    """A prompt whose answer was opened in an earlier review no longer counts."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a reviewer is about to sign."""

    outcome: Outcome
    reasons_for: str
    reasons_against: str
    would_change: str
    judged: tuple[Judged, ...] = field(default=())


def kinds_agreeing(judged: Collection[Judged]) -> frozenset[Evidence]:
    """The kinds of evidence, other than photos, that agree."""
    agreeing = [
        kind
        for each in judged
        if each.answer is Answer.AGREES
        and not each.is_exposed
        and (kind := evidence_of(each.item)) is not None
    ]
    return frozenset(
        kind
        for kind in agreeing
        if kind is not Evidence.PROMPTS or agreeing.count(kind) >= PROMPTS_NEEDED
    )


def may_sign(conclusion: Conclusion) -> None:
    """Every outcome needs its reasons; a move needs two kinds of evidence that are not photos."""
    for name in ("reasons_for", "reasons_against", "would_change"):
        if not getattr(conclusion, name).strip():
            raise Invalid(name, N_("Write a few words here. “Nothing” is an answer."))
    if conclusion.outcome is not Outcome.MOVE:
        return
    if len(kinds_agreeing(conclusion.judged)) < KINDS_NEEDED:
        raise Invalid(
            "outcome",
            N_(
                "Photos alone are not enough. Two other kinds must agree: marks, two family"
                " prompts, papers, family or place, or a third person."
            ),
        )
    for each in conclusion.judged:
        if each.answer is Answer.NOT_EXPLAINED and not each.reason.strip():
            raise Invalid(
                "outcome",
                N_("A row differs and is not explained. Write an answer to it before moving on."),
            )


def combine(first: Outcome, second: Outcome) -> Outcome | None:
    """What two opinions make; None when they must first be talked over."""
    if Outcome.STOP in (first, second):
        return Outcome.STOP
    return first if first is second else None


def arbitrate(outcome: Outcome, *, has_new_evidence: bool) -> Outcome:
    """An arbiter may stop, disagree or ask for more; a move needs something new."""
    if outcome is Outcome.MOVE and not has_new_evidence:
        raise Invalid(
            "outcome",
            N_(
                "This can only move on when something new has come in, and nothing has."
                " Choose “not enough yet” and say what to ask for."
            ),
        )
    return outcome


def differing(first: Mapping[str, str], second: Mapping[str, str]) -> tuple[str, ...]:
    """The rows in which two people did not see the same, in the first one's order."""
    items = [*first, *(item for item in second if item not in first)]
    return tuple(item for item in items if first.get(item) != second.get(item))


def may_open_again(before: Outcome | None, *, has_new_evidence: bool) -> None:
    """A pair is reviewed again only after an end that left it open, and with a new fact."""
    if before is None:
        raise Conflict(N_("A review of this pair is open already."))
    if before in {Outcome.MOVE, Outcome.STOP}:
        raise Conflict(N_("This pair was decided. Go on from its case."))
    if not has_new_evidence:
        raise Conflict(N_("This pair was reviewed, and no fact has changed since."))
