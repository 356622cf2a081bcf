"""`kinfold db`: the versions of the two databases."""

from __future__ import annotations

import os

import click

from consent.audit import refold
from consent.sqlalchemy import SqlStore
from registry.config import Settings, settings_from
from registry.purposes import CATALOGUE
from registry.readings import Reads, reads
from registry.storage import append_only, migrating
from registry.storage.database import connect, transaction
from registry.storage.starting import refuse_lost_keys


@click.group()
def db() -> None:
    """The databases."""


def bring_up_to_date(settings: Settings) -> None:
    """Make the folders and migrate both databases."""
    refuse_lost_keys(settings)
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    migrating.upgrade(connect(settings.keys_url, as_owner=True), "keys")
    engine = connect(settings.database_url, as_owner=True)
    has_changed = not migrating.is_current(engine, "registry")
    migrating.upgrade(engine, "registry")
    with engine.begin() as connection:
        append_only.install(connection)  # also where somebody took one off, and said why
    if has_changed:  # another version may read the same facts in another way
        with transaction(engine) as session:
            refold(SqlStore(session), CATALOGUE)


@db.command()
@reads(Reads.NOTHING)
def upgrade() -> None:
    """Bring both databases to the version this code expects."""
    bring_up_to_date(settings_from(os.environ))
    click.echo("The databases are up to date.")
