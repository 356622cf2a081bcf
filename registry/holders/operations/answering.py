"""The desk's answers: a second look at a child's no, an objection answered, an attempt noted."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from consent import Assent, NotPossible, TooFewPeople
from registry.authority import Permission
from registry.children.models import Child, Matter
from registry.children.operations import close_matter, open_matters
from registry.children.operations.telling import may_be_written_to, write
from registry.children.rules import LEFT_AT, Concern, Outcome
from registry.description import read_code
from registry.errors import N_, Absent, Conflict, Invalid
from registry.holders import rules
from registry.holders.models import Attempt
from registry.holders.operations.desk import MatterLine, letters_of, matter_line
from registry.holders.operations.finding import at_desk, keep_words, others_of, row_of
from registry.holders.operations.measures import offered
from registry.holders.rules import Channel, What, WhyAbsent
from registry.reasons import Task
from registry.trail.events import Event
from registry.work import Work


def view_matter(work: Work, matter_id: str, language: str) -> tuple[Child, MatterLine]:
    """One matter that nobody has answered yet, for somebody who may answer it."""
    matter, child = _open(work, matter_id)
    return child, matter_line(work, matter, letters_of(work, child), language)


def answer_matter(work: Work, matter_id: str, outcome: Outcome, words: str) -> Child:
    """Say what came of looking. What two people must decide is not answered here."""
    matter, child = _open(work, matter_id)
    concern = read_code(Concern, matter.concern)
    if concern is Concern.DISSENT:
        rules.may_look(_heard_by(work, matter), work.actor.ref)
    if concern is Concern.CONFLICT:
        raise Conflict(N_("Two people decide this, or a court. Write a measure down."))
    if (outcome is Outcome.LEFT) != (concern in LEFT_AT):
        raise Invalid("outcome", N_("Choose one of the answers."))
    if outcome is Outcome.SET_ASIDE and concern in {Concern.DISSENT, Concern.OBJECTION}:
        _set_aside(work, matter)
        work.trail.record(Event.DISPUTE_SET_ASIDE, child.ref, matter.about_ref)
    answer = close_matter(work, matter, outcome)
    keep_words(work, child, answer, words)
    if child.is_draft:
        # Nothing on their page moves by itself: they are told to look at it again.
        write(work, child, may_be_written_to(work, child), "record_changed")
    return child


def _set_aside(work: Work, matter: Matter) -> None:
    people = (work.actor.ref,)
    try:
        work.consent.set_aside(subject=matter.child_ref, about=matter.about_ref, people=people)
    except (NotPossible, TooFewPeople) as error:
        raise Conflict(
            N_("This can no longer be set aside so. Somebody said something new, or two decide.")
        ) from error


def record_attempt(work: Work, child_id: str, holder_id: str, on: date, channel: Channel) -> Child:
    """Note that somebody tried to reach a guardian: a recorded one, or one we were told of."""
    child, holder_ref = view_attempt(work, child_id, holder_id)
    rules.check_attempt(on, work.now().date())
    attempt = Attempt(
        child_ref=child.ref,
        by_ref=work.actor.ref,
        at=work.now(),
        holder_ref=holder_ref,
        on=datetime.combine(on, time.min, UTC),
        channel=channel.value,
    )
    work.session.add(attempt)
    work.trail.record(Event.ATTEMPT_RECORDED, child.ref, attempt.ref, channel=channel.value)
    return child


def view_attempt(work: Work, child_id: str, holder_id: str) -> tuple[Child, str]:
    """The record, and whom somebody tried to reach; never one whom it is not safe to ask."""
    child = at_desk(work, child_id, Permission.MEASURE_PROPOSE)
    unsafe = {
        each.ref
        for each in others_of(work.session, child.ref)
        if each.why == WhyAbsent.UNSAFE.value
    }
    found = [
        ref
        for ref in offered(work, child, What.HOLDER_ABSENT)
        if ref not in unsafe and ref.partition(":")[2] == holder_id
    ]
    if not found:
        raise Absent
    return child, found[0]


def _open(work: Work, matter_id: str) -> tuple[Matter, Child]:
    matter = row_of(work.session, Matter, matter_id)
    if matter.concern == Concern.LOOK.value:
        raise Absent
    is_dissent = matter.concern == Concern.DISSENT.value
    is_for_workers = matter.concern in {Concern.DISSENT.value, Concern.ASK.value}
    needed = Permission.MATTER_ANSWER if is_for_workers else Permission.DISPUTE_ANSWER
    child_id = matter.child_ref.removeprefix("child:")
    child = at_desk(work, child_id, needed, may_be_draft=is_dissent)
    work.opens_for(Task.MATTER)
    if matter not in open_matters(work.session, child.ref):
        raise Absent
    return matter, child


def _heard_by(work: Work, matter: Matter) -> str:
    heard = {fact.ref: fact for fact in work.consent.facts(matter.child_ref)}
    fact = heard.get(matter.about_ref)
    if not isinstance(fact, Assent):
        raise Absent
    return fact.heard_by
