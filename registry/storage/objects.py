"""Sealed files under random names: there whole or not at all, and gone when deleted."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from registry.errors import Absent
from registry.storage.folders import settle

_NAME = re.compile(r"[0-9a-f]{32,64}", re.ASCII)
_UNFINISHED = ".part"


class Objects(Protocol):
    """A store of sealed bytes by name; a name is 32 to 64 random hex digits."""

    def put(self, name: str, sealed: bytes) -> None:
        """Keep `sealed` under `name`; when this returns, a power cut does not undo it."""
        ...

    def get(self, name: str) -> bytes:
        """What lies under `name`, or `Absent`."""
        ...

    def delete(self, name: str) -> None:
        """Leave nothing under `name`, whether or not there was anything."""
        ...

    def names(self, before: datetime | None = None) -> Iterator[str]:
        """Every name in use, unfinished ones too; with `before`, only those written earlier."""
        ...


class FileObjects:
    """A store in one folder, closed to other users of the machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            settle(folder.parent)

    def put(self, name: str, sealed: bytes) -> None:
        """Write beside, make it last, then give it its name in one step."""
        finished = self._place(name)
        unfinished = finished.with_suffix(_UNFINISHED)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            with os.fdopen(os.open(unfinished, flags, 0o600), "wb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(finished)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise
        settle(self._folder)

    def get(self, name: str) -> bytes:
        """What lies under `name`, or `Absent`."""
        try:
            return self._place(name).read_bytes()
        except FileNotFoundError:
            raise Absent from None

    def delete(self, name: str) -> None:
        """Remove the file, and what a cut-off `put` may have left of it."""
        finished = self._place(name)
        finished.unlink(missing_ok=True)
        finished.with_suffix(_UNFINISHED).unlink(missing_ok=True)
        settle(self._folder)

    def names(self, before: datetime | None = None) -> Iterator[str]:
        """Every name in use. A sweep gives `before`, so that it spares files still to be named."""
        seen: set[str] = set()
        for path in self._folder.iterdir():
            name = path.name.removesuffix(_UNFINISHED)
            if _NAME.fullmatch(name) and name not in seen and _is_written(path, before):
                seen.add(name)
                yield name

    def _place(self, name: str) -> Path:
        """The file of a name. Only plain hex, so that no name leads out of the folder."""
        if not _NAME.fullmatch(name):
            raise ValueError("An object's name is 32 to 64 hex digits.")
        return self._folder / name


def _is_written(path: Path, before: datetime | None) -> bool:
    if before is None:
        return True
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC) < before
    except FileNotFoundError:  # deleted while the folder was being read
        return False
