"""Rotation: every key under a new root, while others work, after any kill; none lost, none back."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from itertools import cycle
from pathlib import Path

import pytest
from sqlalchemy import text

from registry.config import Settings
from registry.consents.rules import KEY_BACKUPS_LIVE
from registry.errors import Absent, Conflict, Misconfigured
from registry.oversight import rotation
from registry.storage import rotating
from registry.storage.database import connect, transaction
from registry.storage.keys import Keyring
from registry.work import Floors
from tests.conftest import Clock
from tests.house import tree
from tests.making.houses import roots_in, standing
from tests.making.subjects import person, sealed_for


def keys_of(floors: Floors, count: int) -> dict[str, bytes]:
    """That many subjects, each with its key."""
    return {name: floors.keyring.create(name) for name in (f"child:{n:04}" for n in range(count))}


def wrapped_by(floors: Floors) -> dict[int, int]:
    """How many keys each version wraps."""
    return {each.number: each.keys for each in rotating.versions(floors.keyring)}


def rotate(floors: Floors, portion: int = 7) -> int:
    """Rotate to the end; how many keys were moved?"""
    return sum(rotation.rotate(floors, portion))


def test_every_key_is_the_same_under_the_new_root(floors: Floors) -> None:
    kept, email = keys_of(floors, 20), floors.keyring.purpose("email")
    before = _wrapped(floors)
    assert rotate(floors) == 21
    assert wrapped_by(floors) == {1: 0, 2: 21}
    assert floors.keyring.data_keys(list(kept)) == kept
    with standing(floors.settings, floors.clock) as anew:
        anew.keyring.check()
        assert anew.keyring.purpose("email") == email
    assert not before & _wrapped(floors)


def test_what_was_sealed_before_opens_after(floors: Floors) -> None:
    actor = person()
    sealed_for(floors, actor, name="Amina")
    with transaction(floors.engine) as session:
        before = session.scalar(text("SELECT envelope FROM sealed_values"))
    rotate(floors)
    with transaction(floors.engine) as session:
        assert session.scalar(text("SELECT envelope FROM sealed_values")) == before
    with floors.begin(actor) as work:
        assert work.vault.persons([actor.ref]) == {}
        assert work.vault.photo_key(actor.ref, "photo:1")


def test_the_old_wrapping_is_in_no_file(floors: Floors) -> None:
    keys_of(floors, 20)
    old = _wrapped(floors)
    rotate(floors)
    files = [path.read_bytes() for path in floors.settings.data_dir.glob("keys.db*")]
    assert not [each for each in old if any(each in content for content in files)]


def test_a_server_that_was_running_opens_and_makes_keys_under_the_new_root(floors: Floors) -> None:
    kept = keys_of(floors, 3)
    with standing(floors.settings, floors.clock) as server:
        assert server.keyring.data_keys(list(kept)) == kept
        rotate(floors)
        assert server.keyring.data_keys(list(kept)) == kept
        server.keyring.create("child:new")
    assert wrapped_by(floors) == {1: 0, 2: 4}


def test_a_second_rotation_makes_a_third_version(floors: Floors) -> None:
    kept = keys_of(floors, 3)
    rotate(floors)
    assert rotate(floors) == 3
    assert wrapped_by(floors) == {1: 0, 2: 0, 3: 3}
    assert floors.keyring.data_keys(list(kept)) == kept


def test_a_key_destroyed_while_it_is_moved_stays_destroyed(floors: Floors) -> None:
    """Each of 40 goes between the reading of its portion and the writing."""
    kept = keys_of(floors, 60)
    gone = list(kept)[10:50]
    roots = floors.keyring.roots
    wrap, waiting = roots.wrap, list(gone)

    def destroying(version: int, secret: bytes, place: str, nonce: bytes) -> bytes:
        if waiting and place.endswith(waiting[0]):
            floors.keyring.destroy(waiting.pop(0))
        return wrap(version, secret, place, nonce)

    roots.wrap = destroying  # type: ignore[method-assign]
    assert rotate(floors) == 20
    assert waiting == []
    assert floors.keyring.subjects() == kept.keys() - set(gone)
    for name in gone:
        with pytest.raises(Absent):
            floors.keyring.data_key(name)


def test_a_key_made_anew_while_it_is_moved_is_not_written_over(floors: Floors) -> None:
    keys_of(floors, 1)
    roots = floors.keyring.roots
    wrap, fresh = roots.wrap, dict[str, bytes]()

    def remaking(version: int, secret: bytes, place: str, nonce: bytes) -> bytes:
        if not fresh:
            fresh["child:0000"] = b""
            floors.keyring.destroy("child:0000")
            fresh["child:0000"] = floors.keyring.create("child:0000")
        return wrap(version, secret, place, nonce)

    roots.wrap = remaking  # type: ignore[method-assign]
    rotate(floors)
    assert floors.keyring.data_key("child:0000") == fresh["child:0000"]


def test_a_rotation_in_another_process_goes_on_under_live_traffic(
    floors: Floors, settings: Settings
) -> None:
    kept = keys_of(floors, 300)
    doomed = [f"child:doomed{number}" for number in range(40)]
    for name in doomed:
        floors.keyring.create(name)
    others = subprocess.Popen(
        (sys.executable, "-c", _ROTATING, str(settings.data_dir), str(settings.root_key_file)),
        cwd=tree.ROOT,
    )
    end = threading.Event()
    with ThreadPoolExecutor(4) as pool:
        reading = [pool.submit(_read, settings, kept, end) for _ in range(2)]
        making = pool.submit(_make, settings, end)
        for name in doomed:
            floors.keyring.destroy(name)
        assert others.wait(timeout=120) == 0
        end.set()
        made = making.result()
        assert all(each.result() > 0 for each in reading)
    assert wrapped_by(floors) == {1: 0, 2: 300 + len(made)}
    assert floors.keyring.data_keys(list(kept)) == kept
    assert floors.keyring.data_keys(list(made)) == made
    assert floors.keyring.subjects().isdisjoint(doomed)


def test_a_rotation_killed_at_any_step_is_finished_by_the_same_command(tmp_path: Path) -> None:
    ran = subprocess.run(
        (sys.executable, "-m", "tests.registry.storage.killing", str(tmp_path)),
        cwd=tree.ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(told) > 20
    assert [each["was_killed"] for each in told] == [True] * (len(told) - 1) + [False]
    for each in told:
        assert each["opened_meanwhile"], each
        assert each["opened"], each
        newest = max(each["versions"])
        assert each["noted"] == newest, each
        # One that was killed once its work was done is no longer under way: a third is made.
        assert each["keys"] == [0] * (newest - 1) + [12], each
    assert {max(each["versions"]) for each in told[:20]} == {2}


def test_a_key_that_was_tampered_with_is_left_and_holds_up_no_other(floors: Floors) -> None:
    kept = keys_of(floors, 5)
    with transaction(floors.keyring.engine) as session:
        session.execute(text("UPDATE data_keys SET wrapped = x'00' WHERE subject = 'child:0002'"))
    assert rotate(floors, 2) == 4
    assert wrapped_by(floors) == {1: 1, 2: 4}
    with pytest.raises(Conflict, match="in use"):
        rotation.retire(floors, 1)
    assert rotate(floors, 2) == 4
    assert wrapped_by(floors) == {1: 1, 2: 0, 3: 4}
    with pytest.raises(Misconfigured):
        floors.keyring.data_key("child:0002")
    del kept["child:0002"]
    assert floors.keyring.data_keys(list(kept)) == kept


def test_a_version_is_retired_only_when_no_backup_can_need_it(floors: Floors, clock: Clock) -> None:
    kept = keys_of(floors, 2)
    for version in (1, 2):
        with pytest.raises(Conflict, match=r"in use|no version"):
            rotation.retire(floors, version)
    rotate(floors)
    clock.move(days=30, seconds=-1)
    with pytest.raises(Conflict, match="until 2026-04-01"):
        rotation.retire(floors, 1)
    assert floors.keyring.roots.versions() == {1, 2}
    clock.move(seconds=1)
    rotation.retire(floors, 1)
    rotation.retire(floors, 1)
    assert floors.keyring.roots.versions() == {2}
    with pytest.raises(Conflict, match="in use"):
        rotation.retire(floors, 2)
    with standing(floors.settings, clock) as anew:
        anew.keyring.check()
        assert anew.keyring.data_keys(list(kept)) == kept
        assert anew.keyring.create("child:new")
    assert wrapped_by(floors) == {1: 0, 2: 3}
    rotate(floors)
    assert floors.keyring.roots.versions() == {2, 3}


def test_a_key_that_still_names_a_retired_version_keeps_the_house_shut(
    floors: Floors, clock: Clock
) -> None:
    keys_of(floors, 1)
    rotate(floors)
    clock.move(days=31)
    rotation.retire(floors, 1)
    with transaction(floors.keyring.engine) as session:
        session.execute(text("UPDATE data_keys SET root_version = 1"))
    with pytest.raises(Misconfigured, match="does not list"):
        floors.keyring.check()


def test_backups_of_keys_live_as_long_as_the_family_is_told() -> None:
    assert timedelta(days=30) == KEY_BACKUPS_LIVE == rotating.BACKUPS_LIVE


def test_a_copy_of_the_root_key_is_no_new_version(floors: Floors) -> None:
    copy = floors.settings.root_key_file.with_name(floors.settings.root_key_file.name + ".2")
    copy.write_bytes(floors.settings.root_key_file.read_bytes())
    copy.chmod(0o400)
    with pytest.raises(Misconfigured, match="a copy of an earlier one"):
        rotate(floors)
    assert wrapped_by(floors) == {1: 0}


_ROTATING = """
import sys
from pathlib import Path
from registry.config import settings_for
from registry.oversight import rotation
from tests.making.houses import standing
from tests.registry.storage.killing import AT
settings = settings_for(Path(sys.argv[1]), {"KINFOLD_ROOT_KEY": f"file:{sys.argv[2]}"})
with standing(settings, lambda: AT) as floors:
    for _ in rotation.rotate(floors, 5):
        pass
"""


def _wrapped(floors: Floors) -> set[bytes]:
    with connect(floors.settings.keys_url).begin() as connection:
        return set(connection.scalars(text("SELECT wrapped FROM data_keys")))


def _read(settings: Settings, kept: dict[str, bytes], end: threading.Event) -> int:
    """Open one key after another, as a server would; how often?"""
    with _server(settings) as keyring:
        for turn, name in enumerate(cycle(kept)):
            assert keyring.data_key(name) == kept[name]
            if end.is_set():
                return turn + 1
    raise AssertionError


def _make(settings: Settings, end: threading.Event) -> dict[str, bytes]:
    """Take in one subject after another, as a server would."""
    made: dict[str, bytes] = {}
    with _server(settings) as keyring:
        while not end.is_set():
            name = f"child:made{len(made)}"
            made[name] = keyring.create(name)
            end.wait(0.02)
    return made


@contextmanager
def _server(settings: Settings) -> Iterator[Keyring]:
    """Keys as another process holds them: an engine and root keys of its own."""
    engine = connect(settings.keys_url)
    yield Keyring(engine, roots_in(settings), secrets.token_bytes)
    engine.dispose()
