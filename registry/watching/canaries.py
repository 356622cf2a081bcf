"""Which records are canaries: a keyed mark in a pool of marks, told apart by nobody without keys.

The pool is filled at its first use, and each place holds a digest from then on. One that marks
something looks like one that marks nothing: neither how many canaries there are nor which records
they are can be read from the database.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from registry.errors import N_, Conflict
from registry.storage.database import Base
from registry.storage.keys import Keyring

PLACES: Final = 90
EACH: Final = 3
"""So many places one canary takes: the order, the account and the record."""


class CanaryMark(Base):
    """One place of the pool."""

    __tablename__ = "canary_marks"

    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mark: Mapped[str] = mapped_column(unique=True)


_ANY: Final = select(CanaryMark.place).limit(1)
_MARKED: Final = select(CanaryMark.place).where(CanaryMark.mark == bindparam("mark"))


def mark_of(keyring: Keyring, ref: str) -> str:
    """The mark of a reference; worth nothing without the key of the house."""
    key = keyring.purpose("canary")
    return hmac.new(key, f"canary/{ref}".encode(), hashlib.sha256).hexdigest()


def is_marked(session: Session, keyring: Keyring, ref: str) -> bool:
    """Does the pool hold the mark of this reference?"""
    # At every look of the desk: past the session, in the words of the database.
    connection = session.connection()
    if connection.execute(_ANY).first() is None:
        return False  # a house without canaries needs no key for them
    return connection.execute(_MARKED, {"mark": mark_of(keyring, ref)}).first() is not None


def free_places(session: Session, keyring: Keyring) -> list[CanaryMark]:
    """The places that mark nothing yet; fills the pool where there is none."""
    pool = session.scalars(select(CanaryMark)).all()
    if not pool:
        pool = [
            CanaryMark(place=place, mark=mark_of(keyring, _nothing(place)))
            for place in range(PLACES)
        ]
        session.add_all(pool)
        session.flush()
    return [each for each in pool if each.mark == mark_of(keyring, _nothing(each.place))]


def mark(
    session: Session, keyring: Keyring, random: Callable[[int], bytes], refs: Iterable[str]
) -> None:
    """Mark each of these, at a place that chance picks."""
    free = free_places(session, keyring)
    for ref in refs:
        if not free:
            raise Conflict(N_("There are as many canary records as there may be."))
        chosen = free.pop(int.from_bytes(random(4)) % len(free))
        chosen.mark = mark_of(keyring, ref)
    session.flush()


def _nothing(place: int) -> str:
    return f"nothing/{place}"
