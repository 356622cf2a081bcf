"""Opening the two parcels into a folder, and refusing what is old, damaged, or of another house."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from alembic.util import CommandError
from sqlalchemy import Engine

from consent.audit import refold
from consent.sqlalchemy import SqlStore
from registry.config import Settings
from registry.errors import Unusable
from registry.purposes import CATALOGUE
from registry.recovery.making import logs_of
from registry.storage import migrating
from registry.storage.backup import keeping, manifest
from registry.storage.backup.manifest import Manifest
from registry.storage.backup.parcel import MANIFEST
from registry.storage.backup.snapshot import counts_of, photos_of, refuse_damaged
from registry.storage.backup.unpacking import OF_DATA, OF_KEYS, Identity, unpack
from registry.storage.database import connect, transaction
from registry.storage.keys import Keyring
from registry.storage.objects import FileObjects
from registry.storage.signing import signer
from registry.storage.starting import roots_for
from registry.work import Floors

A_LITTLE: Final = timedelta(minutes=5)
"""So far two clocks may differ."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is restored, from where, to where."""

    settings: Settings
    """Of the house to be; `journal` is the journal that is replayed, and only read."""
    data: Path
    keys: Path
    identities: Sequence[Identity]
    clock: Callable[[], datetime]
    say: Callable[[str], None]


def open_keys(plan: Plan) -> tuple[Keyring, Manifest]:
    """The keys, if they are young enough and this root key opens them."""
    told, signed, signature = _unpacked(plan, plan.keys, "keys")
    now = plan.clock()
    if now - told.made_at > keeping.KEYS_LIVE:
        raise Unusable(
            f"{plan.keys.name} is older than {keeping.KEYS_LIVE.days} days: it may hold keys of"
            " what was erased. Use a newer one, and delete this."
        )
    if told.made_at - now > A_LITTLE:
        raise Unusable(f"{plan.keys.name} was made in the future: set the clock right.")
    refuse_damaged(plan.settings.data_dir / "keys.db")
    engine = connect(plan.settings.keys_url)
    _bring_up_to_date(engine, "keys")
    keyring = Keyring(engine, roots_for(plan.settings), secrets.token_bytes)
    keyring.check()
    manifest.check(signed, signature, signer(keyring))
    return keyring, told


def open_data(plan: Plan, keyring: Keyring, keys: Manifest) -> Manifest:
    """The registry and its photos, if they are whole and these keys are theirs."""
    database = plan.settings.data_dir / "registry.db"
    told, signed, signature = _unpacked(plan, plan.data, "data")
    manifest.check(signed, signature, signer(keyring))
    if keys.made_at < told.made_at:
        raise Unusable("The backup of the keys is older than that of the data: use a newer one.")
    refuse_damaged(database)
    if counts_of(database) != told.tables or logs_of(database) != told.logs:
        raise Unusable(f"{plan.data.name} does not hold what it says of itself.")
    named = {f"photos/{name}" for name in photos_of(database)}
    if len(named - told.parts.keys()) > told.gone:
        raise Unusable(f"{plan.data.name} lacks photos.")
    return told


def _unpacked(plan: Plan, path: Path, kind: str) -> tuple[Manifest, bytes, bytes]:
    """Open one parcel into the folder; it must hold exactly what its manifest says."""
    target = plan.settings.data_dir
    parts = unpack(path, plan.identities, target, OF_DATA if kind == "data" else OF_KEYS)
    if parts.pop(MANIFEST, None) is None:
        raise Unusable(f"{path.name} has no manifest: it is no backup of Kinfold.")
    told, signed, signature = manifest.read((target / MANIFEST).read_bytes())
    (target / MANIFEST).unlink()
    if told.kind != kind:
        raise Unusable(f"{path.name} is a backup of the {told.kind}, not of the {kind}.")
    if parts != told.parts:
        raise Unusable(f"{path.name} does not hold what it says of itself.")
    return told, signed, signature


def _bring_up_to_date(engine: Engine, database: str) -> None:
    try:
        migrating.upgrade(engine, database)
    except CommandError as error:
        raise Unusable(
            "This backup was made by a newer version of Kinfold: use that one."
        ) from error


def floors_on(plan: Plan, keyring: Keyring) -> Floors:
    """Floors on what was opened, up to date; without the journal, which is only read here."""
    engine = connect(plan.settings.database_url)
    if not migrating.is_current(engine, "registry"):
        _bring_up_to_date(engine, "registry")
        with transaction(engine) as session:
            refold(SqlStore(session), CATALOGUE)
    return Floors(
        settings=plan.settings,
        engine=engine,
        keyring=keyring,
        objects=FileObjects(plan.settings.objects_dir),
        catalogue=CATALOGUE,
        clock=plan.clock,
        random=secrets.token_bytes,
    )
