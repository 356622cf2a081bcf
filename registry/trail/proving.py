"""Proving that the trail is whole: its chain, its tree, and every checkpoint ever signed of it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from consent.errors import LedgerBroken
from consent.ledger import Checkpoint, Signer
from registry.trail import checkpoints, trail
from registry.trail.models import Entry
from registry.trail.trail import Proof


def prove(session: Session, signer: Signer, *notes: str) -> Proof:
    """Walk the chain, then hold nodes and checkpoints against it; `notes` are kept elsewhere."""
    proof = trail.verify(trail.all_entries(session))
    if proof.broken_at is not None:
        return proof
    leaves = session.scalars(select(Entry.leaf).order_by(Entry.seq))
    try:
        earlier = checkpoints.kept(session, trail.ORIGIN, signer)
        earlier += of_log(trail.ORIGIN, signer, *notes)
        trail.log_of(session).check(leaves, *earlier)
    except LedgerBroken as error:
        return replace(proof, fault=error.what)
    return proof


def of_log(origin: str, signer: Signer, *notes: str) -> list[Checkpoint]:
    """Read notes kept elsewhere; one of another log proves nothing here."""
    found = [checkpoints.read(note, signer) for note in notes]
    if any(each.origin != origin for each in found):
        raise LedgerBroken("a checkpoint of another log")
    return found
