"""A rogue at the console: the file of the database in hand, and every guard taken off first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from registry.work import Floors


@contextmanager
def tampering(floors: Floors) -> Iterator[sqlite3.Connection]:
    """A connection past everything the house puts in the way; what is done in the block stays."""
    database = sqlite3.connect(str(floors.engine.url.database))
    try:
        guards = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in guards.fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        yield database
        database.commit()
    finally:
        database.close()
