"""Hashing passwords: slow on purpose, a few at a time, and as slow for nobody's account."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from registry.errors import N_, TooOften

HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
"""argon2id with 64 MiB; replaced by a cheap one in tests."""

AT_ONCE: Final = 3
"""Each takes 64 MiB, and no crowd at the door may take more than three times that."""
PATIENCE_SECONDS: Final = 10

_turns = BoundedSemaphore(AT_ONCE)


def hashed(password: str) -> str:
    """What is kept of a password."""
    with _turn():
        return HASHER.hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Is this the password? Where none is kept, the answer takes as long and is no."""
    with _turn():
        try:
            HASHER.verify(kept or _nobodys(), password)
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Was it hashed more cheaply than is done today?"""
    return HASHER.check_needs_rehash(kept)


def _nobodys() -> str:
    # A well-formed hash that belongs to no password, as costly to check as a real one.
    salt = b64encode(bytes(HASHER.salt_len)).decode().rstrip("=")
    digest = b64encode(bytes(HASHER.hash_len)).decode().rstrip("=")
    cost = f"m={HASHER.memory_cost},t={HASHER.time_cost},p={HASHER.parallelism}"
    return f"$argon2id$v=19${cost}${salt}${digest}"


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=PATIENCE_SECONDS):
        raise TooOften(N_("Many people are signing in just now. Please try again in a minute."))
    try:
        yield
    finally:
        _turns.release()
