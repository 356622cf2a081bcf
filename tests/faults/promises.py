"""What must hold of a house after any fault, once it stands again.

A test that tries a promise carries its number: `test_r3_…`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from consent.audit import audit, audit_lines
from consent.sqlalchemy import SqlStore
from registry.app import make_app
from registry.children.models import Child
from registry.claims.models import Claim
from registry.purposes import CATALOGUE, SEARCH_FOUND
from registry.storage.photos import Photo, names_of
from registry.storage.signing import signer
from registry.storage.vault import Sealed
from registry.trail.proving import prove
from registry.work import Floors
from registry.worker import run_once, sender_for
from tests.faults import story
from tests.faults.machine import Told
from tests.making import houses

PROMISES = {
    1: "durable: what was said to be saved survives a kill at once",
    2: "whole: a step is there or absent",
    3: "once: a repeated form, or letter, has one effect",
    4: "one decision, however many decide at once",
    5: "fail closed: no trail, no key, no right clock, then no view and no disclosure",
    6: "no leak on failure: nothing personal in an answer, a log or a file",
    7: "recoverable: a restored house is whole, and what was erased stays erased",
    8: "bounded: no page above 256 MB or 5 s of the processor; who is too many is told so",
}

PLAIN = (b"Haddad", b"Amo Yusuf", b"green blanket", "إدريس".encode())


def check(folder: Path, told: Told) -> None:
    """Open the house again as a start would, let the worker finish, and look."""
    day = story.Day(at=story.BEGAN + timedelta(hours=2))
    with houses.standing(story.settings_of(folder), day.now) as floors:
        make_app(floors)
        run_once(floors, sender_for(floors.settings))
        is_whole(floors)
        is_durable(floors, told)
        is_readable_or_gone(floors)
        tells_nothing(floors, told)


def is_whole(floors: Floors) -> None:
    """R2: the logs are whole, and every line kept is what the facts amount to."""
    with floors.reading() as session:
        proof = prove(session, signer(floors.keyring))
        assert (proof.broken_at, proof.fault) == (None, None)
        audit(SqlStore(session))
        audit_lines(SqlStore(session), CATALOGUE)


def is_durable(floors: Floors, told: Told) -> None:
    """R1: whatever was said to be saved is there."""
    with floors.reading() as session:
        children = {child.ref: child for child in session.scalars(select(Child))}
        claims = {claim.ref for claim in session.scalars(select(Claim))}
    if child_ref := told.saved.get("register"):
        assert children[child_ref].registered_on is not None
    if child_ref := told.saved.get("take_back"):
        with floors.reading() as session:
            lines = SqlStore(session).lines(child_ref)
        (line,) = [line for line in lines if line.purpose == SEARCH_FOUND]
        assert not line.status.is_live
    if child_ref := told.saved.get("wipe"):
        assert child_ref not in floors.keyring.subjects()
        with floors.reading() as session:
            assert not list(session.scalars(select(Photo).where(Photo.subject_ref == child_ref)))
            assert not list(session.scalars(select(Sealed).where(Sealed.subject_ref == child_ref)))
    if claim_ref := told.saved.get("claim"):
        assert claim_ref in claims


def is_readable_or_gone(floors: Floors) -> None:
    """R2: what is sealed opens, or its key is gone with all the rest; a photo is whole."""
    keys = floors.keyring.data_keys(sorted(floors.keyring.subjects()))
    with floors.reading() as session:
        for sealed in session.scalars(select(Sealed)):
            refs = [ref for ref in (sealed.subject_ref, sealed.also_ref) if ref is not None]
            assert set(refs) <= set(keys), sealed.owner_ref
        photos = list(session.scalars(select(Photo)))
    for photo in photos:
        for name in names_of(photo):
            assert floors.objects.get(name), photo.ref


def tells_nothing(floors: Floors, told: Told) -> None:
    """R6: nothing personal is in what the process said, nor in any file but the demo's letters."""
    for words in PLAIN:
        assert words not in told.text.encode()
        for path in _files(floors.settings.data_dir):
            assert words not in path.read_bytes(), (words, path)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and "mail" not in path.parts)
