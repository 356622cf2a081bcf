"""Words in time: a yes that ends, papers not yet seen, a form about to be wiped."""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from consent import Assurance, Line, Standing, Status
from registry.children.models import Child
from registry.children.operations import assurance_of
from registry.children.operations.telling import audience, may_be_written_to, write
from registry.children.rules import DRAFT_LIVES
from registry.consents import rules
from registry.consents.models import LeftToEnd, Reminder
from registry.consents.rules import Topic, speakers_of
from registry.purposes import PHOTO_DAYS_BELOW_AL2, REVEAL_MATCH
from registry.trail.events import Event
from registry.work import Work


class About(NamedTuple):
    """What a word is about: a day to come, and how many days before it."""

    topic: Topic
    ends_on: date
    step: int


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
    letters: set[str] = set()
    sent = 0
    for ends_on, whose in sorted(ends_of(work, child).items()):
        step = rules.step_due(ends_on, today, rules.RENEWAL_STEPS)
        if step is None:
            continue
        fresh = _note_fresh(work, child, About(Topic.RENEWAL, ends_on, step), whose)
        letters |= set(fresh)
        sent += len(fresh)
    write(work, child, sorted(letters), MESSAGES[Topic.RENEWAL])
    return sent


def ends_of(work: Work, child: Child) -> dict[date, frozenset[str]]:
    """The days on which live yeses of a record end, and whose they are.

    Left out is who was asked, and lets theirs end.
    """
    standing = work.consent.standing(child.ref)
    left = {
        (each.by_ref, each.purpose, each.ends_on)
        for each in work.session.scalars(select(LeftToEnd).where(LeftToEnd.child_ref == child.ref))
    }
    ends: dict[date, frozenset[str]] = {}
    for line in standing.lines.values():
        purpose = line.purpose
        is_live = standing.status(purpose, line.recipient) in {Status.ACTIVE, Status.PENDING}
        if line.until is None or not is_live or purpose in NEVER_RENEWED:
            continue
        day = line.until.date()
        spoken = _ending(standing, line, day)
        whose = frozenset(who for who in spoken if (who, purpose, day) not in left)
        if whose:
            ends[day] = ends.get(day, frozenset()) | whose
    return ends


def _ending(standing: Standing, line: Line, day: date) -> frozenset[str]:
    """Whose own yes it is that ends then; of a yes cut short by something else, everybody's."""
    words = standing.words[line.purpose, line.recipient]
    spoken = speakers_of(standing, line.purpose, line.recipient)
    own = {who for who in spoken if (until := words[who].until) and until.date() <= day}
    return frozenset(own) or spoken


def papers_wait(work: Work, child: Child) -> int:
    """Ask for a paper twice before photos are hidden, and once when they are."""
    if child.registered_on is None or assurance_of(work, child.ref) >= Assurance.AL2:
        return 0
    today = work.now().date()
    hidden_on = child.registered_on + timedelta(days=PHOTO_DAYS_BELOW_AL2 + 1)
    step = rules.step_due(hidden_on, today, (*rules.PAPERS_STEPS, 0))
    # It is their own paper that was not seen: nobody else is asked for it.
    unseen = frozenset({child.guardian_ref})
    if step:
        about = About(Topic.PAPERS, hidden_on, step)
        return send_once(work, child, about, unseen, may_others=False)
    if today >= hidden_on and work.photos.of(child.ref):
        about = About(Topic.HIDDEN, hidden_on, 0)
        return send_once(work, child, about, unseen, may_others=False)
    return 0


def draft_lapses(work: Work, child: Child) -> int:
    """Say once, a week before, that a form nobody finished is wiped."""
    ends_on = child.started_on + DRAFT_LIVES
    step = rules.step_due(ends_on, work.now().date(), rules.DRAFT_STEPS)
    if step is None:
        return 0
    about = About(Topic.DRAFT, ends_on, step)
    return send_once(work, child, about, frozenset({child.guardian_ref}))


def send_once(
    work: Work, child: Child, about: About, concerned: frozenset[str], *, may_others: bool = True
) -> int:
    """Send one word about one day to each whom it is for, unless they had it; to how many?"""
    fresh = _note_fresh(work, child, about, concerned, may_others=may_others)
    write(work, child, fresh, MESSAGES[about.topic])
    return len(fresh)


def was_sent(session: Session, child: Child, about: About, to: str | None = None) -> bool:
    """Was this word sent, or a more pressing one about the same day; to anybody, or to one?"""
    query = select(Reminder.id).where(
        Reminder.child_ref == child.ref,
        Reminder.topic == about.topic.value,
        Reminder.ends_on == about.ends_on,
        Reminder.days_before <= about.step,
    )
    if to is not None:
        query = query.where(Reminder.to_ref == to)
    return session.scalar(query.limit(1)) is not None


def note(work: Work, child: Child, about: About, to: str) -> Reminder:
    """Keep that this word went to somebody; to the child itself, that there was nobody."""
    sent = Reminder(
        child_ref=child.ref,
        to_ref=to,
        topic=about.topic.value,
        ends_on=about.ends_on,
        days_before=about.step,
        sent_on=work.now().date(),
    )
    work.session.add(sent)
    if to != child.ref:
        topic, step = about.topic.value, about.step
        work.trail.record(Event.REMINDER_SENT, child.ref, sent.ref, topic=topic, step=step)
    return sent


def _note_fresh(
    work: Work, child: Child, about: About, concerned: frozenset[str], *, may_others: bool = True
) -> list[str]:
    """Choose who has not had this word yet, and keep that they have it now.

    Whether others may be told is asked with the first word only: the look is on record.
    """
    is_first = not was_sent(work.session, child, about)
    if is_first and may_others:
        to = audience(work, child, concerned)
    else:
        to = [each for each in may_be_written_to(work, child) if each in concerned]
    fresh = [each for each in to if not was_sent(work.session, child, about, each)]
    for each in fresh:
        note(work, child, about, each)
    return fresh
