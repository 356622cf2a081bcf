"""One house, prepared once, and a machine that fails in copies of it."""

from __future__ import annotations

import pytest

from tests.faults import story
from tests.faults.machine import Machine, built


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """The machine, and the house it fails in."""
    folder = tmp_path_factory.mktemp("machine")
    return Machine(story.prepared(folder / "house"), built(folder))


@pytest.fixture(scope="session")
def count(machine: Machine, tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many acts on its files an undisturbed day takes."""
    told = machine.live(tmp_path_factory.mktemp("counting") / "house")
    assert set(told.saved) == set(story.STEPS), told.text
    assert not told.was_killed
    return told.count
