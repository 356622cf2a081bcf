"""Rules over what several people did: an agency and its claim, two people and the same records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import chain
from typing import Final

from registry.trail.events import Event
from registry.watching.codes import Rule
from registry.watching.rules.alone import DAY, HOUR, TO_WRITE, TWO_WEEKS, WEEK
from registry.watching.rules.facts import Fact, Line, Seen, Span

TOGETHER: Final = 8
SHARE: Final = 0.75
SIGNATURES: Final = 6
EACH_WAY: Final = 2

_WRITES_CLAIM: Final = frozenset({Event.CLAIM_DRAFTED.value, Event.CLAIM_FILED.value})
_HAS_PART: Final = _WRITES_CLAIM | {Event.CLAIM_CHANGED.value, Event.CLAIM_COUNTERSIGNED.value}
_SECOND: Final[Mapping[str, str]] = {
    Event.MEASURE_SIGNED.value: Event.MEASURE_PROPOSED.value,
    Event.UNSEALING_AGREED.value: Event.UNSEALING_ASKED.value,
    Event.ROLE_AGREED.value: Event.ROLE_GRANTED.value,
}
"""What a second person signs, and how the first one began it; both name the same row."""


def filed(facts: Iterable[Fact], span: Span) -> Iterator[Seen]:
    """A new claim, opened by somebody of the agency that wrote it who had no part in it."""
    written: dict[str, list[Fact]] = defaultdict(list)
    looks: dict[str, list[Fact]] = defaultdict(list)
    part: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.event in _WRITES_CLAIM and fact.agency_ref is not None:
            written[fact.subject_ref].append(fact)
        if fact.event in _HAS_PART:
            part[fact.subject_ref, fact.actor_ref].append(fact)
        if fact.is_look:
            looks[fact.subject_ref].append(fact)
    for claim, writing in written.items():
        line = Line(writing)
        for look in looks.get(claim, ()):
            judged = look.at + TO_WRITE
            mine = part.get((claim, look.actor_ref), ())
            has_part = any(_is_recent(each, judged, TWO_WEEKS) for each in mine)
            if has_part or not span.covers(judged):
                continue
            own = [e for e in line.within(look.at, DAY) if e.agency_ref == look.agency_ref]
            if own:
                yield span.found(Rule.FILED, (look.actor_ref, claim), judged, (*own, look))


def together(facts: Iterable[Fact], span: Span) -> Iterator[Seen]:
    """Two people at the same records within an hour of each other, and at little else."""
    people: dict[str, list[Fact]] = defaultdict(list)
    records: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.is_look:
            people[fact.actor_ref].append(fact)
            records[fact.subject_ref].append(fact)
    lines = {person: Line(looks) for person, looks in people.items()}
    asked: set[tuple[str, str, datetime]] = set()
    for look in chain.from_iterable(line.facts for line in lines.values()):
        if not span.covers(look.at):
            continue
        near = Line(records[look.subject_ref]).within(look.at, HOUR)
        for other in {each.actor_ref for each in near} - {look.actor_ref}:
            one, two = sorted((look.actor_ref, other))
            if (one, two, look.at) in asked:
                continue
            asked.add((one, two, look.at))
            shared = _shared(lines[one], lines[two], look.at)
            if shared:
                yield span.found(Rule.TOGETHER, (one, two), look.at, shared)


def _shared(one: Line, two: Line, at: datetime) -> list[Fact]:
    """The looks of both at what they opened together in a week; empty where that is not much."""
    sides = (_by_record(line, at) for line in (one, two))
    first, second = sides
    found: list[Fact] = []
    count = 0
    for record in first.keys() & second.keys():
        pairs = [
            (mine, theirs)
            for mine in first[record]
            for theirs in second[record]
            if abs(mine.at - theirs.at) <= HOUR
        ]
        count += bool(pairs)
        found += chain.from_iterable(pairs)
    is_much = count >= TOGETHER and count >= SHARE * min(len(first), len(second))
    return found if is_much else []


def _by_record(line: Line, at: datetime) -> Mapping[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in line.within(at, WEEK):
        found[fact.subject_ref].append(fact)
    return found


def same_two(facts: Iterable[Fact], span: Span) -> Iterator[Seen]:
    """Two people who sign what the other began, in both directions."""
    every = list(facts)
    begun = {
        (fact.event, fact.about[0]): fact
        for fact in every
        if fact.about and fact.event in _SECOND.values()
    }
    signed: dict[tuple[str, str], list[tuple[Fact, Fact]]] = defaultdict(list)
    for fact in every:
        first = begun.get((_SECOND.get(fact.event, ""), fact.about[0] if fact.about else ""))
        if first is not None and first.actor_ref != fact.actor_ref:
            pair = min(first.actor_ref, fact.actor_ref), max(first.actor_ref, fact.actor_ref)
            signed[pair].append((first, fact))
    for (one, two), signings in signed.items():
        for _, last in signings:
            if span.covers(last.at):
                recent = [
                    pair
                    for pair in signings
                    if all(_is_recent(each, last.at, TWO_WEEKS) for each in pair)
                ]
                by_one = sum(second.actor_ref == one for _, second in recent)
                if len(recent) >= SIGNATURES and EACH_WAY <= by_one <= len(recent) - EACH_WAY:
                    entries = chain.from_iterable(recent)
                    yield span.found(Rule.SAME_TWO, (one, two), last.at, entries)


def _is_recent(fact: Fact, end: datetime, length: timedelta) -> bool:
    return end - length < fact.at <= end
