"""What eyes can see, compared: marks on the body, by code; clothes and things carried, by word."""

from __future__ import annotations

from math import fsum

from registry.search.findings import NOTHING_SHARED, Finding, one_to_one, silence
from registry.search.names import Name
from registry.search.reasons import Verdict
from registry.search.shape import BodyMark

# How much two marks share: what it is, where, on which side.
_KIND, _ALIKE_KIND, _PLACE, _SIDE = 0.3, 0.15, 0.5, 0.2
_EASILY_CONFUSED = ({"scar", "burn"}, {"birthmark", "mole"}, {"mole", "freckles"})
_BOTH_SIDES = "both"
_WHOLE_MARK = 0.75
# One mark and a half agreeing says all that marks can say.
_ALL_MARKS = 1.5
_SOME_GARMENTS, _ALL_GARMENTS = 2, 4


def marks(one: tuple[BodyMark, ...], other: tuple[BodyMark, ...]) -> Finding:
    """Pair the marks of two bodies, the most alike first."""
    if not one or not other:
        return silence(one, other)
    shares = [
        (share, i, j)
        for i, mark in enumerate(one)
        for j, seen in enumerate(other)
        if (share := _share(mark, seen)) is not None
    ]
    if not shares:
        return NOTHING_SHARED
    found = [share for share in one_to_one(sorted(shares, reverse=True)) if share > 0]
    if not found:
        return Finding(Verdict.DIFFERS, 1.0)
    verdict = Verdict.AGREE if found[0] >= _WHOLE_MARK else Verdict.NEAR
    return Finding(verdict, min(1.0, fsum(found) / _ALL_MARKS))


def clothes(one: Name, other: Name) -> Finding:
    """Count the words for clothes and things carried that both sides use."""
    if not one or not other:
        return silence(one, other)
    shared = len(set(one) & set(other))
    if not shared:
        return Finding(Verdict.DIFFERS, 1.0)
    verdict = Verdict.AGREE if shared >= _SOME_GARMENTS else Verdict.NEAR
    return Finding(verdict, min(1.0, shared / _ALL_GARMENTS))


def _share(mark: BodyMark, seen: BodyMark) -> float | None:
    """How much two marks share, from 0 to 1; `None` when nothing of them can be compared."""
    kind, place = _kinds(mark.kind, seen.kind), _same(mark.place, seen.place)
    if kind is None and place is None:
        return None
    if kind == 0 or place is False:
        return 0.0
    share = (kind or 0.0) + (_PLACE if place else 0.0)
    side = _same(mark.side, seen.side)
    if side is False and _BOTH_SIDES not in (mark.side, seen.side):
        return share / 2
    return share + (_SIDE if side else 0.0)


def _kinds(one: str | None, other: str | None) -> float | None:
    same = _same(one, other)
    if same is None:
        return None
    if same:
        return _KIND
    return _ALIKE_KIND if {one, other} in _EASILY_CONFUSED else 0.0


def _same(one: str | None, other: str | None) -> bool | None:
    return one == other if one and other else None
