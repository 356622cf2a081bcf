"""Killed at any write, half-way through a write, a failing disk, a full one: the promises hold.

With `--full` every act on a file is tried; else a sample, another one each day would only puzzle.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from tests.faults import promises, story
from tests.faults.machine import Machine, Told

pytestmark = pytest.mark.compiler
FAULTS = {"kill": 2, "torn": 1, "io": 1, "full": 1}
"""How each is tried: so many times in a sample."""


@pytest.mark.parametrize("fault", FAULTS)
def test_every_promise_holds_whatever_the_machine_does(
    machine: Machine, count: int, tmp_path: Path, fault: str
) -> None:
    for at in points(fault, count):
        told = lived(machine, tmp_path / f"{fault}-{at}" / "house", fault, at)
        promises.check(tmp_path / f"{fault}-{at}" / "house", told)


def lived(machine: Machine, folder: Path, fault: str, at: int) -> Told:
    """A day with one fault in it: it ended early, or it was told which step was refused."""
    folder.parent.mkdir()
    told = machine.live(folder, fault, at)
    if fault in {"kill", "torn"}:
        assert told.was_killed, (fault, at)
    else:
        assert not told.was_killed, (fault, at, told.text)
        assert set(told.saved) | set(told.refused) == set(story.STEPS), (fault, at, told.text)
    return told


def points(fault: str, count: int) -> list[int]:
    """The acts at which to fail."""
    if os.environ.get("KINFOLD_TEST_FULL"):
        return list(range(1, count + 1))
    return sorted(Random(fault).sample(range(1, count + 1), FAULTS[fault]))
