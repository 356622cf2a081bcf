"""`kinfold bench crypto`: opening, looks on record, reading again, rotation and a drill."""

from __future__ import annotations

import secrets
import tempfile
import time
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from registry.cli.bench.drilled import drilled
from registry.cli.bench.opening import opening
from registry.cli.bench.records import give_keys
from registry.cli.bench.timing import tell
from registry.cli.bench.trail import looks_and_reading
from registry.errors import Conflict
from registry.readings import Reads, reads
from registry.storage import rotating
from registry.storage.database import KeysBase, connect
from registry.storage.keys import Keyring
from registry.storage.root_files import FileRoots

FILLED_AT_ONCE = 10_000


@click.command()
@click.option("--keys", default=100_000, show_default=True, help="Data keys in the house.")
@click.option("--portion", default=rotating.PORTION, show_default=True)
@click.option("--records", default=20_000, show_default=True, help="Records opened in bulk.")
@click.option("--rounds", default=300, show_default=True, help="Views measured of each kind.")
@click.option("--entries", default=1_000_000, show_default=True, help="Entries in the trail.")
@click.option("--drill-records", default=100_000, show_default=True, help="Records in the drill.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object as the last line.")
@reads(Reads.EVERYTHING)
def crypto(  # noqa: PLR0917 - the options as they are told
    keys: int,
    portion: int,
    records: int,
    rounds: int,
    entries: int,
    drill_records: int,
    *,
    as_json: bool,
) -> None:
    """Measure all that sealing, erasing and the trail cost; each part on a house of its own.

    A size of 0 leaves its part out.
    """
    figures: dict[str, object] = {}
    if keys:
        figures |= {"keys": keys, **rotation(keys, portion)}
    if records:
        figures |= opening(records)
    if entries:
        figures |= looks_and_reading(entries, rounds)
    if drill_records:
        figures |= drilled(drill_records)
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
    for first in range(0, count, FILLED_AT_ONCE):
        some = min(FILLED_AT_ONCE, count - first)
        give_keys(keyring, [f"child:{uuid.uuid4()}" for _ in range(some)])
    return keyring
