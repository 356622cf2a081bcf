"""Writing a finding, once, with its entry in the trail."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from registry.trail.events import Event
from registry.trail.trail import Trail, or_unwritable
from registry.watching.models import Finding, FindingEntry
from registry.watching.rules import Seen

MOST_ENTRIES: Final = 60
_SAME: Final = select(Finding.id).where(
    Finding.rule == bindparam("rule"),
    Finding.actor_ref == bindparam("actor"),
    Finding.about_ref == bindparam("about"),
    Finding.day == bindparam("day"),
)


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
    names = ("rule", "actor", "about", "day")
    told = dict(zip(names, seen.key, strict=True))
    return session.connection().execute(_SAME, told).first() is not None
