"""Making a backup: consistent while others write, sealed, and never half there."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from registry.authority import Actor
from registry.config import Settings
from registry.consents import erasing, operations, rules
from registry.errors import Conflict, Misconfigured, Unusable
from registry.recovery import drilling, making
from registry.storage.backup import keeping, parcel
from registry.storage.backup.unpacking import OF_DATA, OF_KEYS, unpack
from registry.storage.objects import FileObjects
from registry.trail.models import Entry
from registry.work import Floors
from registry.worker import prune_backups
from tests.conftest import Clock
from tests.making import children
from tests.making.backups import Offline, backed_up, plan


def everything_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_backup_is_two_parcels_that_open_with_two_keys(
    offline: Offline, amina: Actor, tmp_path: Path
) -> None:
    child = children.enrolled(offline.floors, amina, photos=1)
    made = backed_up(offline)
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    data = unpack(made.data, [offline.data], tmp_path / "a", OF_DATA)
    keys = unpack(made.keys, [offline.keys], tmp_path / "b", OF_KEYS)
    assert set(keys) == {"keys.db", "manifest.json"}
    assert len([name for name in data if name.startswith("photos/")]) == 2
    for path, identity in ((made.data, offline.keys), (made.keys, offline.data)):
        with pytest.raises(Unusable, match="another key"):
            unpack(path, [identity], tmp_path, OF_DATA)
    octets = made.data.read_bytes() + made.keys.read_bytes()
    assert child.reference.encode() not in octets
    assert child.ref.encode() not in octets


def test_a_backup_is_on_record_and_leaves_no_copy_behind(offline: Offline, amina: Actor) -> None:
    made = backed_up(offline)
    folder = offline.floors.settings.data_dir
    assert not (folder / "backing-up").exists()
    with offline.floors.reading() as session:
        entry = session.scalars(select(Entry).order_by(Entry.seq)).all()[-1]
    assert (entry.event, entry.subject_ref) == ("backup:made", f"backup:{made.manifest.id}")


def test_a_backup_under_writers_is_one_moment(
    offline: Offline, amina: Actor, clock: Clock, tmp_path: Path
) -> None:
    """Whatever is in the copy has its key, its photos, its place in both logs."""
    house = offline.floors
    stop, enrolled = threading.Event(), []

    def write() -> None:
        # People pause: two that never do leave the third no turn at the database at all.
        while not stop.wait(0.02):
            child = children.enrolled(house, amina, photos=1)
            enrolled.append(child.ref)
            if len(enrolled) % 2:
                with house.begin(amina) as work:
                    operations.wipe(work, str(child.id), at_once=True)
                erasing.finish_due(house)

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        backups = [backed_up(offline) for _ in range(3)]
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert enrolled
    for made in backups:
        assert drilling.drill(plan(offline, made, tmp_path / "x", clock), tmp_path).misses == []


def test_a_photo_erased_while_the_backup_is_made_is_counted_and_no_fault(
    offline: Offline, amina: Actor, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = offline.floors
    kept, child = (children.enrolled(house, amina, photos=1) for _ in range(2))
    copied = making._copied

    def wiped_after(floors: Floors, stage: Path) -> object:
        told = copied(floors, stage)
        with house.begin(amina) as work:
            operations.wipe(work, str(child.id), at_once=True)
        assert erasing.finish_due(house) == 1
        return told

    monkeypatch.setattr(making, "_copied", wiped_after)
    made = backed_up(offline)
    assert made.manifest.gone == 2
    drilled = drilling.drill(plan(offline, made, tmp_path / "x", clock), tmp_path)
    assert (drilled.misses, drilled.erased, drilled.files) == ([], 1, 2)
    assert kept.ref != child.ref


@pytest.mark.parametrize("broken", ["data", "keys"])
def test_a_backup_that_stops_half_way_leaves_nothing(
    offline: Offline, amina: Actor, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    children.enrolled(offline.floors, amina, photos=1)
    seal = parcel.seal

    def stopping(path: Path, recipient: str, members: object) -> None:
        if f".{broken}." in path.name:
            raise Unusable("The disk is full.")
        seal(path, recipient, members)  # type: ignore[arg-type]

    monkeypatch.setattr(parcel, "seal", stopping)
    with pytest.raises(Unusable):
        backed_up(offline)
    settings = offline.floors.settings
    assert settings.backup_dir
    assert everything_in(settings.backup_dir.parent) == ["journal"]
    assert offline.floors.journal is not None
    assert not (settings.data_dir / "backing-up").exists()


def test_what_a_cut_off_backup_left_is_wiped_by_the_worker(offline: Offline) -> None:
    settings = offline.floors.settings
    left = settings.data_dir / "backing-up"
    left.mkdir()
    (left / "keys.db").write_bytes(b"wrapped keys")
    prune_backups(offline.floors)
    assert not left.exists()
    assert settings.backup_dir
    (settings.backup_dir / "kinfold-20260101T000000Z-00000000.data.age.part").touch()
    backed_up(offline)
    assert not list(settings.backup_dir.glob("*.part"))


def test_two_backups_at_once_are_refused_and_the_first_is_left_alone(offline: Offline) -> None:
    folder = offline.floors.settings.data_dir
    with keeping.staging(folder) as stage:
        (stage / "registry.db").touch()
        with pytest.raises(Conflict):
            backed_up(offline)
        prune_backups(offline.floors)
        assert (stage / "registry.db").exists()


def test_backups_of_keys_are_gone_after_thirty_days(offline: Offline, clock: Clock) -> None:
    first = backed_up(offline)
    clock.move(days=30)
    second = backed_up(offline)
    assert (second.pruned, first.keys.exists()) == (0, True)
    clock.move(seconds=1)
    assert prune_backups(offline.floors) == 1
    assert not first.keys.exists()
    assert first.data.exists()
    clock.move(days=30)
    assert backed_up(offline).pruned == 1
    assert not second.keys.exists()


def test_only_parcels_are_ever_deleted(offline: Offline, clock: Clock) -> None:
    folder = offline.floors.settings.keys_backup_dir
    assert folder is not None
    (folder / "letter.txt").touch()
    (folder / "kinfold-20200101T000000Z-00000000.data.age").touch()
    assert prune_backups(offline.floors) == 0
    assert len(list(folder.iterdir())) == 2


def test_the_thirty_days_are_those_the_guardian_was_told() -> None:
    assert keeping.KEYS_LIVE == rules.KEY_BACKUPS_LIVE


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda settings: replace(settings, backup_dir=None), "KINFOLD_BACKUP_DIR"),
        (lambda settings: replace(settings, backup_to=""), "KINFOLD_BACKUP_TO"),
        (lambda settings: replace(settings, keys_backup_dir=None), "KINFOLD_KEYS_BACKUP_DIR"),
        (lambda settings: replace(settings, keys_backup_to=""), "KINFOLD_KEYS_BACKUP_TO"),
        (lambda settings: replace(settings, journal=None), "KINFOLD_JOURNAL"),
        (lambda settings: replace(settings, backup_dir=Path("/nowhere/b")), "no folder /nowhere/b"),
    ],
)
def test_what_is_not_set_is_one_clear_line(
    offline: Offline, change: Callable[[Settings], Settings], told: str
) -> None:
    floors = replace(offline.floors, settings=change(offline.floors.settings))
    with pytest.raises(Misconfigured, match=told):
        making.create(floors)


def test_a_database_that_cannot_be_copied_is_one_clear_line(
    offline: Offline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "file_of", lambda _url: offline.floors.settings.data_dir)
    with pytest.raises(Unusable, match="could not be copied"):
        backed_up(offline)


def test_a_photo_that_cannot_be_read_stops_the_backup(
    offline: Offline, amina: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    children.enrolled(offline.floors, amina, photos=1)

    def broken(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(FileObjects, "get", broken)
    with pytest.raises(Unusable, match="Input/output error"):
        backed_up(offline)
