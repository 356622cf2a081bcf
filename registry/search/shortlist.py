"""The shortlist of one side: every other side weighed, and the few worth reading first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from registry.search.reasons import Reason
from registry.search.score import KEPT, THRESHOLD, score
from registry.search.shape import Traits
from registry.search.tokens import Rarity, count


@dataclass(frozen=True, slots=True)
class Ranked:
    """A side worth reading, with the reasons. The total orders the list and is never shown."""

    ref: str
    total: float
    reasons: tuple[Reason, ...]


def rank(
    query: Traits, others: Iterable[tuple[str, Traits]], *, rarity: Rarity | None = None
) -> list[Ranked]:
    """Give the best of `others` at or above the threshold, the best first, at most `KEPT`.

    Without `rarity`, names and places are counted among `others` themselves.
    """
    sides = list(others)
    counted = rarity or count(traits for _, traits in sides)
    ranked = [
        Ranked(ref, scored.total, scored.reasons)
        for ref, scored in ((ref, score(query, traits, rarity=counted)) for ref, traits in sides)
        if scored.total >= THRESHOLD
    ]
    return sorted(ranked, key=lambda side: (-side.total, side.ref))[:KEPT]
