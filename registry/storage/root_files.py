"""Root keys as files that only their owner may read: the provider that every house begins with."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final

from registry.errors import Conflict, Misconfigured
from registry.storage.roots import KEY_BYTES, LAST_VERSION, Root

_DIGITS: Final = re.compile(rb"([0-9a-fA-F]{64})\r?\n?")
_LONGEST: Final = 1024


class FileRoots:
    """Root keys in files that only their owner may read: `PATH`, then `PATH.2`, `PATH.3`."""

    def __init__(self, path: Path, random: Callable[[int], bytes]) -> None:
        self._path = path
        self._random = random
        self._roots: dict[int, Root] = {}

    def versions(self) -> frozenset[int]:
        """The versions whose files stand in the folder."""
        pattern = re.compile(re.escape(self._path.name) + r"\.([1-9][0-9]{0,4})", re.ASCII)
        try:
            names = [entry.name for entry in self._path.parent.iterdir()]
        except OSError:
            names = []  # an absent folder holds no key; reading version 1 says why
        found = (pattern.fullmatch(name) for name in names)
        later = {int(each.group(1)) for each in found if each and int(each.group(1)) > 1}
        return frozenset(later | ({1} if self._path.name in names else set()))

    def check_value(self, version: int) -> bytes:
        """What only this version can make."""
        return self._root(version).check_value

    def wrap(self, version: int, secret: bytes, place: str, nonce: bytes) -> bytes:
        """Seal a key to its place and its version."""
        return self._root(version).wrap(secret, place, nonce)

    def unwrap(self, version: int, wrapped: bytes, place: str) -> bytes:
        """Open a wrapped key."""
        return self._root(version).unwrap(wrapped, place)

    def make(self, version: int) -> None:
        """Write a version beside the others."""
        if version > LAST_VERSION:
            raise Misconfigured("There can be no further version of the root key.")
        make_root_key(self._file(version), self._random)

    def drop(self, version: int) -> None:
        """Delete the file of a version. Copies kept elsewhere are the operator's to destroy."""
        self._file(version).unlink(missing_ok=True)
        self._roots.pop(version, None)
        _keep_entries(self._path.parent)

    def _root(self, version: int) -> Root:
        # A version made while this process ran is read when a key first names it.
        if version not in self._roots:
            self._roots[version] = Root(version, read_root_key(self._file(version)))
        return self._roots[version]

    def _file(self, version: int) -> Path:
        return self._path if version == 1 else self._path.with_name(f"{self._path.name}.{version}")


def make_root_key(path: Path, random: Callable[[int], bytes]) -> None:
    """Write a new root key file, readable by its owner only: whole or not at all, never twice."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f".{path.name}.{random(8).hex()}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o400)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(random(KEY_BYTES).hex() + "\n")
            file.flush()
            # Before anything is wrapped by it: a power cut must not take the only key there is.
            os.fsync(file.fileno())
        os.link(unfinished, path)  # unlike a rename, a link never replaces
    except FileExistsError as error:
        raise Conflict(f"There is a root key at {path.name} already.") from error
    finally:
        unfinished.unlink()
    _keep_entries(path.parent)


def read_root_key(path: Path) -> bytes:
    """The secret in a key file; one clear line when it cannot be used."""
    try:
        # O_NONBLOCK: a pipe must be refused, not waited for.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            _refuse_a_loose_file(os.fstat(handle), path.name)
            found = _DIGITS.fullmatch(os.read(handle, _LONGEST))
        finally:
            os.close(handle)
    except OSError as error:
        why = "it is a link" if path.is_symlink() else error.strerror
        raise Misconfigured(
            f"The root key {path.name} cannot be read ({why}): check KINFOLD_ROOT_KEY."
        ) from error
    if found is None:
        raise Misconfigured(
            f"The root key file {path.name} must hold 64 hexadecimal digits and nothing else."
        )
    return bytes.fromhex(found.group(1).decode())


def _refuse_a_loose_file(held: os.stat_result, name: str) -> None:
    """What others may read is no secret, and what others own they may replace."""
    if not stat.S_ISREG(held.st_mode):
        raise Misconfigured(f"The root key {name} must be a regular file.")
    if held.st_uid != os.geteuid():
        raise Misconfigured(f"The root key {name} must belong to the user Kinfold runs as.")
    if held.st_mode & 0o077:
        raise Misconfigured(f"The root key {name} may be read by its owner only: chmod 400 it.")


def _keep_entries(folder: Path) -> None:
    """Make the folder's list of names last: a file's own fsync does not."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
