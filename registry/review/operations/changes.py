"""What has come in on a pair since a moment: only a new fact makes a new answer possible."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.review.models import Review
from registry.trail.events import Event
from registry.trail.models import Entry

FACTS = (Event.CHILD_CHANGED, Event.CLAIM_CHANGED, Event.CLAIM_ANSWERED, Event.PHOTO_ADDED)
UNSEEN = frozenset({"whereabouts"})
"""Groups that no review shows: a change in them is no new evidence.

A change of what is locked apart counts, be it of health: its entry may not say which part it was.
"""


def has_new_evidence(session: Session, review: Review, since: datetime) -> bool:
    """Did a fact that reviews show change on either side since then?"""
    entries = select(Entry.detail).where(
        Entry.event.in_([event.value for event in FACTS]),
        Entry.subject_ref.in_((review.seeking_ref, review.holding_ref)),
        Entry.at > since,
    )
    return any(_is_shown(json.loads(detail)) for detail in session.scalars(entries))


def _is_shown(detail: dict[str, list[str]]) -> bool:
    return not set(detail.get("groups", ["photos"])) <= UNSEEN
