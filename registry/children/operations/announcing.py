"""Families hear of a new agency before anything can go there, where it is safe to write to them."""

from __future__ import annotations

import uuid
from typing import Final

from sqlalchemy import select

from registry.accounts.operations import find as find_account
from registry.agencies.models import AgencyAnnouncement
from registry.authority import MACHINE, Permission
from registry.children.models import Child
from registry.children.operations.telling import may_be_written_to
from registry.outbox.models import Message
from registry.readings import Reads, reads
from registry.storage.database import uuid_of
from registry.trail.events import Event
from registry.work import Floors, Work

LETTER: Final = "agency_announced"
PORTION: Final = 100


@reads(Reads.NOTHING)
def announce_agencies(floors: Floors) -> int:
    """Write to a portion of the families about each agency that is announced; to how many?"""
    with floors.reading() as session:
        query = select(AgencyAnnouncement.id).where(AgencyAnnouncement.told_at.is_(None))
        waiting = list(session.scalars(query))
    told = 0
    for announcement_id in waiting:
        with floors.begin(MACHINE) as work:
            work.require(Permission.REMINDER_SEND)
            told += _portion(work, announcement_id)
    return told


def _portion(work: Work, announcement_id: uuid.UUID) -> int:
    """One portion, from where the last one ended; a family with two records hears once."""
    announcement = work.session.get_one(AgencyAnnouncement, announcement_id)
    children = _next(work, announcement)
    written = select(Message.to_ref).where(
        Message.name == LETTER, Message.queued_at >= announcement.at
    )
    told = set(work.session.scalars(written))
    fresh = {who for child in children for who in may_be_written_to(work, child)} - told
    for who in sorted(fresh):
        work.outbox.send(LETTER, to=who, language=find_account(work.session, who).language)
    if children:
        announcement.reached_ref = children[-1].ref
    if len(children) < PORTION:
        announcement.told_at = work.now()
    work.trail.record(Event.AGENCY_TOLD_OF, announcement.agency_ref, sent=len(fresh))
    return len(fresh)


def _next(work: Work, announcement: AgencyAnnouncement) -> list[Child]:
    query = select(Child).where(Child.registered_on.is_not(None), Child.withdrawn_on.is_(None))
    reached = uuid_of(announcement.reached_ref or "", Child.kind)
    if reached is not None:
        query = query.where(Child.id > reached)
    return list(work.session.scalars(query.order_by(Child.id).limit(PORTION)))
