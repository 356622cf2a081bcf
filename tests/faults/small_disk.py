"""A disk that is really small: a file system in memory that only this process sees."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_NEW_USER, _NEW_MOUNTS, _AT_ONCE = 0x10000000, 0x00020000, 2
BLOCK: Final = 4096


@contextmanager
def around(folder: Path, room: int) -> Iterator[None]:
    """Put what lies in a folder on a disk with so many free blocks; bring it back at the end."""
    own = folder.with_name("kept")
    folder.rename(own)
    folder.mkdir()
    blocks = room + sum(-(-path.stat().st_size // BLOCK) for path in own.rglob("*")) + 8
    mount(folder, f"size={blocks * BLOCK},mode=0700")
    shutil.copytree(own, folder, dirs_exist_ok=True)
    try:
        yield
    finally:
        shutil.rmtree(own)
        shutil.copytree(folder, own)
        _must(ctypes.CDLL(None, use_errno=True).umount2(bytes(folder), _AT_ONCE))
        folder.rmdir()
        own.rename(folder)


def mount(folder: Path, how: str) -> None:
    """Mount it for this process alone: it is gone with it. `OSError` where that is not allowed."""
    user, group = os.geteuid(), os.getegid()
    libc = ctypes.CDLL(None, use_errno=True)
    _must(libc.unshare(_NEW_USER | _NEW_MOUNTS))
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"0 {user} 1")
    Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    _must(libc.mount(b"tmpfs", bytes(folder), b"tmpfs", 0, how.encode()))


def _must(answer: int) -> None:
    if answer:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
