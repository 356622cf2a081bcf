"""Where parcels lie, how they are called, and how long those of the keys may."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from registry.errors import Conflict, Unusable
from registry.storage.folders import settle, wipe

KEYS_LIVE: Final = timedelta(days=30)
"""Kept longer, a copy of the keys would make every erasure a mere claim."""
_NAME: Final = re.compile(r"kinfold-(\d{8}T\d{6}Z)-[0-9a-f]{8}\.(data|keys)\.age", re.ASCII)
_STAMP: Final = "%Y%m%dT%H%M%SZ"


def name_of(kind: str, made_at: datetime, backup: str) -> str:
    """The file name of a parcel: when it was made, which backup it belongs to, what it holds."""
    return f"kinfold-{made_at.astimezone(UTC):{_STAMP}}-{backup[:8]}.{kind}.age"


def parcels(folder: Path, kind: str) -> list[tuple[datetime, Path]]:
    """The parcels of one kind in a folder, oldest first, with the moment their name tells."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        told = _NAME.fullmatch(path.name)
        if told is not None and told[2] == kind:
            found.append((datetime.strptime(told[1], _STAMP).replace(tzinfo=UTC), path))
    return sorted(found)


def newest(folder: Path | None, kind: str) -> Path:
    """The newest parcel of a folder."""
    found = parcels(folder, kind) if folder is not None else []
    if not found:
        raise Unusable(f"There is no backup of the {kind}: name one with --{kind}.")
    return found[-1][1]


def prune(folder: Path | None, now: datetime) -> int:
    """Delete the parcels of keys that are too old; how many were there?"""
    if folder is None:
        return 0
    old = [path for at, path in parcels(folder, "keys") if now - at > KEYS_LIVE]
    for path in old:
        path.unlink(missing_ok=True)
    if old:
        settle(folder)
    return len(old)


def sweep_unfinished(folder: Path) -> None:
    """Delete parcels that a power cut left half written; the caller makes the only one just now."""
    for path in folder.glob("kinfold-*.age.part"):
        path.unlink(missing_ok=True)


@contextmanager
def staging(data_dir: Path) -> Iterator[Path]:
    """A folder for copies on their way into a parcel; wiped before and after, one at a time.

    It lies in the data folder, so that a power cut leaves no copy anywhere else.
    """
    folder = data_dir / "backing-up"
    handle = os.open(data_dir / "backing-up.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict("Another backup is being made just now.") from error
        wipe(folder)
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            wipe(folder)
    finally:
        os.close(handle)


def sweep(data_dir: Path) -> None:
    """Wipe what a backup that was cut off left behind; one that is being made is left alone."""
    if (data_dir / "backing-up").exists():
        try:
            with staging(data_dir):
                pass
        except Conflict:
            return
