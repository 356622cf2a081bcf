"""How long a drill takes: a backup of made-up records, restored and looked over as on the day."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time

import pyrage

from registry.cli.bench.made_up import made_up_house
from registry.cli.bench.records import fill
from registry.errors import Conflict
from registry.recovery import drilling, making
from registry.recovery.opening import Plan
from registry.storage.journal import ErasureJournal
from registry.storage.signing import signer
from registry.work import Floors


def drilled(records: int) -> dict[str, object]:
    """The seconds of making a backup of so many records, and of a whole drill with it."""
    with made_up_house() as empty, tempfile.TemporaryDirectory() as outside:
        identities = [pyrage.x25519.Identity.generate() for _ in range(2)]
        floors = _ready(empty, Path(outside), [str(each.to_public()) for each in identities])
        fill(floors, records)
        wall = perf_counter()
        made = making.create(floors)
        backup, wall, processor = perf_counter() - wall, perf_counter(), process_time()
        plan = Plan(
            floors.settings, made.data, made.keys, identities, floors.clock, lambda _line: None
        )
        found = drilling.drill(plan, Path(outside))
        wall, processor = perf_counter() - wall, process_time() - processor
    if found.misses:
        raise Conflict(found.misses[0])
    return {
        "drill_records": records,
        "backup_seconds": round(backup, 1),
        "drill_seconds": round(wall, 1),
        "drill_seconds_of_processor": round(processor, 1),
        "drill_parts": found.seconds,
    }


def _ready(floors: Floors, outside: Path, recipients: list[str]) -> Floors:
    """The same floors with a journal outside and somewhere to put its backups."""
    for name in ("data", "keys"):
        (outside / name).mkdir()
    settings = replace(
        floors.settings,
        backup_dir=outside / "data",
        backup_to=recipients[0],
        keys_backup_dir=outside / "keys",
        keys_backup_to=recipients[1],
        journal=outside / "journal",
    )
    journal = ErasureJournal(outside / "journal", lambda: signer(floors.keyring))
    return replace(floors, settings=settings, journal=journal)
