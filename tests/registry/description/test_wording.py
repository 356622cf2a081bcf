"""Typed text is kept as the person wrote it, and nothing unseen comes in with it."""

from __future__ import annotations

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.description import wording
from registry.errors import Invalid
from tests.registry.description import facts


@given(facts.lines())
def test_cleaning_a_line_twice_changes_nothing_more(text: str) -> None:
    once = wording.one_line(text, "name")
    assert wording.one_line(once, "name") == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(max_size=60))
def test_any_text_is_either_cleaned_or_refused_with_a_sentence(text: str) -> None:
    with suppress(Invalid):
        cleaned = wording.passage(text, "details")
        assert wording.passage(cleaned, "details") == cleaned


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\n", "\x85", "\u2028", "\ue000", "\ud800"])
def test_control_characters_are_refused(sign: str) -> None:
    with pytest.raises(Invalid, match="cannot be kept"):
        wording.one_line(f"Idris{sign}Amin", "name")


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u2069", "\u200f", "\ufeff"])
def test_marks_of_direction_are_dropped(sign: str) -> None:
    assert wording.one_line(f"Id{sign}ris", "name") == "Idris"


def test_joiners_stay_because_some_scripts_need_them() -> None:
    assert wording.one_line("علی‌رضا", "name") == "علی‌رضا"


def test_spaces_are_evened_out() -> None:
    assert wording.one_line("  Idris   Amin ", "name") == "Idris Amin"


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\u200d\u200d"])
def test_text_nobody_can_see_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="at least one letter"):
        wording.one_line(text, "name")


def test_too_long_a_line_says_how_long_it_may_be() -> None:
    assert wording.one_line("a" * 200, "name") == "a" * 200
    with pytest.raises(Invalid) as refused:
        wording.one_line("a" * 201, "name")
    assert refused.value.message % refused.value.values == (
        "This is too long. Use at most 200 letters."
    )


def test_a_passage_keeps_its_lines_and_allows_tabs() -> None:
    assert wording.passage("We ran.\r\n\r\nThen\twe  lost him.\r", "details") == (
        "We ran.\n\nThen we lost him."
    )
    with pytest.raises(Invalid):
        wording.passage("We ran.\x00", "details")


@pytest.mark.parametrize("text", ["2018", "٢٠١٨", "۲۰۱۸", "२०१८", "၂၀၁၈", "２０１８", "𞥒𞥐𞥑𞥘"])
def test_digits_of_any_script_are_read(text: str) -> None:
    assert wording.plain_digits(text) == "2018"


def test_signs_for_ten_or_squared_are_not_digits() -> None:
    assert wording.plain_digits("፲²") == "፲²"
