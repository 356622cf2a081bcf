"""Taking back one yes: no reason asked, no more steps than giving it, and at once."""

from __future__ import annotations

from registry.authority import Permission
from registry.children.operations import (
    note_conflict,
    others_may_be_told,
    own,
    subject_of,
)
from registry.children.operations.speaking import follow, on_screen
from registry.consents import rules
from registry.consents.operations.standing import SHOWN
from registry.errors import Absent
from registry.trail.events import Event
from registry.work import Work


def take_back_one(work: Work, child_id: str, purpose: str, language: str) -> None:
    """Take back the yes to one purpose; where none is live, nothing is written."""
    child = own(work, child_id, Permission.CONSENT_WITHDRAW)
    if purpose not in SHOWN or not child.is_registered:
        raise Absent
    rules.may_be_taken_back_alone(purpose)
    subject = subject_of(child, purpose, work.actor.ref)
    if not work.consent.standing(subject).status(purpose).is_live:
        return

    may_tell = subject == child.ref and others_may_be_told(work, child)
    work.consent.withdraw(
        subject=subject,
        speaker=work.actor.ref,
        purpose=purpose,
        expression=on_screen(language),
    )
    work.trail.record(Event.CONSENT_WITHDRAWN, subject, child.ref, purpose=purpose)
    if subject == child.ref:
        note_conflict(work, child, purpose, may_tell=may_tell)
    follow(work, child, purpose, yes=False)
