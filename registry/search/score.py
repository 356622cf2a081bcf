"""How much two sides say for being one child: an order of reading for people, never a decision.

In the manner of Fellegi and Sunter, each field adds bits when it agrees, takes some away when it
differs, and adds exactly nothing when a side does not know. The total orders a shortlist and is
never shown; people are shown the reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from types import MappingProxyType

from registry.search import dated, named, seen
from registry.search.findings import Finding, same_code, shared_code
from registry.search.reasons import Field, Reason, Side, Verdict, words, words_for_side
from registry.search.shape import Traits
from registry.search.tokens import Rarity, Spoken

__all__ = [
    "KEPT",
    "THRESHOLD",
    "WEIGHTS",
    "Field",
    "Fields",
    "Reason",
    "Scored",
    "Side",
    "Verdict",
    "Weight",
    "score",
    "words",
    "words_for_side",
]

# Below this, in bits, two sides share little more than one common name and their sex.
THRESHOLD = 6.0
# How many a person is asked to read at most.
KEPT = 20
_UNCOUNTED = Rarity()


@dataclass(frozen=True, slots=True)
class Weight:
    """Bits added when a field agrees in full, and taken away when it differs in full."""

    agrees: float
    differs: float = 0.0

    def __call__(self, finding: Finding) -> float:
        """What a finding adds; exactly nothing where a side does not know."""
        if finding.verdict is Verdict.NOT_GIVEN:
            return 0.0
        if finding.verdict is Verdict.DIFFERS:
            return -self.differs * finding.strength
        return self.agrees * finding.strength


Fields = Mapping[Field, Weight]

# Set by hand. A field that many families get wrong takes away little.
WEIGHTS: Fields = MappingProxyType(
    {
        Field.NAME: Weight(agrees=15, differs=4),
        Field.MOTHER: Weight(agrees=12, differs=2.5),
        Field.FATHER: Weight(agrees=12, differs=3),
        Field.FAMILY: Weight(agrees=11),
        Field.SEX: Weight(agrees=1, differs=4),
        Field.BORN: Weight(agrees=10, differs=6),
        Field.LANGUAGE: Weight(agrees=1, differs=1.5),
        Field.ORIGIN: Weight(agrees=7, differs=1),
        Field.LAST_PLACE: Weight(agrees=7, differs=0.5),
        Field.SEPARATION_PLACE: Weight(agrees=6, differs=0.5),
        Field.OTHER_PLACE: Weight(agrees=5),
        Field.SEPARATED: Weight(agrees=6, differs=2),
        Field.EVENT: Weight(agrees=1, differs=0.5),
        Field.MARKS: Weight(agrees=8, differs=1),
        Field.CLOTHES: Weight(agrees=4, differs=0.25),
    }
)


@dataclass(frozen=True, slots=True)
class Scored:
    """The total in bits, and one reason for every field, in the order of the fields."""

    total: float
    reasons: tuple[Reason, ...]


def score(
    one: Traits, other: Traits, *, rarity: Rarity = _UNCOUNTED, weights: Fields = WEIGHTS
) -> Scored:
    """Weigh two sides. Turned around, the total is the same and every reason names the other side.

    `rarity` tells how common each name and place is, so that a rare one says more.
    """
    findings = _findings(one, other, rarity)
    total = fsum(weights[field](finding) for field, finding in findings.items())
    return Scored(
        total=round(total, 6),
        reasons=tuple(
            Reason(field, finding.verdict, finding.side) for field, finding in findings.items()
        ),
    )


def _findings(one: Traits, other: Traits, rarity: Rarity) -> dict[Field, Finding]:
    person, place = rarity.worth(Spoken.PERSON), rarity.worth(Spoken.PLACE)
    mothers, fathers = (
        (named.related(one, relation), named.related(other, relation))
        for relation in ("mother", "father")
    )
    return {
        Field.NAME: named.persons(one.names, other.names, person),
        Field.MOTHER: named.persons(*mothers, person),
        Field.FATHER: named.persons(*fathers, person),
        Field.FAMILY: named.other_family(one, other, person),
        Field.SEX: same_code(one.sex, other.sex),
        Field.BORN: dated.born(one.born, other.born),
        Field.LANGUAGE: shared_code(one.languages, other.languages),
        Field.ORIGIN: named.places(one.origin, other.origin, place),
        Field.LAST_PLACE: named.places(one.last_place, other.last_place, place),
        Field.SEPARATION_PLACE: named.places(one.separation_place, other.separation_place, place),
        Field.OTHER_PLACE: named.other_places(one, other, place),
        Field.SEPARATED: dated.separated(one.separated, other.separated),
        Field.EVENT: same_code(one.event, other.event),
        Field.MARKS: seen.marks(one.marks, other.marks),
        Field.CLOTHES: seen.clothes(one.clothes, other.clothes),
    }
