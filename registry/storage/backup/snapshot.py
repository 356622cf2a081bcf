"""A database as it stands at one moment, copied while others go on writing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url

from registry.errors import Misconfigured, Unusable


def file_of(url: str) -> Path:
    """The file of a database."""
    name = make_url(url).database
    if not name:
        raise Misconfigured("A database in memory cannot be backed up.")
    return Path(name)


def snapshot(source: Path, into: Path) -> dict[str, int]:
    """Copy one consistent state into a new file; gives how many rows each table had.

    `VACUUM INTO` reads within one transaction, which in WAL mode holds up no writer, and leaves out
    freed pages: what was deleted is not carried along.
    """
    try:
        with closing(sqlite3.connect(source, timeout=30)) as connection:
            connection.execute("VACUUM INTO ?", (str(into),))
    except sqlite3.Error as error:
        raise Unusable(f"{source.name} could not be copied: {error}.") from error
    into.chmod(0o600)
    return counts_of(into)


def counts_of(path: Path) -> dict[str, int]:
    """How many rows each table of a database file has."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - the database's own names
            for (name,) in names
        }


def photos_of(path: Path) -> list[str]:
    """The files of photos that a database names."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT large, small FROM photos ORDER BY id").fetchall()
    return [name for row in rows for name in row if name is not None]


def refuse_damaged(path: Path) -> None:
    """Refuse a file that is no database, or one with a damaged page."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            answer = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        raise Unusable(f"{path.name} in the backup is damaged: {error}.") from error
    if answer != ("ok",):
        raise Unusable(f"{path.name} in the backup is damaged.")
