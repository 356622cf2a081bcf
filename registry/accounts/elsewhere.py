"""The sessions of whoever is signed in: seen, and ended from wherever they are."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from registry.accounts import operations
from registry.description.codes import read_code
from registry.errors import Absent
from registry.storage.database import transaction
from registry.web.devices import Device
from registry.web.guards import begin, current_actor, floors, row_session
from registry.web.models import WebSession
from registry.web.sessions import is_over


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One session as its owner sees it: no address, one coarse word for the device."""

    id: uuid.UUID
    device: Device
    started_at: datetime
    seen_at: datetime
    is_staff: bool
    is_shared: bool
    is_this: bool


def own_sessions() -> list[OwnSession]:
    """The sessions that still count, this one first, then the latest used."""
    with floors().reading() as session:
        query = select(WebSession).where(WebSession.account_ref == current_actor().ref)
        found = [row for row in session.scalars(query) if not is_over(row, floors().clock())]
    own = [
        OwnSession(
            id=row.id,
            device=read_code(Device, row.device),
            started_at=row.started_at,
            seen_at=row.seen_at,
            is_staff=row.is_staff,
            is_shared=row.is_shared,
            is_this=row.id == row_session().id,
        )
        for row in found
    ]
    return sorted(own, key=lambda each: (each.is_this, each.seen_at), reverse=True)


def end_session(session_id: uuid.UUID) -> None:
    """End one session of one's own; anybody else's is as if it were not there."""
    if session_id not in {each.id for each in own_sessions()}:
        raise Absent
    _end(session_id)


def end_others() -> None:
    """End all of one's own sessions but this one."""
    _end(*(each.id for each in own_sessions() if not each.is_this))


def _end(*session_ids: uuid.UUID) -> None:
    with begin() as work:
        operations.note_session_ended(work)
    with transaction(floors().engine) as rows:
        rows.execute(delete(WebSession).where(WebSession.id.in_(session_ids)))
