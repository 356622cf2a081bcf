"""Killed at any write, half-way through one, a failing disk, a full one: the promises hold.

With `--full` every act on a file is tried; else a sample, another one each day would only puzzle.
`KINFOLD_TEST_SHARE=2/5` tries the second of every five: a long set, cut in parts.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from tests.faults import promises, story
from tests.faults.machine import Machine, Told

pytestmark = pytest.mark.compiler
FAULTS = {
    "kill": ("any", 2),
    "torn": ("any", 1),
    "io": ("any", 1),
    "full": ("any", 1),
    "fsync": ("sync", 1),
    "rename": ("name", 1),
}
"""Which acts each is tried at, and how many of them in a sample."""
ENDING = {"kill", "torn"}
PAGES = 20
"""So much may each database grow before it is full: a day takes more."""
ROOM = range(8, 300, 12)
"""The blocks of 4 KiB that are free on a small disk."""


@pytest.mark.parametrize("fault", FAULTS)
def test_r1_r2_r6_every_promise_holds_whatever_the_machine_does(
    machine: Machine, undisturbed: Told, tmp_path: Path, fault: str
) -> None:
    kind, sample = FAULTS[fault]
    for at in chosen(fault, range(1, undisturbed.counts[kind] + 1), sample):
        folder = tmp_path / str(at) / "house"
        folder.parent.mkdir()
        told = machine.live(folder, fault, at)
        assert told.was_killed == (fault in ENDING), (fault, at, told.text)
        holds(folder, told, fault, at)


def test_r1_r2_r6_every_promise_holds_when_a_database_may_not_grow(
    machine: Machine, tmp_path: Path
) -> None:
    for at in chosen("pages", range(PAGES), 1):
        folder = tmp_path / str(at) / "house"
        folder.parent.mkdir()
        told = machine.live(folder, "pages", at)
        assert told.refused
        holds(folder, told, "pages", at)


@pytest.mark.small_disk
def test_r1_r2_r6_every_promise_holds_on_a_disk_that_is_really_full(
    machine: Machine, tmp_path: Path
) -> None:
    for room in chosen("room", ROOM, 1):
        folder = tmp_path / str(room) / "house"
        folder.parent.mkdir()
        told = machine.live(folder, "room", room)
        assert told.refused
        holds(folder, told, "room", room)


def holds(folder: Path, told: Told, fault: str, at: int) -> None:
    """It ended early, or it was told which step was refused; and the house keeps its promises."""
    if not told.was_killed:
        assert told.code == 0, (fault, at, told.text)
        assert set(told.saved) | set(told.refused) == set(story.STEPS), (fault, at, told.text)
    promises.check(folder, told)


def chosen(fault: str, every: range, sample: int) -> list[int]:
    """Where to fail."""
    if not os.environ.get("KINFOLD_TEST_FULL"):
        return sorted(Random(fault).sample(every, sample))
    part, _, parts = os.environ.get("KINFOLD_TEST_SHARE", "1/1").partition("/")
    return list(every[int(part) - 1 :: int(parts)])
