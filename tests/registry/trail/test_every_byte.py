"""Each bit of a log, of its nodes, its checkpoints and its anchors: a turned one is found."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Engine

from consent.ledger import Signer
from registry.authority import MACHINE
from registry.outbox.senders import NullSender
from registry.storage.database import connect, transaction
from registry.storage.signing import signer
from registry.trail import checkpoints
from registry.trail.anchors import FileAnchor
from registry.trail.events import FIELDS, Event
from registry.trail.fields import Field, is_written
from registry.trail.proving import prove
from registry.work import Floors
from registry.worker import anchor_checkpoints
from tests.making.houses import house, settings_in
from tests.making.subjects import person

FULL: Final = bool(os.environ.get("KINFOLD_TEST_FULL"))
SAMPLE: Final = 24
"""How many flips of each column are tried where not all are."""
KEYS: Final = {
    "trail_entries": ("seq",),
    "trail_nodes": ("level", "position"),
    "checkpoints": ("origin", "at"),
}
COLUMNS: Final = [
    (table, column)
    for table, columns in {
        "trail_entries": "seq id at actor_ref agency_ref event subject_ref about detail previous"
        " digest leaf",
        "trail_nodes": "level position digest",
        "checkpoints": "origin at size root note",
    }.items()
    for column in columns.split()
]
CODES: Final = """
    yes AL1 A store_details sole parent_by_birth court_order telephone relative dissent clear full
    consent uphold move song reunified family looking closed found mail alert due canary app passed
    identity
