"""Proving that the trail is whole: its chain, its tree, and every checkpoint ever signed of it."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from consent.errors import ConsentError, LedgerBroken
from consent.ledger import Checkpoint, Signer
from registry.trail import anchors, checkpoints, trail
from registry.trail.anchors import FileAnchor
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.trail.rereading import Stretch, Told, reread, root_of
from registry.trail.trail import Trail

WHOLE: Final = "whole"
BROKEN: Final = "broken"


@dataclass(frozen=True, slots=True)
class Proof:
    """What reading it all again found: its size, its root, and the first break, if any."""

    size: int
    root: str
    broken_at: int | None
    fault: str | None = None
    """What else is wrong with a whole chain: a node, or a checkpoint it contradicts."""

    @property
    def is_whole(self) -> bool:
        """Is nothing wrong?"""
        return self.broken_at is None and self.fault is None


def prove(
    session: Session,
    signer: Signer,
    *notes: str,
    anchor: FileAnchor | None = None,
    told: Told | None = None,
) -> Proof:
    """Read every entry and node, then hold every checkpoint to them; `notes` are kept elsewhere.

    So is what the anchor's file says. Whatever lies in the database, the answer is a proof and
    never an error.
    """
    found = walk(session, told)
    fault = found.fault
    if found.broken_at is None and fault is None:
        fault = _contradiction(session, signer, anchor, notes)
    root = root_of(found.tops).hex() if found.broken_at is None else ""
    return Proof(found.size, root, found.broken_at, fault)


def walk(session: Session, told: Told | None = None) -> Stretch:
    """Read every entry and every node, and nothing beside them."""
    connection = session.connection()
    database = cast("sqlite3.Connection", connection.connection.dbapi_connection)
    return reread(database, connection.engine.url.database, told)


def _contradiction(
    session: Session, signer: Signer, anchor: FileAnchor | None, notes: tuple[str, ...]
) -> str | None:
    try:
        checkpoints.kept(session, checkpoints.CONSENT, signer)
        earlier = checkpoints.kept(session, trail.ORIGIN, signer)
        earlier += anchors.held(session, trail.ORIGIN, anchor, signer)
        for each in (*earlier, *of_log(trail.ORIGIN, signer, *notes)):
            if not checkpoints.agrees(session, each):
                return f"the checkpoint of {each.size}"
    except ConsentError as error:
        return getattr(error, "what", type(error).__name__)
    except (ValueError, TypeError, KeyError, SQLAlchemyError, sqlite3.Error) as error:
        return f"the table of checkpoints ({type(error).__name__})"
    return None


@dataclass(frozen=True, slots=True)
class Proven:
    """What the worker found when it last read the whole trail; it stands in the trail itself."""

    at: datetime
    size: int
    is_whole: bool


def newest_proof(session: Session) -> Proven | None:
    """The newest proof on record; None before the first."""
    query = select(Entry.at, Entry.detail).where(Entry.event == Event.TRAIL_PROVED.value)
    row = session.execute(query.order_by(Entry.seq.desc()).limit(1)).first()
    if row is None:
        return None
    told = json.loads(row.detail)
    return Proven(row.at, told["size"], told["finding"] == WHOLE)


def record_proof(written: Trail, proof: Proof) -> None:
    """Put on record what was found: how many entries hold, and whether those are all."""
    finding = WHOLE if proof.is_whole else BROKEN
    written.record(
        Event.TRAIL_PROVED, checkpoints.ref_of(trail.ORIGIN), size=proof.size, finding=finding
    )


def of_log(origin: str, signer: Signer, *notes: str) -> list[Checkpoint]:
    """Read notes kept elsewhere; one of another log proves nothing here."""
    found = [checkpoints.read(note, signer) for note in notes]
    if any(each.origin != origin for each in found):
        raise LedgerBroken("a checkpoint of another log")
    return found
