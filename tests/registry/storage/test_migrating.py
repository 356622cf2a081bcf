"""The migrations lead to the very tables of the code, also from a database with a past."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from uuid import uuid4

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, MetaData, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

import consent.sqlalchemy
import registry.app  # noqa: F401 - every table of the house is known once it is imported
from consent.tree import leaf_hash, root
from registry.storage.database import Base, KeysBase, UtcTime, connect
from registry.storage.migrating import config_of, upgrade
from registry.trail.trail import log_of

OF_EACH: dict[str, list[MetaData]] = {
    "registry": [Base.metadata, consent.sqlalchemy.metadata],
    "keys": [KeysBase.metadata],
}


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return connect(f"sqlite:///{tmp_path / 'house.db'}")


@pytest.mark.parametrize("database", OF_EACH)
def test_the_tables_have_the_very_columns_of_the_code(engine: Engine, database: str) -> None:
    upgrade(engine, database)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        found = compare_metadata(context, OF_EACH[database])  # type: ignore[arg-type] # or several
    assert found == []


@pytest.mark.parametrize("size", [0, 1, 2, 7, 8])
def test_a_trail_from_before_nodes_were_kept_grows_its_tree(engine: Engine, size: int) -> None:
    config = config_of("registry")
    leaves = [leaf_hash(bytes([each])) for each in range(size)]
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for seq, leaf in enumerate(leaves):
            connection.execute(
                text(
                    "INSERT INTO trail_entries (seq, id, at, actor_ref, event, subject_ref, about,"
                    " detail, previous, digest, leaf) VALUES (:seq, :id, :at, 'a:1', 'x:y', 'b:1',"
                    " '[]', '{}', :digest, :digest, :leaf)"
                ),
                {
                    "seq": seq,
                    "id": uuid4().hex,
                    "at": datetime(2026, 3, 2, tzinfo=UTC).isoformat(" "),
                    "digest": hashlib.sha256(leaf).digest(),
                    "leaf": leaf,
                },
            )
    upgrade(engine, "registry")
    with Session(engine) as session:
        log = log_of(session)
        assert log.tree().root() == root(leaves)
        assert log.check(leaves) == size


def test_a_time_without_a_zone_is_not_kept() -> None:
    dialect = sqlite.dialect()
    with pytest.raises(ValueError, match="zone"):
        UtcTime().process_bind_param(datetime(2026, 3, 2, 9), dialect)  # noqa: DTZ001 - refused
    east = datetime(2026, 3, 2, 12, tzinfo=timezone(timedelta(hours=3)))
    kept = UtcTime().process_bind_param(east, dialect)
    assert kept == datetime(2026, 3, 2, 9)  # noqa: DTZ001 - as SQLite keeps it
    assert UtcTime().process_result_value(kept, dialect) == east
