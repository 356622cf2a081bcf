"""Somebody's own family name in what they open: across scripts, and not where it is another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.description import Description, Family, Names, PersonName, Relation, Relative
from registry.watching.names import bears, family_words, names_in


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("Noor Haddad", "Idris Haddad"),
        ("Noor Haddad", "إدريس حداد"),
        ("Ewa Kovalenko", "Тарас Коваленко"),
        ("Irina Petrova", "Олег Петров"),
        ("王小明", "Wei Ling Wang"),
        ("Luis García Pérez", "Ana Perez"),
        ("Haddad", "Haddad"),
        ("Omar al-Haddad", "Haddad Idris Haddad"),
    ],
)
def test_the_same_family_name_is_seen_in_whatever_script(own: str, other: str) -> None:
    assert bears(own, [other])
    assert bears(other, [own])


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("Noor Haddad", "Haddad"[:3] + "ar Idris"),
        ("Omar Hassan", "Omar Hussein"),
        ("Ewa Kovalenko", "Ewa Kovalchuk"),
        ("Idris Mensah", "Idris Haddad"),
        ("", "Idris Haddad"),
        ("Noor Haddad", ""),
    ],
)
def test_another_family_name_is_not_and_a_first_name_says_nothing(own: str, other: str) -> None:
    assert not bears(own, [other])


def test_a_name_is_found_wherever_it_stands() -> None:
    told = Description(
        names=Names(name=PersonName("Idris", "Idris Haddad")),
        family=Family((Relative(Relation.MOTHER, PersonName("Amina Saleh")),)),
    ).to_dict()
    assert set(names_in(told)) == {"Idris", "Idris Haddad", "Amina Saleh"}
    assert set(names_in({"claimant": {"name": "Yusuf Haddad", "phone": "1"}})) == {"Yusuf Haddad"}
    assert list(names_in({"reasons": [{"words": "Haddad"}]})) == []


@given(st.text(max_size=20))
def test_any_name_bears_itself_if_it_has_a_word(name: str) -> None:
    assert bears(name, [name]) is bool(family_words(name))
