"""Words of two names, paired."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from registry.search.names import Name, fold
from registry.search.pairing import LEFT_OVER, Likeness, best, liken
from tests.registry.search.sides import UNHURRIED, WORDS

NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(tuple)


def five(word: str) -> float:
    return 5.0


def alike(one: str, other: str) -> Likeness:
    likeness = liken(fold(one), fold(other), five)
    assert likeness is not None
    return likeness


@UNHURRIED
@given(NAMES, NAMES)
def test_likeness_has_no_direction(one: Name, other: Name) -> None:
    assert liken(one, other, five) == liken(other, one, five)


@UNHURRIED
@given(NAMES, NAMES, st.randoms(use_true_random=False))
def test_the_order_of_words_never_counts(one: Name, other: Name, chance: object) -> None:
    turned = tuple(reversed(other))
    assert liken(one, turned, five) == liken(one, other, five)


@UNHURRIED
@given(NAMES, NAMES)
def test_nothing_is_more_like_a_name_than_itself(one: Name, other: Name) -> None:
    itself, likeness = liken(one, one, five), liken(one, other, five)
    assert itself == Likeness(5.0 * len(one), same=True)
    assert likeness is None or likeness.bits <= itself.bits


def test_the_same_words_in_another_order_are_the_same_name() -> None:
    assert alike("Idris Haddad", "Haddad Idris") == Likeness(10.0, same=True)


def test_words_one_side_leaves_out_weigh_nothing() -> None:
    assert alike("Idris", "Idris Yusuf Haddad") == Likeness(5.0, same=True)


def test_words_left_over_on_both_sides_speak_against() -> None:
    assert alike("Idris Haddad", "Idris Wang") == Likeness(5.0 - LEFT_OVER, same=False)


def test_a_word_written_as_two_is_found() -> None:
    assert alike("Gebre Mariam", "Gebremariam") == Likeness(5.0, same=True)
    assert alike("Abd al-Rahman", "Abdulrahman").bits > 4
    assert alike("Wang Xiaoming", "Ming Xiao Wang") == Likeness(10.0, same=True)


def test_names_that_only_sound_alike_are_not_the_same() -> None:
    likeness = alike("Юсуф", "Youssef")
    assert not likeness.same
    assert 3 < likeness.bits < 5


def test_names_with_nothing_alike_have_no_likeness() -> None:
    assert liken(fold("Idris"), fold("Amina"), five) is None


def test_the_two_names_most_alike_count() -> None:
    ones = (fold("Dudu"), fold("Idris Haddad"))
    assert best(ones, (fold("Amina"), fold("إدريس حداد")), five) == liken(
        fold("Idris Haddad"), fold("إدريس حداد"), five
    )
    assert best(ones, (), five) is None
