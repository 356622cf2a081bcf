"""The measuring of the ledger, small: every figure is there, and every answer was right."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from click.testing import CliRunner
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consent.audit import audit, audit_lines
from consent.sqlalchemy import SqlStore, metadata
from registry.cli import kinfold
from registry.cli.bench.consent import AT
from registry.cli.bench.filling import Filling, history
from registry.purposes import CATALOGUE
from registry.storage.database import connect


def test_a_small_run_prints_every_figure() -> None:
    words = ("bench", "consent", "--subjects=60", "--rounds=4", "--appended=40", "--json")
    done = CliRunner().invoke(kinfold, words)
    assert done.exit_code == 0, done.output
    figures = json.loads(done.output.splitlines()[-1])
    assert (figures["subjects"], figures["leaves"]) == (60, 600)
    assert figures.keys() == {
        "subjects",
        "leaves",
        "decide_p95_ms",
        "decide_growth",
        "decide_many_300_p95_ms",
        "list_of_50_p95_ms",
        "inclusion_proof_p95_ms",
        "consistency_proof_p95_ms",
        "receipt_drawn_p95_ms",
        "receipt_verified_p95_ms",
        "append_in_one_per_s",
        "append_in_portions_per_s",
    }
    assert all(figure > 0 for figure in figures.values())


def test_the_bulk_loader_writes_what_the_ledger_would(tmp_path: Path) -> None:
    engine: Engine = connect(f"sqlite:///{tmp_path / 'x.db'}")
    metadata.create_all(engine)
    chance = Random(3)
    filling = Filling(engine, history(AT, chance), chance)
    assert list(filling.fill(0, 3)) == [3]
    with Session(engine) as session:
        store = SqlStore(session)
        assert audit(store) == 30
        assert audit_lines(store, CATALOGUE) == 3
    engine.dispose()
