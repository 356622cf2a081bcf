"""The commands: what they make, what they refuse, and with which exit code."""

from __future__ import annotations

import json
import secrets
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import inspect

import consent.sqlalchemy
from registry.app import make_app, open_floors
from registry.cli import kinfold
from registry.cli.demo import _stamped
from registry.cli.serve import NOT_YET
from registry.config import DEMO_STAMP, settings_from
from registry.errors import Misconfigured
from registry.storage.database import Base, KeysBase, connect
from registry.storage.root_files import make_root_key
from registry.web import pages


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with its root key outside, as the environment names them."""
    monkeypatch.setenv("KINFOLD_DATA_DIR", str(tmp_path / "house"))
    monkeypatch.setenv("KINFOLD_ROOT_KEY", f"file:{tmp_path / 'safe' / 'root.key'}")
    monkeypatch.setenv("KINFOLD_JOURNAL", str(tmp_path / "journal"))
    return tmp_path / "house"


def run(*words: str) -> Result:
    """Run one command."""
    return CliRunner().invoke(kinfold, words)


def set_up() -> None:
    """Keys, then databases."""
    assert run("keys", "init").exit_code == 0
    assert run("db", "upgrade").exit_code == 0


def test_a_house_is_set_up_by_two_commands(house: Path) -> None:
    set_up()
    assert "opens the keys" in run("keys", "check").output
    assert "nothing was changed" in run("keys", "init").output
    assert {path.name for path in house.iterdir()} >= {"keys.db", "registry.db"}


def test_migrations_make_the_very_tables_of_the_code(house: Path) -> None:
    set_up()
    wanted = set(Base.metadata.tables) | set(consent.sqlalchemy.metadata.tables)
    made = set(inspect(connect(f"sqlite:///{house / 'registry.db'}")).get_table_names())
    assert made - {"alembic_version"} == wanted
    made = set(inspect(connect(f"sqlite:///{house / 'keys.db'}")).get_table_names())
    assert made - {"alembic_version"} == set(KeysBase.metadata.tables)


def test_a_house_that_was_just_set_up_has_no_account_and_no_key_that_others_know(
    house: Path,
) -> None:
    set_up()
    rows = sqlite3.connect(house / "registry.db")
    for table in ("accounts", "caseworkers", "staff_invitations", "web_sessions", "entry_links"):
        assert rows.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608 - ours
    rows.close()
    mine = (house.parent / "safe" / "root.key").read_text()
    assert len(set(mine)) > 8
    (house.parent / "other").mkdir()
    make_root_key(house.parent / "other" / "root.key", secrets.token_bytes)
    assert (house.parent / "other" / "root.key").read_text() != mine


def test_no_data_folder_named_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KINFOLD_DATA_DIR", raising=False)
    refused = run("db", "upgrade").exception
    assert isinstance(refused, Misconfigured)
    assert "KINFOLD_DATA_DIR" in str(refused)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KINFOLD_ROOT_KEY", "vault:somewhere"),
        ("KINFOLD_BASE_URL", "kinfold.example"),
        ("KINFOLD_OBJECTS_URL", "ftp://photos"),
        ("KINFOLD_DATABASE_URL", "mysql://x"),
        ("KINFOLD_KEYS_URL", "mysql://x"),
    ],
)
def test_a_wrong_setting_is_one_clear_line(tmp_path: Path, name: str, value: str) -> None:
    environment = {
        "KINFOLD_DATA_DIR": str(tmp_path),
        "KINFOLD_ROOT_KEY": "file:/elsewhere",
        name: value,
    }
    with pytest.raises(Misconfigured, match=name):
        settings_from(environment)


def test_serve_refuses_a_root_key_beside_the_data(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KINFOLD_ROOT_KEY", f"file:{house / 'root.key'}")
    set_up()
    refused = run("serve").exception
    assert isinstance(refused, Misconfigured)
    assert "inside the data folder" in str(refused)


def test_serve_refuses_a_demo(house: Path) -> None:
    set_up()
    (house / DEMO_STAMP).touch()
    refused = run("serve").exception
    assert isinstance(refused, Misconfigured)
    assert "demo" in str(refused)


def test_serve_refuses_a_house_that_was_never_set_up(house: Path) -> None:
    assert run("keys", "init").exit_code == 0
    refused = run("serve").exception
    assert isinstance(refused, Misconfigured)
    assert "db upgrade" in str(refused)


def test_serve_refuses_a_wrong_root_key(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up()
    other = house.parent / "other.key"
    other.write_text("ab" * 32)
    other.chmod(0o400)
    monkeypatch.setenv("KINFOLD_ROOT_KEY", f"file:{other}")
    refused = run("serve").exception
    assert isinstance(refused, Misconfigured)
    assert "not the one" in str(refused)


@pytest.mark.parametrize("words", [["serve"], ["worker"], ["erasure", "run"]])
def test_nothing_that_erases_starts_without_the_journal_outside(
    house: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    set_up()
    monkeypatch.delenv("KINFOLD_JOURNAL")
    refused = run(*words).exception
    assert isinstance(refused, Misconfigured)
    assert "KINFOLD_JOURNAL is not set" in str(refused)
    monkeypatch.setenv("KINFOLD_JOURNAL", str(house.parent / "nowhere" / "journal"))
    assert "There is no folder" in str(run(*words).exception)


@pytest.mark.parametrize(
    ("address", "host"),
    [("http://kinfold.example", "127.0.0.1"), ("https://kinfold.example", "0.0.0.0")],  # noqa: S104 - it is refused
)
def test_serve_refuses_to_be_reached_without_https(
    house: Path, monkeypatch: pytest.MonkeyPatch, address: str, host: str
) -> None:
    house.mkdir()
    monkeypatch.setenv("KINFOLD_BASE_URL", address)
    refused = run("serve", "--host", host).exception
    assert isinstance(refused, Misconfigured)
    assert "https" in str(refused)


def test_serve_says_that_it_is_not_for_real_data_yet() -> None:
    assert "Not yet for real data" in NOT_YET


def test_the_demo_refuses_a_folder_that_holds_something_else(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    with pytest.raises(Misconfigured, match="no demo"):
        _stamped(tmp_path, 8000, reset=True)
    assert (tmp_path / "letters.txt").exists()


def test_the_operator_invites_an_administrator_and_gets_the_link(house: Path) -> None:
    set_up()
    invited = run("staff", "invite", "--email", "ada@kinfold.example", "--name", "Ada")
    assert invited.exit_code == 0
    assert "/invitations/" in invited.output
    assert house.is_dir()


def test_the_trail_is_whole_until_somebody_touches_it(house: Path) -> None:
    set_up()
    run("staff", "invite", "--email", "ada@kinfold.example", "--name", "Ada")
    whole = run("trail", "verify", "--json")
    assert whole.exit_code == 0
    assert json.loads(whole.output)["broken_at"] is None
    rogue = sqlite3.connect(house / "registry.db")
    rogue.execute("DROP TRIGGER trail_entries_no_update")
    rogue.execute("UPDATE trail_entries SET event = 'other' WHERE seq = 1")
    rogue.commit()
    rogue.close()
    broken = run("trail", "verify")
    assert broken.exit_code == 20
    assert "entry 1" in broken.output


def test_erasures_that_are_not_due_are_left(house: Path) -> None:
    set_up()
    assert "Erasures finished: 0" in run("erasure", "run").output
    assert house.is_dir()


def test_a_view_without_a_permission_keeps_the_house_shut(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up()
    floors = open_floors(settings_from({**_environment(house)}))
    monkeypatch.delattr(pages.privacy, "permission")
    with pytest.raises(Misconfigured, match="privacy"):
        make_app(floors)


def _environment(house: Path) -> dict[str, str]:
    return {
        "KINFOLD_DATA_DIR": str(house),
        "KINFOLD_ROOT_KEY": f"file:{house.parent / 'safe' / 'root.key'}",
    }
