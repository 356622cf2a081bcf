"""Opening a parcel: only the files that a backup has, each whole, none outside of the folder."""

from __future__ import annotations

import hashlib
import io
import os
import re
import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, Final, Protocol

import pyrage

from registry.errors import Unusable
from registry.storage.backup.parcel import BLOCK, Part

OF_DATA: Final = re.compile(r"registry\.db|manifest\.json|photos/[0-9a-f]{32,64}", re.ASCII)
OF_KEYS: Final = re.compile(r"keys\.db|manifest\.json", re.ASCII)


class Identity(Protocol):
    """A secret key of age."""

    def to_public(self) -> object:
        """The public half."""
        ...


def identities(path: Path) -> list[Identity]:
    """The secret keys of a file as `age-keygen` writes it."""
    try:
        lines = [line.strip() for line in path.read_text("ascii").splitlines()]
        keys = (line for line in lines if line and not line.startswith("#"))
        found: list[Identity] = [pyrage.x25519.Identity.from_str(key) for key in keys]
    except (OSError, ValueError, pyrage.IdentityError):
        found = []
    if not found:
        raise Unusable(f"{path} holds no age identity (AGE-SECRET-KEY-1…).")
    return found


def unpack(
    path: Path, keys: Sequence[Identity], into: Path, allowed: re.Pattern[str]
) -> dict[str, Part]:
    """Open a parcel into a folder; gives what came out. Only allowed names, each once."""
    unpacking = _Unpacking(into, allowed)
    try:
        with path.open("rb") as file:
            pyrage.decrypt_io(file, unpacking, list(keys))
        unpacking.end()
    except (pyrage.DecryptError, OSError, tarfile.TarError, ValueError) as error:
        raise Unusable(f"{path.name} cannot be used: {_why(error)}.") from error
    finally:
        unpacking.let_go()
    return unpacking.parts


def _why(error: Exception) -> str:
    if isinstance(error, tarfile.TarError):
        return "what is in it is no backup of Kinfold"
    if isinstance(error, pyrage.DecryptError) and "No matching keys" in str(error):
        return "it was sealed to another key than this identity"
    if isinstance(error, pyrage.DecryptError) or "decryption" in str(error):
        return "it is cut off, changed, or no backup at all"
    return str(error)


class _Unpacking(io.RawIOBase):
    """Takes a tar in portions of any length and writes its files: plain files, and nothing else."""

    def __init__(self, into: Path, allowed: re.Pattern[str]) -> None:
        self.parts: dict[str, Part] = {}
        self._into = into
        self._allowed = allowed
        self._held = bytearray()
        self._file: IO[bytes] | None = None
        self._name, self._size, self._left, self._fill = "", 0, 0, 0
        self._digest: Any = hashlib.sha256()
        self._is_over = False

    def write(self, portion: Any) -> int:  # noqa: ANN401 - whatever bytes age hands over
        self._held += portion
        while self._step():
            pass
        return len(portion)

    def end(self) -> None:
        """Refuse what stopped before its end."""
        if not self._is_over or self._file is not None or self._left:
            raise tarfile.ReadError

    def let_go(self) -> None:
        """Close what is still open."""
        if self._file is not None:
            self._file.close()

    def _step(self) -> bool:
        if self._file is not None:
            return self._take_content(self._file)
        if len(self._held) < BLOCK:
            return False
        block = bytes(self._held[:BLOCK])
        del self._held[:BLOCK]
        if not any(block):
            self._is_over = True
        elif self._is_over:
            raise tarfile.ReadError
        else:
            self._begin(tarfile.TarInfo.frombuf(block, "ascii", "strict"))
        return True

    def _begin(self, head: tarfile.TarInfo) -> None:
        is_plain = head.type in tarfile.REGULAR_TYPES and self._allowed.fullmatch(head.name)
        if not is_plain or head.name in self.parts or head.size < 0:
            raise tarfile.ReadError
        place = self._into / head.name
        place.parent.mkdir(mode=0o700, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        self._file = os.fdopen(os.open(place, flags, 0o600), "wb")
        self._name, self._size, self._left = head.name, head.size, head.size
        self._fill = -head.size % BLOCK
        self._digest = hashlib.sha256()

    def _take_content(self, file: IO[bytes]) -> bool:
        portion = self._held[: self._left]
        file.write(portion)
        self._digest.update(portion)
        del self._held[: len(portion)]
        self._left -= len(portion)
        if self._left or len(self._held) < self._fill:
            return False
        del self._held[: self._fill]
        file.close()
        self._file = None
        self.parts[self._name] = Part(self._size, self._digest.hexdigest())
        return True
