"""Canonical JSON: the vectors of RFC 8785, and what is not canonical."""

import json
import struct
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent import NotCanonical, canonical
from tests.consent.world import QUICK

# RFC 8785, appendix B: the bits of a double, and how it is written.
NUMBERS = {
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef4f": "999999999999999900000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}


@pytest.mark.parametrize(("bits", "text"), NUMBERS.items())
def test_numbers_are_written_as_the_standard_writes_them(bits: str, text: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical.encode(number).decode() == text


def test_members_are_sorted_by_their_utf_16_units() -> None:
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    written = canonical.encode(dict.fromkeys(names, 1))
    found = list(json.loads(written))
    assert found == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


def test_text_is_written_with_the_fewest_escapes() -> None:
    text = '\u20ac$\u000f\nA\'B"\\\\"/\u007f'
    assert canonical.encode(text).decode() == '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/\u007f"'


def test_the_small_values_are_written_bare() -> None:
    assert canonical.encode([None, True, False, 5, (), {}]) == b"[null,true,false,5,[],{}]"


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), 2**53, -(2**53), "\ud800", {"\ud800": 1}]
)
def test_what_has_no_canonical_form_is_refused(value: canonical.Json) -> None:
    with pytest.raises(NotCanonical):
        canonical.encode(value)


@pytest.mark.parametrize(
    "octets",
    [
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b"[1, 2]",
        b"NaN",
        b"-Infinity",
        b"1.0",
        b"-0",
        b'"\\u0041"',
        b"[1]x",
        b"\xff",
        b"",
        b"[" * 100_000,
        b"9" * 5000,
    ],
)
def test_what_is_not_canonical_is_refused(octets: bytes) -> None:
    with pytest.raises(NotCanonical):
        canonical.decode(octets)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
)


@QUICK
@given(VALUES)
def test_writing_is_stable(value: canonical.Json) -> None:
    written = canonical.encode(value)
    again = canonical.encode(json.loads(written, parse_int=_number))
    assert again == written


@QUICK
@given(VALUES)
def test_the_quick_way_of_writing_gives_the_same(value: canonical.Json) -> None:
    slowly = canonical._text(value).encode()
    assert canonical.encode(value) == slowly


def _number(text: str) -> float | int:
    # A whole number beyond 2^53 was a float before it was written; keep it one.
    number = int(text)
    return number if abs(number) < 2**53 else float(text)


def test_a_moment_is_written_in_utc_with_microseconds() -> None:
    at = datetime(2026, 3, 2, 11, 0, tzinfo=timezone(timedelta(hours=2)))
    assert canonical.instant(at) == "2026-03-02T09:00:00.000000Z"
    assert canonical.moment("2026-03-02T09:00:00.000000Z") == at
    assert canonical.moment("2026-03-02T09:00:00.000000Z").tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2026-03-02", "2026-03-02T09:00:00Z", "2026-03-02T09:00:00.000000+00:00"],
)
def test_a_moment_written_in_another_way_is_refused(text: str) -> None:
    with pytest.raises(NotCanonical):
        canonical.moment(text)


def test_a_moment_without_its_zone_is_refused() -> None:
    with pytest.raises(NotCanonical):
        canonical.instant(datetime(2026, 3, 2, 9, 0))  # noqa: DTZ001
