"""Who has to be found, and names among invented ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.review.rules import Missing, missing, mixed, script_of

NAMES = st.lists(
    st.sampled_from(
        ["Idris", "Amina Haddad", "إدريس حداد", "Оксана", "ሃና", "陈伟", "Ba", "Elif Aksoy"]
    )
    | st.text(max_size=8),
    max_size=6,
)


def test_who_has_to_be_found_is_said_in_words() -> None:
    assert missing(0, ["Willow House"]) is None
    assert missing(1, ["Willow", "Harbour"]) == Missing(1, ("Harbour", "Willow"))
    assert missing(2, []) == Missing(2, ())


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("Idris", "latin"),
        ("إدريس", "arabic"),
        ("Оксана", "cyrillic"),
        ("ሃና", "ethiopic"),
        ("陈伟", "latin"),
        ("12", "latin"),
        ("", "latin"),
    ],
)
def test_the_script_of_a_name(name: str, script: str) -> None:
    assert script_of(name) == script


@given(NAMES, st.text(max_size=4))
def test_every_name_stands_in_the_list_once(names: list[str], seed: str) -> None:
    listed = mixed(names, seed)
    assert {" ".join(name.split()) for name in names if name.strip()} <= set(listed)
    assert len(listed) == len(set(listed))


@given(NAMES, st.text(max_size=4))
def test_the_list_is_the_same_at_each_look(names: list[str], seed: str) -> None:
    assert mixed(names, seed) == mixed(list(reversed(names)), seed) or len(set(names)) > 1
    assert mixed(names, seed) == mixed(names, seed)


def test_invented_names_are_at_least_as_many() -> None:
    names = [f"Name{number} Of{number}" for number in range(7)]
    assert len(mixed(names, "x")) >= 2 * len(names)
    assert len(mixed(["Idris"], "x")) >= 6


def test_no_names_make_no_list() -> None:
    assert mixed([" ", ""], "x") == ()


def test_an_invented_name_is_written_like_the_one_beside_it() -> None:
    assert all(script_of(name) == "arabic" for name in mixed(["إدريس حداد", "أمينة حداد"], "x"))
    assert all(" " not in name for name in mixed(["Idris"], "x"))


def test_the_order_tells_nothing() -> None:
    places = {mixed(["Idris Haddad"], f"{seed}").index("Idris Haddad") for seed in range(60)}
    assert places == {0, 1, 2, 3, 4, 5}