"""
WORDS: Final[tuple[Field, ...]] = (
    1,
    *CODES.split(),
    ["details"],
    ["names"],
    ["store_details"],
    ["store_details/1.1/adult/en"],
    "review:00000000-0000-4000-8000-000000000000",
)


@dataclass(frozen=True)
class Sample:
    """A log with each kind of entry, signed twice and anchored."""

    database: Path
    anchor: Path
    key: Signer

    @cached_property
    def engine(self) -> Engine:
        """One for all the flips: each is looked at in a transaction of its own."""
        return connect(f"sqlite:///{self.database}")

    def is_whole(self) -> bool:
        """Do the log, its checkpoints and its anchors agree? Never an error."""
        with transaction(self.engine, reading=True) as session:
            return prove(session, self.key, anchor=FileAnchor(self.anchor)).is_whole


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """The sample, whole."""
    from tests.conftest import Clock  # noqa: PLC0415 - the clock of one house

    folder = tmp_path_factory.mktemp("bytes")
    settings, anchor = settings_in(folder / "house"), folder / "anchor"
    object.__setattr__(settings, "anchor_file", anchor)
    with house(settings, Clock()) as floors:
        _write(floors)
        database = Path(str(floors.engine.url.database))
        floors.engine.dispose()
        yield Sample(database, anchor, signer(floors.keyring))


def _write(floors: Floors) -> None:
    for half in (0, 1):
        with floors.begin(replace(person(), agency_ref="agency:1")) as work:
            for event in list(Event)[half::2]:
                told = {name: _word(name) for name in FIELDS.get(event, ())}
                if event not in {Event.CHECKPOINT_ANCHORED, Event.CHECKPOINT_SIGNED}:
                    work.trail.record(event, "child:1", "claim:1", "claim:2", **told)
        with floors.begin(MACHINE) as work:
            checkpoints.keep(work.session, work.trail, "trail", signer(floors.keyring))
        floors.clock.move(days=1)  # type: ignore[attr-defined]
        anchor_checkpoints(floors, NullSender())


def _word(name: str) -> Field:
    return next(word for word in WORDS if is_written(name, word))


@pytest.fixture
def sample(made: Sample, tmp_path: Path) -> Iterator[Sample]:
    """A copy to be spoilt."""
    database, anchor = tmp_path / "copy.db", tmp_path / "anchor"
    shutil.copy(made.database, database)
    shutil.copy(made.anchor, anchor)
    raw = sqlite3.connect(database)
    raw.execute("PRAGMA journal_mode = DELETE")
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f'DROP TRIGGER "{name}"')
    raw.close()
    spoilt = Sample(database, anchor, made.key)
    yield spoilt
    spoilt.engine.dispose()


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_each_bit_of_each_column_is_held(sample: Sample, table: str, column: str) -> None:
    assert sample.is_whole()
    raw = sqlite3.connect(sample.database, isolation_level=None)
    keys = KEYS[table]
    rows = raw.execute(f"SELECT {', '.join(keys)}, {column} FROM {table}").fetchall()  # noqa: S608
    flips = [
        (row[:-1], row[-1], flipped)
        for row in rows
        if row[-1] is not None
        for flipped in _flipped(row[-1])
    ]
    chosen = flips if FULL else random.Random(column).sample(flips, min(SAMPLE, len(flips)))
    where = " AND ".join(f"{key} IS ?" for key in keys)
    for key, before, after in chosen:
        put = f"UPDATE {table} SET {column} = ? WHERE {where}"  # noqa: S608 - a table of ours
        if isinstance(before, str):
            put = put.replace("= ?", "= CAST(? AS TEXT)", 1)
        raw.execute("BEGIN")
        try:
            done = raw.execute(put, (after, *key)).rowcount
        except sqlite3.IntegrityError:  # the place is taken: no such row can be
            raw.execute("ROLLBACK")
            continue
        assert done == 1
        raw.execute("COMMIT")
        assert not sample.is_whole(), (table, column, key, before, after)
        _restore(raw, table, keys, column, key, before, after)
    raw.close()
    assert sample.is_whole()


def _restore(  # noqa: PLR0917 - what was changed, and back
    raw: sqlite3.Connection,
    table: str,
    keys: tuple[str, ...],
    column: str,
    key: tuple[object, ...],
    before: object,
    after: object,
) -> None:
    stands = [after if name == column else value for name, value in zip(keys, key, strict=True)]
    where = " AND ".join(
        f"{name} IS CAST(? AS TEXT)" if isinstance(value, str | bytes) else f"{name} IS ?"
        for name, value in zip(keys, stands, strict=True)
    )
    put = f"UPDATE {table} SET {column} = ? WHERE {where}"  # noqa: S608 - a table of ours
    assert raw.execute(put, (before, *stands)).rowcount == 1


def _flipped(value: object) -> Iterator[object]:
    """The value with each of its bits turned, one after the other."""
    if isinstance(value, int):
        yield from (value ^ (1 << bit) for bit in range(63))
        return
    octets = value.encode() if isinstance(value, str) else bytes(value)  # type: ignore[call-overload]
    for place, octet in enumerate(octets):
        for bit in range(8):
            yield octets[:place] + bytes((octet ^ (1 << bit),)) + octets[place + 1 :]


def test_each_bit_of_the_anchors_file_is_held(sample: Sample) -> None:
    whole = sample.anchor.read_bytes()
    flips = [each for each in _flipped(whole) if isinstance(each, bytes)]
    for flip in flips if FULL else random.Random(7).sample(flips, SAMPLE):
        sample.anchor.write_bytes(flip)
        assert not sample.is_whole()


@pytest.mark.parametrize("table", KEYS)
def test_each_row_taken_out_is_missed(sample: Sample, table: str) -> None:
    raw = sqlite3.connect(sample.database, isolation_level=None)
    rows = [row for (row,) in raw.execute(f"SELECT rowid FROM {table}")]  # noqa: S608 - ours
    if table == "trail_entries":
        # The last entry of all, over which nothing was signed yet, is nowhere named.
        rows.remove(max(rows))
    for row in rows if FULL else random.Random(7).sample(rows, min(SAMPLE // 2, len(rows))):
        raw.execute("BEGIN")
        raw.execute(f"CREATE TEMP TABLE gone AS SELECT * FROM {table} WHERE rowid = {row}")  # noqa: S608
        raw.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,))  # noqa: S608 - ours
        raw.execute("COMMIT")
        assert not sample.is_whole(), row
        raw.execute(f"INSERT INTO {table} SELECT * FROM gone")  # noqa: S608 - ours
        raw.execute("DROP TABLE gone")
    assert sample.is_whole()
    raw.close()


def test_each_cut_below_an_anchor_is_found(sample: Sample) -> None:
    raw = sqlite3.connect(sample.database, isolation_level=None)
    (size,) = raw.execute("SELECT count(*) FROM trail_entries").fetchone()
    anchored = max(each.size for each in FileAnchor(sample.anchor).checkpoints(sample.key))
    assert size - anchored < 4
    raw.execute("DELETE FROM checkpoints")
    for left in range(size - 1, -1, -1):
        raw.execute("DELETE FROM trail_entries WHERE seq >= ?", (left,))
        for level in range(1, 10):
            above = (level, left >> level)
            raw.execute("DELETE FROM trail_nodes WHERE level = ? AND position >= ?", above)
        if left < anchored:
            assert not sample.is_whole(), left
    raw.close()
