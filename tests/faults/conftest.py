"""One house, prepared once, and a machine that fails in copies of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults import story
from tests.faults.machine import Machine, Told, built, started


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """The machine, and the house it fails in."""
    folder = tmp_path_factory.mktemp("machine")
    made = started(story.prepared(folder / "house"), built(folder))
    yield made
    made.process.communicate()


@pytest.fixture(scope="session")
def undisturbed(machine: Machine, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """A day in which nothing fails: how many acts on its files does it take?"""
    told = machine.live(tmp_path_factory.mktemp("counting") / "house")
    assert set(told.saved) == set(story.STEPS), told.text
    return told
