"""Rotation: a new version of the root key, and every key wrapped anew by it, while others work.

Sealed values are not touched: their keys stay, only the wrapping changes. Each portion is kept
whole or not at all, so a stop at any point is mended by the same command.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Integer, func, literal_column, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from registry.errors import Conflict, Misconfigured
from registry.storage.database import transaction, truncate_log
from registry.storage.keys import DataKey, Keyring, PurposeKey, RootCheck, newest
from registry.storage.roots import NONCE_BYTES

PORTION: Final = 2000
BACKUPS_LIVE: Final = timedelta(days=30)
"""How long a copy of keys.db may be kept; until then it may need the version it was made under."""
_ROW: Final = literal_column("rowid", Integer)
"""SQLite's own order: neighbours lie on one page, so a portion touches few (by name, most)."""
_KINDS: Final = (
    (PurposeKey, PurposeKey.name),
    (DataKey, DataKey.subject),
)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the root key, and how many keys it wraps."""

    number: int
    keys: int
    made_at: datetime | None
    left_at: datetime | None
    retired_at: datetime | None


def next_version(keyring: Keyring, now: datetime) -> int:
    """The version to wrap by: one that is under way, one just made, or else a new one.

    Once its mark is kept here, every process wraps new keys by it.
    """
    with transaction(keyring.engine, reading=True) as session:
        stamped = newest(session)
    if any(_Moving(keyring, stamped, *each).is_under_way() for each in _KINDS):
        return stamped
    held = max(keyring.roots.versions())
    # A version that is there and was never marked: we were stopped between the two.
    version = max(held, stamped + 1)
    if held <= stamped:
        keyring.roots.make(version)
    check = keyring.roots.check_value(version)
    with transaction(keyring.engine) as session:
        known = list(session.scalars(select(RootCheck)))
        if any(each.version == version for each in known):
            return version
        if any(hmac.compare_digest(each.check, check) for each in known):
            raise Misconfigured(f"Version {version} of the root key is a copy of an earlier one.")
        session.add(RootCheck(version=version, check=check, made_at=now))
    return version


def rewrap(
    keyring: Keyring, version: int, now: datetime, *, portion: int = PORTION
) -> Iterator[int]:
    """Move every key to a version; tells, after each portion, how many it moved.

    It goes round until a whole round moves nothing: what is left then does not open.
    """
    for moving in (_Moving(keyring, version, *each) for each in _KINDS):
        has_moved = True
        while has_moved:
            has_moved = False
            for moved in moving.go_round(portion):
                has_moved = has_moved or moved > 0
                yield moved
    with transaction(keyring.engine) as session:
        for check in session.scalars(select(RootCheck).where(RootCheck.version < version)):
            if check.left_at is None and _count(session, check.version) == 0:
                check.left_at = now
    truncate_log(keyring.engine)


_Row = tuple[int, str, int, bytes]
_Change = tuple[bytes, int, int, bytes]


@dataclass(frozen=True, slots=True)
class _Moving:
    """The keys of one table on their way to a version."""

    keyring: Keyring
    version: int
    kind: type[PurposeKey | DataKey]
    name: InstrumentedAttribute[str]

    def is_under_way(self) -> bool:
        """Is there a key to move yet? What does not open cannot hold up a new version."""
        return any(self._wrapped(row) for row in self._behind(0, PORTION))

    def go_round(self, portion: int) -> Iterator[int]:
        """Once through the table, in the order in which its rows lie on disk."""
        after = 0
        while rows := self._behind(after, portion):
            yield self._kept([change for row in rows if (change := self._wrapped(row))])
            after = rows[-1][0]

    def _behind(self, after: int, portion: int) -> list[_Row]:
        query = (
            select(_ROW, self.name, self.kind.root_version, self.kind.wrapped)
            .where(after < _ROW, self.kind.root_version < self.version)
            .order_by(_ROW)
            .limit(portion)
        )
        with transaction(self.keyring.engine, reading=True) as session:
            return [(*row,) for row in session.execute(query)]

    def _wrapped(self, row: _Row) -> _Change | None:
        # Outside the transaction: others wait for the writing only.
        at, key, old, wrapped = row
        roots, place = self.keyring.roots, f"{self.kind.__tablename__}/{key}"
        try:
            secret = roots.unwrap(old, wrapped, place)
        except Misconfigured:
            return None  # it was tampered with; the others must not wait for it
        nonce = self.keyring.random(NONCE_BYTES)
        return roots.wrap(self.version, secret, place, nonce), self.version, at, wrapped

    def _kept(self, changes: list[_Change]) -> int:
        """Write a portion: only over the very rows that were read, so that no key comes back."""
        if not changes:
            return 0
        # Written out: with bound parameters a third of the time went into putting them together.
        change = (
            f"UPDATE {self.kind.__tablename__} SET wrapped = ?, root_version = ?"  # noqa: S608
            " WHERE rowid = ? AND wrapped = ?"
        )
        with transaction(self.keyring.engine) as session:
            return session.connection().exec_driver_sql(change, changes).rowcount


def versions(keyring: Keyring) -> list[Version]:
    """Every version that keys.db knows, oldest first."""
    with transaction(keyring.engine, reading=True) as session:
        return [
            Version(
                each.version,
                _count(session, each.version),
                each.made_at,
                each.left_at,
                each.retired_at,
            )
            for each in session.scalars(select(RootCheck).order_by(RootCheck.version))
        ]


def retire(keyring: Keyring, version: int, now: datetime) -> None:
    """Give up a version for good, once no key and no backup of keys.db can need it."""
    with transaction(keyring.engine) as session:
        check = session.get(RootCheck, version)
        if check is None:
            raise Conflict(f"There is no version {version} of the root key to retire.")
        if _count(session, version) > 0 or check.left_at is None:
            raise Conflict(f"Version {version} is in use: run `kinfold keys rotate` first.")
        if now - check.left_at < BACKUPS_LIVE:
            until = (check.left_at + BACKUPS_LIVE).date()
            raise Conflict(f"Version {version} may open a backup of the keys until {until}.")
        check.retired_at = check.retired_at or now
    keyring.roots.drop(version)  # again, if we were stopped just here the last time


def _count(session: Session, version: int) -> int:
    queries = (select(func.count()).where(kind.root_version == version) for kind, _ in _KINDS)
    return sum(session.scalar(query) or 0 for query in queries)
