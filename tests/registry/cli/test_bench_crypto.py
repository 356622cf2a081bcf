"""The measuring of the keys, small: every figure is there, and every key was moved."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from registry.cli import kinfold
from registry.errors import Conflict
from registry.storage import rotating


def test_a_small_run_prints_every_figure() -> None:
    words = ("bench", "crypto", "--keys=30", "--portion=7", "--json")
    done = CliRunner().invoke(kinfold, words)
    assert done.exit_code == 0, done.output
    figures = json.loads(done.output.splitlines()[-1])
    assert figures["keys"] == 30
    assert figures.keys() == {"keys", "rotated_per_s", "rotated_per_s_of_processor"}
    assert all(figure > 0 for figure in figures.values())


def test_a_rotation_that_left_keys_behind_gives_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotating, "rewrap", lambda *_args, **_kwargs: iter((29,)))
    done = CliRunner().invoke(kinfold, ("bench", "crypto", "--keys=30"))
    assert isinstance(done.exception, Conflict)
