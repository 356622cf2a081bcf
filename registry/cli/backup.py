"""`kinfold backup`: making one, putting one back, and drilling for the day it is needed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from registry.app import open_floors
from registry.cli.trail import BROKEN
from registry.config import Settings, refuse_a_key_beside_the_data, settings_from
from registry.errors import Conflict, Unusable
from registry.readings import Reads, reads
from registry.recovery import drilling, making
from registry.recovery.opening import Plan
from registry.recovery.restoring import restore as put_back
from registry.recovery.restoring import sign_anew
from registry.storage.backup import keeping
from registry.storage.backup.unpacking import identities

FILE = click.Path(dir_okay=False, path_type=Path)
DATA = click.option("--data", type=FILE, help="The parcel of the data; if not named, the newest.")
KEYS = click.option("--keys", type=FILE, help="The parcel of the keys; if not named, the newest.")
IDENTITY = click.option(
    "--identity",
    "secrets",
    type=FILE,
    multiple=True,
    required=True,
    help="A file with the secret key of age for a parcel; name both.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object, for a program.")


@click.group()
def backup() -> None:
    """Backups."""


@contextmanager
def one_line() -> Iterator[None]:
    """A backup that cannot be used is one clear line, and exit code 20."""
    try:
        yield
    except (Unusable, Conflict) as error:
        click.echo(f"kinfold: {error}", err=True)
        sys.exit(BROKEN)


@backup.command()
@JSON
@reads(Reads.NOTHING)
def create(*, as_json: bool) -> None:
    """Make a backup while the house is open: one parcel of data, one of keys."""
    settings = settings_from(os.environ)
    refuse_a_key_beside_the_data(settings)
    with one_line():
        made = making.create(open_floors(settings))
    told = made.manifest
    if as_json:
        paths = {"data": str(made.data), "keys": str(made.keys), "pruned": made.pruned}
        click.echo(json.dumps({"id": told.id, "made_at": told.made_at.isoformat(), **paths}))
    else:
        click.echo(f"Data: {made.data}\nKeys: {made.keys}")
        click.echo(f"Backups of keys that were too old and are gone: {made.pruned}.")


@backup.command()
@DATA
@KEYS
@IDENTITY
@reads(Reads.NOTHING)
def restore(data: Path | None, keys: Path | None, secrets: tuple[Path, ...]) -> None:
    """Put a backup into the empty folder that KINFOLD_DATA_DIR names."""
    settings = settings_from(os.environ)
    refuse_a_key_beside_the_data(settings)
    with one_line():
        restored = put_back(_plan(settings, data, keys, secrets))
        sign_anew(restored)
    told, again = restored.manifest, restored.replayed
    click.echo(
        f"Restored: the house as it was on {told.made_at:%Y-%m-%d %H:%M} UTC.\n"
        f"Put back from the journal: {again.facts} words of consent, {again.shut} records shut,"
        f" {again.undone} brought back, {again.erased} erased for good.\n"
        "What was written after that moment is lost. You can serve it now."
    )


@backup.command()
@DATA
@KEYS
@IDENTITY
@click.option(
    "--in",
    "within",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where the passing folder is made; memory (/dev/shm) is best.",
)
@JSON
@reads(Reads.NOTHING)
def drill(
    data: Path | None,
    keys: Path | None,
    secrets: tuple[Path, ...],
    within: Path | None,
    *,
    as_json: bool,
) -> None:
    """Restore into a passing folder, check everything, wipe it; exit 0, or 20 on any miss."""
    settings = settings_from(os.environ)
    refuse_a_key_beside_the_data(settings)
    with one_line():
        drilled = drilling.drill(_plan(settings, data, keys, secrets, quiet=as_json), within)
    if (settings.data_dir / "registry.db").exists():
        drilling.note(open_floors(settings), drilled)
    if as_json:
        click.echo(json.dumps(asdict(drilled), default=str))
    else:
        _tell(drilled)
    if drilled.misses:
        sys.exit(BROKEN)


def _tell(drilled: drilling.Drilled) -> None:
    for miss in drilled.misses:
        click.echo(f"Miss: {miss}", err=True)
    if drilled.made_at is not None:
        click.echo(
            f"Checked: {drilled.values} sealed values, {drilled.files} files of photos,"
            f" {drilled.entries} entries of the trail, {drilled.facts} facts of consent,"
            f" {drilled.erased} erasures.\n"
            f"RPO: {drilled.rpo_seconds} s (so much would be lost).\n"
            f"RTO: {drilled.rto_seconds} s (so long it takes)."
        )


def _plan(
    settings: Settings,
    data: Path | None,
    keys: Path | None,
    secrets: tuple[Path, ...],
    *,
    quiet: bool = False,
) -> Plan:
    return Plan(
        settings=settings,
        data=data or keeping.newest(settings.backup_dir, "data"),
        keys=keys or keeping.newest(settings.keys_backup_dir, "keys"),
        identities=[key for path in secrets for key in identities(path)],
        clock=lambda: datetime.now(UTC),
        say=(lambda _line: None) if quiet else click.echo,
    )
