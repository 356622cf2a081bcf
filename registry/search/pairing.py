"""What two names say about each other: which words pair up, and what is left over on both sides.

Order never counts. A word left over on one side only is simply not known to the other, and weighs
nothing; words left over on both sides speak a little against the pair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations
from math import fsum

from registry.search.names import CLOSE, Name, closeness, skeleton

# How much a folded word tells when both sides have it, in bits: the rarer, the more.
Worth = Callable[[str], float]

# What each pair of left-over words takes away, and how many such pairs count.
LEFT_OVER = 1.5
_MOST_LEFT_OVER = 2
# At this closeness a pair of words is worth nothing; from here it rises to the whole worth.
_NOTHING = 0.75


@dataclass(frozen=True, order=True, slots=True)
class Likeness:
    """What one name tells of another, in bits; `same` when every word of the shorter is there."""

    bits: float
    same: bool


@dataclass(frozen=True, order=True, slots=True)
class _Pair:
    """Words of one side, by their place, that pair with words of the other; the closest first."""

    apart: float
    spelled: tuple[str, ...]
    ones: tuple[int, ...]
    others: tuple[int, ...]


def liken(one: Name, other: Name, worth: Worth, *, left_over: float = LEFT_OVER) -> Likeness | None:
    """Pair the words of two names, single words first, then one with two that make it up."""
    pairs = _choose(_singles(one, other), set(), set())
    ones = {place for pair in pairs for place in pair.ones}
    others = {place for pair in pairs for place in pair.others}
    joined = _choose(_joined(one, other, ones, others), ones, others)
    if not pairs and not joined:
        return None
    idle = min(
        len(one) - sum(len(pair.ones) for pair in pairs + joined),
        len(other) - sum(len(pair.others) for pair in pairs + joined),
    )
    bits = fsum(
        (1 - pair.apart - _NOTHING)
        / (1 - _NOTHING)
        * min(
            fsum(worth(one[place]) for place in pair.ones),
            fsum(worth(other[place]) for place in pair.others),
        )
        for pair in pairs + joined
    )
    return Likeness(
        bits - left_over * min(idle, _MOST_LEFT_OVER),
        same=idle == 0 and all(pair.apart == 0 for pair in pairs + joined),
    )


def best(
    ones: Iterable[Name], others: tuple[Name, ...], worth: Worth, *, left_over: float = LEFT_OVER
) -> Likeness | None:
    """Liken every name of one person to every name of another, and give the most that is said."""
    found = (liken(one, other, worth, left_over=left_over) for one in ones for other in others)
    return max((likeness for likeness in found if likeness is not None), default=None)


def _choose(candidates: Iterable[_Pair], ones: set[int], others: set[int]) -> list[_Pair]:
    """Take the closest pairs first, each word once; letters, not sides, order equal ones."""
    used_ones, used_others = set(ones), set(others)
    chosen = []
    for pair in sorted(candidates):
        if used_ones.isdisjoint(pair.ones) and used_others.isdisjoint(pair.others):
            chosen.append(pair)
            used_ones.update(pair.ones)
            used_others.update(pair.others)
    return chosen


def _singles(one: Name, other: Name) -> Iterator[_Pair]:
    for i, word in enumerate(one):
        for j, heard in enumerate(other):
            close = closeness(word, heard)
            if close >= CLOSE:
                yield _Pair(1 - close, _spelled(word, heard), (i,), (j,))


def _joined(one: Name, other: Name, ones: set[int], others: set[int]) -> Iterator[_Pair]:
    """Find a word of one side in two of the other: Gebre Mariam and Gebremariam."""
    left_one = [place for place in range(len(one)) if place not in ones]
    left_other = [place for place in range(len(other)) if place not in others]
    for i in left_one:
        for apart, spelled, parts in _made_of(one[i], other, left_other):
            yield _Pair(apart, spelled, (i,), parts)
    for j in left_other:
        for apart, spelled, parts in _made_of(other[j], one, left_one):
            yield _Pair(apart, spelled, parts, (j,))


def _made_of(
    word: str, name: Name, left: list[int]
) -> Iterator[tuple[float, tuple[str, ...], tuple[int, int]]]:
    """Find two words of a name that together are close to one; only likely beginnings are tried."""
    begins = {skeleton(word)[0], "A"}
    for first, then in permutations(left, 2):
        if skeleton(name[first])[0] in begins:
            whole = name[first] + name[then]
            close = closeness(word, whole)
            if close >= CLOSE:
                yield 1 - close, _spelled(word, whole), (first, then)


def _spelled(word: str, heard: str) -> tuple[str, ...]:
    return (word, heard) if word < heard else (heard, word)
