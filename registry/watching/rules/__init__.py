"""The rules over the trail: which looks are unusual. Pure: facts go in, findings come out.

A finding is judged at one moment and by what happened up to that moment alone. So it makes no
difference whether the rules run every hour or once a week, nor in which order facts arrive.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Final

from registry.watching.rules.alone import (
    DAY,
    TO_JUDGE,
    TWO_WEEKS,
    again,
    budget,
    handed_back,
    many,
    night,
    no_work,
    prompts,
)
from registry.watching.rules.facts import Fact, Seen, Span, is_of_desk
from registry.watching.rules.several import filed, same_two, together

__all__ = ["LOOKS_BACK", "Fact", "Seen", "Span", "find", "is_of_desk"]

LOOKS_BACK: Final = TWO_WEEKS + DAY + TO_JUDGE + timedelta(hours=1)
"""How long before a run the facts must begin, so that no rule misses any."""

Judge = Callable[[Iterable[Fact], Span], Iterator[Seen]]
ALONE: Final[tuple[Judge, ...]] = (
    many,
    night,
    again,
    no_work,
    prompts,
    handed_back,
    budget,
)
SEVERAL: Final[tuple[Judge, ...]] = (filed, together, same_two)


def find(facts: Iterable[Fact], span: Span) -> list[Seen]:
    """What is unusual in this span, the earliest first; one for each rule, person, matter, day."""
    # In the order of the trail, in whatever order they come: a rule may keep the later of two.
    every = [fact for _, fact in sorted({fact.seq: fact for fact in facts}.items())]
    people: dict[str, list[Fact]] = defaultdict(list)
    for fact in every:
        people[fact.actor_ref].append(fact)
    found = [seen for judge in SEVERAL for seen in judge(every, span)]
    for own in people.values():
        found += (seen for judge in ALONE for seen in judge(own, span))
    first: dict[tuple[object, ...], Seen] = {}
    for seen in sorted(found, key=lambda each: (each.at, each.key, each.entries)):
        first.setdefault(seen.key, seen)
    return list(first.values())
