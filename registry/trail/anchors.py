"""Anchors: each day's checkpoint, put where whoever puts the database back cannot put it back too.

A rollback takes the checkpoints in the database with it. What lies in a file elsewhere, or in
somebody's mail, does not go back: a log that ends below it was cut or replaced. The trail says of
each checkpoint where it was anchored, so that a line taken out of the file is missed as well.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Final, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from consent import canonical
from consent.errors import BadNote, LedgerBroken, NotCanonical
from consent.ledger import Checkpoint, Signer, open_note, sign
from registry.trail import checkpoints
from registry.trail.events import Event
from registry.trail.models import Entry, SignedCheckpoint

ORIGINS: Final = ("consent", "trail")
"""One line each is the newest of its log. An older line may come again: after a restore."""
AGAIN_AFTER: Final = timedelta(hours=1)
"""A place that took nothing is asked again then; each refusal is an entry."""


class Anchor(Protocol):
    """A place outside the house that takes notes."""

    @property
    def place(self) -> str:
        """What entries call it."""
        ...

    def put(self, note: str) -> None:
        """Keep a note there for good, or raise `OSError`."""
        ...


class FileAnchor:
    """A file on another disk: one note a line, only ever added to."""

    place = "file"

    def __init__(self, path: Path) -> None:
        self._path = path

    def put(self, note: str) -> None:
        """Add a line and wait until the disk has it; what is there already is not added again."""
        line = canonical.encode(note) + b"\n"
        whole, torn = self._lines()
        if line in whole[-len(ORIGINS) :]:
            return
        if torn:  # the power went while it was written; no entry ever named it
            os.truncate(self._path, sum(map(len, whole)))
        file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            os.write(file, line)
            os.fsync(file)
        finally:
            os.close(file)
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def checkpoints(self, signer: Signer) -> list[Checkpoint]:
        """Every checkpoint in it; `LedgerBroken` at a line that is not as it was written."""
        try:
            whole, _ = self._lines()
        except OSError as error:
            raise LedgerBroken(f"the anchor file ({type(error).__name__})") from error
        return [_checkpoint(line, place, signer) for place, line in enumerate(whole, 1)]

    def _lines(self) -> tuple[list[bytes], bytes]:
        """The lines that are whole, and what follows the last of them."""
        if not self._path.exists():
            return [], b""
        *whole, torn = self._path.read_bytes().split(b"\n")
        return [line + b"\n" for line in whole], torn


def _checkpoint(line: bytes, place: int, signer: Signer) -> Checkpoint:
    try:
        note = canonical.decode(line.removesuffix(b"\n"))
        checkpoint, _ = open_note(str(note))
    except (BadNote, NotCanonical) as error:
        raise LedgerBroken(f"line {place} of the anchor file") from error
    if note != sign(checkpoint, signer):
        raise LedgerBroken(f"line {place} of the anchor file")
    return checkpoint


class MailAnchor:
    """Somebody's mailbox: by the way that all letters of the house go."""

    place = "mail"

    def __init__(self, send: Callable[[EmailMessage], None], sender: str, to: str) -> None:
        self._send, self._sender, self._to = send, sender, to

    def put(self, note: str) -> None:
        """Send the note as it stands, to be kept and handed in with `--checkpoint`."""
        origin, size, _ = note.split("\n", 2)
        letter = EmailMessage()
        letter["From"], letter["To"] = self._sender, self._to
        letter["Subject"] = f"Checkpoint of the {origin} log: {size}"
        letter["X-Kinfold-Message"] = f"anchor-{origin}-{size}"
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(note)
        self._send(letter)


def due(session: Session, place: str, now: datetime) -> list[SignedCheckpoint]:
    """The newest checkpoint of each log, where it has not been put in this place yet."""
    found = []
    for origin in checkpoints.logs(session):
        newest = checkpoints.newest(session, origin)
        refused = _told(session, Event.ANCHOR_REFUSED, origin, place)
        is_early = bool(refused) and now - refused[-1].at < AGAIN_AFTER
        if (
            newest is not None
            and not is_early
            and newest.size not in _sizes(session, origin, place)
        ):
            found.append(newest)
    return found


def held(
    session: Session, origin: str, anchor: FileAnchor | None, signer: Signer
) -> list[Checkpoint]:
    """What the file says of one log; `LedgerBroken` where it lacks a line that an entry names."""
    if anchor is None:
        return []
    found = [each for each in anchor.checkpoints(signer) if each.origin == origin]
    lacking = _sizes(session, origin, anchor.place) - {each.size for each in found}
    if lacking:
        raise LedgerBroken(f"the anchor file, which lacks the checkpoint of {min(lacking)}")
    return _that_bind(session, origin, found)


def _that_bind(session: Session, origin: str, found: Sequence[Checkpoint]) -> list[Checkpoint]:
    """Leave out what a restore went back behind: it put where the log stood then in the file, too.

    A database that was merely put back has no such entry, and binds by every line.
    """
    subject = checkpoints.ref_of(origin)
    query = select(Entry.detail).where(
        Entry.event == Event.LOG_WENT_BACK.value, Entry.subject_ref == subject
    )
    kept = {told["size"]: told["kept"] for told in map(json.loads, session.scalars(query))}
    binding: list[Checkpoint] = []
    for each in found:
        if each.size in kept and checkpoints.agrees(session, each):
            binding = [earlier for earlier in binding if earlier.size <= kept[each.size]]
        binding.append(each)
    return binding


def hold_to_newest(session: Session, anchor: FileAnchor, signer: Signer) -> None:
    """At start: `LedgerBroken` where a log ends below its newest anchor, or differs there."""
    for origin in checkpoints.logs(session):
        known = held(session, origin, anchor, signer)
        newest = max(known, key=lambda each: each.size, default=None)
        if newest is not None and not checkpoints.agrees(session, newest):
            raise LedgerBroken(f"the anchored checkpoint of {newest.size} ({origin})")


def _sizes(session: Session, origin: str, place: str) -> set[int]:
    entries = _told(session, Event.CHECKPOINT_ANCHORED, origin, place)
    return {int(json.loads(each.detail)["size"]) for each in entries}


def _told(session: Session, event: Event, origin: str, place: str) -> Sequence[Entry]:
    query = select(Entry).where(
        Entry.event == event.value, Entry.subject_ref == checkpoints.ref_of(origin)
    )
    entries = session.scalars(query.order_by(Entry.seq))
    return [each for each in entries if json.loads(each.detail)["place"] == place]
