"""A parcel: a tar, sealed by age to a public key, written as a stream.

The house that makes it cannot open it. With any age and any tar it opens without us, too.
"""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyrage

from registry.errors import Unusable
from registry.storage.folders import settle

BLOCK: Final = tarfile.BLOCKSIZE
PORTION: Final = 1 << 20
MANIFEST: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class Part:
    """How long a file of the parcel is, and its SHA-256."""

    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Member:
    """One file on its way into a parcel."""

    name: str
    size: int
    portions: Iterable[bytes]


def from_file(name: str, path: Path) -> Member:
    """A file as it lies on disk, read in portions."""
    return Member(name, path.stat().st_size, _portions(path))


def _portions(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while portion := file.read(PORTION):
            yield portion


def digest_of(path: Path) -> Part:
    """The length and the digest of a file."""
    whole = hashlib.sha256()
    for portion in _portions(path):
        whole.update(portion)
    return Part(path.stat().st_size, whole.hexdigest())


def digest_in(octets: bytes) -> Part:
    """The length and the digest of what is in memory."""
    return Part(len(octets), hashlib.sha256(octets).hexdigest())


def seal(path: Path, recipient: str, members: Iterable[Member]) -> None:
    """Write a parcel: under a passing name, made to last, then under its own name in one step."""
    unfinished = path.with_name(path.name + ".part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        to = pyrage.x25519.Recipient.from_str(recipient)
        with os.fdopen(os.open(unfinished, flags, 0o600), "wb") as file:
            try:
                pyrage.encrypt_io(_Stream(_packed(members)), file, [to])
                file.flush()
                os.fsync(file.fileno())
                unfinished.replace(path)
            finally:
                unfinished.unlink(missing_ok=True)
        settle(path.parent)
    except (OSError, pyrage.RecipientError, pyrage.EncryptError) as error:
        raise Unusable(f"The backup could not be written: {error}.") from error


def _packed(members: Iterable[Member]) -> Iterator[bytes]:
    for member in members:
        head = tarfile.TarInfo(member.name)
        head.size, head.mode = member.size, 0o600
        yield head.tobuf(tarfile.GNU_FORMAT)
        written = 0
        for portion in member.portions:
            written += len(portion)
            yield portion
        if written != member.size:
            raise Unusable(f"{member.name} changed while it was read")
        yield bytes(-written % BLOCK)
    yield bytes(2 * BLOCK)


class _Stream(io.RawIOBase):
    """What a generator yields, as a file that age can read."""

    def __init__(self, portions: Iterator[bytes]) -> None:
        self._portions = portions
        self._held = b""

    def read(self, size: int = -1) -> bytes:
        while not self._held:
            portion = next(self._portions, None)
            if portion is None:
                return b""
            self._held = portion
        given, self._held = self._held[:size], self._held[size:]
        return given
