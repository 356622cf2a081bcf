"""The write-ahead log is empty or it is not: whoever erases has to know which."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from registry.storage import database
from registry.storage.database import connect, truncate_log


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A database with something in its log, and no patience with those in the way."""
    pragmas = (*database.PRAGMAS[:-1], "busy_timeout=20")
    monkeypatch.setattr(database, "PRAGMAS", pragmas)
    engine = connect(f"sqlite:///{tmp_path / 'some.db'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE words (word TEXT)"))
        connection.execute(text("INSERT INTO words VALUES ('zebrafinch')"))
    return engine


def log_of(engine: Engine) -> Path:
    return Path(f"{engine.url.database}-wal")


def test_an_emptied_log_holds_nothing(engine: Engine) -> None:
    assert log_of(engine).stat().st_size > 0
    assert truncate_log(engine)
    assert log_of(engine).stat().st_size == 0


def test_a_reader_in_the_way_is_told_and_not_passed_over(engine: Engine) -> None:
    reader = sqlite3.connect(str(engine.url.database), isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM words").fetchall()
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM words"))
    assert not truncate_log(engine)
    assert log_of(engine).stat().st_size > 0
    reader.close()
    assert truncate_log(engine)


def test_what_a_writer_left_meanwhile_is_seen_and_tried_again(engine: Engine) -> None:
    answers = [(1, 3, 3), (0, 2, 2), (0, 0, 0)]

    class Cursor:
        def execute(self, _statement: str) -> Cursor:
            return self

        def fetchone(self) -> tuple[int, int, int]:
            return answers.pop(0)

    class Raw:
        cursor = Cursor

        def close(self) -> None: ...

    class Busy:
        raw_connection = Raw

    assert truncate_log(Busy())  # type: ignore[arg-type]
    assert answers == []
    answers[:] = [(0, 2, 2)] * database.TRUNCATE_TRIES
    assert not truncate_log(Busy())  # type: ignore[arg-type]
