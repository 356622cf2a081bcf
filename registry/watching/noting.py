"""Writing a finding, once, with its entry in the trail."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.trail.events import Event
from registry.trail.trail import Trail, or_unwritable
from registry.watching.models import Finding, FindingEntry
from registry.watching.rules import Seen

MOST_ENTRIES: Final = 60


def note(session: Session, trail: Trail, seen: Seen, now: datetime) -> bool:
    """Write a finding unless it stands already; was it new?

    `Unwritable` where the database does not take it: what it is about stays shut.
    """
    with or_unwritable():
        if _stands(session, seen):
            return False
        finding = Finding(
            rule=seen.rule.value,
            actor_ref=seen.actor_ref,
            about_ref=seen.about_ref,
            day=seen.day,
            at=seen.at,
            recorded_at=now,
            entries=len(seen.entries) or 1,
        )
        session.add(finding)
        trail.record(Event.FINDING_WRITTEN, finding.ref, rule=seen.rule.value)
        # Where nothing was opened, it rests on its own entry: that is by whoever it is about.
        for seq in seen.entries[-MOST_ENTRIES:] or (trail.newest,):
            session.add(FindingEntry(finding_ref=finding.ref, seq=seq))
        session.flush()
    trail.write()
    return True


def _stands(session: Session, seen: Seen) -> bool:
    rule, actor_ref, about_ref, day = seen.key
    same = select(Finding.id).where(
        Finding.rule == rule,
        Finding.actor_ref == actor_ref,
        Finding.about_ref == about_ref,
        Finding.day == day,
    )
    with session.no_autoflush:
        return session.scalar(same) is not None
