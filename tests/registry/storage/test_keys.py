"""Keys: wrapped, bound to their place, refused when the root is wrong, gone when destroyed."""

from __future__ import annotations

import ast
import secrets

import pytest
from sqlalchemy import text

from registry.config import Settings
from registry.errors import Absent, Misconfigured, Undeclared
from registry.storage.database import connect
from registry.storage.keys import PURPOSE_KEYS, look_up
from registry.work import Floors
from tests.house import tree


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


def test_each_purpose_has_a_random_key_that_stays(floors: Floors) -> None:
    keys = {name: floors.keyring.purpose(name) for name in PURPOSE_KEYS}
    assert len(set(keys.values())) == len(PURPOSE_KEYS)
    floors.keyring._purposes.clear()
    assert {name: floors.keyring.purpose(name) for name in PURPOSE_KEYS} == keys


def test_a_purpose_nobody_declared_gets_no_key(floors: Floors) -> None:
    with pytest.raises(Undeclared, match="recepits"):
        floors.keyring.purpose("recepits")
    with connect(floors.settings.keys_url).begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM purpose_keys")) == 0


def test_the_declared_purposes_are_those_that_are_used() -> None:
    asked = {
        call.args[0].value
        for path in tree.python("registry")
        for call in ast.walk(tree.parsed(path))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "purpose"
        and "keyring" in ast.unparse(call.func.value)
        and isinstance(call.args[0], ast.Constant)
    }
    assert asked == PURPOSE_KEYS


def test_a_key_of_form_1_still_opens(floors: Floors) -> None:
    """A house from before versions: no header, no version in the place."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    root = bytes.fromhex(floors.settings.root_key_file.read_text())
    secret, nonce = secrets.token_bytes(32), secrets.token_bytes(12)
    wrapped = nonce + AESGCM(root).encrypt(nonce, secret, b"kinfold/data_keys/child:old")
    with connect(floors.settings.keys_url).begin() as connection:
        connection.execute(
            text(
                "INSERT INTO data_keys (subject, root_version, wrapped)"
                " VALUES ('child:old', 1, :wrapped)"
            ),
            {"wrapped": wrapped},
        )
    assert floors.keyring.data_key("child:old") == secret
