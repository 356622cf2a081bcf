"""After a pause a house does not open before an operator said what day it is."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from registry import app
from registry.authority import OPERATOR
from registry.cli import kinfold
from registry.cli.serve import ready_floors
from registry.config import settings_from
from registry.errors import Misconfigured
from registry.trail.events import Event
from registry.trail.trail import entries_about

Later = Callable[[int], datetime]


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Later:
    """A house that was set up just now; and its machine's clock so many days on."""
    monkeypatch.setenv("KINFOLD_DATA_DIR", str(tmp_path / "house"))
    monkeypatch.setenv("KINFOLD_ROOT_KEY", f"file:{tmp_path / 'safe' / 'root.key'}")
    monkeypatch.setenv("KINFOLD_JOURNAL", str(tmp_path / "journal"))
    for words in (("keys", "init"), ("db", "upgrade"), ("trail", "checkpoint")):
        assert run(*words).exit_code == 0

    def move(days: int) -> datetime:
        moved = datetime.now(UTC) + timedelta(days=days)

        class Moved(datetime):
            @classmethod
            def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
                assert tz is UTC
                return moved

        monkeypatch.setattr(app, "datetime", Moved)
        return moved

    return move


def run(*words: str) -> Result:
    return CliRunner().invoke(kinfold, words)


def test_a_house_shut_for_two_months_is_opened_by_one_command(later: Later) -> None:
    now, settings = later(61), settings_from(os.environ)
    with pytest.raises(Misconfigured, match="kinfold clock confirm --today"):
        ready_floors(settings)
    erasing = run("erasure", "run")
    assert "kinfold clock confirm" in str(erasing.exception)
    wrong = run("clock", "confirm", "--today", f"{now - timedelta(days=61):%Y-%m-%d}")
    assert "does not say that day" in str(wrong.exception)
    assert run("clock", "confirm").exit_code == 2  # there is no day that is taken for granted
    right = run("clock", "confirm", "--today", f"{now:%Y-%m-%d}")
    assert right.output == "The clock is confirmed. For 61 days nothing had been written.\n"
    floors = ready_floors(settings)
    with floors.reading() as session:
        (entry,) = entries_about(session, "log:trail", Event.CLOCK_CONFIRMED)
    assert (entry.actor_ref, json.loads(entry.detail)) == (OPERATOR.ref, {"days": 61})
    assert run("erasure", "run").exit_code == 0


def test_a_house_shut_for_a_week_opens_by_itself(later: Later) -> None:
    later(6)
    assert ready_floors(settings_from(os.environ)) is not None


def test_a_demo_that_lay_for_months_is_shown_all_the_same(
    later: Later, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(200)
    monkeypatch.setattr("registry.config.DEMO_STAMP", "registry.db")
    settings = settings_from(os.environ)
    assert settings.demo
    assert ready_floors(settings) is not None
    assert tmp_path.is_dir()
