"""A house whose root key or keys.db is wrong, missing or put back does not open, and says why."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

import pytest
from alembic import command
from click.testing import CliRunner, Result
from sqlalchemy import text

from registry.app import open_floors
from registry.authority import OPERATOR
from registry.cli import kinfold
from registry.config import settings_from
from registry.errors import Misconfigured
from registry.storage.database import connect, truncate_log
from registry.storage.keys import Keyring
from registry.storage.migrating import config_of
from registry.storage.starting import roots_for
from registry.trail.events import Event
from registry.work import Floors
from tests.making.subjects import person, sealed_for
from tests.making.tampering import tampering

OPENING = (("keys", "check"), ("serve",), ("worker",), ("keys", "rotate"), ("trail", "verify"))
SETTING_UP = (("keys", "init"), ("db", "upgrade"))


class House:
    """A house in a folder, its root key in another, run by commands."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.data, self.root = folder / "house", folder / "safe" / "root.key"
        monkeypatch.setenv("KINFOLD_DATA_DIR", str(self.data))
        monkeypatch.setenv("KINFOLD_ROOT_KEY", f"file:{self.root}")
        monkeypatch.setenv("KINFOLD_JOURNAL", str(folder / "elsewhere.journal"))
        assert self.run("keys", "init").exit_code == 0
        assert self.run("db", "upgrade").exit_code == 0

    def run(self, *words: str) -> Result:
        """Run one command."""
        return CliRunner().invoke(kinfold, words)

    def floors(self) -> Floors:
        """Open it."""
        return open_floors(settings_from(os.environ))

    def settle(self) -> None:
        """Have somebody live in it."""
        sealed_for(self.floors(), person(), name="Amina")

    def remove(self, *names: str) -> None:
        """Lose files of the data folder, logs of the database included."""
        for name in names:
            for path in self.data.glob(f"{name}*"):
                path.unlink()

    def refusal(self, *words: str) -> str:
        """The one line with which a command refuses."""
        refused = self.run(*words).exception
        assert isinstance(refused, Misconfigured), (words, refused)
        assert "\n" not in str(refused)
        return str(refused)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house that was set up and is lived in."""
    made = House(tmp_path, monkeypatch)
    made.settle()
    return made


def test_a_lost_keys_db_is_never_made_anew(house: House) -> None:
    house.remove("keys.db")
    for words in (*OPENING, *SETTING_UP):
        assert "put it back" in house.refusal(*words)
    assert not (house.data / "keys.db").exists()


def test_an_empty_keys_db_is_as_good_as_lost(house: House) -> None:
    house.remove("keys.db")
    (house.data / "keys.db").touch()
    for words in (*OPENING, *SETTING_UP):
        assert "put it back" in house.refusal(*words)


def test_a_fresh_keys_db_in_the_place_of_the_old_one_is_refused(house: House) -> None:
    """It has the right mark of the right root key, and not one key of this house."""
    house.remove("keys.db")
    (house.data / "registry.db").rename(house.data / "kept")
    assert house.run("keys", "init").exit_code == 0
    (house.data / "kept").rename(house.data / "registry.db")
    for words in (*OPENING, ("keys", "init")):
        assert "put it back" in house.refusal(*words)


def test_what_is_no_database_is_one_clear_line(house: House) -> None:
    house.remove("keys.db")
    (house.data / "keys.db").write_bytes(b"not a database" * 100)
    assert "cannot be read as a database" in house.refusal("keys", "check")


def test_keys_of_another_version_of_the_code_are_one_clear_line(house: House) -> None:
    with connect(f"sqlite:///{house.data / 'keys.db'}").begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert "db upgrade" in house.refusal("keys", "check")


def test_a_new_house_asks_for_its_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = House(tmp_path, monkeypatch)
    house.remove("keys.db", "registry.db")
    assert "keys init" in house.refusal("keys", "check")
    assert list(house.data.glob("keys.db*")) == []


def test_a_missing_root_key_refuses_and_no_other_is_made(house: House) -> None:
    house.root.unlink()
    for words in (*OPENING, ("keys", "init")):
        assert "KINFOLD_ROOT_KEY" in house.refusal(*words)
    assert not house.root.exists()


def test_a_wrong_root_key_refuses(house: House) -> None:
    house.root.unlink()
    house.root.write_text("ab" * 32)
    house.root.chmod(0o400)
    for words in (*OPENING, ("keys", "init")):
        assert "not the one" in house.refusal(*words)


def test_a_root_key_that_others_may_read_refuses(house: House) -> None:
    house.root.chmod(0o444)
    for words in (*OPENING, ("keys", "init")):
        assert "chmod 400" in house.refusal(*words)


def test_root_keys_that_were_put_back_refuse(house: House) -> None:
    assert house.run("keys", "rotate").exit_code == 0
    house.root.with_name("root.key.2").unlink()
    for words in (*OPENING, ("keys", "init")):
        assert "Version 2 of the root key is missing" in house.refusal(*words)


def test_a_version_that_is_still_needed_for_backups_must_be_there(house: House) -> None:
    assert house.run("keys", "rotate").exit_code == 0
    house.root.unlink()
    assert "Version 1 of the root key is missing" in house.refusal("keys", "check")


def test_versions_in_each_others_place_refuse(house: House) -> None:
    assert house.run("keys", "rotate").exit_code == 0
    second = house.root.with_name("root.key.2")
    house.root.rename(house.root.with_name("x"))
    second.rename(house.root)
    house.root.with_name("x").rename(second)
    assert "not the one" in house.refusal("keys", "check")


def test_keys_from_before_a_rotation_are_refused(house: House) -> None:
    """They hold keys that were destroyed since; the trail tells of the rotation."""
    assert truncate_log(connect(f"sqlite:///{house.data / 'keys.db'}"))
    shutil.copy(house.data / "keys.db", house.data.parent / "older.db")
    assert house.run("keys", "rotate").exit_code == 0
    house.remove("keys.db")
    shutil.copy(house.data.parent / "older.db", house.data / "keys.db")
    for words in (("serve",), ("keys", "rotate"), ("keys", "check"), ("trail", "verify")):
        assert "older than registry.db" in house.refusal(*words)


def test_keys_without_the_mark_of_their_root_are_refused(house: House) -> None:
    with connect(f"sqlite:///{house.data / 'keys.db'}").begin() as connection:
        connection.execute(text("DELETE FROM root_checks"))
        connection.execute(
            text(
                'INSERT INTO root_checks (version, "check", retired_at)'
                " VALUES (9, x'00', '2026-03-02 09:00:00.000000')"
            ),
        )
    assert "does not list" in house.refusal("keys", "check")
    with connect(f"sqlite:///{house.data / 'keys.db'}").begin() as connection:
        connection.execute(text("DELETE FROM root_checks"))
    settings = settings_from(os.environ)
    keyring = Keyring(connect(settings.keys_url), roots_for(settings), secrets.token_bytes)
    with pytest.raises(Misconfigured, match="lost its mark"):
        keyring.stamp()


def test_a_house_from_before_versions_opens_once_it_is_upgraded(house: House) -> None:
    engine = connect(f"sqlite:///{house.data / 'keys.db'}")
    with engine.begin() as connection:
        config = config_of("keys")
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    engine.dispose()
    assert "db upgrade" in house.refusal("keys", "check")
    assert house.run("db", "upgrade").exit_code == 0
    assert "Version 1: 1 keys." in house.run("keys", "check").output


def test_an_entry_that_was_changed_does_not_keep_the_trail_from_being_proved(house: House) -> None:
    assert house.run("keys", "rotate").exit_code == 0
    with tampering(house.floors()) as database:
        database.execute("UPDATE trail_entries SET detail = 'x' WHERE event = 'root-key:made'")
    assert not isinstance(house.run("keys", "check").exception, ValueError)
    assert house.run("keys", "check").exit_code == 0


def test_the_commands_say_where_each_version_stands(house: House) -> None:
    rotated = house.run("keys", "rotate", "--portion", "1")
    assert rotated.exit_code == 0
    assert "Version 2 of the root key wraps 1 keys" in rotated.output
    checked = house.run("keys", "check").output
    assert "Version 1: 0 keys; may be retired from" in checked
    assert "Version 2: 1 keys." in checked
    assert "may open a backup" in house.refusal("keys", "retire", "1")
    assert "in use" in house.refusal("keys", "retire", "2")
    assert "no version 7" in house.refusal("keys", "retire", "7")
    with connect(f"sqlite:///{house.data / 'keys.db'}").begin() as connection:
        connection.execute(text("UPDATE root_checks SET left_at = '2020-01-01 00:00:00.000000'"))
    assert house.run("keys", "retire", "1").exit_code == 0
    assert not house.root.exists()
    assert "Version 1: retired on" in house.run("keys", "check").output
    with connect(f"sqlite:///{house.data / 'keys.db'}").begin() as connection:
        connection.execute(text("UPDATE data_keys SET wrapped = x'00'"))
    left = house.run("keys", "rotate")
    assert left.exit_code == 1
    assert "1 keys do not open" in left.output


def test_a_rotation_is_on_record(house: House) -> None:
    assert house.run("keys", "rotate").exit_code == 0
    with house.floors().begin(OPERATOR) as work:
        told = work.session.execute(
            text("SELECT event, detail FROM trail_entries WHERE subject_ref = 'house:keys'")
        ).all()
    assert [tuple(each) for each in told] == [
        (Event.ROOT_KEY_MADE.value, '{"version":2}'),
        (Event.KEYS_ROTATED.value, '{"moved":1,"version":2}'),
    ]
