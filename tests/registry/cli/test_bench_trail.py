"""The bench of the trail: it runs, and it says what it measured."""

from __future__ import annotations

import json

from click.testing import CliRunner

from registry.cli.bench.trail import trail


def test_it_measures_reading_again_and_what_a_look_adds() -> None:
    done = CliRunner().invoke(trail, ["--entries", "300", "--rounds", "3", "--json"])
    assert done.exit_code == 0, done.output
    figures = json.loads(done.output.splitlines()[-1])
    assert figures["entries"] > 300
    assert figures["read_again_per_second"] > 0
    assert figures["recorded_view_p95_ms"] > 0
