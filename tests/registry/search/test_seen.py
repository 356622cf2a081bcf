"""Marks and clothes, compared."""

from __future__ import annotations

import pytest

from registry.search.findings import NOTHING_SHARED, Finding
from registry.search.reasons import Side, Verdict
from registry.search.seen import clothes, marks
from registry.search.traits import BodyMark

SCAR = BodyMark("scar", "knee", "left")


@pytest.mark.parametrize(
    ("seen", "verdict"),
    [
        (SCAR, Verdict.AGREE),
        (BodyMark("scar", "knee", None), Verdict.AGREE),
        (BodyMark("scar", "knee", "both"), Verdict.AGREE),
        (BodyMark("scar", "knee", "right"), Verdict.NEAR),
        (BodyMark("burn", "knee", None), Verdict.NEAR),
        (BodyMark("scar", None, None), Verdict.NEAR),
        (BodyMark(None, "knee", None), Verdict.NEAR),
        (BodyMark("mole", "knee", "left"), Verdict.DIFFERS),
        (BodyMark("scar", "neck", "left"), Verdict.DIFFERS),
    ],
)
def test_a_mark_is_what_it_is_and_where(seen: BodyMark, verdict: Verdict) -> None:
    assert marks((SCAR,), (seen,)).verdict is verdict
    assert marks((seen,), (SCAR,)).verdict is verdict


def test_marks_of_which_nothing_is_told_twice_are_not_compared() -> None:
    assert marks((BodyMark("scar"),), (BodyMark(None, "knee"),)) == NOTHING_SHARED


def test_each_mark_is_paired_once_and_two_say_more_than_one() -> None:
    mole = BodyMark("mole", "neck")
    one, both = marks((SCAR, mole), (SCAR,)), marks((mole, SCAR), (SCAR, mole))
    assert one.strength < both.strength == 1


def test_clothes_agree_by_their_words() -> None:
    assert clothes(("coat", "red"), ("coat", "red")) == Finding(Verdict.AGREE, 0.5)
    assert clothes(("coat", "red"), ("blue", "coat")) == Finding(Verdict.NEAR, 0.25)
    assert clothes(("coat",), ("shirt",)) == Finding(Verdict.DIFFERS, 1.0)


def test_marks_and_clothes_not_given_are_no_contradiction() -> None:
    assert (
        marks((SCAR,), ()) == clothes(("coat",), ()) == Finding(Verdict.NOT_GIVEN, 0, Side.SECOND)
    )
