"""One name, told in many ways."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from registry.search.names import CLOSE, PARTICLES, closeness, fold, skeleton
from tests.registry.search.sides import UNHURRIED, WORDS

ONE_NAME = (
    ("Idris", "Идрис", "إدريس", "ادریس", "ኢድሪስ", "इदरीस", "Idrees", "IDRISS"),
    ("Yusuf", "يوسف", "Юсуф", "ዩሱፍ", "यूसुफ", "Yousef", "Youssouf"),
    ("Amina", "أمينة", "Амина", "አሚና", "अमीना", "امینه", "Aminah", "Ameena"),
    ("Mohammed", "محمد", "Мухаммед", "ሙሐመድ", "मोहम्मद", "Muhammad"),
    ("Fatima", "فاطمة", "فاطمه", "Фатима", "ፋጢማ", "फातिमा", "Fatma"),
    ("Khadija", "خديجة", "Хадиджа", "ኸዲጃ", "खदीजा", "Hadija"),
    ("Hussein", "حسين", "حسین", "Хусейн", "ሁሴን", "हुसैन"),
    ("Mustafa", "مصطفى", "مصطفی", "Мустафа", "ሙስጠፋ", "मुस्तफ़ा", "Moustapha"),
    ("Oleksandr", "Олександр", "Александр", "Alexander", "Aleksandr"),
    ("Volodymyr", "Володимир", "Владимир"),
    ("Tsegaye", "ፀጋዬ", "ጸጋዬ", "Segaye"),
    ("Lakshmi", "लक्ष्मी", "Laxmi"),
    ("Hương", "Huong", unicodedata.normalize("NFD", "Hương")),
    ("Xiǎomíng", "Xiaoming", "XIAOMING"),
)


@pytest.mark.parametrize("ways", ONE_NAME, ids=lambda ways: ways[0])
def test_one_name_in_many_scripts_has_one_skeleton(ways: tuple[str, ...]) -> None:
    assert {skeleton(word) for way in ways for word in fold(way)} == {skeleton(fold(ways[0])[0])}


@pytest.mark.parametrize("ways", ONE_NAME, ids=lambda ways: ways[0])
def test_one_name_in_many_scripts_stays_close(ways: tuple[str, ...]) -> None:
    words = [word for way in ways for word in fold(way)]
    assert all(closeness(one, other) >= CLOSE for one in words for other in words)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Amina", "Amira"), ("Amina", "Amal"), ("Ali", "Leo"), ("Idris", "Yusuf"), ("Wei", "Aya")],
)
def test_different_names_are_not_close(one: str, other: str) -> None:
    assert closeness(*fold(one), *fold(other)) < CLOSE


@pytest.mark.parametrize("seven", ["Camp 7", "Camp ٧", "Camp ۷", "Camp ७", "Camp ７", "Camp ፯"])
def test_a_digit_of_any_script_is_that_digit(seven: str) -> None:
    assert fold(seven) == ("camp", "7")


@pytest.mark.parametrize(
    ("typed", "number"),
    [("፲፪", "12"), ("፻", "100"), ("፪፻፳", "220"), ("፲፱፻፺፪", "1992"), ("፼", "10000")],
)
def test_ethiopic_numbers_add_up(typed: str, number: str) -> None:
    assert fold(typed) == (number,)


@pytest.mark.parametrize(
    ("full", "words"),
    [
        ("Umm Kulthum bint Abi Bakr", ("kulthum", "bakr")),
        ("Ahmad ibn al-Hassan as-Sayed", ("ahmad", "hassan", "sayed")),
        ("أحمد بن الحسن", ("ahmd", "hsn")),
        ("María de la Cruz", ("maria", "cruz")),
        ("Алиев Идрис оглы", ("aliev", "idris")),
    ],
)
def test_small_words_are_left_out(full: str, words: tuple[str, ...]) -> None:
    assert fold(full) == words


def test_a_name_that_is_a_small_word_is_kept() -> None:
    assert fold("Ben") == ("ben",)


def test_a_name_that_only_begins_like_the_article_keeps_its_beginning() -> None:
    assert fold("الياس") == ("alias",)


def test_a_hyphened_article_alone_is_kept() -> None:
    assert fold("An-") == ("an",)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("王小明", ("wang", "xiaoming")),
        ("欧阳锋", ("ouyang", "feng")),
        ("司马相如", ("sima", "xiangru")),
        ("李", ("li",)),
        ("中华人民共和国", ("zhonghuarenmingongheguo",)),
        ("김민준", ("gim", "minjun")),
    ],
)
def test_a_name_without_spaces_is_cut_after_the_family_name(
    written: str, words: tuple[str, ...]
) -> None:
    assert fold(written) == words


def test_a_name_of_signs_only_is_kept_as_it_is() -> None:
    assert fold("☽ ☾") == ("☽☾",)
    assert skeleton("☽☾") == "☽☾"


def test_nothing_readable_folds_to_nothing() -> None:
    assert fold(" ") == ()


def test_servant_of_is_joined_in_one_way() -> None:
    ways = "Abdulkarim", "Abdelkarim", "Abdalkarim"
    assert {skeleton(word) for way in ways for word in fold(way)} == {"PTKRM"}


@UNHURRIED
@given(st.text(max_size=30))
@example("İ")
@example("ﷺ")
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(" ".join(once)) == once


@UNHURRIED
@given(st.text(max_size=30))
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@UNHURRIED
@given(st.text(max_size=30))
def test_folded_words_are_plain_and_skeletons_are_never_empty(text: str) -> None:
    words = fold(text)
    assert len(words) == 1 or all(word.isascii() and word.isalnum() for word in words)
    assert all(skeleton(word) for word in words)
    assert not set(words) & PARTICLES or set(words) <= PARTICLES


@UNHURRIED
@given(st.sampled_from(WORDS), st.sampled_from(WORDS))
def test_closeness_has_no_direction_and_only_equals_are_whole(one: str, other: str) -> None:
    assert closeness(one, other) == closeness(other, one)
    assert 0 <= closeness(one, other) <= 1
    assert (closeness(one, other) == 1) == (one == other)
