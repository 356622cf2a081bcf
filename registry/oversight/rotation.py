"""Root keys made, keys moved to them, old ones retired: by the operator, and on record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Engine, inspect, select

from registry.authority import OPERATOR, Permission
from registry.errors import Misconfigured
from registry.storage import rotating
from registry.storage.database import transaction
from registry.storage.keys import Keyring
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.work import Floors

KEYS: Final = "house:keys"
"""What an entry about the keys of the house names; there is one house."""


def rotate(floors: Floors, portion: int = rotating.PORTION) -> Iterator[int]:
    """Make or take up a version of the root key and move every key to it; tells of each portion.

    The version is on record before the first key moves, so that a keys.db that was put back from
    before then is known for what it is.
    """
    with floors.begin(OPERATOR) as work:
        work.require(Permission.KEYS_ROTATE)
        version = rotating.next_version(floors.keyring, work.now())
        if version > noted_version(floors.engine):
            work.trail.record(Event.ROOT_KEY_MADE, KEYS, version=version)
    total = 0
    for moved in rotating.rewrap(floors.keyring, version, floors.clock(), portion=portion):
        total += moved
        yield moved
    with floors.begin(OPERATOR) as work:
        work.require(Permission.KEYS_ROTATE)
        work.trail.record(Event.KEYS_ROTATED, KEYS, version=version, moved=total)


def retire(floors: Floors, version: int) -> None:
    """Give up a version of the root key for good."""
    with floors.begin(OPERATOR) as work:
        work.require(Permission.KEYS_ROTATE)
        rotating.retire(floors.keyring, version, work.now())
        work.trail.record(Event.ROOT_KEY_RETIRED, KEYS, version=version)


def noted_version(engine: Engine) -> int:
    """The newest version of the root key that the trail tells of; 1 where it tells of none."""
    with transaction(engine, reading=True) as session:
        if not inspect(session.connection()).has_table(Entry.__tablename__):
            return 1
        made = session.scalars(select(Entry.detail).where(Entry.event == Event.ROOT_KEY_MADE.value))
        return max(map(_version_in, made), default=1)


def _version_in(detail: str) -> int:
    try:
        return int(json.loads(detail)["version"])
    except (ValueError, KeyError, TypeError):
        return 1  # somebody changed the entry: `kinfold trail verify` must still run, and say so


def refuse_older_keys(engine: Engine, keyring: Keyring) -> None:
    """Refuse a keys.db from before a rotation: it holds keys that were destroyed since."""
    noted, known = noted_version(engine), rotating.versions(keyring)[-1].number
    if known < noted:
        raise Misconfigured(
            f"keys.db is older than registry.db: it knows version {known} of the root key, and"
            f" version {noted} is on record. Put back the keys.db that belongs to this registry.db."
        )
