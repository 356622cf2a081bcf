"""After erasures no file holds a byte of a key or of what it sealed.

Searched are data, logs, photos, the journal outside, and the parcels of backups, which are sealed
to keys that the house does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from registry.authority import Actor
from registry.claims import operations as claims
from registry.consents import erasing, operations
from registry.departures import operations as departures
from registry.storage import database
from registry.storage.database import transaction
from registry.storage.keys import DataKey
from registry.storage.photos import Photo
from registry.storage.vault import Sealed
from registry.work import Floors
from tests.cast import YUSUF
from tests.making import accounts, children
from tests.making import claims as claiming
from tests.making.backups import Offline, backed_up


def secrets_of(floors: Floors, *subjects: str) -> list[bytes]:
    """Every byte string that must be gone: keys as they are and as they lie, and envelopes."""
    with transaction(floors.keyring.engine, reading=True) as session:
        wrapped = [session.get_one(DataKey, each).wrapped for each in subjects]
    with floors.reading() as session:
        query = select(Sealed.envelope).where(Sealed.subject_ref.in_(subjects))
        envelopes = session.scalars(query).all()
    return [*wrapped, *floors.keyring.data_keys(subjects).values(), *envelopes]


def files(folder: Path) -> Iterator[bytes]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.read_bytes()


def left(folder: Path, needles: list[bytes]) -> int:
    every = list(files(folder))
    return sum(any(needle in each for each in every) for needle in needles)


def erase_everything(floors: Floors, amina: Actor) -> list[bytes]:
    """A record, a claim and both accounts, each in the way people do it."""
    yusuf = accounts.guardian(floors, YUSUF)
    child = children.enrolled(floors, amina, photos=1)
    claim = claiming.filed(floors, yusuf)
    needles = secrets_of(floors, child.ref, claim.ref, amina.ref, yusuf.ref)
    needles += [each.large.encode() for each in _photos(floors, child.ref)]
    with floors.begin(amina) as work:
        operations.wipe(work, str(child.id), at_once=True)
    with floors.begin(yusuf) as work:
        claims.withdraw_claim(work, str(claim.id))
    for who in (amina, yusuf):
        with floors.begin(who) as work:
            departures.close_own(work)
    return needles


def _photos(floors: Floors, subject: str) -> list[Photo]:
    with floors.reading() as session:
        return list(session.scalars(select(Photo).where(Photo.subject_ref == subject)))


def test_no_file_of_any_folder_holds_a_key_or_what_it_sealed(
    offline: Offline, amina: Actor, tmp_path: Path
) -> None:
    floors = offline.floors
    backed_up(offline)
    needles = erase_everything(floors, amina)
    backed_up(offline)
    assert left(tmp_path, needles) > len(needles) // 2  # the search finds what is there
    assert erasing.finish_due(floors) == 4
    assert left(tmp_path, needles) == 0
    assert list(floors.objects.names()) == []


@pytest.mark.parametrize("lacks", ["secure_delete", "truncation"])
def test_without_either_guard_something_is_left(
    offline: Offline,
    amina: Actor,
    tmp_path: Path,
    lacks: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The search would see it: else the test above would prove nothing."""
    floors = offline.floors
    needles = erase_everything(floors, amina)
    if lacks == "truncation":
        monkeypatch.setattr(erasing, "truncate_log", lambda _engine: True)
        monkeypatch.setattr("registry.storage.keys.truncate_log", lambda _engine: True)
    else:
        for engine in (floors.engine, floors.keyring.engine):
            engine.dispose()
        pragmas = tuple(
            "secure_delete=OFF" if each.startswith("secure_delete") else each
            for each in database.PRAGMAS
        )
        monkeypatch.setattr(database, "PRAGMAS", pragmas)
    erasing.finish_due(floors)
    assert left(tmp_path, needles) > 0
