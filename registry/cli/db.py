"""`kinfold db`: the versions of the two databases."""

from __future__ import annotations

import os

import click

from registry.config import Settings, settings_from
from registry.storage import migrating
from registry.storage.database import connect


@click.group()
def db() -> None:
    """The databases."""


def bring_up_to_date(settings: Settings) -> None:
    """Make the folders and migrate both databases."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    migrating.upgrade(connect(settings.keys_url), "keys")
    migrating.upgrade(connect(settings.database_url), "registry")


@db.command()
def upgrade() -> None:
    """Bring both databases to the version this code expects."""
    bring_up_to_date(settings_from(os.environ))
    click.echo("The databases are up to date.")
