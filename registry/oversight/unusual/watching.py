"""Every hour: the rules over what people of the desk did, and a word to auditors once a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.accounts.models import account_of
from registry.authority import MACHINE, Permission, Role
from registry.caseworkers.eligible import holders_of
from registry.outbox.models import Message
from registry.oversight.unusual.finding import open_findings
from registry.readings import Reads, reads
from registry.trail.checkpoints import ref_of
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.trail.trail import ORIGIN
from registry.watching.codes import Rule
from registry.watching.models import Finding
from registry.watching.noting import note
from registry.watching.reading import facts_for
from registry.watching.rules import Span, find
from registry.work import Floors, Work

EVERY: Final = timedelta(hours=1)
OVERLAP: Final = timedelta(hours=1)
"""What lies before the last run and is judged again: an act may have been under way just then."""
AT_FIRST: Final = timedelta(days=14)
"""How far back the first run of a house judges."""
LETTER: Final = "findings_wait"
LETTERS_EVERY: Final = timedelta(days=1)


@reads(Reads.NOTHING)
def watch(floors: Floors) -> int:
    """Judge what happened since the last run; how much was found? On record, also of nothing."""
    now = floors.clock()
    with floors.reading() as session:
        since = _last_run(session, now)
        if now - since < EVERY:
            return 0
        span = Span(since - OVERLAP, now, floors.settings.zone)
        facts = facts_for(session, span)
    found = find(facts, span)
    with floors.begin(MACHINE) as work:
        work.require(Permission.UNUSUAL_WATCH)
        written = sum(note(work.session, work.trail, seen, now) for seen in found)
        work.trail.record(Event.TRAIL_WATCHED, ref_of(ORIGIN), entries=len(facts), found=written)
        _tell_auditors(work)
    return written


@reads(Reads.NOTHING)
def tell_of_canaries(floors: Floors) -> int:
    """Do not wait an hour where somebody came to a made-up record; how many letters?"""
    with floors.reading() as session:
        recent = select(Finding.recorded_at).where(
            Finding.recorded_at > floors.clock() - EVERY, Finding.rule == Rule.CANARY.value
        )
        newest = max(session.scalars(recent), default=None)
        told = select(Message.queued_at).where(Message.name == LETTER)
        if newest is None or any(at >= newest for at in session.scalars(told)):
            return 0
    with floors.begin(MACHINE) as work:
        work.require(Permission.UNUSUAL_WATCH)
        return _tell_auditors(work)


def _last_run(session: Session, now: datetime) -> datetime:
    """Up to when the trail was judged; a run of a later day than today counts for nothing."""
    query = select(Entry.at).where(Entry.event == Event.TRAIL_WATCHED.value)
    at = session.scalar(query.order_by(Entry.seq.desc()).limit(1))
    if at is None:
        return now - AT_FIRST
    return at if at <= now else now - EVERY


def _tell_auditors(work: Work) -> int:
    """Write to each auditor for whom something new waits: once a day, of a canary at once."""
    now = work.now()
    found = open_findings(work.session)
    count = 0
    for account_ref in holders_of(work.session, now, Role.AUDITOR) if found else ():
        query = select(func.max(Message.queued_at)).where(
            Message.to_ref == account_ref, Message.name == LETTER
        )
        told = work.session.scalar(query)
        new = [
            each
            for each in found
            if each.actor_ref != account_ref and (told is None or each.recorded_at > told)
        ]
        is_urgent = any(each.rule == Rule.CANARY.value for each in new)
        is_time = is_urgent or told is None or now - told >= LETTERS_EVERY
        account = account_of(work.session, account_ref)
        if new and is_time and account is not None:
            work.outbox.send(LETTER, to=account_ref, language=account.language)
            count += 1
    return count
