"""What may be put on record, and what may not."""

from __future__ import annotations

from datetime import date

import pytest

from registry.description import ClosureReason
from registry.errors import Conflict, Invalid
from registry.reunion import rules
from registry.reunion.codes import Assent, Comfort, How, Recommendation, Wish
from registry.reunion.rules import Hearing

TODAY = date(2026, 3, 2)


def test_what_is_put_on_record_has_happened() -> None:
    rules.check_day(TODAY, TODAY, "met_on")
    with pytest.raises(Invalid) as refused:
        rules.check_day(date(2026, 3, 3), TODAY, "met_on")
    assert refused.value.field == "met_on"


@pytest.mark.parametrize(
    ("how", "wish"),
    [
        (How.ALONE, Wish.NOW),
        (How.WITH_SUPPORT, Wish.NO),
        (How.TOO_YOUNG, Wish.TOO_YOUNG),
        (How.NOT_YET, Wish.NOT_SAID),
    ],
)
def test_a_hearing_goes_with_what_was_said(how: How, wish: Wish) -> None:
    rules.check_hearing(Hearing(how, wish))


@pytest.mark.parametrize(
    ("how", "wish"),
    [
        (How.TOO_YOUNG, Wish.NOW),
        (How.NOT_YET, Wish.NOW),
        (How.NOT_YET, Wish.TOO_YOUNG),
        (How.ALONE, Wish.TOO_YOUNG),
        (How.WITH_SUPPORT, Wish.NOT_SAID),
    ],
)
def test_a_child_who_was_not_heard_has_said_nothing(how: How, wish: Wish) -> None:
    with pytest.raises(Invalid) as refused:
        rules.check_hearing(Hearing(how, wish))
    assert refused.value.field == "wish"


def test_only_a_child_surely_under_six_is_left_unasked() -> None:
    rules.check_assent(Assent.TOO_YOUNG, 5)
    rules.check_assent(Assent.NOT_YET, 12)
    for age in (6, None):
        with pytest.raises(Invalid):
            rules.check_assent(Assent.TOO_YOUNG, age)


def test_a_child_who_said_no_at_the_door_is_not_handed_over() -> None:
    with pytest.raises(Conflict):
        rules.check_handover(Comfort.NO, with_verified_adult=True, reason="")


def test_another_adult_needs_a_reason() -> None:
    rules.check_handover(Comfort.YES, with_verified_adult=True, reason="")
    rules.check_handover(Comfort.TOO_YOUNG, with_verified_adult=False, reason="His aunt fell ill.")
    with pytest.raises(Invalid):
        rules.check_handover(Comfort.YES, with_verified_adult=False, reason="")


def test_a_visit_without_the_child_needs_a_reason() -> None:
    rules.check_visit(child_was_seen=True, reason="")
    rules.check_visit(child_was_seen=False, reason="At school; the teacher called back.")
    with pytest.raises(Invalid):
        rules.check_visit(child_was_seen=False, reason="")


def test_reunified_is_said_of_a_reunion_on_record_only() -> None:
    rules.check_closing(ClosureReason.REUNIFIED, is_reunited=True)
    rules.check_closing(ClosureReason.SAFETY, is_reunited=False)
    with pytest.raises(Invalid):
        rules.check_closing(ClosureReason.REUNIFIED, is_reunited=False)


def test_who_found_it_best_has_answered_and_who_did_not_may_answer_again() -> None:
    rules.may_weigh_again(None)
    rules.may_weigh_again(Recommendation.FURTHER_TRACING)
    with pytest.raises(Conflict):
        rules.may_weigh_again(Recommendation.YES)
