"""Tables to which rows are only ever added: guarded by triggers, and by what the house may do.

The triggers hold whoever opens the file with ordinary means, the worst being `INSERT OR REPLACE`,
which deletes without a word. The authorizer holds the application itself: its connections cannot
change, remove or drop what is in these tables, nor take the triggers off. Neither stops somebody
who is root; that is what chain, tree, checkpoints and anchors are for.
"""

from __future__ import annotations

import sqlite3
from types import MappingProxyType
from typing import Final

from sqlalchemy import Engine, inspect
from sqlalchemy.engine import Connection

KEYS: Final = MappingProxyType(
    {
        "trail_entries": ("seq", "id"),
        "trail_nodes": ("level, position",),
        "checkpoints": ("origin, at",),
        "consent_leaves": ("seq",),
        "consent_nodes": ("level, position",),
    }
)
"""Each table with its keys: what a second row may not share."""
NUMBERED: Final = frozenset({"trail_entries", "consent_leaves"})
"""Those whose rows are numbered from 0 without a gap."""
_ON_TABLE: Final = frozenset(
    {sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE, sqlite3.SQLITE_DROP_TABLE}
)
_ON_GUARD: Final = frozenset({sqlite3.SQLITE_DROP_TRIGGER, sqlite3.SQLITE_ALTER_TABLE})


def guards() -> dict[str, str]:
    """Every trigger by its name, as the statement that makes it."""
    made: dict[str, str] = {}
    for table, keys in KEYS.items():
        for act in ("update", "delete"):
            made[f"{table}_no_{act}"] = f"BEFORE {act.upper()} ON {table}"
        for place, key in enumerate(keys):
            same = " AND ".join(f"{name} = NEW.{name}" for name in key.split(", "))
            is_there = f"SELECT 1 FROM {table} WHERE {same}"  # noqa: S608 - all our own words
            made[f"{table}_no_second_{place}"] = (
                f"BEFORE INSERT ON {table} WHEN EXISTS ({is_there})"
            )
        if table in NUMBERED:
            end = f"SELECT coalesce(max(seq) + 1, 0) FROM {table}"  # noqa: S608 - all our own words
            made[f"{table}_in_order"] = f"BEFORE INSERT ON {table} WHEN NEW.seq IS NOT ({end})"
    return {
        name: f"CREATE TRIGGER IF NOT EXISTS {name} {rest} BEGIN SELECT RAISE(ABORT, '{name}'); END"
        for name, rest in made.items()
    }


def install(connection: Connection) -> None:
    """Guard the tables that are there; a guard that stands already is left as it is."""
    tables = set(inspect(connection).get_table_names())
    for name, statement in guards().items():
        if any(name.startswith(f"{table}_") for table in tables & set(KEYS)):
            connection.exec_driver_sql(statement)


def missing(engine: Engine) -> set[str]:
    """The guards that somebody took off."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return set(guards()) - set(rows.scalars())


def confine(connection: sqlite3.Connection) -> None:
    """Let this connection add to these tables and read them, and nothing else."""
    connection.set_authorizer(_allow)


def _allow(
    act: int, first: str | None, second: str | None, _database: str | None, _inside: str | None
) -> int:
    if act in _ON_TABLE and first in KEYS:
        return sqlite3.SQLITE_DENY
    if act in _ON_GUARD and second in KEYS:
        return sqlite3.SQLITE_DENY
    if act == sqlite3.SQLITE_PRAGMA and first == "writable_schema":
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK
