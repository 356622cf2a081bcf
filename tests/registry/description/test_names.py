"""Names are free text in any script."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from registry.description import PersonName
from registry.errors import Invalid
from tests.registry.description import facts


@given(facts.names())
def test_a_name_survives_json(name: PersonName) -> None:
    assert PersonName.from_dict(json.loads(json.dumps(name.to_dict()))) == name


@pytest.mark.parametrize("full", ["U", "ሰላም", "O'Neil-Šimić", "علی‌رضا", "李", "ǃXóõ", "🌙"])
def test_names_of_one_word_one_letter_or_one_symbol_are_names(full: str) -> None:
    assert PersonName(full).full == full


def test_two_ways_of_typing_one_name_are_one_name() -> None:
    assert PersonName("Ame\u0301lie") == PersonName("Am\u00e9lie")


def test_a_name_is_said_with_its_latin_letters() -> None:
    assert str(PersonName("إدريس", "Idris")) == "إدريس (Idris)"
    assert str(PersonName("Idris", "Idris")) == "Idris"
    assert PersonName("Idris").show() == "Idris"


def test_the_words_of_a_name_stand_as_written() -> None:
    assert PersonName("Idris bin  Yusuf").words == ("Idris", "bin", "Yusuf")


def test_a_name_never_appears_in_a_log() -> None:
    assert "Idris" not in repr(PersonName("Idris"))


def test_nothing_typed_is_no_name() -> None:
    assert PersonName.parse("  ") is None
    assert PersonName.parse(" Idris ", "") == PersonName("Idris")
    assert PersonName.parse("إدريس", "Idris") == PersonName("إدريس", "Idris")


def test_latin_letters_alone_are_asked_about() -> None:
    with pytest.raises(Invalid) as refused:
        PersonName.parse("", "Idris", field="nickname")
    assert refused.value.field == "nickname"


def test_the_refusal_names_the_field_of_the_form() -> None:
    with pytest.raises(Invalid) as refused:
        PersonName.parse("Idris", "\x00a", field="nickname")
    assert refused.value.field == "nickname_latin"


@pytest.mark.parametrize("told", [{}, {"full": 3}, {"full": "Idris", "latin": 4}])
def test_what_is_not_a_name_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        PersonName.from_dict(told)
