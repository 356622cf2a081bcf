"""Rules over what one person did. Each judges at a moment, and looks back from there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from registry.trail.events import Event
from registry.watching.codes import Rule
from registry.watching.rules.facts import Fact, Line, Seen, Span

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)
TWO_WEEKS: Final = timedelta(days=14)

MANY: Final = 15
NIGHT_BEGINS, NIGHT_ENDS = 22, 5
NIGHTS_OF_A_NIGHT_WORKER: Final = 3
AGAIN: Final = 8
ONE_LOOK: Final = timedelta(minutes=30)
UNTOUCHED: Final = 10
TO_WRITE: Final = timedelta(hours=12)
PROMPTS: Final = 4
TO_JUDGE: Final = DAY
DAYS_OF_WARNING: Final = 2

_LEAVES_NO_WORK: Final = frozenset(
    {
        Event.RECORD_OPENED.value,
        Event.STAGE_OPENED.value,
        Event.PROMPT_REVEALED.value,
        Event.SESSION_STARTED.value,
        Event.SESSION_ENDED.value,
        Event.MESSAGE_QUEUED.value,
        Event.FINDING_WRITTEN.value,
        Event.BUDGET_REACHED.value,
        Event.BUDGET_ASKED.value,
        Event.REASON_STATED.value,
    }
)
"""What happens by opening alone."""


def many(facts: Iterable[Fact], span: Span) -> Iterator[Seen]:
    """Many different records within an hour."""
    looks = Line(fact for fact in facts if fact.is_look)
    for look in looks.facts:
        if span.covers(look.at):
            hour = looks.within(look.at, HOUR)
            if len({each.subject_ref for each in hour}) >= MANY:
                yield span.found(Rule.MANY, (look.actor_ref, ""), look.at, hour)


def night(facts: Iterable[Fact], span: Span) -> Iterator[Seen]:
    """A look at night, by somebody who did not look on three other nights of two weeks."""
    looks = Line(fact for fact in facts if fact.is_look and _night(fact, span) is not None)
    for look in looks.facts:
        if span.covers(look.at):
            one = _night(look, span)
            found = looks.within(look.at, TWO_WEEKS)
            others = {_night(each, span) for each in found} - {one}
            if len(others) < NIGHTS_OF_A_NIGHT_WORKER:
                tonight = [each for each in found if _night(each, span) == one]
                yield span.found(Rule.NIGHT, (look.actor_ref, ""), look.at, tonight, day=one)


def _night(fact: Fact, span: Span) -> date | None:
    """The night of a moment, by the day on whose evening it begins; None by day."""
    local = fact.at.astimezone(span.zone)
    if NIGHT_ENDS <= local.hour < NIGHT_BEGINS:
        return None
    return (local - timedelta(hours=NIGHT_ENDS)).date()


def again(facts: Iterable[Fact], span: Span) -> Iterator[Seen]:
    """One record, again and again: openings within 30 minutes of the first are one look."""
    for subject, found in _by_subject(fact for fact in facts if fact.is_look).items():
        looks = Line(found)
        for look in looks.facts:
            if span.covers(look.at):
                week = looks.within(look.at, WEEK)
                if _looks(week) >= AGAIN:
                    yield span.found(Rule.AGAIN, (look.actor_ref, subject), look.at, week)


def _looks(facts: Iterable[Fact]) -> int:
    count: int = 0
    began: datetime | None = None
    for fact in facts:
        if began is None or fact.at - began >= ONE_LOOK:
            count, began = count + 1, fact.at
    return count


def no_work(facts: Iterable[Fact], span: Span) -> Iterator[Seen]:
    """Many records opened in a day, and nothing written about them 12 hours after the last."""
    every = list(facts)
    looks = Line(fact for fact in every if fact.is_look)
    written = Line(fact for fact in every if fact.event not in _LEAVES_NO_WORK)
    for look in looks.facts:
        judged, day = look.at + TO_WRITE, looks.within(look.at, DAY)
        if span.covers(judged) and len({each.subject_ref for each in day}) >= UNTOUCHED:
            done = written.within(judged, DAY + TO_WRITE)
            left = [each for each in day if not any(_is_about(work, each) for work in done)]
            if len({each.subject_ref for each in left}) >= UNTOUCHED:
                yield span.found(Rule.NO_WORK, (look.actor_ref, ""), judged, left)


def _is_about(work: Fact, look: Fact) -> bool:
    return work.names(look.subject_ref) or (look.case != "" and work.names(look.case))


def prompts(facts: Iterable[Fact], span: Span) -> Iterator[Seen]:
    """Answers that only a family knows, opened in one review and never judged."""
    every = list(facts)
    judged = Line(fact for fact in every if fact.event == Event.JUDGEMENT_SAVED)
    reveals = (fact for fact in every if fact.event == Event.PROMPT_REVEALED)
    for review, found in _by_subject(reveals).items():
        line = Line(found)
        for reveal in line.facts:
            end = reveal.at + TO_JUDGE
            opened = line.within(reveal.at, DAY)
            is_enough = len({each.fields.get("prompt") for each in opened}) >= PROMPTS
            if span.covers(end) and is_enough:
                work = judged.within(end, DAY + TO_JUDGE)
                if not any(each.names(review) for each in work):
                    yield span.found(Rule.PROMPTS, (reveal.actor_ref, review), end, opened)


def handed_back(facts: Iterable[Fact], span: Span) -> Iterator[Seen]:
    """A file of a case, opened within a week by whoever handed that case back."""
    every = list(facts)
    looks = Line(fact for fact in every if fact.is_look)
    for back in every:
        if back.event != Event.REVIEWER_RECUSED:
            continue
        review = back.subject_ref
        before = looks.within(back.at, WEEK)
        known = {each.subject_ref for each in before if each.case == review}
        for look in looks.within(back.at + WEEK, WEEK):
            if span.covers(look.at) and (look.case == review or look.subject_ref in known):
                yield span.found(
                    Rule.HANDED_BACK, (look.actor_ref, look.subject_ref), look.at, (back, look)
                )


def budget(facts: Iterable[Fact], span: Span) -> Iterator[Seen]:
    """The end of a day's budget, or a warning on two days of a week."""
    line = Line(fact for fact in facts if fact.event == Event.BUDGET_REACHED)
    for reached in line.facts:
        if span.covers(reached.at):
            week = line.within(reached.at, WEEK)
            is_stop = any(
                each.at == reached.at and each.fields.get("level") == "stop" for each in week
            )
            if is_stop or len({span.day(each.at) for each in week}) >= DAYS_OF_WARNING:
                yield span.found(Rule.BUDGET, (reached.actor_ref, ""), reached.at, week)


def _by_subject(facts: Iterable[Fact]) -> Mapping[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.subject_ref].append(fact)
    return found
