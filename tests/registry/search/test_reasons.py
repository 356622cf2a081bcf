"""Reasons, as data and in words."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import Invalid
from registry.search.reasons import Field, Reason, Side, Verdict, words, words_for_side
from tests.registry.search.sides import UNHURRIED

REASONS = st.builds(Reason, st.sampled_from(Field), st.sampled_from(Verdict), st.none())
SILENT = st.builds(
    Reason, st.sampled_from(Field), st.just(Verdict.NOT_GIVEN), st.sampled_from(Side)
)


@UNHURRIED
@given(REASONS | SILENT)
def test_a_reason_is_read_as_it_was_written(reason: Reason) -> None:
    assert Reason.from_dict(json.loads(json.dumps(reason.to_dict()))) == reason


def test_every_reason_has_words_of_its_own() -> None:
    said = [words(Reason(field, verdict)) for field in Field for verdict in Verdict]
    assert len(set(said)) == len(said) == 4 * len(Field)


def test_reasons_are_said_in_the_words_of_the_house() -> None:
    assert words(Reason(Field.FATHER, Verdict.NEAR)).startswith("Father's name sounds alike")
    assert words(Reason(Field.ORIGIN, Verdict.NOT_GIVEN)) == "Place of birth not given"
    assert words_for_side(Side.SECOND) == "Not given on the other side"


def test_a_side_seen_from_the_other_is_turned() -> None:
    assert [side.other for side in Side] == [Side.SECOND, Side.FIRST, Side.BOTH]


@pytest.mark.parametrize(
    "told",
    [{}, {"field": "face", "verdict": "agree"}, {"field": "sex", "verdict": "agree", "side": "x"}],
)
def test_a_reason_of_no_field_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        Reason.from_dict(told)
