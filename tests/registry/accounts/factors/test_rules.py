"""Steps and codes: what counts, on any clock, and what never does."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.accounts.factors import rules
from registry.errors import Invalid

SECRET = rules.secret_of(b"12345678901234567890")
MOMENTS = st.integers(10**9, 4 * 10**9).map(lambda at: datetime.fromtimestamp(at, UTC))


@pytest.mark.parametrize(
    ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")]
)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    """The vectors of RFC 6238, cut to six digits."""
    now = datetime.fromtimestamp(seconds, UTC)
    assert rules.code_at(SECRET, rules.step_at(now)) == code
    assert rules.step_of(SECRET, code, now) == seconds // 30


@given(MOMENTS, st.integers(-4, 4))
def test_a_code_counts_one_step_to_either_side_and_no_further(now: datetime, off: int) -> None:
    step = rules.step_at(now) + off
    found = rules.step_of(SECRET, rules.code_at(SECRET, step), now)
    if abs(off) <= 1:
        assert found is not None
        assert rules.code_at(SECRET, found) == rules.code_at(SECRET, step)
    elif found is not None:  # one chance in a million: two steps with the same six digits
        assert rules.code_at(SECRET, found) == rules.code_at(SECRET, step)


@given(st.text(max_size=12))
def test_nothing_that_can_be_typed_breaks_it(typed: str) -> None:
    rules.step_of(SECRET, rules.tidy_digits(typed), datetime(2026, 3, 2, tzinfo=UTC))
    rules.is_digits(typed)


@pytest.mark.parametrize("typed", ["123 456", " 123456", "١٢٣٤٥٦", "12 34 56"])
def test_blanks_and_digits_of_other_scripts_are_read(typed: str) -> None:
    assert rules.tidy_digits(typed) == "123456"
    assert rules.is_digits(typed)


def test_ten_codes_are_numbered_and_read_back_however_they_are_typed() -> None:
    codes = rules.new_codes(secrets.token_bytes)
    assert [code.place for code in codes] == list(range(1, 11))
    assert len({code.letters for code in codes}) == 10
    for code in codes:
        for typed in (code.shown(), code.shown().lower(), code.shown().replace("-", " ")):
            assert rules.read_code(typed) == code


@given(st.text(max_size=40).filter(lambda typed: sum(map(str.isalnum, typed)) < 13))
def test_what_is_no_code_is_refused_in_one_sentence(typed: str) -> None:
    with pytest.raises(Invalid, match="does not count"):
        rules.read_code(typed)


def test_letters_are_drawn_evenly() -> None:
    """Every byte that is drawn gives each letter as often as any other."""
    drawn = [byte % 32 for byte in range(256)]
    assert {drawn.count(number) for number in range(len(rules.LETTERS))} == {8}
    assert timedelta(seconds=rules.STEP_SECONDS) == timedelta(seconds=30)
