"""The closed lists are closed, short, and readable."""

from __future__ import annotations

import json
import re

import pytest

from registry.description import (
    ClosureReason,
    Relation,
    SeparationCause,
    Sex,
    codes,
    countries,
    country_name,
    label,
    language_name,
    languages,
    read_code,
)
from registry.description.codes import Code
from registry.description.withheld import Prompt
from registry.errors import Invalid

LISTS = [
    listed
    for listed in [*vars(codes).values(), Prompt]
    if isinstance(listed, type) and issubclass(listed, Code) and listed is not Code
]


@pytest.mark.parametrize("listed", LISTS)
def test_every_code_is_a_plain_word_with_a_label(listed: type[Code]) -> None:
    assert len(listed) > 1
    for entry in listed:
        assert re.fullmatch(r"[a-z_]{2,20}", entry.value)
        assert entry.label
        assert json.loads(json.dumps({"code": entry})) == {"code": entry.value}
        assert str(entry) == entry.value == entry
        assert read_code(listed, entry.value) is entry
        assert label(listed, entry.value) == entry.label
    assert listed.choices() == tuple((entry.value, entry.label) for entry in listed)
    assert len({entry.label for entry in listed}) == len(listed)


def test_the_lists_are_as_long_as_the_forms_of_the_field() -> None:
    assert len(SeparationCause) == 16
    assert len(Relation) == 13
    assert len(ClosureReason) == 11
    assert len(Prompt) == 8


@pytest.mark.parametrize("value", ["", "FEMALE", "Female", "neither", None, 3])
def test_an_answer_off_the_list_is_refused(value: object) -> None:
    with pytest.raises(Invalid, match="on the list") as refused:
        read_code(Sex, value, "sex")
    assert refused.value.field == "sex"


@pytest.mark.parametrize("code", ["ar", "am", "ti", "prs", "rhg", "ckb", "kmr", "uk", "ase"])
def test_languages_of_families_on_the_move_are_known(code: str) -> None:
    assert code in languages()
    assert language_name(code) != code


def test_no_language_of_the_list_goes_without_a_name() -> None:
    assert [code for code in languages() if language_name(code) == code] == []
    assert [code for code in countries() if country_name(code) == code] == []


def test_what_is_no_language_or_country_is_not_on_the_list() -> None:
    assert not {"und", "mul", "zxx", "en_GB", "root"} & languages()
    assert not {"EU", "UN", "ZZ", "001", "XA"} & countries()
    assert {"SY", "XK", "SS", "PS"} <= countries()


def test_names_come_in_the_readers_language() -> None:
    assert language_name("uk", "es") == "ucraniano"
    assert country_name("SY", "fr") == "Syrie"
    assert language_name("prs", "uk") == "дарі"


def test_a_name_the_readers_language_lacks_is_given_in_english() -> None:
    assert language_name("ase", "ar") == "American Sign Language"
    assert language_name("qqq") == "qqq"
    assert country_name("QQ") == "QQ"
