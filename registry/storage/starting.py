"""What must be so before keys.db is opened: a new one over a house that has data would lose it."""

from __future__ import annotations

import secrets
import sqlite3
from pathlib import Path

from sqlalchemy import inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from registry.config import Settings
from registry.errors import Misconfigured
from registry.storage import migrating
from registry.storage.database import connect
from registry.storage.keys import Keyring
from registry.storage.root_files import FileRoots
from registry.storage.roots import Roots

LOST = (
    "keys.db is missing or empty while registry.db is not: put it back. Without it nothing that"
    " was sealed opens."
)


def roots_for(settings: Settings) -> Roots:
    """The provider of the root key. A further scheme of KINFOLD_ROOT_KEY is taken up here."""
    return FileRoots(settings.root_key_file, secrets.token_bytes)


def open_keyring(settings: Settings) -> Keyring:
    """The keys of a house that was set up; refuses a root key or a keys.db that is not its own."""
    refuse_lost_keys(settings)
    if not holds(settings.keys_url, "root_checks"):
        raise Misconfigured("keys.db was never set up: run `kinfold keys init`.")
    engine = connect(settings.keys_url)
    if not migrating.is_current(engine, "keys"):
        raise Misconfigured("keys.db is of another version: run `kinfold db upgrade`.")
    keyring = Keyring(engine, roots_for(settings), secrets.token_bytes)
    keyring.check()
    return keyring


def refuse_lost_keys(settings: Settings) -> None:
    """Refuse to go on where a house has data and its keys are not there."""
    is_new = not holds(settings.database_url, "trail_entries")  # nothing happens without an entry
    if not is_new and not holds(settings.keys_url, "root_checks"):
        raise Misconfigured(LOST)
    if holds(settings.database_url, "sealed_values") and not any(
        holds(settings.keys_url, table) for table in ("data_keys", "purpose_keys")
    ):
        raise Misconfigured(LOST)


def holds(url: str, table: str) -> bool:
    """Is there a row in this table? Asking makes no file."""
    name = make_url(url).database
    if not name or not Path(name).exists():
        return False
    engine = connect(url)
    try:
        with engine.connect().execution_options(reading=True) as connection:
            if not inspect(connection).has_table(table):
                return False
            # The tables are named above, never by anyone else.
            return connection.scalar(text(f"SELECT 1 FROM {table} LIMIT 1")) is not None  # noqa: S608
    except (sqlite3.Error, SQLAlchemyError) as error:
        raise Misconfigured(f"{Path(name).name} cannot be read as a database.") from error
    finally:
        engine.dispose()
