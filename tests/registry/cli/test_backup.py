"""`kinfold backup`: what it prints, what it refuses, and with which exit code."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pyrage
import pytest
from click.testing import CliRunner, Result

from registry.cli import kinfold
from registry.config import Settings, settings_from
from registry.errors import Misconfigured

SECRETS = {name: pyrage.x25519.Identity.generate() for name in ("data", "keys")}


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house that is set up, with folders for backups and the identities in a safe."""
    for name in ("data", "keys", "safe"):
        (tmp_path / name).mkdir()
    for name, secret in SECRETS.items():
        (tmp_path / "safe" / name).write_text(f"# public key: {secret.to_public()}\n{secret}\n")
    environment = {
        "KINFOLD_DATA_DIR": tmp_path / "house",
        "KINFOLD_ROOT_KEY": f"file:{tmp_path / 'safe' / 'root.key'}",
        "KINFOLD_JOURNAL": tmp_path / "journal",
        "KINFOLD_BACKUP_DIR": tmp_path / "data",
        "KINFOLD_BACKUP_TO": SECRETS["data"].to_public(),
        "KINFOLD_KEYS_BACKUP_DIR": tmp_path / "keys",
        "KINFOLD_KEYS_BACKUP_TO": SECRETS["keys"].to_public(),
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, str(value))
    assert run("keys", "init").exit_code == run("db", "upgrade").exit_code == 0
    run("staff", "invite", "--email", "ada@kinfold.example", "--name", "Ada")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(kinfold, words)


def with_both(outside: Path, *words: str) -> Result:
    keys = [f"--identity={outside / 'safe' / name}" for name in SECRETS]
    return run("backup", *words, *keys)


def test_a_house_is_backed_up_drilled_lost_and_put_back(outside: Path) -> None:
    made = json.loads(run("backup", "create", "--json").output)
    assert Path(made["data"]).is_file()
    assert Path(made["keys"]).is_file()

    drilled = with_both(outside, "drill", "--json", f"--in={outside / 'safe'}")
    assert drilled.exit_code == 0
    told = json.loads(drilled.output)
    assert told["misses"] == []
    assert told["rto_seconds"] > 0
    assert told["rpo_seconds"] >= 0
    assert told["seconds"]["data"] > 0
    said = with_both(outside, "drill").output
    assert "RPO: " in said
    assert "RTO: " in said
    assert "backup:drilled" in (outside / "house" / "registry.db").read_bytes().decode("latin1") + (
        outside / "house" / "registry.db-wal"
    ).read_bytes().decode("latin1")

    before = json.loads(run("trail", "verify", "--json").output)["size"]
    shutil.rmtree(outside / "house")
    restored = with_both(outside, "restore")
    assert restored.exit_code == 0, restored.output
    assert "You can serve it now." in restored.output
    assert run("trail", "verify").exit_code == run("consent", "verify").exit_code == 0
    # The backup, two drills and what is not in it are gone; that it was put back stands there,
    # and where both logs were signed and went back to.
    assert json.loads(run("trail", "verify", "--json").output)["size"] == before - 3 + 1 + 4


def test_a_house_that_stands_is_never_written_over(outside: Path) -> None:
    run("backup", "create")
    refused = with_both(outside, "restore").exception
    assert isinstance(refused, Misconfigured)
    assert "not empty" in str(refused)


def test_what_cannot_be_used_is_one_line_and_exit_code_20(outside: Path) -> None:
    nothing = with_both(outside, "drill")
    assert (nothing.exit_code, nothing.output.count("\n")) == (20, 1)
    assert "no backup of the data" in nothing.output
    run("backup", "create")
    (parcel,) = (outside / "data").iterdir()
    parcel.write_bytes(parcel.read_bytes()[:-20])
    cut = with_both(outside, "drill", "--json")
    assert cut.exit_code == 20
    assert "cut off" in json.loads(cut.output)["misses"][0]
    told = with_both(outside, "drill")
    assert (told.exit_code, "Miss: " in told.output) == (20, True)
    shutil.rmtree(outside / "house")
    refused = with_both(outside, "restore")
    assert refused.exit_code == 20
    assert "cut off" in refused.output
    assert not (outside / "house").exists()
    assert run("backup", "drill", f"--identity={outside / 'journal'}").exit_code == 20


def test_a_backup_without_its_settings_is_one_clear_line(
    outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KINFOLD_KEYS_BACKUP_TO")
    refused = run("backup", "create").exception
    assert isinstance(refused, Misconfigured)
    assert "KINFOLD_KEYS_BACKUP_TO" in str(refused)


TO = {name: str(secret.to_public()) for name, secret in SECRETS.items()}


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"KINFOLD_BACKUP_DIR": "/k/house/backups"}, "KINFOLD_BACKUP_DIR lies inside"),
        ({"KINFOLD_BACKUP_DIR": "/k/house"}, "KINFOLD_BACKUP_DIR lies inside"),
        ({"KINFOLD_KEYS_BACKUP_DIR": "/k/b/../house/b"}, "KINFOLD_KEYS_BACKUP_DIR lies inside"),
        ({"KINFOLD_JOURNAL": "/k/house/journal"}, "KINFOLD_JOURNAL lies inside"),
        ({"KINFOLD_BACKUP_DIR": "/k/b", "KINFOLD_KEYS_BACKUP_DIR": "/k/b"}, "kept apart"),
        ({"KINFOLD_BACKUP_DIR": "/k/b", "KINFOLD_KEYS_BACKUP_DIR": "/k/b/keys"}, "kept apart"),
        ({"KINFOLD_BACKUP_DIR": "/k/b/data", "KINFOLD_KEYS_BACKUP_DIR": "/k/b"}, "kept apart"),
        ({"KINFOLD_BACKUP_DIR": "/k/b", "KINFOLD_JOURNAL": "/k/b/journal"}, "kept apart"),
        ({"KINFOLD_BACKUP_TO": str(SECRETS["data"])}, "is a secret key"),
        ({"KINFOLD_KEYS_BACKUP_TO": str(SECRETS["data"]).lower()}, "is a secret key"),
        ({"KINFOLD_BACKUP_TO": "me@kinfold.example"}, "public key of an age identity"),
        ({"KINFOLD_BACKUP_TO": TO["data"], "KINFOLD_KEYS_BACKUP_TO": TO["data"]}, "two keys"),
    ],
)
def test_a_place_or_key_that_helps_a_thief_is_refused(
    environment: Mapping[str, str], told: str
) -> None:
    with pytest.raises(Misconfigured, match=told) as refused:
        settings_of(environment)
    assert "AGE-SECRET-KEY-1" not in str(refused.value)


def settings_of(environment: Mapping[str, str]) -> Settings:
    house = {"KINFOLD_DATA_DIR": "/k/house", "KINFOLD_ROOT_KEY": "file:/k/root"}
    return settings_from({**house, **environment})
