"""`kinfold keys`: the root key and the keys it wraps."""

from __future__ import annotations

import os
import secrets
import sys
from datetime import UTC, datetime

import click

from registry.app import open_floors
from registry.config import Settings, settings_from
from registry.errors import Conflict, Misconfigured
from registry.oversight import rotation
from registry.readings import Reads, reads
from registry.storage import migrating, rotating
from registry.storage.database import connect
from registry.storage.keys import Keyring
from registry.storage.starting import holds, refuse_lost_keys, roots_for

LEFT_BEHIND = 1


@click.group()
def keys() -> None:
    """The keys."""


def make_keys(settings: Settings) -> bool:
    """Make a root key and an empty keys.db, unless they are there; was the root key made?"""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    refuse_lost_keys(settings)
    roots = roots_for(settings)
    is_fresh = not roots.versions()
    if is_fresh:
        if holds(settings.keys_url, "root_checks"):
            raise Misconfigured(
                f"keys.db was made with a root key, and there is none at {settings.root_key}:"
                " put it back, or correct KINFOLD_ROOT_KEY."
            )
        roots.make(1)
    engine = connect(settings.keys_url)
    migrating.upgrade(engine, "keys")
    keyring = Keyring(engine, roots, secrets.token_bytes)
    keyring.stamp(datetime.now(UTC))
    keyring.check()
    return is_fresh


@keys.command()
@reads(Reads.NOTHING)
def init() -> None:
    """Make the root key file and keys.db; an existing root key is never touched."""
    settings = settings_from(os.environ)
    click.echo(
        f"A new root key lies in {settings.root_key_file}: copy it to a safe place."
        if make_keys(settings)
        else "The root key was there already; nothing was changed."
    )


@keys.command()
@reads(Reads.NOTHING)
def check() -> None:
    """Say whether this root key is the right one, and how many keys each version wraps."""
    keyring = open_floors(settings_from(os.environ)).keyring
    for version in rotating.versions(keyring):
        click.echo(f"Version {version.number}: {_told(version)}")
    click.echo("The root key opens the keys.")


def _told(version: rotating.Version) -> str:
    if version.retired_at is not None:
        return f"retired on {version.retired_at.date()}."
    if version.left_at is not None:
        from_then = (version.left_at + rotating.BACKUPS_LIVE).date()
        return f"0 keys; may be retired from {from_then}."
    return f"{version.keys} keys."


@keys.command()
@click.option("--portion", default=rotating.PORTION, show_default=True, type=click.IntRange(1))
@reads(Reads.NOTHING)
def rotate(portion: int) -> None:
    """Make a new version of the root key and wrap every key by it. Cut short, run it again."""
    floors = open_floors(settings_from(os.environ))
    total = 0
    for moved in rotation.rotate(floors, portion):
        total += moved
        click.echo(f"{total} keys moved …")
    *older, current = rotating.versions(floors.keyring)
    click.echo(
        f"Version {current.number} of the root key wraps {current.keys} keys: copy the new key"
        " file to a safe place, and keep the old one until it may be retired."
    )
    if left := sum(version.keys for version in older):
        click.echo(f"{left} keys do not open and were left as they were.", err=True)
        sys.exit(LEFT_BEHIND)


@keys.command()
@click.argument("version", type=click.IntRange(1))
@reads(Reads.NOTHING)
def retire(version: int) -> None:
    """Delete a version that no key and no backup of the keys can need any more."""
    try:
        rotation.retire(open_floors(settings_from(os.environ)), version)
    except Conflict as error:
        raise Misconfigured(error.message) from error
    click.echo(f"Version {version} of the root key is gone. Destroy its copies, too.")
