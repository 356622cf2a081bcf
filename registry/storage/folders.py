"""Folders: making their lists of names last, and leaving nothing behind in them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def settle(folder: Path) -> None:
    """Make the folder's own list of names last: a file's fsync does not."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def wipe(folder: Path) -> None:
    """Remove a folder with all that is in it."""
    if folder.exists():
        empty(folder)
        folder.rmdir()
        settle(folder.parent)


def empty(folder: Path) -> None:
    """Remove all that is in a folder; the keys among it are written over first.

    What is not a key is sealed, so nothing is left of it once the keys are gone.
    """
    for path in folder.rglob("keys.db*"):
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
