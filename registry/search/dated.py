"""Days compared: of birth, and of the separation. The shorter the shared time, the more it says."""

from __future__ import annotations

from math import log2

from registry.search.findings import Finding, silence
from registry.search.reasons import Verdict
from registry.search.windows import Window

_YEAR = 366
# In how many days a child of the registry can have been born, or have lost its family.
_CHILDHOOD = 18 * 365
_SEPARATIONS = 10 * 365

# Day and month changed places; day and month agree in the wrong year; a year apart; two years.
_SWAPPED, _SAME_DAY, _ONE_YEAR_APART, _TWO_YEARS_APART = 0.7, 0.4, 0.15, 0.03
_CLOSE_YEARS, _FAR_YEARS = 2, 6
_HALF_A_YEAR, _SEASON_APART = 183, 0.1


def born(one: Window | None, other: Window | None) -> Finding:
    """Compare days of birth; clerks swap day and month, and families lose count of a year."""
    if not one or not other:
        return silence(one, other)
    gap, most = one.gap(other), _narrow(one, other, _CHILDHOOD)
    if gap == 0:
        return Finding(Verdict.AGREE, most)
    slip = _slip(one, other)
    if slip:
        return Finding(Verdict.NEAR, slip)
    if gap <= _CLOSE_YEARS * _YEAR:
        near = _ONE_YEAR_APART if gap <= _YEAR else _TWO_YEARS_APART
        return Finding(Verdict.NEAR, min(most, near))
    return Finding(Verdict.DIFFERS, min(1.0, gap / (_FAR_YEARS * _YEAR)))


def separated(one: Window | None, other: Window | None) -> Finding:
    """Compare when child and family came apart; people remember seasons better than days."""
    if not one or not other:
        return silence(one, other)
    gap, most = one.gap(other), _narrow(one, other, _SEPARATIONS)
    if gap == 0:
        return Finding(Verdict.AGREE, most)
    if gap <= _HALF_A_YEAR:
        return Finding(Verdict.NEAR, min(most, _SEASON_APART))
    return Finding(Verdict.DIFFERS, min(1.0, gap / (_CLOSE_YEARS * _YEAR)))


def _narrow(one: Window, other: Window, span: int) -> float:
    """How much a shared day says: all when both know the day, nothing when one can be any."""
    return log2(span / min(span, max(one.days, other.days))) / log2(span)


def _slip(one: Window, other: Window) -> float:
    """How much two known days say that differ as slips of the pen do; 0 when they do not."""
    if not one.days == other.days == 1:
        return 0.0
    first, second = one.earliest, other.earliest
    if (first.year, first.month, first.day) == (second.year, second.day, second.month):
        return _SWAPPED
    same_day = (first.month, first.day) == (second.month, second.day)
    return _SAME_DAY if same_day and abs(first.year - second.year) <= _CLOSE_YEARS else 0.0
