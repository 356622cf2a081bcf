"""Every sealed thing in the place of every other: row, table, compartment, subject, version."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from registry.errors import Misconfigured, Tampered
from registry.oversight import rotation
from registry.storage.columns import IN_A_TABLE, Kind
from registry.storage.database import transaction
from registry.storage.keys import DataKey, PurposeKey
from registry.storage.photos import Photo, Photos
from registry.storage.picture import Pictures
from registry.storage.vault import Compartment, Sealed, Vault
from registry.work import Floors
from tests.making.sealing import AT, bare_photos, bare_vault, permit_of

ONE, OTHER = "child:one", "child:other"
ROWS = ("opinion:1", "opinion:2", ONE)
TABLES = {"sealed_values", "photos", "data_keys", "purpose_keys"}


@dataclass(frozen=True)
class Place:
    """Where one sealed thing lies, and how the house opens what lies there."""

    name: str
    sealed: bytes
    open: Callable[[bytes], object]

    @property
    def table(self) -> str:
        """The first word of its name."""
        return self.name.split("/")[0]


def groups(vault: Vault) -> Iterator[Place]:
    """Each compartment in one row; two compartments in every row, for every subject or two."""
    whose: list[tuple[str, str | None]] = [(ONE, None), (OTHER, None), (ONE, OTHER), (OTHER, ONE)]
    every: list[tuple[str, Compartment, str, str | None]] = [
        ("opinion:0", compartment, ONE, None) for compartment in Compartment
    ]
    every += [
        (f"{row}{number}", compartment, *subjects)
        for row in ROWS
        for compartment in (Compartment.NOTES, Compartment.IDENTITY)
        for number, subjects in enumerate(whose)
    ]
    for row, compartment, subject, also in every:
        sealed = vault.seal(row, compartment, {"said": row}, subject=subject, also=also)
        yield _group(vault, sealed)


def _group(vault: Vault, sealed: Sealed) -> Place:
    named = (sealed.owner_ref, sealed.compartment, sealed.subject_ref, sealed.also_ref)

    def opened(envelope: bytes) -> object:
        owner, compartment, subject, also = named
        moved = Sealed(owner_ref=owner, compartment=compartment, subject_ref=subject, also_ref=also)
        moved.envelope = envelope
        return vault.open(moved, permit_of(ONE), permit_of(OTHER))

    return Place("/".join(("sealed_values", *map(str, named))), sealed.envelope, opened)


class Shelf:
    """Files in memory: a store that does not sync, for thousands of swaps."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def put(self, name: str, sealed: bytes) -> None:
        """Keep."""
        self.held[name] = sealed

    def get(self, name: str) -> bytes:
        """What was kept."""
        return self.held[name]

    def delete(self, name: str) -> None:
        """Forget."""
        del self.held[name]

    def names(self, before: datetime | None = None) -> Iterator[str]:
        """Every name."""
        assert before is None
        return iter(self.held)


def pictures(files: Shelf, photos: Photos) -> Iterator[Place]:
    """Both sizes of two photos of one child, and of one of another."""
    drawn = Pictures(large=b"pixels", small=b"pixels", width=1, height=1)
    for subject in (ONE, ONE, OTHER):
        photo = photos.keep(subject, drawn, added_on=AT.date(), taken_about=None)
        for size in ("large", "small"):
            yield _picture(files, photos, photo, size)


def _picture(files: Shelf, photos: Photos, photo: Photo, size: str) -> Place:
    name: str = getattr(photo, size)

    def opened(sealed: bytes) -> object:
        files.put(name, sealed)
        return photos.open(photo, size, permit_of(ONE), permit_of(OTHER))

    return Place(f"photos/{photo.ref}/{size}", files.get(name), opened)


def wrapped(floors: Floors) -> Iterator[Place]:
    """Data keys and purpose keys of the same names, under two versions of the root key."""
    secret = secrets.token_bytes(32)
    for version in (1, 2):
        for name in (ONE, OTHER):
            for row in (DataKey(subject=name), PurposeKey(name=name)):
                floors.keyring.wrap(row, version, secret)
                yield _key(floors, row)


def _key(floors: Floors, row: DataKey | PurposeKey) -> Place:
    name = row.subject if isinstance(row, DataKey) else row.name
    version = row.root_version

    def opened(held: bytes) -> object:
        moved = DataKey(subject=name) if isinstance(row, DataKey) else PurposeKey(name=name)
        moved.root_version, moved.wrapped = version, held
        return floors.keyring.unwrap(moved)

    return Place(f"{row.__tablename__}/{name}/{version}", row.wrapped, opened)


@contextmanager
def places(floors: Floors) -> Iterator[list[Place]]:
    """Everything there is to seal, each once in each place that differs in one thing only."""
    for subject in (ONE, OTHER):
        floors.keyring.create(subject)
    for _ in rotation.rotate(floors):
        pass
    with transaction(floors.engine) as session:
        yield list(_all(floors, session))
        session.rollback()


def _all(floors: Floors, session: Session) -> Iterator[Place]:
    vault = bare_vault(session, floors.keyring, secrets.token_bytes)
    yield from groups(vault)
    files = Shelf()
    yield from pictures(files, bare_photos(session, vault, files, secrets.token_bytes))
    yield from wrapped(floors)


def test_nothing_sealed_opens_in_the_place_of_anything_else(floors: Floors) -> None:
    with places(floors) as every:
        assert len(every) == len({place.name for place in every}) > 45
        for place in every:
            assert place.open(place.sealed)
        opened = [
            f"{there.name} in {here.name}"
            for here, there in itertools.permutations(every, 2)
            if _opens(here, there.sealed)
        ]
    assert opened == []


def _opens(place: Place, sealed: bytes) -> bool:
    try:
        place.open(sealed)
    except (Tampered, Misconfigured):
        return False
    return True


def test_every_table_that_holds_something_sealed_is_among_them(floors: Floors) -> None:
    """A new sealed column fails here until it is swapped, too."""
    with places(floors) as every:
        assert {place.table for place in every} == TABLES
    told = {
        f"{table}.{column}"
        for kind in (Kind.SEALED, Kind.KEY_MATERIAL)
        for table, columns in IN_A_TABLE[kind].items()
        for column in columns.split()
    }
    opened_by_nobody = {"consent_facts.salt", "root_checks.check"}
    assert told - opened_by_nobody == {
        "sealed_values.envelope",
        "data_keys.wrapped",
        "purpose_keys.wrapped",
    }


@pytest.mark.parametrize("table", sorted(TABLES))
def test_no_byte_of_anything_sealed_can_be_changed(floors: Floors, table: str) -> None:
    with places(floors) as every:
        place = next(each for each in every if each.table == table)
        size = len(place.sealed)
        spots = [at for at in range(size) if at < 64 or at >= size - 32 or at % 97 == 0]
        for at in spots:
            for flip in (1, 0x80):
                changed = bytearray(place.sealed)
                changed[at] ^= flip
                assert not _opens(place, bytes(changed)), at
        for end in spots:
            assert not _opens(place, place.sealed[:end]), end
        assert not _opens(place, place.sealed + b"\0")
