"""Cases at several stages: each built once, on a copy of the one before, and copied for a test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from registry.accounts import passwords
from registry.config import Settings
from registry.work import Floors
from tests.conftest import Clock
from tests.making import accounts, houses
from tests.making import reunion as making
from tests.making.reunion import Cast


@dataclass(frozen=True, slots=True)
class Prepared:
    """A house at rest in a folder of its own."""

    settings: Settings
    cast: Cast


Next = Callable[[Floors, Cast], object]
STAGES: Final[dict[str, tuple[str, Next]]] = {
    "ready": ("moved", making.ready),
    "asked": ("ready", making.ask),
    "told": ("asked", making.answered),
}
"""Each stage: the one it goes on from, and what happens in between."""
BEGUN: Final = {"moved": making.moved, "found": making.found_and_moved}


@pytest.fixture(scope="session")
def stage_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Prepared]:
    """The house of a stage, built when it is first asked for."""
    built: dict[str, Prepared] = {}

    def stage(name: str) -> Prepared:
        if name not in built:
            before = stage(STAGES[name][0]) if name in STAGES else None
            folder = tmp_path_factory.mktemp(name) / "house"
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(passwords, "HASHER", accounts.CHEAP)
                built[name] = (
                    _begun(name, folder) if before is None else _next(name, before, folder)
                )
        return built[name]

    return stage


def _begun(name: str, folder: Path) -> Prepared:
    settings = houses.settings_in(folder)
    with houses.house(settings, Clock()) as floors:
        return Prepared(settings, BEGUN[name](floors))


def _next(name: str, before: Prepared, folder: Path) -> Prepared:
    settings = copied(before, folder)
    with houses.standing(settings, Clock()) as floors:
        STAGES[name][1](floors, before.cast)
    return Prepared(settings, before.cast)


def copied(prepared: Prepared, folder: Path) -> Settings:
    """A house of one's own, just like this one."""
    settings = houses.settings_in(folder)
    shutil.copytree(prepared.settings.data_dir, folder, dirs_exist_ok=True)
    shutil.copy(prepared.settings.root_key_file, settings.root_key_file)
    return settings


@pytest.fixture
def floors(
    request: pytest.FixtureRequest,
    stage_of: Callable[[str], Prepared],
    tmp_path: Path,
    clock: Clock,
) -> Iterator[Floors]:
    """The floors of this test: of a prepared house where one is asked for, else an empty one."""
    known = [*BEGUN, *STAGES]
    found = next((name for name in known if name in request.fixturenames), None)
    if found is None:
        yield request.getfixturevalue("floors")
        return
    with houses.standing(copied(stage_of(found), tmp_path / "copied"), clock) as floors:
        yield floors


@pytest.fixture
def moved(stage_of: Callable[[str], Prepared]) -> Cast:
    """Yusuf's claim and Amina's record; two people said move."""
    return stage_of("moved").cast


@pytest.fixture
def found(stage_of: Callable[[str], Prepared]) -> Cast:
    """Yusuf's claim and a child in the care of Willow House; two people said move."""
    return stage_of("found").cast


@pytest.fixture
def ready(stage_of: Callable[[str], Prepared]) -> Cast:
    """Everything is on record before both sides are asked."""
    return stage_of("ready").cast


@pytest.fixture
def asked(stage_of: Callable[[str], Prepared]) -> Cast:
    """Both sides are asked, and nobody has answered."""
    return stage_of("asked").cast


@pytest.fixture
def told(stage_of: Callable[[str], Prepared]) -> Cast:
    """Both sides said yes."""
    return stage_of("told").cast
