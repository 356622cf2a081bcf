"""Sealed files are there whole or not at all, and nobody else on the machine opens them."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from registry.errors import Absent
from registry.storage.objects import FileObjects, Objects

NAME = "0123456789abcdef0123456789abcdef"
OTHER = "f" * 32


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "photos"


@pytest.fixture
def store(folder: Path) -> Objects:
    return FileObjects(folder)


def test_what_is_put_is_got_again(store: Objects) -> None:
    store.put(NAME, b"sealed")
    store.put(OTHER, b"")
    assert store.get(NAME) == b"sealed"
    assert store.get(OTHER) == b""
    assert set(store.names()) == {NAME, OTHER}


def test_putting_again_replaces_the_whole(store: Objects) -> None:
    store.put(NAME, b"a longer one")
    store.put(NAME, b"short")
    assert store.get(NAME) == b"short"


def test_what_is_deleted_is_absent_and_deleting_twice_is_fine(store: Objects) -> None:
    store.put(NAME, b"sealed")
    store.delete(NAME)
    store.delete(NAME)
    assert list(store.names()) == []
    with pytest.raises(Absent):
        store.get(NAME)


def test_the_store_survives_its_process(store: Objects, folder: Path) -> None:
    store.put(NAME, b"sealed")
    assert FileObjects(folder).get(NAME) == b"sealed"


def test_only_its_owner_reads_a_file_or_lists_the_folder(store: Objects, folder: Path) -> None:
    kept = os.umask(0)
    try:
        store.put(NAME, b"sealed")
        FileObjects(folder.parent / "second")
    finally:
        os.umask(kept)
    assert stat.S_IMODE((folder / NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE((folder.parent / "second").stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../" + NAME,
        "/etc/passwd",
        NAME.upper(),
        NAME[:31],
        NAME + "\n",
        NAME + "/x",
        NAME + ".part",
        "g" * 32,
        "a" * 65,
        "٣" * 32,
    ],
)
def test_a_name_that_could_lead_elsewhere_is_refused(store: Objects, name: str) -> None:
    with pytest.raises(ValueError, match="hex digits"):
        store.put(name, b"sealed")
    with pytest.raises(ValueError, match="hex digits"):
        store.get(name)
    with pytest.raises(ValueError, match="hex digits"):
        store.delete(name)
    assert list(store.names()) == []


def test_a_full_disk_leaves_what_was_there(
    store: Objects, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put(NAME, b"first")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("registry.storage.objects.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.put(NAME, b"second")
    monkeypatch.undo()
    assert store.get(NAME) == b"first"
    assert [path.name for path in folder.iterdir()] == [NAME]


def test_file_and_folder_are_made_to_last_before_put_returns(
    store: Objects, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(descriptor: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        steps.append("folder" if is_folder else "file")
        fsync(descriptor)

    def noted_replace(path: Path, target: Path) -> Path:
        steps.append("name")
        return replace(path, target)

    monkeypatch.setattr("registry.storage.objects.os.fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    store.put(NAME, b"sealed")
    assert steps == ["file", "name", "folder"]


def test_what_a_power_cut_left_is_listed_and_can_be_swept(store: Objects, folder: Path) -> None:
    (folder / f"{NAME}.part").write_bytes(b"seal")
    with pytest.raises(Absent):
        store.get(NAME)
    assert list(store.names()) == [NAME]
    store.delete(NAME)
    assert list(folder.iterdir()) == []


def test_a_name_in_two_states_is_listed_once(store: Objects, folder: Path) -> None:
    store.put(NAME, b"sealed")
    (folder / f"{NAME}.part").write_bytes(b"seal")
    assert list(store.names()) == [NAME]


def test_a_sweep_can_spare_what_is_too_new_to_have_a_row(store: Objects, folder: Path) -> None:
    store.put(NAME, b"old")
    store.put(OTHER, b"new")
    (folder / "notes.txt").touch()
    old = datetime(2026, 1, 1, tzinfo=UTC)
    os.utime(folder / NAME, (old.timestamp(), old.timestamp()))
    assert list(store.names(before=old + timedelta(hours=1))) == [NAME]
    assert list(store.names(before=old)) == []
    assert set(store.names()) == {NAME, OTHER}


def test_a_file_deleted_while_listing_is_passed_over(
    store: Objects, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = [folder / NAME]
    monkeypatch.setattr(Path, "iterdir", lambda _: iter(gone))
    assert list(store.names(before=datetime.now(UTC))) == []


def test_no_link_planted_in_the_folder_is_followed(store: Objects, folder: Path) -> None:
    elsewhere = folder.parent / "elsewhere"
    elsewhere.write_bytes(b"untouched")
    (folder / f"{NAME}.part").symlink_to(elsewhere)
    with pytest.raises(OSError, match="symbolic link"):
        store.put(NAME, b"sealed")
    assert elsewhere.read_bytes() == b"untouched"
