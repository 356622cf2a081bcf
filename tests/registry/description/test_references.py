"""A reference read from a card by a tired person is either right or noticed."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from registry.description import new_reference, parse_reference
from registry.description.references import ALPHABET
from registry.errors import Invalid

references = st.binary(min_size=5, max_size=5).map(lambda drawn: new_reference(lambda _: drawn))


@given(references)
def test_a_new_reference_reads_as_itself(reference: str) -> None:
    assert parse_reference(reference) == reference
    assert [len(part) for part in reference.split("-")] == [3, 3, 3]


@given(references, st.integers(0, 8), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_noticed(reference: str, place: int, sign: str) -> None:
    signs = list(reference.replace("-", ""))
    assume(signs[place] != sign)
    signs[place] = sign
    with pytest.raises(Invalid, match="One letter or digit is not right"):
        parse_reference("".join(signs))


@given(references, st.integers(0, 8), st.integers(0, 8))
def test_two_swapped_signs_are_noticed(reference: str, one: int, other: int) -> None:
    signs = list(reference.replace("-", ""))
    assume(signs[one] != signs[other])
    signs[one], signs[other] = signs[other], signs[one]
    with pytest.raises(Invalid, match="One letter or digit is not right"):
        parse_reference("".join(signs))


@given(references)
def test_a_reference_is_read_however_it_is_written(reference: str) -> None:
    for written in (
        reference.lower(),
        f"  {reference.replace('-', ' ')}\u200f ",
        reference.replace("-", "–").replace("0", "O").replace("1", "l"),
        reference.replace("-", "").replace("0", "o").replace("1", "i"),
        reference.replace("1", "١").replace("7", "７"),
    ):
        assert parse_reference(written) == reference


def test_the_random_bits_all_count() -> None:
    drawn = [new_reference(lambda _, at=at: (1 << at).to_bytes(5, "big")) for at in range(40)]  # type: ignore[misc]
    assert len(set(drawn)) == 40


def test_the_example_in_the_words_is_a_reference() -> None:
    assert parse_reference("kq7 4md 2rt") == "KQ7-4MD-2RT"


def test_nine_zeros_are_no_reference() -> None:
    with pytest.raises(Invalid):
        parse_reference("000-000-000")


@pytest.mark.parametrize("text", ["", "KQ7", "KQ7-4MD-2RT-0", "x" * 500])
def test_a_reference_of_another_length_is_sent_back(text: str) -> None:
    with pytest.raises(Invalid, match="9 letters and digits") as refused:
        parse_reference(text, field="card")
    assert refused.value.field == "card"


@pytest.mark.parametrize("text", ["UQ7-4MD-2RT", "KQ7-4MD-2R!", "KQ7-4MD-2RЖ", "ßQ7-4MD-2RT"])
def test_signs_that_no_reference_has_are_sent_back(text: str) -> None:
    with pytest.raises(Invalid):
        parse_reference(text)


@given(st.text(max_size=30))
def test_any_text_is_either_a_reference_or_refused(text: str) -> None:
    with suppress(Invalid):
        assert parse_reference(text)
