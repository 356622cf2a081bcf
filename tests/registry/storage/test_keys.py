"""Keys: wrapped, bound to their place, refused when the root is wrong, gone when destroyed."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest
from sqlalchemy import text

from registry.config import Settings
from registry.errors import Absent, Misconfigured
from registry.storage.database import KeysBase, connect
from registry.storage.keys import Keyring, RootKey, look_up, make_root_key, read_root_key
from registry.work import Floors


def test_a_wrong_root_key_refuses_to_start(floors: Floors, settings: Settings) -> None:
    other = RootKey(1, secrets.token_bytes(32))
    with pytest.raises(Misconfigured, match="not the one"):
        Keyring(connect(settings.keys_url), other, secrets.token_bytes).check()


def test_keys_that_were_never_set_up_refuse_to_start(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'keys.db'}")
    KeysBase.metadata.create_all(engine)
    with pytest.raises(Misconfigured, match="keys init"):
        Keyring(engine, RootKey(1, bytes(32)), secrets.token_bytes).check()


@pytest.mark.parametrize("content", ["", "zz", "ab" * 31, "ab" * 33])
def test_a_broken_key_file_is_answered_by_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "root.key"
    path.write_text(content)
    with pytest.raises(Misconfigured, match="64 hexadecimal"):
        read_root_key(path)


def test_an_absent_key_file_is_answered_by_one_line(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="cannot be read"):
        read_root_key(tmp_path / "root.key")


def test_a_root_key_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "root.key"
    make_root_key(path, secrets.token_bytes)
    assert path.stat().st_mode & 0o777 == 0o400
    with pytest.raises(FileExistsError):
        make_root_key(path, secrets.token_bytes)


def test_a_key_moved_to_another_subject_does_not_open(floors: Floors) -> None:
    floors.keyring.create("child:one")
    floors.keyring.create("child:two")
    with connect(floors.settings.keys_url).begin() as connection:
        connection.execute(
            text(
                "UPDATE data_keys SET wrapped = (SELECT wrapped FROM data_keys"
                " WHERE subject = 'child:one') WHERE subject = 'child:two'"
            )
        )
    with pytest.raises(Misconfigured):
        floors.keyring.data_key("child:two")


def test_a_destroyed_key_is_in_no_file(floors: Floors, settings: Settings) -> None:
    floors.keyring.create("child:one")
    files = sorted(settings.data_dir.glob("keys.db*"))
    with connect(settings.keys_url).begin() as connection:
        wrapped = connection.scalar(text("SELECT wrapped FROM data_keys"))
    assert any(wrapped in path.read_bytes() for path in files)
    assert floors.keyring.destroy("child:one")
    assert not any(wrapped in path.read_bytes() for path in settings.data_dir.glob("keys.db*"))
    with pytest.raises(Absent):
        floors.keyring.data_key("child:one")
    assert floors.keyring.data_keys(["child:one"]) == {}


def test_a_subject_keeps_its_key(floors: Floors) -> None:
    key = floors.keyring.create("child:one")
    assert floors.keyring.create("child:one") == key
    assert floors.keyring.data_key("child:one") == key
    assert floors.keyring.subjects() == {"child:one"}


def test_look_ups_differ_by_key() -> None:
    assert look_up(b"a", "x@example.org") != look_up(b"b", "x@example.org")
