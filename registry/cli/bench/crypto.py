"""`kinfold bench crypto`: how fast the keys of a house are moved to a new root key."""

from __future__ import annotations

import secrets
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import click
from sqlalchemy import insert

from registry.cli.bench.timing import tell
from registry.errors import Conflict
from registry.readings import Reads, reads
from registry.storage import rotating
from registry.storage.database import KeysBase, connect, transaction
from registry.storage.keys import DataKey, Keyring
from registry.storage.root_files import FileRoots

FILLED_AT_ONCE = 10_000


@click.command()
@click.option("--keys", default=100_000, show_default=True, help="Data keys in the house.")
@click.option("--portion", default=rotating.PORTION, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object as the last line.")
@reads(Reads.NOTHING)
def crypto(keys: int, portion: int, *, as_json: bool) -> None:
    """Measure the rotation of the root key, on disk, as `kinfold keys rotate` does it."""
    figures = {"keys": keys, **rotation(keys, portion)}
    tell(figures, as_json=as_json)


def rotation(count: int, portion: int) -> Mapping[str, int]:
    """Keys moved in a second: by the clock on the wall, and by that of the processor."""
    with tempfile.TemporaryDirectory() as folder:
        keyring = _house(Path(folder), count)
        now = datetime.now(UTC)
        wall, processor = time.perf_counter(), time.process_time()
        version = rotating.next_version(keyring, now)
        moved = sum(rotating.rewrap(keyring, version, now, portion=portion))
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        wrapped = {each.number: each.keys for each in rotating.versions(keyring)}
        keyring.engine.dispose()
    if (moved, wrapped) != (count, {1: 0, version: count}):
        raise Conflict("The rotation did not move every key.")
    return {
        "rotated_per_s": round(count / wall),
        "rotated_per_s_of_processor": round(count / processor),
    }


def _house(folder: Path, count: int) -> Keyring:
    """A keys.db with that many keys; filled in bulk, each key wrapped as it would be."""
    engine = connect(f"sqlite:///{folder / 'keys.db'}")
    KeysBase.metadata.create_all(engine)
    roots = FileRoots(folder / "root.key", secrets.token_bytes)
    roots.make(1)
    keyring = Keyring(engine, roots, secrets.token_bytes)
    keyring.stamp()
    rows = _rows(keyring, count)
    while some := list(islice(rows, FILLED_AT_ONCE)):
        with transaction(engine) as session:
            session.connection().execute(insert(DataKey), some)
    return keyring


def _rows(keyring: Keyring, count: int) -> Iterator[dict[str, str | int | bytes]]:
    for _ in range(count):
        row = DataKey(subject=f"child:{uuid.uuid4()}")
        keyring.wrap(row, 1, secrets.token_bytes(32))
        yield {"subject": row.subject, "root_version": 1, "wrapped": row.wrapped}
