"""The people around a claim, at work in a house built once and copied for each test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from registry.accounts import passwords
from registry.authority import Actor
from registry.config import Settings
from registry.work import Floors
from tests.conftest import Clock
from tests.making import accounts, caseworkers, claims, houses


@dataclass(frozen=True, slots=True)
class Desk:
    """Who works where."""

    admins: tuple[Actor, Actor]
    mara: Actor
    hana: Actor
    omar: Actor


@dataclass(frozen=True, slots=True)
class Prepared:
    """A house at rest, and who is in it."""

    settings: Settings
    desk: Desk
    amina: Actor
    yusuf: Actor


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """A house with people in it and no file yet."""
    settings = houses.settings_in(tmp_path_factory.mktemp("claims") / "house")
    with pytest.MonkeyPatch.context() as patch, houses.house(settings, Clock()) as floors:
        patch.setattr(passwords, "HASHER", accounts.CHEAP)
        admins = caseworkers.administrators(floors)
        hana, omar = claims.hana_and_omar(floors, admins)
        desk = Desk(admins, claims.mara(floors, admins), hana, omar)
        return Prepared(settings, desk, accounts.guardian(floors), claims.yusuf(floors))


@pytest.fixture
def floors(prepared: Prepared, tmp_path: Path, clock: Clock) -> Iterator[Floors]:
    """The floors of this test's copy."""
    settings = houses.copied(prepared.settings, tmp_path / "copy")
    with houses.standing(settings, clock) as made:
        yield made


@pytest.fixture
def desk(prepared: Prepared) -> Desk:
    """Mara the coordinator, and Hana and Omar of the agency that holds a child."""
    return prepared.desk


@pytest.fixture
def amina(prepared: Prepared) -> Actor:
    """A guardian with a confirmed address."""
    return prepared.amina


@pytest.fixture
def yusuf(prepared: Prepared) -> Actor:
    """An uncle with a confirmed address."""
    return prepared.yusuf
