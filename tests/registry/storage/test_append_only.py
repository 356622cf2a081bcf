"""Entries, nodes, checkpoints and leaves are added and never altered: by trigger and by role."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from registry.authority import MACHINE
from registry.cli.db import bring_up_to_date
from registry.cli.keys import make_keys
from registry.cli.serve import ready_floors
from registry.errors import Misconfigured
from registry.storage import append_only
from registry.storage.database import connect
from registry.storage.signing import signer
from registry.trail import checkpoints
from registry.trail.events import Event
from registry.work import Floors
from tests.making.houses import settings_in
from tests.making.subjects import person
from tests.making.tampering import tampering

CHANGES = [
    statement.format(table=table)
    for table in append_only.KEYS
    for statement in (
        "UPDATE {table} SET rowid = rowid",
        "DELETE FROM {table}",
        "INSERT INTO {table} SELECT * FROM {table} LIMIT 1",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
        "REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
    )
]
UPSERT = (
    "INSERT INTO {table} SELECT * FROM {table} WHERE true LIMIT 1"
    " ON CONFLICT DO UPDATE SET rowid = rowid"
)
OF_THE_HOUSE = [
    statement.format(table=table)
    for table in append_only.KEYS
    for statement in (
        "DROP TABLE {table}",
        "DROP TRIGGER {table}_no_update",
        "ALTER TABLE {table} RENAME TO other",
        "ALTER TABLE {table} ADD COLUMN other",
    )
] + ["PRAGMA writable_schema = ON"]


@pytest.fixture
def house(floors: Floors) -> Floors:
    """A house in which each of these tables has rows."""
    actor = person()
    for number in range(2):
        with floors.begin(actor) as work:
            ref = f"child:{number}"
            work.consent.record_basis(subject=ref, kind="own_draft", people=(actor.ref,))
            work.trail.record(Event.BASIS_RECORDED, ref, basis="own_draft")
    with floors.begin(MACHINE) as work:
        checkpoints.keep(work.session, work.trail, checkpoints.CONSENT, signer(floors.keyring))
    return floors


@pytest.mark.parametrize(
    "statement", [*CHANGES, *(UPSERT.format(table=t) for t in append_only.KEYS)]
)
def test_a_plain_connection_is_held_by_the_triggers(house: Floors, statement: str) -> None:
    database = sqlite3.connect(str(house.engine.url.database))
    with pytest.raises(sqlite3.IntegrityError, match=r"_no_|_in_order"):
        database.execute(statement)
    database.close()


@pytest.mark.parametrize("table", sorted(append_only.NUMBERED))
def test_a_row_comes_at_the_end_or_not_at_all(house: Floors, table: str) -> None:
    with tampering(house) as database:
        (columns,) = database.execute(
            "SELECT group_concat(name) FROM pragma_table_info(?) WHERE name NOT IN ('seq', 'id')",
            (table,),
        ).fetchone()
    with house.engine.begin() as connection:
        append_only.install(connection)
    database = sqlite3.connect(str(house.engine.url.database))
    keys = "seq, id" if table == "trail_entries" else "seq"
    for seq in (-1, 100):
        values = f"{seq}, 'x'" if table == "trail_entries" else str(seq)
        with pytest.raises(sqlite3.IntegrityError, match="in_order"):
            database.execute(
                f"INSERT INTO {table} ({keys}, {columns})"  # noqa: S608 - a table of ours
                f" SELECT {values}, {columns} FROM {table}"
            )
    database.close()


@pytest.mark.parametrize("statement", [*CHANGES, *OF_THE_HOUSE])
def test_the_house_itself_may_not(house: Floors, statement: str) -> None:
    with house.engine.connect() as connection, pytest.raises(DatabaseError):
        connection.execute(text(statement))


@pytest.mark.parametrize("act", ["UPDATE {} SET rowid = rowid", "DELETE FROM {}"])
@pytest.mark.parametrize("table", append_only.KEYS)
def test_not_even_where_the_triggers_are_off(house: Floors, table: str, act: str) -> None:
    with tampering(house):
        pass
    with house.engine.connect() as connection, pytest.raises(DatabaseError, match="authorized"):
        connection.execute(text(act.format(table)))


def test_facts_can_still_be_shredded(house: Floors) -> None:
    with house.engine.begin() as connection:
        done = connection.execute(text("UPDATE consent_facts SET detail = '', salt = x''"))
    assert done.rowcount == 2


@pytest.fixture
def migrated(tmp_path: Path) -> Engine:
    """The database of a house that was made by the commands."""
    settings = settings_in(tmp_path / "house")
    make_keys(settings)
    bring_up_to_date(settings)
    return connect(settings.database_url)


def test_a_migrated_house_is_guarded(migrated: Engine) -> None:
    assert append_only.missing(migrated) == set()


def test_a_house_that_lost_a_guard_does_not_open(tmp_path: Path) -> None:
    settings = settings_in(tmp_path / "house")
    make_keys(settings)
    bring_up_to_date(settings)
    with tampering(ready_floors(settings)) as database:
        assert database is not None
    with pytest.raises(Misconfigured, match="guards"):
        ready_floors(settings)
    bring_up_to_date(settings)
    ready_floors(settings)


def test_a_copy_of_the_whole_can_still_be_made(house: Floors, tmp_path: Path) -> None:
    with house.engine.connect().execution_options(reading=True) as connection:
        raw = connection.connection.dbapi_connection
        assert isinstance(raw, sqlite3.Connection)
        copy = sqlite3.connect(tmp_path / "copy.db")
        raw.backup(copy)
    assert copy.execute("SELECT count(*) FROM trail_entries").fetchone() == (3,)
    copy.close()
