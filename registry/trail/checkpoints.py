"""Checkpoints: the signed size and root of each log, which no later state may contradict."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consent.errors import BadNote, LedgerBroken
from consent.ledger import Checkpoint, Signer, key_hash, open_note, sign
from consent.log import Log
from consent.sqlalchemy import SqlNodes, SqlStore
from consent.tree import Tree
from registry.trail import trail
from registry.trail.events import Event
from registry.trail.models import SignedCheckpoint
from registry.trail.rereading import IS_MOMENT
from registry.trail.trail import Trail

if TYPE_CHECKING:
    from collections.abc import Mapping

CONSENT: Final = "consent"
EVERY: Final = timedelta(hours=23)
"""A little less than a day: none ends without a checkpoint."""
_ROWS: Final = "SELECT origin, at, size, root, note FROM checkpoints ORDER BY at"
_SIGNED: Final = "SELECT at, detail FROM trail_entries WHERE event = ? AND subject_ref = ?"


def logs(session: Session) -> Mapping[str, Log]:
    """The two logs of the house by their origins."""
    return {CONSENT: Log(SqlStore(session)), trail.ORIGIN: trail.log_of(session)}


def due(session: Session, now: datetime) -> list[str]:
    """The logs whose newest checkpoint is a day old."""
    at = func.max(SignedCheckpoint.at)
    rows = session.execute(select(SignedCheckpoint.origin, at).group_by(SignedCheckpoint.origin))
    newest = {row[0]: row[1] for row in rows}
    return [origin for origin in logs(session) if newest.get(origin, now - EVERY) <= now - EVERY]


def keep(session: Session, written: Trail, origin: str, signer: Signer) -> str:
    """Sign where a log stands, keep the note, and say so in the trail.

    The entry names the size and bears the same moment: a note that is taken away later, or moved
    to another day, is missed.
    """
    written.close()
    checkpoint = logs(session)[origin].checkpoint(origin)
    note = sign(checkpoint, signer)
    at = written.record(Event.CHECKPOINT_SIGNED, ref_of(origin), size=checkpoint.size)
    session.add(
        SignedCheckpoint(
            origin=origin, at=at, size=checkpoint.size, root=checkpoint.root, note=note
        )
    )
    return note


def newest(session: Session, origin: str) -> SignedCheckpoint | None:
    """Where a log was signed last."""
    query = select(SignedCheckpoint).where(SignedCheckpoint.origin == origin)
    return session.scalar(query.order_by(SignedCheckpoint.at.desc()).limit(1))


def agrees(session: Session, checkpoint: Checkpoint) -> bool:
    """Did the log have this root when it was of this size? One that is shorter never did."""
    tables = {CONSENT: SqlStore(session), trail.ORIGIN: SqlNodes(session, trail.TREE)}
    kept = tables[checkpoint.origin]
    is_there = checkpoint.size <= kept.size()
    return is_there and Tree(kept, checkpoint.size).root() == checkpoint.root


def ref_of(origin: str) -> str:
    """How entries name a log."""
    return f"log:{origin}"


def kept(session: Session, origin: str, signer: Signer) -> list[Checkpoint]:
    """Every checkpoint kept of a log; `LedgerBroken` at one that is not as it was signed."""
    found, rows = [], set[tuple[str, int]]()
    for of, at, size, root, note in session.connection().exec_driver_sql(_ROWS):
        if of not in (CONSENT, trail.ORIGIN):
            raise LedgerBroken("a checkpoint of no log of this house")
        if of == origin:
            # Ed25519 signs the same words the same way, so the note can be compared as it stands.
            if not _is_plain(at, size, root) or note != sign(Checkpoint(of, size, root), signer):
                raise LedgerBroken(f"the checkpoint of {size!r}")
            found.append(Checkpoint(of, size, root))
            rows.add((at, size))
    _hold_to_entries(session, origin, rows)
    return found


def _is_plain(at: object, size: object, root: object) -> bool:
    kinds = (type(at), type(size), type(root)) == (str, int, bytes)
    return kinds and IS_MOMENT(str(at)) is not None


def _hold_to_entries(session: Session, origin: str, rows: set[tuple[str, int]]) -> None:
    """Each checkpoint has its entry and each entry its checkpoint, since there are such entries."""
    asked = (Event.CHECKPOINT_SIGNED.value, ref_of(origin))
    entries = session.connection().exec_driver_sql(_SIGNED, asked)
    signed = {(at, json.loads(detail)["size"]) for at, detail in entries}
    since = min(signed, default=("~", 0))[0]
    if gone := signed - rows:
        raise LedgerBroken(f"the checkpoint of {min(gone)[1]}, which is gone")
    if any(at >= since for at, _ in rows - signed):
        raise LedgerBroken("a checkpoint that no entry names")


def read(note: str, signer: Signer) -> Checkpoint:
    """A checkpoint out of its note; `LedgerBroken` when this house did not sign it."""
    public = signer.public_bytes()
    try:
        checkpoint, signatures = open_note(note)
        for each in signatures:
            if each.key_hash == key_hash(signer.key_id, public):
                Ed25519PublicKey.from_public_bytes(public).verify(
                    each.value, checkpoint.text.encode()
                )
                return checkpoint
    except (BadNote, InvalidSignature) as error:
        raise LedgerBroken("a checkpoint that was not signed here") from error
    raise LedgerBroken("a checkpoint that was not signed here")
