"""A house with a pair to compare, and people who can: built once, and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from registry.accounts import passwords
from registry.config import Settings
from registry.work import Floors
from tests.conftest import Clock
from tests.making import accounts, houses
from tests.making import review as making
from tests.making.review import House, Opened


@dataclass(frozen=True, slots=True)
class Prepared:
    """A house at rest in a folder of its own."""

    settings: Settings
    house: House
    opened: Opened | None = None


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """A house with a pair that nobody has looked at yet."""
    settings = houses.settings_in(tmp_path_factory.mktemp("prepared") / "house")
    with pytest.MonkeyPatch.context() as patch, houses.house(settings, Clock()) as floors:
        patch.setattr(passwords, "HASHER", accounts.CHEAP)
        return Prepared(settings, making.house(floors))


@pytest.fixture(scope="session")
def nearly_signed(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The same house, in which both reviewers have come to the last stage."""
    settings = _copied(prepared, tmp_path_factory.mktemp("nearly") / "house")
    house = prepared.house
    with houses.standing(settings, Clock()) as floors:
        opened = making.opened(floors, house)
        for assignment in opened.seats.values():
            making.walked(floors, house.who(assignment.reviewer_ref), str(assignment.id))
    return Prepared(settings, house, opened)


@pytest.fixture
def floors(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Floors]:
    """The floors of this test: of a prepared house where one is asked for, else an empty one."""
    wanted = {"ready": "nearly_signed", "house": "prepared"}
    found = next((name for ask, name in wanted.items() if ask in request.fixturenames), None)
    if found is None:
        yield request.getfixturevalue("floors")
        return
    settings = _copied(request.getfixturevalue(found), tmp_path / "copied")
    with houses.standing(settings, clock) as floors:
        yield floors


@pytest.fixture
def house(prepared: Prepared) -> House:
    """A guardian's record, an uncle's claim, a coordinator and four reviewers."""
    return prepared.house


@pytest.fixture
def opened(floors: Floors, house: House) -> Opened:
    """The review of the pair, with two people asked."""
    return making.opened(floors, house)


@pytest.fixture
def ready(nearly_signed: Prepared) -> Opened:
    """The review of the pair, with two people who have only to sign."""
    assert nearly_signed.opened is not None
    return nearly_signed.opened


def _copied(ready: Prepared, folder: Path) -> Settings:
    settings = houses.settings_in(folder)
    shutil.copytree(ready.settings.data_dir, folder, dirs_exist_ok=True)
    shutil.copy(ready.settings.root_key_file, settings.root_key_file)
    return settings
