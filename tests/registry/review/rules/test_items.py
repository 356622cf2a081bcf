"""Which answers a row may get, and which kind of evidence it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.review.rules import (
    GROWING,
    Answer,
    Evidence,
    Feature,
    choices_of,
    evidence_of,
    is_row,
    needs_reason,
)
from registry.review.wording import ANSWERS, FEATURES, LABELS


@given(st.sampled_from(sorted(LABELS)), st.booleans())
def test_nobody_judges_that_something_was_not_given(item: str, is_weak: bool) -> None:  # noqa: FBT001
    offered = choices_of(item, is_weak=is_weak)
    assert Answer.NOT_GIVEN not in offered
    assert len(offered) == len(set(offered))


def test_weak_photos_agree_in_some_at_the_most() -> None:
    assert Answer.AGREES in choices_of("photos")
    assert Answer.AGREES not in choices_of("photos", is_weak=True)
    assert Answer.SOME_AGREE in choices_of("photos", is_weak=True)


@pytest.mark.parametrize("feature", sorted(Feature))
def test_what_grows_is_never_unexplained(feature: Feature) -> None:
    offered = choices_of(f"feature.{feature.value}")
    assert (Answer.NOT_EXPLAINED in offered) is (feature not in GROWING)


def test_the_photos_of_one_side_are_seen_more_or_less_clearly() -> None:
    assert choices_of("alone.claim") == (Answer.CLEAR, Answer.PARTLY_CLEAR, Answer.NOT_CLEAR)


def test_every_row_can_be_left_open() -> None:
    rows = [item for item in LABELS if not item.startswith("alone.")]
    assert all(Answer.CANNOT_TELL in choices_of(item) for item in rows)


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ("marks.scar", Evidence.MARKS),
        ("prompt.song", Evidence.PROMPTS),
        ("papers", Evidence.PAPERS),
        ("family.mother", Evidence.FAMILY_OR_PLACE),
        ("places.location_birth", Evidence.FAMILY_OR_PLACE),
        ("third_party", Evidence.THIRD_PARTY),
        ("photos", None),
        ("feature.nose", None),
        ("feature.marks", None),
        ("alone.claim", None),
        ("names.name", None),
        ("own_words", None),
    ],
)
def test_which_kind_of_evidence_a_row_is(item: str, kind: Evidence | None) -> None:
    assert evidence_of(item) is kind


def test_no_look_at_photos_is_evidence_of_another_kind() -> None:
    looks = [item for item in LABELS if not is_row(item)]
    assert looks
    assert [item for item in looks if evidence_of(item) is not None] == []


def test_a_difference_owes_a_reason() -> None:
    assert needs_reason("marks.scar", Answer.MAY_BE_EXPLAINED)
    assert not needs_reason("marks.scar", Answer.CANNOT_TELL)
    assert needs_reason("feature.eyes", Answer.NOT_EXPLAINED)
    assert not needs_reason("feature.eyes", Answer.MAY_BE_EXPLAINED)


def test_every_answer_and_feature_has_its_words() -> None:
    assert set(ANSWERS) == set(Answer)
    assert set(FEATURES) == set(Feature)
