"""The root key: a file of its own that nobody else may read, in versions, never given away."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import pytest

from registry.errors import Conflict, Misconfigured
from registry.storage.root_files import FileRoots, make_root_key, read_root_key

DIGITS = "0123456789abcdefABCDEF0123456789" * 2


def key_file(folder: Path, content: bytes = DIGITS.encode() + b"\n", mode: int = 0o400) -> Path:
    """A key file as somebody left it."""
    path = folder / "root.key"
    path.write_bytes(content)
    path.chmod(mode)
    return path


@pytest.mark.parametrize("ending", [b"", b"\n", b"\r\n"])
def test_a_key_file_holds_64_digits_on_one_line(tmp_path: Path, ending: bytes) -> None:
    assert read_root_key(key_file(tmp_path, DIGITS.encode() + ending)) == bytes.fromhex(DIGITS)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"zz",
        b"ab" * 31,
        b"ab" * 33,
        b"\xef\xbb\xbf" + b"ab" * 32,
        b"ab " * 32,
        b"ab" * 32 + b"\n\n",
        b" " + b"ab" * 32,
        "٠١".encode() * 32,
        b"ab" * 5000,
        bytes(32),
    ],
)
def test_a_broken_key_file_is_answered_by_one_line(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Misconfigured, match="64 hexadecimal") as refused:
        read_root_key(key_file(tmp_path, content))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("mode", [0o404, 0o440, 0o604, 0o410, 0o402, 0o644, 0o777])
def test_a_key_that_others_may_read_or_change_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(Misconfigured, match="chmod 400"):
        read_root_key(key_file(tmp_path, mode=mode))


def test_a_key_of_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = key_file(tmp_path)
    somebody = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: somebody)
    with pytest.raises(Misconfigured, match="belong to the user"):
        read_root_key(path)


def test_a_link_to_a_key_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link.key"
    link.symlink_to(key_file(tmp_path))
    with pytest.raises(Misconfigured, match="it is a link"):
        read_root_key(link)


def test_a_folder_and_a_pipe_are_refused_and_not_waited_for(tmp_path: Path) -> None:
    folder, pipe = tmp_path / "folder", tmp_path / "pipe"
    folder.mkdir(mode=0o700)
    os.mkfifo(pipe, 0o400)
    for path in (folder, pipe):
        with pytest.raises(Misconfigured, match="regular file"):
            read_root_key(path)


@pytest.mark.parametrize("place", ["root.key", "nowhere/root.key"])
def test_an_absent_key_file_is_answered_by_one_line(tmp_path: Path, place: str) -> None:
    with pytest.raises(Misconfigured, match="cannot be read"):
        read_root_key(tmp_path / place)
    assert FileRoots(tmp_path / place, secrets.token_bytes).versions() == frozenset()


def test_a_root_key_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "root.key"
    make_root_key(path, secrets.token_bytes)
    before = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o400
    with pytest.raises(Conflict):
        make_root_key(path, secrets.token_bytes)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["root.key"]


def test_a_key_that_could_not_be_written_whole_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        make_root_key(tmp_path / "root.key", secrets.token_bytes)
    assert list(tmp_path.iterdir()) == []


def test_versions_lie_beside_each_other_and_other_files_are_none(tmp_path: Path) -> None:
    roots = FileRoots(tmp_path / "root.key", secrets.token_bytes)
    for version in (1, 2, 3):
        roots.make(version)
    for stray in ("root.key.1", "root.key.02", "root.key.2.bak", "root.key.x", "root_key.4"):
        (tmp_path / stray).write_text("x")
    assert roots.versions() == {1, 2, 3}
    assert len({roots.check_value(version) for version in (1, 2, 3)}) == 3
    with pytest.raises(Conflict):
        roots.make(3)
    with pytest.raises(Misconfigured, match="no further version"):
        roots.make(2**16)


def test_a_dropped_version_opens_nothing_any_more(tmp_path: Path) -> None:
    roots = FileRoots(tmp_path / "root.key", secrets.token_bytes)
    roots.make(1)
    roots.make(2)
    wrapped = roots.wrap(1, bytes(32), "data_keys/child:one", bytes(12))
    roots.drop(1)
    assert roots.versions() == {2}
    with pytest.raises(Misconfigured, match="cannot be read"):
        roots.unwrap(1, wrapped, "data_keys/child:one")


def test_a_wrapped_key_is_bound_to_its_place_and_its_version(tmp_path: Path) -> None:
    roots = FileRoots(tmp_path / "root.key", secrets.token_bytes)
    roots.make(1)
    # The same secret twice: the version alone must keep them apart.
    copy = tmp_path / "root.key.2"
    copy.write_bytes((tmp_path / "root.key").read_bytes())
    copy.chmod(0o400)
    wrapped = roots.wrap(1, b"k" * 32, "data_keys/child:one", secrets.token_bytes(12))
    assert roots.unwrap(1, wrapped, "data_keys/child:one") == b"k" * 32
    renumbered = wrapped[:1] + (2).to_bytes(2) + wrapped[3:]
    for version, held, place in (
        (1, wrapped, "data_keys/child:two"),
        (1, wrapped, "purpose_keys/child:one"),
        (2, wrapped, "data_keys/child:one"),
        (2, renumbered, "data_keys/child:one"),
        (1, renumbered, "data_keys/child:one"),
        (1, b"", "data_keys/child:one"),
        (1, wrapped[:10], "data_keys/child:one"),
        (1, wrapped[3:], "data_keys/child:one"),
        *((1, _flipped(wrapped, at), "data_keys/child:one") for at in range(len(wrapped))),
    ):
        with pytest.raises(Misconfigured, match="does not open"):
            roots.unwrap(version, held, place)


def _flipped(wrapped: bytes, at: int) -> bytes:
    return wrapped[:at] + bytes((wrapped[at] ^ 1,)) + wrapped[at + 1 :]
