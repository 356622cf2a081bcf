"""Bringing the two databases to the version this code expects, by Alembic."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from registry import places

DATABASES = ("registry", "keys")


def config_of(database: str) -> Config:
    """Alembic's settings for one of the two databases."""
    config = Config()
    config.set_main_option("script_location", str(places.migrations(database)))
    return config


def upgrade(engine: Engine, database: str) -> None:
    """Bring one database up to date, in one transaction."""
    config = config_of(database)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_current(engine: Engine, database: str) -> bool:
    """Does the database stand at the version this code expects?"""
    head = ScriptDirectory.from_config(config_of(database)).get_current_head()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head
