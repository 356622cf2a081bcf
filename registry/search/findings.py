"""What a comparison of one field finds: a verdict, how strong it is, and who was silent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from registry.search.reasons import Side, Verdict

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict, its strength from 0 to 1, and the side that did not give the fact."""

    verdict: Verdict
    strength: float = 0.0
    side: Side | None = None


NOTHING_SHARED = Finding(Verdict.NOT_GIVEN, side=Side.BOTH)


def silence(one: object, other: object) -> Finding:
    """Say which of two sides, of which at most one knows the fact, did not give it."""
    if one:
        return Finding(Verdict.NOT_GIVEN, side=Side.SECOND)
    return Finding(Verdict.NOT_GIVEN, side=Side.FIRST if other else Side.BOTH)


def same_code(one: str | None, other: str | None) -> Finding:
    """Compare two answers of a closed list."""
    if not one or not other:
        return silence(one, other)
    return Finding(Verdict.AGREE if one == other else Verdict.DIFFERS, 1.0)


def shared_code(one: Collection[str], other: Collection[str]) -> Finding:
    """Look for one answer that both sides give among several."""
    if not one or not other:
        return silence(one, other)
    return Finding(Verdict.DIFFERS if set(one).isdisjoint(other) else Verdict.AGREE, 1.0)


def one_to_one(found: Sequence[tuple[Item, int, int]]) -> list[Item]:
    """From the first down, take what pairs each place of one side with one of the other at most."""
    ones: set[int] = set()
    others: set[int] = set()
    chosen = []
    for item, i, j in found:
        if i not in ones and j not in others:
            chosen.append(item)
            ones.add(i)
            others.add(j)
    return chosen
