"""Is what lies in a copy what was written? Tags are checked, and what is sealed goes nowhere.

Only a drill asks, of a house that serves nobody: it is no look, so there is no permit and no entry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from registry.errors import Absent, Tampered
from registry.storage.envelope import decrypt, derive
from registry.storage.keys import Keyring
from registry.storage.objects import Objects
from registry.storage.photos import Photo, place_of
from registry.storage.vault import Sealed

SIZES: Final = ("large", "small")


def sound_values(keyring: Keyring, those: Sequence[Sealed]) -> int:
    """How many of these sealed values hold?"""
    subjects = {ref for each in those for ref in (each.subject_ref, each.also_ref) if ref}
    keys = keyring.data_keys(list(subjects))
    return sum(_holds(keys, each) for each in those)


def _holds(keys: Mapping[str, bytes], sealed: Sealed) -> bool:
    subjects = [ref for ref in (sealed.subject_ref, sealed.also_ref) if ref]
    if not all(ref in keys for ref in subjects):
        return False
    key = derive(sealed.compartment, *(keys[ref] for ref in subjects))
    return _opens(key, sealed.envelope, sealed.place())


def sound_files(keyring: Keyring, objects: Objects, photos: Sequence[Photo]) -> int:
    """How many files of these photos hold? Each has two, or the large one alone."""
    keys = keyring.data_keys(list({photo.subject_ref for photo in photos}))
    found = 0
    for photo in photos:
        if photo.subject_ref in keys:
            key = derive(f"photo:{photo.ref}", keys[photo.subject_ref])
            sizes = SIZES if photo.small else SIZES[:1]
            found += sum(_file_holds(key, objects, photo, size) for size in sizes)
    return found


def _file_holds(key: bytes, objects: Objects, photo: Photo, size: str) -> bool:
    try:
        sealed = objects.get((photo.small if size == "small" else None) or photo.large)
    except Absent:
        return False
    return _opens(key, sealed, place_of(photo, size))


def _opens(key: bytes, envelope: bytes, place: bytes) -> bool:
    try:
        decrypt(key, envelope, place)
    except Tampered:
        return False
    return True
