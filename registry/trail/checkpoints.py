"""Checkpoints: the signed size and root of each log, which no later state may contradict."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consent.errors import BadNote, LedgerBroken
from consent.ledger import Checkpoint, Signer, key_hash, open_note, sign
from consent.log import Log
from consent.sqlalchemy import SqlStore
from registry.trail import trail
from registry.trail.models import SignedCheckpoint

if TYPE_CHECKING:
    from collections.abc import Mapping

CONSENT: Final = "consent"
EVERY: Final = timedelta(hours=23)
"""A little less than a day: none ends without a checkpoint."""


def logs(session: Session) -> Mapping[str, Log]:
    """The two logs of the house by their origins."""
    return {CONSENT: Log(SqlStore(session)), trail.ORIGIN: trail.log_of(session)}


def due(session: Session, now: datetime) -> list[str]:
    """The logs whose newest checkpoint is a day old."""
    at = func.max(SignedCheckpoint.at)
    rows = session.execute(select(SignedCheckpoint.origin, at).group_by(SignedCheckpoint.origin))
    newest = {row[0]: row[1] for row in rows}
    return [origin for origin in logs(session) if newest.get(origin, now - EVERY) <= now - EVERY]


def keep(session: Session, origin: str, signer: Signer, now: datetime) -> str:
    """Sign where a log stands, and keep the note."""
    checkpoint = logs(session)[origin].checkpoint(origin)
    note = sign(checkpoint, signer)
    session.add(
        SignedCheckpoint(
            origin=origin, at=now, size=checkpoint.size, root=checkpoint.root, note=note
        )
    )
    return note


def kept(session: Session, origin: str, signer: Signer) -> list[Checkpoint]:
    """Every checkpoint kept of a log; `LedgerBroken` at one that is not as it was signed."""
    query = select(SignedCheckpoint).where(SignedCheckpoint.origin == origin)
    found = []
    for row in session.scalars(query.order_by(SignedCheckpoint.at)):
        checkpoint = read(row.note, signer)
        if checkpoint != Checkpoint(row.origin, row.size, row.root):
            raise LedgerBroken(f"the checkpoint of {row.at:%Y-%m-%d}")
        found.append(checkpoint)
    return found


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
