"""Backups of a test's house, the identities that open them, and the journal outside of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pyrage
from alembic import command

from registry.config import Settings, settings_for
from registry.recovery import making
from registry.recovery.making import Made
from registry.recovery.opening import Plan
from registry.storage.backup.unpacking import Identity
from registry.storage.database import connect
from registry.storage.journal import ErasureJournal
from registry.storage.migrating import DATABASES, config_of
from registry.storage.signing import signer
from registry.work import Floors


@dataclass(frozen=True)
class Offline:
    """What lies in the safe: the two secret keys. `floors` is the house that is backed up."""

    floors: Floors
    data: Identity
    keys: Identity

    @property
    def identities(self) -> list[Identity]:
        """Both."""
        return [self.data, self.keys]


def journalled(floors: Floors, path: Path) -> Floors:
    """The same floors with a journal outside."""
    journal = ErasureJournal(path, lambda: signer(floors.keyring))
    return replace(floors, journal=journal, settings=replace(floors.settings, journal=path))


def prepared(floors: Floors, outside: Path) -> Offline:
    """The same house with a journal, folders for backups, and keys to seal them to."""
    data, keys = (pyrage.x25519.Identity.generate() for _ in range(2))
    for name in ("data", "keys"):
        (outside / name).mkdir(parents=True)
    settings = replace(
        floors.settings,
        backup_dir=outside / "data",
        backup_to=str(data.to_public()),
        keys_backup_dir=outside / "keys",
        keys_backup_to=str(keys.to_public()),
    )
    stand_at_the_newest_version(settings)
    return Offline(journalled(replace(floors, settings=settings), outside / "journal"), data, keys)


def stand_at_the_newest_version(settings: Settings) -> None:
    """A test's house is made from the tables of the code; a restore asks for its version."""
    for database, url in zip(DATABASES, (settings.database_url, settings.keys_url), strict=True):
        config = config_of(database)
        engine = connect(url)
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.stamp(config, "head")
        engine.dispose()


def backed_up(offline: Offline) -> Made:
    """A backup of the house as it stands."""
    return making.create(offline.floors)


def plan(
    offline: Offline,
    made: Made,
    folder: Path,
    clock: Callable[[], datetime],
    **other: object,
) -> Plan:
    """The plan to restore it into a folder, with the root key from the safe."""
    old = offline.floors.settings
    settings = replace(
        settings_for(folder, {"KINFOLD_ROOT_KEY": old.root_key}), journal=old.journal
    )
    ready = Plan(settings, made.data, made.keys, offline.identities, clock, lambda _line: None)
    return replace(ready, **other)  # type: ignore[arg-type]


def destroyed(offline: Offline) -> None:
    """The disk is gone: databases, keys and photos."""
    offline.floors.engine.dispose()
    shutil.rmtree(offline.floors.settings.data_dir)
