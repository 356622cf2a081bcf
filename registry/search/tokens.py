"""Tokens: the words of traits by their sounds, to be counted. What many share tells little."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import log2

from registry.search.names import Name, skeleton
from registry.search.pairing import Worth
from registry.search.shape import Traits

# What a word tells, in bits, while nothing has been counted, and the bounds of it after that.
_UNCOUNTED = 5.0
_LEAST, _MOST = 1.0, 10.0
# How many records must be counted before the count outweighs the first guess.
_DOUBT = 20


class Spoken(StrEnum):
    """Of what a word is the name: the same word may be rare for a child and common for a town."""

    PERSON = "person"
    PLACE = "place"


def tokens(traits: Traits) -> frozenset[str]:
    """Give the tokens of one side, each once."""
    kin = (name for person in traits.family for name in person.names)
    places = (*traits.origin, *traits.last_place, *traits.separation_place)
    return frozenset(
        (*_tokens(Spoken.PERSON, (*traits.names, *kin)), *_tokens(Spoken.PLACE, places))
    )


@dataclass(frozen=True)
class Rarity:
    """How many of `total` sides have each token. Nothing counted is a fair guess for all."""

    counts: Mapping[str, int] = field(default_factory=dict)
    total: int = 0

    def worth(self, spoken: Spoken) -> Worth:
        """Give the measure of what one folded word tells, in bits."""

        def bits(word: str) -> float:
            having = self.counts.get(_token(spoken, word), 0)
            told = log2((self.total + _DOUBT * 2**_UNCOUNTED) / (having + _DOUBT))
            return min(_MOST, max(_LEAST, told))

        return bits


def count(sides: Iterable[Traits]) -> Rarity:
    """Count in how many sides each token stands."""
    counts: Counter[str] = Counter()
    total = 0
    for traits in sides:
        counts.update(tokens(traits))
        total += 1
    return Rarity(counts, total)


def _tokens(spoken: Spoken, names: Iterable[Name]) -> Iterator[str]:
    return (_token(spoken, word) for name in names for word in name)


def _token(spoken: Spoken, word: str) -> str:
    return f"{spoken}:{skeleton(word)}"
