"""The measuring of the keys, small: every figure is there, and every key was moved."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from registry.cli import kinfold
from registry.errors import Conflict
from registry.storage import rotating


def test_a_small_run_prints_every_figure() -> None:
    sizes = ("--keys=30", "--portion=7", "--records=6", "--rounds=3", "--entries=20")
    words = ("bench", "crypto", *sizes, "--drill-records=5", "--json")
    done = CliRunner().invoke(kinfold, words)
    assert done.exit_code == 0, done.output
    figures = json.loads(done.output.splitlines()[-1])
    asked = [figures[name] for name in ("keys", "records_opened", "drill_records")]
    assert asked == [30, 6, 5]
    assert figures["entries"] > 20
    assert figures.keys() >= {
        "rotated_per_s",
        "rotated_per_s_of_processor",
        "opened_per_s",
        "opened_per_s_of_processor",
        "recorded_view_p95_ms",
        "look_adds_at_p95_ms",
        "read_again_per_second",
        "drill_seconds",
    }
    assert figures["drill_parts"].keys() >= {"keys", "data", "replay", "logs", "values"}


def test_a_rotation_that_left_keys_behind_gives_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotating, "rewrap", lambda *_args, **_kwargs: iter((29,)))
    done = CliRunner().invoke(kinfold, ("bench", "crypto", "--keys=30", "--records=0"))
    assert isinstance(done.exception, Conflict)
