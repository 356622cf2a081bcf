"""A drill finds what would be missed on the day, shows nothing, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest

from registry.authority import Actor
from registry.consents import erasing, operations
from registry.recovery import drilling, making, restoring
from registry.recovery.drilling import PREFIX, drill
from registry.recovery.opening import Plan
from registry.recovery.replaying import Replayed
from registry.storage.backup.snapshot import counts_of, snapshot
from registry.storage.folders import wipe
from registry.work import Floors
from tests.conftest import Clock
from tests.making import children
from tests.making.backups import Offline, backed_up, plan

CANARY = b"zebrafinch"


@pytest.fixture
def room(tmp_path: Path) -> Path:
    (tmp_path / "room").mkdir()
    return tmp_path / "room"


@pytest.fixture
def ready(offline: Offline, amina: Actor, tmp_path: Path, clock: Clock) -> Plan:
    children.enrolled(offline.floors, amina, photos=1)
    return plan(offline, backed_up(offline), tmp_path / "new", clock)


def tampered(statement: str) -> Callable[[Path, Path], object]:
    """Somebody changed the copy before it was sealed: digests agree, and the content does not."""

    def snap(source: Path, into: Path) -> dict[str, int]:
        counts = snapshot(source, into)
        if into.name != "registry.db":
            return counts
        with closing(sqlite3.connect(into)) as connection, connection:
            # Whoever holds the file holds its triggers, too.
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall():
                connection.execute(f'DROP TRIGGER "{name}"')
            connection.execute(statement)
        return counts_of(into)

    return snap


@pytest.mark.parametrize(
    ("statement", "miss"),
    [
        ("UPDATE sealed_values SET envelope = zeroblob(64) WHERE rowid = 1", "1 sealed values"),
        ("UPDATE sealed_values SET owner_ref = 'child:x' WHERE rowid = 2", "1 sealed values"),
        ("UPDATE photos SET id = lower(hex(randomblob(16)))", "2 files of photos"),
        ("UPDATE trail_entries SET event = 'other' WHERE seq = 2", "trail at entry 2"),
        ("DELETE FROM trail_entries WHERE seq = 2", "trail"),
        ("UPDATE consent_leaves SET body = '{}' WHERE seq = 1", "consent ledger"),
        ("UPDATE consent_standings SET status = 'withdrawn'", "consent ledger"),
    ],
)
def test_what_does_not_hold_is_a_miss(
    offline: Offline, ready: Plan, room: Path, statement: str, miss: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "snapshot", tampered(statement))
        made = backed_up(offline)
    drilled = drill(replace(ready, data=made.data, keys=made.keys), room)
    assert [each for each in drilled.misses if miss in each], drilled.misses
    assert list(room.iterdir()) == []


def test_a_parcel_that_cannot_be_opened_is_a_miss_in_one_line(ready: Plan, room: Path) -> None:
    drilled = drill(replace(ready, identities=[pyrage.x25519.Identity.generate()]), room)
    assert len(drilled.misses) == 1
    assert "another key" in drilled.misses[0]
    assert drilled.made_at is None


def test_an_erased_record_that_opens_again_is_a_miss(
    offline: Offline, amina: Actor, ready: Plan, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control is taken out: a restore that forgets the journal must not pass."""
    house = offline.floors
    child = children.enrolled(house, amina)
    made = backed_up(offline)
    with house.begin(amina) as work:
        operations.wipe(work, str(child.id), at_once=True)
    erasing.finish_due(house)
    again = replace(ready, data=made.data, keys=made.keys)
    assert drill(again, room).misses == []
    monkeypatch.setattr(restoring, "replay", lambda *_: Replayed())
    assert drill(again, room).misses == ["1 erased records open again."]


def test_every_row_is_checked_however_many_there_are(
    ready: Plan, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = drill(ready, room)
    for portion in (1, 2, whole.values):
        monkeypatch.setattr(drilling, "PORTION", portion)
        again = drill(ready, room)
        assert (again.values, again.files, again.misses) == (whole.values, whole.files, [])


def test_it_counts_and_shows_nothing(
    ready: Plan, room: Path, capfd: pytest.CaptureFixture[str], clock: Clock
) -> None:
    clock.move(minutes=10)
    drilled = drill(ready, room)
    assert drilled.misses == []
    assert (drilled.rpo_seconds, drilled.files) == (600, 2)
    assert set(drilled.seconds) >= {"keys", "data", "replay", "logs", "values", "files", "erased"}
    assert "Idris" not in repr(drilled) + "".join(capfd.readouterr())


def test_the_living_house_is_not_touched(offline: Offline, ready: Plan, room: Path) -> None:
    folder = offline.floors.settings.data_dir
    offline.floors.engine.dispose()
    before = {path: path.read_bytes() for path in folder.rglob("*.db")}
    drill(ready, room)
    assert {path: path.read_bytes() for path in folder.rglob("*.db")} == before
    assert not ready.settings.data_dir.exists()


def ended_by(number: int, ready: Plan, room: Path) -> int:
    """A drill in a process of its own that this signal ends while it looks around."""
    child = os.fork()
    if child == 0:
        drilling._check_values = lambda *_: os.kill(os.getpid(), number)
        try:
            drill(ready, room)
        except BaseException:  # noqa: BLE001 - whatever ends it
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_drill_that_is_told_to_end_leaves_nothing(ready: Plan, room: Path, number: int) -> None:
    ended_by(number, ready, room)
    assert list(room.iterdir()) == []


def test_what_a_killed_drill_left_is_wiped_by_the_next(ready: Plan, room: Path) -> None:
    ended_by(signal.SIGKILL, ready, room)
    left = list(room.iterdir())
    assert [path.name.startswith(PREFIX) for path in left] == [True]
    assert left[0].stat().st_mode & 0o777 == 0o700
    ours = room / f"{PREFIX}{os.getpid()}-mine"
    ours.mkdir()
    assert drill(ready, room).misses == []
    assert list(room.iterdir()) == [ours]


def test_keys_are_written_over_before_they_are_removed(
    ready: Plan, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    unlink = Path.unlink

    def watched(path: Path, *, missing_ok: bool = False) -> None:
        if path.name == "keys.db" and path.is_file():
            seen.append(path.read_bytes())
        unlink(path, missing_ok=missing_ok)

    folder = room / "folder"
    folder.mkdir()
    (folder / "keys.db").write_bytes(CANARY * 100)
    monkeypatch.setattr(Path, "unlink", watched)
    wipe(folder)
    assert seen == [bytes(len(CANARY) * 100)]
    assert not folder.exists()


def test_the_folder_is_closed_to_others_while_it_stands(
    ready: Plan, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes = []

    def look(_restored: object, _drilled: object) -> None:
        (folder,) = room.iterdir()
        modes.append((folder.stat().st_mode & 0o777, (folder / "house").stat().st_mode & 0o777))

    monkeypatch.setattr(drilling, "_check_values", look)
    drill(ready, room)
    assert modes == [(0o700, 0o700)]


def test_a_drill_is_on_record(offline: Offline, ready: Plan, room: Path) -> None:
    house: Floors = offline.floors
    drilling.note(house, drill(ready, room))
    assert restoring.fault_of_logs(house) is None
