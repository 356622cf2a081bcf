"""A parcel comes back as it was packed, and anything else is refused in one line."""

from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from registry.errors import Unusable
from registry.storage.backup.parcel import Member, Part, digest_in, from_file, seal
from registry.storage.backup.unpacking import OF_DATA, OF_KEYS, identities, unpack

OURS = pyrage.x25519.Identity.generate()
TO = str(OURS.to_public())
PHOTO = f"photos/{'0a' * 16}"
CONTENT = {"registry.db": os.urandom(70_000), PHOTO: os.urandom(513), "manifest.json": b"{}"}


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    path = tmp_path / "one.data.age"
    seal(path, TO, (Member(name, len(each), (each,)) for name, each in CONTENT.items()))
    return path


@pytest.fixture
def into(tmp_path: Path) -> Path:
    (tmp_path / "into").mkdir()
    return tmp_path / "into"


def sealed_tar(path: Path, *members: tarfile.TarInfo) -> Path:
    """A parcel somebody else made for us: the recipient is no secret."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as tar:
        for member in members:
            tar.addfile(member, io.BytesIO(b"x" * member.size))
    path.write_bytes(pyrage.encrypt(file.getvalue(), [OURS.to_public()]))
    return path


def member(
    name: str, kind: bytes = tarfile.REGTYPE, size: int = 3, link: str = ""
) -> tarfile.TarInfo:
    found = tarfile.TarInfo(name)
    found.type, found.size, found.linkname = kind, size, link
    return found


def test_what_was_packed_comes_out(sealed: Path, into: Path) -> None:
    parts = unpack(sealed, [OURS], into, OF_DATA)
    assert parts == {name: digest_in(each) for name, each in CONTENT.items()}
    assert {name: (into / name).read_bytes() for name in CONTENT} == CONTENT
    assert (into / PHOTO).stat().st_mode & 0o777 == 0o600
    assert sealed.stat().st_mode & 0o777 == 0o600


def test_any_age_and_any_tar_open_it_without_us(sealed: Path) -> None:
    plain = pyrage.decrypt(sealed.read_bytes(), [OURS])
    with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
        assert tar.getnames() == list(CONTENT)


def test_nothing_of_it_can_be_read_without_the_secret_key(sealed: Path) -> None:
    octets = sealed.read_bytes()
    assert not any(name.encode() in octets for name in CONTENT)
    assert CONTENT["registry.db"][:16] not in octets


@pytest.mark.parametrize("empty", [0, 511, 512, 513, 8192])
def test_every_length_comes_out(tmp_path: Path, into: Path, empty: int) -> None:
    path = tmp_path / "odd.age"
    (tmp_path / "odd").write_bytes(os.urandom(empty))
    seal(path, TO, [from_file("registry.db", tmp_path / "odd"), Member("manifest.json", 0, ())])
    assert unpack(path, [OURS], into, OF_DATA)["registry.db"].size == empty
    assert (into / "registry.db").read_bytes() == (tmp_path / "odd").read_bytes()


@pytest.mark.parametrize(
    "change",
    [
        lambda octets: octets[:0],
        lambda octets: octets[:10],
        lambda octets: octets[:200],
        lambda octets: octets[:-1],
        lambda octets: octets[:-16_000],
        lambda octets: octets + b"x",
        lambda octets: octets[:50] + b"\0" + octets[51:],
        lambda octets: bytes(len(octets)),
        lambda octets: b"-----BEGIN AGE ENCRYPTED FILE-----\n" + octets,
    ],
)
def test_a_parcel_that_is_cut_or_changed_is_one_clear_line(
    sealed: Path, into: Path, change: Callable[[bytes], bytes]
) -> None:
    sealed.write_bytes(change(sealed.read_bytes()))
    with pytest.raises(Unusable, match=r"one\.data\.age cannot be used: .*\.$") as refused:
        unpack(sealed, [OURS], into, OF_DATA)
    assert "\n" not in str(refused.value)


def test_a_change_anywhere_is_seen(sealed: Path, into: Path, tmp_path: Path) -> None:
    octets = sealed.read_bytes()
    for number, place in enumerate(range(0, len(octets), 1024)):
        sealed.write_bytes(octets[:place] + bytes([octets[place] ^ 1]) + octets[place + 1 :])
        target = tmp_path / f"into{number}"
        target.mkdir()
        with pytest.raises(Unusable):
            unpack(sealed, [OURS], target, OF_DATA)


def test_another_identity_does_not_open_it(sealed: Path, into: Path) -> None:
    with pytest.raises(Unusable, match="sealed to another key"):
        unpack(sealed, [pyrage.x25519.Identity.generate()], into, OF_DATA)


@pytest.mark.parametrize(
    "members",
    [
        [member("../registry.db")],
        [member("/etc/passwd")],
        [member("photos/../../registry.db")],
        [member(f"photos/{'0a' * 16}/x")],
        [member("photos/0A")],
        [member("registry.db\n")],
        [member("registry.db-wal")],
        [member("RESTORING")],
        [member("registry.db", tarfile.SYMTYPE, 0, "/etc/passwd")],
        [member("registry.db", tarfile.LNKTYPE, 0, "/etc/passwd")],
        [member("photos", tarfile.DIRTYPE, 0)],
        [member("registry.db", tarfile.FIFOTYPE, 0)],
        [member("registry.db", tarfile.CHRTYPE, 0)],
        [member("registry.db"), member("registry.db")],
        [member("keys.db")],
    ],
)
def test_only_the_plain_files_of_a_backup_come_out(
    tmp_path: Path, into: Path, members: list[tarfile.TarInfo]
) -> None:
    path = sealed_tar(tmp_path / "foreign.age", *members)
    with pytest.raises(Unusable, match="no backup of Kinfold"):
        unpack(path, [OURS], into, OF_DATA)
    outside = {each.name for each in tmp_path.iterdir()}
    assert outside == {"foreign.age", "into"}
    assert not any(each.is_symlink() for each in into.rglob("*"))


def test_a_parcel_of_data_is_none_of_keys(sealed: Path, into: Path) -> None:
    with pytest.raises(Unusable):
        unpack(sealed, [OURS], into, OF_KEYS)


def test_an_archive_that_ends_in_the_middle_is_refused(tmp_path: Path, into: Path) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as tar:
        head = tarfile.TarInfo("registry.db")
        head.size = 5000
        tar.addfile(head, io.BytesIO(bytes(5000)))
    path = tmp_path / "cut.age"
    for length in (0, 100, 512, 3000, 5632):
        path.write_bytes(pyrage.encrypt(file.getvalue()[:length], [OURS.to_public()]))
        for left in into.iterdir():
            left.unlink()
        with pytest.raises(Unusable):
            unpack(path, [OURS], into, OF_DATA)


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "one.age"
    with pytest.raises(Unusable, match="could not be written"):
        seal(path, TO, [Member("registry.db", 5, (b"four",))])
    with pytest.raises(Unusable):
        seal(path, "age1nonsense", [])
    with pytest.raises(Unusable, match="No space"):
        seal(path, TO, (full() for _ in range(1)))
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(Unusable):
        seal(tmp_path / "nowhere" / "one.age", TO, [])


def full() -> Member:
    raise OSError(28, "No space left on device")


def test_a_parcel_never_takes_the_place_of_one_that_is_being_written(tmp_path: Path) -> None:
    (tmp_path / "one.age.part").write_bytes(b"another's")
    with pytest.raises(Unusable):
        seal(tmp_path / "one.age", TO, [])
    assert (tmp_path / "one.age.part").read_bytes() == b"another's"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        pytest.param(TO, id="a public key"),  # another each time, so it cannot name the test
        "AGE-SECRET-KEY-1NONSENSE",
        "\xff\xfe",
    ],
)
def test_a_file_without_a_secret_key_is_one_clear_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "key.txt").write_text(text, "utf-8")
    with pytest.raises(Unusable, match="holds no age identity"):
        identities(tmp_path / "key.txt")
    with pytest.raises(Unusable):
        identities(tmp_path / "absent.txt")
    with pytest.raises(Unusable):
        identities(tmp_path)


def test_a_file_of_age_keygen_is_read(tmp_path: Path, sealed: Path, into: Path) -> None:
    (tmp_path / "key.txt").write_text(f"# created: today\n# public key: {TO}\n{OURS}\n\n")
    assert unpack(sealed, identities(tmp_path / "key.txt"), into, OF_DATA)


def test_a_part_tells_its_length_and_digest() -> None:
    assert digest_in(b"") == Part(
        0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
