"""Houses for tests: fresh databases, real keys, a clock that is handed in."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

import consent.sqlalchemy
from registry.config import DEMO_STAMP, Settings, settings_for
from registry.purposes import CATALOGUE
from registry.readings import Reads
from registry.storage import append_only
from registry.storage.database import Base, KeysBase, connect
from registry.storage.keys import Keyring
from registry.storage.objects import FileObjects
from registry.storage.root_files import FileRoots, make_root_key
from registry.work import Floors


def settings_in(folder: Path) -> Settings:
    """Settings of a house in this folder, stamped as a demo so that mail is kept."""
    folder.mkdir()
    (folder / DEMO_STAMP).touch()
    return settings_for(folder, {"KINFOLD_ROOT_KEY": f"file:{folder.with_suffix('.key')}"})


@contextmanager
def house(settings: Settings, clock: Callable[[], datetime]) -> Iterator[Floors]:
    """The floors of a fresh house, on this clock."""
    make_root_key(settings.root_key_file, secrets.token_bytes)
    # Tables are the same in every house: they are made once, and keys for each house anew.
    for name, empty in _empty_databases(frozenset(Base.metadata.tables)).items():
        (settings.data_dir / name).write_bytes(empty)
    with standing(settings, clock) as floors:
        floors.keyring.stamp()
        yield floors


@cache
def _empty_databases(_tables: frozenset[str]) -> dict[str, bytes]:
    """The two databases with the tables that are known by now and nothing in them."""
    with tempfile.TemporaryDirectory() as folder:
        keys, registry = (connect(f"sqlite:///{folder}/{name}.db") for name in ("keys", "registry"))
        KeysBase.metadata.create_all(keys)
        Base.metadata.create_all(registry)
        consent.sqlalchemy.metadata.create_all(registry)
        with registry.begin() as connection:
            append_only.install(connection)
        keys.dispose()
        registry.dispose()
        return {path.name: path.read_bytes() for path in Path(folder).glob("*.db")}


@contextmanager
def standing(settings: Settings, clock: Callable[[], datetime]) -> Iterator[Floors]:
    """The floors of a house that is there already, or of a copy of its files."""
    keys, registry = connect(settings.keys_url), connect(settings.database_url)
    yield Floors(
        settings=settings,
        engine=registry,
        keyring=Keyring(keys, roots_in(settings), secrets.token_bytes),
        objects=FileObjects(settings.objects_dir),
        catalogue=CATALOGUE,
        clock=clock,
        random=secrets.token_bytes,
        undeclared=frozenset({Reads.EVERYTHING}),
    )
    keys.dispose()
    registry.dispose()


def roots_in(settings: Settings) -> FileRoots:
    """The root keys of a house."""
    return FileRoots(settings.root_key_file, secrets.token_bytes)


def copied(settings: Settings, folder: Path) -> Settings:
    """Settings of a copy, in this folder, of a house at rest."""
    shutil.copytree(settings.data_dir, folder)
    copy = settings_for(folder, {"KINFOLD_ROOT_KEY": f"file:{folder.with_suffix('.key')}"})
    shutil.copy(settings.root_key_file, copy.root_key_file)
    return copy
