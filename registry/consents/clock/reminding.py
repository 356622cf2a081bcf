"""Words in time: a yes that ends, papers not yet seen, a form about to be wiped."""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from consent import Assurance, Status
from registry.accounts.operations import find as find_account
from registry.children.models import Child
from registry.children.operations import assurance_of
from registry.children.rules import DRAFT_LIVES
from registry.consents import rules
from registry.consents.models import LeftToEnd, Reminder
from registry.consents.rules import Topic
from registry.purposes import PHOTO_DAYS_BELOW_AL2, REVEAL_MATCH
from registry.trail.events import Event
from registry.work import Work

NEVER_RENEWED: Final = frozenset({REVEAL_MATCH})
"""Asked at their moment only: no letter may say that there was one."""


MESSAGES: Final = MappingProxyType(
    {
        Topic.RENEWAL: "yes_ends",
        Topic.PAPERS: "papers_wait",
        Topic.HIDDEN: "photos_hidden",
        Topic.DRAFT: "form_lapses",
        Topic.CLOSED: "record_closed",
        Topic.MAJORITY: "of_age_soon",
    }
)
"""The letter for each topic: a folder under `templates/messages/`."""


def yes_ends(work: Work, child: Child) -> int:
    """Tell a guardian 60, 30 and 7 days before a yes ends; one letter for all that end by then."""
    today = work.now().date()
    steps = {
        (step, ends_on)
        for ends_on in ends_of(work, child).values()
        if (step := rules.step_due(ends_on, today, rules.RENEWAL_STEPS)) is not None
    }
    fresh = [
        _note(work, child, Topic.RENEWAL, ends_on, step)
        for step, ends_on in sorted(steps)
        if not was_sent(work.session, child, Topic.RENEWAL, ends_on, step)
    ]
    if fresh:
        tell(work, child, MESSAGES[Topic.RENEWAL])
    return len(fresh)


def ends_of(work: Work, child: Child) -> dict[str, date]:
    """The day on which each live yes of a record ends, but for those left to end."""
    standing = work.consent.standing(child.ref)
    left = {
        (each.purpose, each.ends_on)
        for each in work.session.scalars(select(LeftToEnd).where(LeftToEnd.child_ref == child.ref))
    }
    ends = {
        line.purpose: line.until.date()
        for line in standing.lines.values()
        if line.until is not None
        and line.purpose not in NEVER_RENEWED
        and standing.status(line.purpose, line.recipient) in {Status.ACTIVE, Status.PENDING}
    }
    return {code: day for code, day in ends.items() if (code, day) not in left}


def papers_wait(work: Work, child: Child) -> int:
    """Ask for a paper twice before photos are hidden, and once when they are."""
    if child.registered_on is None or assurance_of(work, child.ref) >= Assurance.AL2:
        return 0
    today = work.now().date()
    hidden_on = child.registered_on + timedelta(days=PHOTO_DAYS_BELOW_AL2 + 1)
    step = rules.step_due(hidden_on, today, (*rules.PAPERS_STEPS, 0))
    if step:
        return send_once(work, child, Topic.PAPERS, hidden_on, step)
    if today >= hidden_on and work.photos.of(child.ref):
        return send_once(work, child, Topic.HIDDEN, hidden_on, 0)
    return 0


def draft_lapses(work: Work, child: Child) -> int:
    """Say once, a week before, that a form nobody finished is wiped."""
    ends_on = child.started_on + DRAFT_LIVES
    step = rules.step_due(ends_on, work.now().date(), rules.DRAFT_STEPS)
    if step is None:
        return 0
    return send_once(work, child, Topic.DRAFT, ends_on, step)


def send_once(work: Work, child: Child, topic: Topic, ends_on: date, step: int) -> int:
    """Send one word about one day, unless it was sent; was it?"""
    if was_sent(work.session, child, topic, ends_on, step):
        return 0
    _note(work, child, topic, ends_on, step)
    tell(work, child, MESSAGES[topic])
    return 1


def was_sent(session: Session, child: Child, topic: Topic, ends_on: date, step: int) -> bool:
    """Was this word sent, or a more pressing one about the same day?"""
    query = select(Reminder.id).where(
        Reminder.child_ref == child.ref,
        Reminder.topic == topic.value,
        Reminder.ends_on == ends_on,
        Reminder.days_before <= step,
    )
    return session.scalar(query.limit(1)) is not None


def tell(work: Work, child: Child, message: str, **words: str) -> None:
    """Write to who began the record, in their language and in neutral words."""
    language = find_account(work.session, child.guardian_ref).language
    words = {"child": str(child.id)} | words
    work.outbox.send(message, to=child.guardian_ref, language=language, **words)


def _note(work: Work, child: Child, topic: Topic, ends_on: date, step: int) -> Reminder:
    sent = Reminder(
        child_ref=child.ref,
        topic=topic.value,
        ends_on=ends_on,
        days_before=step,
        sent_on=work.now().date(),
    )
    work.session.add(sent)
    work.trail.record(Event.REMINDER_SENT, child.ref, sent.ref, topic=topic.value, step=step)
    return sent
