"""Tries are counted in a table, by whoever counts, until their time is over."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context

import pytest
from sqlalchemy import select

from registry.accounts import limits
from registry.accounts.limits import Count, Limit
from registry.config import Settings
from registry.errors import TooOften
from registry.work import Floors
from tests.conftest import Clock
from tests.making.houses import standing

THREE = Limit("three in an hour", 3, timedelta(hours=1))


def tries(floors: Floors, whom: str, times: int) -> list[bool]:
    """Which of these tries were let through."""
    return [is_let_through(floors, whom) for _ in range(times)]


def is_let_through(floors: Floors, whom: str) -> bool:
    """Is one more try let through?"""
    try:
        limits.take(floors, THREE, whom)
    except TooOften:
        return False
    return True


def test_the_fourth_of_three_is_refused_and_others_are_not(floors: Floors) -> None:
    assert tries(floors, "amina", 4) == [True, True, True, False]
    assert tries(floors, "yusuf", 1) == [True]


def test_a_count_ends_with_its_window(floors: Floors, clock: Clock) -> None:
    tries(floors, "amina", 4)
    clock.move(minutes=59)
    assert not is_let_through(floors, "amina")
    clock.move(minutes=1)
    assert is_let_through(floors, "amina")
    with floors.reading() as session:
        assert len(session.scalars(select(Count)).all()) == 1


def test_the_right_person_starts_anew(floors: Floors) -> None:
    tries(floors, "amina", 3)
    limits.forgive(floors, THREE, "amina")
    assert tries(floors, "amina", 4) == [True, True, True, False]


def test_a_count_holds_however_many_try_at_once(floors: Floors) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: is_let_through(floors, "amina"), range(12)))
    assert answers.count(True) == 3


def test_the_table_names_nobody(floors: Floors) -> None:
    limits.take(floors, THREE, "203.0.113.0/24")
    with floors.reading() as session:
        key = session.scalars(select(Count.key)).one()
    assert "203.0" not in key
    assert len(key) == 64


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2ff:3::4", "2001:db8:1:200::/56"),
        ("not an address", "unknown"),
        (None, "unknown"),
    ],
)
def test_one_household_is_one_place(address: str | None, place: str) -> None:
    assert limits.place_of(address) == place


def test_the_sentence_says_to_wait(floors: Floors) -> None:
    tries(floors, "amina", 3)
    with pytest.raises(TooOften, match="Please wait"):
        limits.take(floors, THREE, "amina")


def tries_of_a_process(settings: Settings) -> int:
    """How many of four tries another process lets through, on the same file."""
    with standing(settings, lambda: datetime(2026, 3, 2, 9, tzinfo=UTC)) as floors:
        return sum(tries(floors, "amina", 4))


def test_two_processes_count_together(floors: Floors) -> None:
    spawning = get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=spawning) as pool:
        passed = pool.map(tries_of_a_process, [floors.settings] * 2)
        assert sum(passed) == THREE.most
    assert not is_let_through(floors, "amina")
