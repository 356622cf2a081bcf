"""Persons and places compared by their names.

A fact is compared with the same fact of the other side when both give it. Relatives and places
whose own counterpart the other side does not give are held against each other as well, because one
side's "mother" may be the other's "woman who cared for me". That can only speak for a pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from registry.search.findings import NOTHING_SHARED, Finding, one_to_one, silence
from registry.search.names import Name
from registry.search.pairing import Likeness, Worth, best
from registry.search.reasons import Verdict
from registry.search.shape import Traits

# Bits of agreeing words at which a name, or a place, says all it can.
_ALL_OF_A_NAME = 15.0
_ALL_OF_A_PLACE = 10.0
# Partly alike, and yet more against the pair than for it.
_HALF = 0.5
_PARENTS = ("mother", "father")


def persons(one: tuple[Name, ...], other: tuple[Name, ...], worth: Worth) -> Finding:
    """Compare all names of two persons; the two names most alike count."""
    if not one or not other:
        return silence(one, other)
    return _of(best(one, other, worth), _ALL_OF_A_NAME)


def places(one: tuple[Name, ...], other: tuple[Name, ...], worth: Worth) -> Finding:
    """Compare names of places; one may be told more exactly, so what is left over says nothing."""
    if not one or not other:
        return silence(one, other)
    return _of(best(one, other, worth, left_over=0.0), _ALL_OF_A_PLACE)


def related(traits: Traits, relation: str) -> tuple[Name, ...]:
    """Give every name told for a mother, or for a father."""
    return tuple(name for kin in traits.family if kin.relation == relation for name in kin.names)


def other_family(one: Traits, other: Traits, worth: Worth) -> Finding:
    """Look for relatives named on both sides, whatever they are called there."""
    likenesses = [
        (likeness, i, j)
        for i, person in enumerate(_loose_kin(one, other))
        for j, heard in enumerate(_loose_kin(other, one))
        if (likeness := best(person, heard, worth)) is not None and likeness.bits > 0
    ]
    likenesses.sort(key=lambda found: found[0], reverse=True)
    return _for_the_pair(one_to_one(likenesses), _ALL_OF_A_NAME)


def other_places(one: Traits, other: Traits, worth: Worth) -> Finding:
    """Look for a place that stands in one answer here and in another answer there."""
    likeness = best(_loose_places(one, other), _loose_places(other, one), worth, left_over=0.0)
    return _for_the_pair([likeness] if likeness else [], _ALL_OF_A_PLACE)


def _of(likeness: Likeness | None, most: float) -> Finding:
    if likeness is None:
        return Finding(Verdict.DIFFERS, 1.0)
    if likeness.bits <= 0:
        return Finding(Verdict.DIFFERS, _HALF)
    verdict = Verdict.AGREE if likeness.same else Verdict.NEAR
    return Finding(verdict, min(1.0, likeness.bits / most))


def _for_the_pair(likenesses: Sequence[Likeness], most: float) -> Finding:
    """A finding that can only speak for the pair; without likeness, nothing is compared."""
    if not likenesses:
        return NOTHING_SHARED
    same = any(likeness.same for likeness in likenesses)
    strength = min(1.0, fsum(likeness.bits for likeness in likenesses) / most)
    return Finding(Verdict.AGREE if same else Verdict.NEAR, strength)


def _loose_kin(traits: Traits, other: Traits) -> list[tuple[Name, ...]]:
    """Give everybody but a parent whom the other side names as that parent, too."""
    loose = [kin.names for kin in traits.family if kin.relation not in _PARENTS]
    for relation in _PARENTS:
        names = related(traits, relation)
        if names and not related(other, relation):
            loose.append(names)
    return loose


def _loose_places(traits: Traits, other: Traits) -> tuple[Name, ...]:
    """Give the places of every answer that the other side does not give."""
    answers = (
        (traits.origin, other.origin),
        (traits.last_place, other.last_place),
        (traits.separation_place, other.separation_place),
    )
    return tuple(name for mine, yours in answers if not yours for name in mine)
