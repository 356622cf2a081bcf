"""Deterministic CBOR and base45: one form for one value, and every other refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent import base45, cbor
from consent.cbor import Cbor, Tagged
from consent.errors import NotCanonical
from tests.consent.world import QUICK

LEAVES = st.none() | st.integers(-(2**64), 2**64 - 1) | st.binary(max_size=40) | st.text(max_size=9)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.integers(-(2**64), 2**64 - 1), inner, max_size=4)
        | st.builds(Tagged, st.integers(0, 2**64 - 1), inner)
    ),
    max_leaves=5,
)

# RFC 8949, appendix A.
VECTORS: list[tuple[Cbor, str]] = [
    (0, "00"),
    (23, "17"),
    (24, "1818"),
    (1000, "1903e8"),
    (1000000, "1a000f4240"),
    (18446744073709551615, "1bffffffffffffffff"),
    (-1, "20"),
    (-18446744073709551616, "3bffffffffffffffff"),
    (None, "f6"),
    (bytes.fromhex("01020304"), "4401020304"),
    ("ü", "62c3bc"),
    ([1, [2, 3], [4, 5]], "8301820203820405"),
    ({1: 2, 3: 4}, "a201020304"),
    (Tagged(1, 1363896240), "c11a514b67b0"),
]


@pytest.mark.parametrize(("value", "written"), VECTORS)
def test_the_vectors_of_the_standard_hold(value: Cbor, written: str) -> None:
    assert cbor.encode(value).hex() == written
    assert cbor.decode(bytes.fromhex(written)) == value


@QUICK
@given(VALUES)
def test_what_was_written_is_read_back(value: Cbor) -> None:
    assert cbor.decode(cbor.encode(value)) == value


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "nothing"),
        ("1817", "a number longer than need be"),
        ("190017", "the same"),
        ("1b0000000000000000", "the same"),
        ("580101", "a length longer than need be"),
        ("9f01ff", "no end given"),
        ("5f4101ff", "the same for bytes"),
        ("a201020102", "a key twice"),
        ("a203040102", "keys out of order"),
        ("a1616100", "a key in words"),
        ("0000", "bytes behind the end"),
        ("42ff", "cut off"),
        ("83", "cut off"),
        ("9bffffffffffffffff", "more items than bytes"),
        ("5bffffffffffffffff", "more bytes than there are"),
        ("1c", "a width that does not exist"),
        ("61ff", "no UTF-8"),
        ("f4", "false"),
        ("f97e00", "NaN"),
        ("fb7ff8000000000000", "NaN, longer"),
        ("f7", "undefined"),
        ("81" * 33 + "00", "too deep"),
        ("81" * 100_000, "far too deep"),
    ],
)
def test_every_other_form_is_refused(written: str, why: str) -> None:
    with pytest.raises(NotCanonical):
        cbor.decode(bytes.fromhex(written))


def test_a_number_that_does_not_fit_is_not_written() -> None:
    with pytest.raises(NotCanonical):
        cbor.encode(2**64)


@QUICK
@given(st.binary(max_size=60))
def test_base45_is_read_back(octets: bytes) -> None:
    assert base45.decode(base45.encode(octets)) == octets


@pytest.mark.parametrize(
    ("octets", "text"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"", "")],
)
def test_the_examples_of_base45_hold(octets: bytes, text: str) -> None:
    assert (base45.encode(octets), base45.decode(text)) == (text, octets)


@pytest.mark.parametrize("text", ["A", "0", "bb8", ":::", "GGX", "00Ä", "BB8A", "::"])
def test_what_is_no_base45_is_refused(text: str) -> None:
    with pytest.raises(NotCanonical):
        base45.decode(text)
