"""`kinfold keys`: the root key and the keys it wraps."""

from __future__ import annotations

import os
import secrets

import click

from registry.config import Settings, settings_from
from registry.errors import Misconfigured
from registry.readings import Reads, reads
from registry.storage import migrating
from registry.storage.database import connect
from registry.storage.keys import Keyring, make_root_key, read_root_key


@click.group()
def keys() -> None:
    """The keys."""


def make_keys(settings: Settings) -> None:
    """Make a root key and an empty keys.db, unless they are there."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not settings.root_key_file.exists():
        make_root_key(settings.root_key_file, secrets.token_bytes)
    engine = connect(settings.keys_url)
    migrating.upgrade(engine, "keys")
    Keyring(engine, read_root_key(settings.root_key_file), secrets.token_bytes).stamp()


@keys.command()
@reads(Reads.NOTHING)
def init() -> None:
    """Make the root key file and keys.db; an existing root key is never touched."""
    settings = settings_from(os.environ)
    fresh = not settings.root_key_file.exists()
    make_keys(settings)
    click.echo(
        f"A new root key lies in {settings.root_key_file}: copy it to a safe place."
        if fresh
        else "The root key was there already; nothing was changed."
    )


@keys.command()
@reads(Reads.NOTHING)
def check() -> None:
    """Say whether this root key is the one the data was sealed with."""
    settings = settings_from(os.environ)
    engine = connect(settings.keys_url)
    if not migrating.is_current(engine, "keys"):
        raise Misconfigured("keys.db was never set up: run `kinfold keys init`.")
    Keyring(engine, read_root_key(settings.root_key_file), secrets.token_bytes).check()
    click.echo("The root key opens the keys.")
