"""Making a backup while the house is open: the data, then the photos it names, then the keys apart.

In this order each subject in the copy has its key, unless it was erased meanwhile: a key is kept
before anything is sealed with it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from registry.authority import OPERATOR, Permission
from registry.config import Settings, refuse_a_house_without_a_journal
from registry.errors import Absent, Misconfigured
from registry.storage.backup import keeping, manifest, parcel
from registry.storage.backup.manifest import Log, Manifest
from registry.storage.backup.parcel import Member, Part
from registry.storage.backup.snapshot import file_of, photos_of, snapshot
from registry.storage.folders import wipe
from registry.storage.journal import End
from registry.storage.objects import Objects
from registry.storage.signing import signer
from registry.trail import checkpoints
from registry.trail.events import Event
from registry.work import Floors


@dataclass(frozen=True, slots=True)
class Made:
    """One backup: its two parcels, and what the first says of itself."""

    data: Path
    keys: Path
    manifest: Manifest
    pruned: int
    """How many backups of keys were too old, and are gone."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where one kind of parcel goes, and to whom it is sealed."""

    folder: Path
    recipient: str


def create(floors: Floors) -> Made:
    """Make one backup of everything, in two parcels that open with two keys."""
    to_data, to_keys = targets(floors.settings)
    refuse_a_house_without_a_journal(floors.settings)
    with floors.reading() as session:  # by a clock ahead every backup of the keys is too old
        floors.timekeeper.hold(session, floors.clock())
    pruned = keeping.prune(to_keys.folder, floors.clock())
    with keeping.staging(floors.settings.data_dir) as stage:
        for target in (to_data, to_keys):
            keeping.sweep_unfinished(target.folder)
        told = _copied(floors, stage)
        data = to_data.folder / keeping.name_of("data", told.made_at, told.id)
        keys = to_keys.folder / keeping.name_of("keys", told.made_at, told.id)
        counted = _Counting(floors.objects, photos_of(stage / "registry.db"))
        try:
            parcel.seal(data, to_data.recipient, _of_data(floors, stage, told, counted))
            parcel.seal(keys, to_keys.recipient, _of_keys(floors, stage, told))
        except BaseException:
            data.unlink(missing_ok=True)  # half a backup would be taken for one
            raise
        wipe(stage)
    with floors.begin(OPERATOR) as work:
        work.require(Permission.BACKUP_RUN)
        entries = told.logs["trail"].size if told.logs else 0
        work.trail.record(Event.BACKUP_MADE, f"backup:{told.id}", entries=entries)
    return Made(data, keys, replace(told, gone=counted.gone), pruned)


def targets(settings: Settings) -> tuple[Target, Target]:
    """Where the two parcels go; one clear line when something is not set."""
    there = {
        "KINFOLD_BACKUP_DIR": settings.backup_dir,
        "KINFOLD_BACKUP_TO": settings.backup_to,
        "KINFOLD_KEYS_BACKUP_DIR": settings.keys_backup_dir,
        "KINFOLD_KEYS_BACKUP_TO": settings.keys_backup_to,
    }
    absent = [name for name, value in there.items() if not value]
    if absent or settings.backup_dir is None or settings.keys_backup_dir is None:
        raise Misconfigured(f"A backup needs {', '.join(absent)}: see docs/operating.md.")
    for folder in (settings.backup_dir, settings.keys_backup_dir):
        if not folder.is_dir():
            raise Misconfigured(f"There is no folder {folder} for backups: make it, or mount it.")
    return (
        Target(settings.backup_dir, settings.backup_to),
        Target(settings.keys_backup_dir, settings.keys_backup_to),
    )


def _copied(floors: Floors, stage: Path) -> Manifest:
    """Copy the registry, and say of the copy what it holds and where its logs stand."""
    # Before the copy: what is erased while it is made stands in the journal behind this end.
    end = _end_of_journal(floors)
    made_at = floors.clock()
    tables = snapshot(file_of(floors.settings.database_url), stage / "registry.db")
    return Manifest(
        id=str(uuid.UUID(bytes=floors.random(16), version=4)),
        kind="data",
        house=signer(floors.keyring).key_id,
        made_at=made_at,
        parts={},
        tables=tables,
        logs=logs_of(stage / "registry.db"),
        journal=end,
    )


def _end_of_journal(floors: Floors) -> End | None:
    if floors.journal is None:
        return None
    floors.journal.write()  # a restore asks for the file, even if nothing was ever taken back
    return floors.journal.end()


def logs_of(database: Path) -> dict[str, Log]:
    """Where the two logs stand in a copy."""
    engine = create_engine(f"sqlite:///{database}")
    try:
        with Session(engine) as session:
            noted = {
                origin: log.checkpoint(origin) for origin, log in checkpoints.logs(session).items()
            }
    finally:
        engine.dispose()
    return {origin: Log(each.size, each.root.hex()) for origin, each in noted.items()}


class _Counting:
    """The photo files a copy names: what was erased since is counted, and no fault."""

    def __init__(self, objects: Objects, names: list[str]) -> None:
        self._objects = objects
        self._names = names
        self.gone = 0

    def files(self) -> Iterator[tuple[str, bytes]]:
        for name in self._names:
            try:
                yield name, self._objects.get(name)
            except Absent:
                self.gone += 1


def _of_data(floors: Floors, stage: Path, told: Manifest, photos: _Counting) -> Iterator[Member]:
    database = stage / "registry.db"
    parts = {"registry.db": parcel.digest_of(database)}
    yield parcel.from_file("registry.db", database)
    for name, sealed in photos.files():
        parts[f"photos/{name}"] = parcel.digest_in(sealed)
        yield Member(f"photos/{name}", len(sealed), (sealed,))
    yield _manifest(floors, replace(told, parts=parts, gone=photos.gone))


def _of_keys(floors: Floors, stage: Path, told: Manifest) -> Iterator[Member]:
    database = stage / "keys.db"
    tables = snapshot(file_of(floors.settings.keys_url), database)
    parts: dict[str, Part] = {"keys.db": parcel.digest_of(database)}
    yield parcel.from_file("keys.db", database)
    about = replace(told, kind="keys", parts=parts, tables=tables, logs=None, journal=None)
    yield _manifest(floors, about)


def _manifest(floors: Floors, told: Manifest) -> Member:
    # Last in the parcel: a parcel that was cut off has none, and is not taken.
    written = manifest.written(told, signer(floors.keyring))
    return Member(parcel.MANIFEST, len(written), (written,))
