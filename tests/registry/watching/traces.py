"""Synthetic traces: what people of the desk did, made up entry by entry."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from registry.purposes import SHOW_CASEWORKERS
from registry.trail.events import Event
from registry.watching.codes import Rule
from registry.watching.rules import Fact, Seen, Span, find

NOON: Final = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
NOOR, TOMAS, EWA = "account:noor", "account:tomas", "account:ewa"
HARBOUR, LANTERN = "agency:harbour", "agency:lantern"
NAIROBI: Final = ZoneInfo("Africa/Nairobi")
WHOLE: Final = Span(NOON - timedelta(days=60), NOON + timedelta(days=60), NAIROBI)

_numbers = itertools.count()


def fact(
    event: str,
    minutes: float,
    subject: str,
    *about: str,
    by: str = NOOR,
    agency: str | None = HARBOUR,
    **fields: object,
) -> Fact:
    """One entry, so many minutes after noon of the first day."""
    at = NOON + timedelta(minutes=minutes)
    return Fact(next(_numbers), at, by, agency, str(event), subject, about, fields)


def look(minutes: float, subject: str, *, by: str = NOOR, case: str = "", **more: str) -> Fact:
    """One look of the desk."""
    fields: dict[str, object] = {"purpose": SHOW_CASEWORKERS, "case": case, **more}
    opened = fact(Event.RECORD_OPENED, minutes, subject, by=by)
    return replace(opened, fields=fields)


def looks(count: int, *, apart: float = 1, start: float = 0, by: str = NOOR) -> list[Fact]:
    """Looks at so many different records."""
    return [look(start + apart * each, f"child:{each}", by=by) for each in range(count)]


def worked(facts: Iterable[Fact], minutes: float = 60) -> list[Fact]:
    """The same, and something written about each record."""
    found = list(facts)
    return found + [
        fact(Event.CHILD_CHANGED, minutes, each.subject_ref, by=each.actor_ref) for each in found
    ]


def rules_found(facts: Iterable[Fact], span: Span = WHOLE) -> set[Rule]:
    """Which rules find something."""
    return {seen.rule for seen in find(facts, span)}


def only(rule: Rule, facts: Iterable[Fact]) -> list[Seen]:
    """What one rule finds."""
    return [seen for seen in find(facts, WHOLE) if seen.rule is rule]


DAYS: Final = 24 * 60
CASE: Final = "review:1"


def _many(count: int) -> list[Fact]:
    return worked(looks(count, apart=4))


def _night(minutes: float) -> list[Fact]:
    return [look(minutes, "child:1")]


def _again(count: int) -> list[Fact]:
    """Twice a day, three hours apart."""
    return [look(each // 2 * DAYS + each % 2 * 180, "child:1") for each in range(count)]


def _prompts(*, judged: bool) -> list[Fact]:
    opened = [
        fact(Event.PROMPT_REVEALED, each, CASE, prompt=name)
        for each, name in enumerate(("song", "cares", "habit", "home_name"))
    ]
    later = fact(Event.JUDGEMENT_SAVED, 600, CASE, "assignment:1", stage=6)
    return [*opened, later] if judged else opened


def _filed(*more: Fact) -> list[Fact]:
    new = fact(Event.CLAIM_FILED, 0, "claim:1", by=EWA, claim_kind="found")
    return [new, look(90, "claim:1"), *more]


def _handed_back(subject: str) -> list[Fact]:
    before = look(0, "child:1", case=CASE)
    back = fact(Event.REVIEWER_RECUSED, 10, CASE, "assignment:1")
    return [before, back, look(300, subject)]


def _together(*, alone: int) -> list[Fact]:
    pairs = [
        look(30 * each + late, f"child:{each}", by=by, case=f"review:{each}")
        for each in range(8)
        for by, late in ((NOOR, 0), (TOMAS, 40))
    ]
    own = [
        look(30 * each + 11, f"child:{by}{each}", by=by)
        for by in (NOOR, TOMAS)
        for each in range(alone)
    ]
    return worked([*pairs, *own], 400)


def _same_two(*, both_ways: bool) -> list[Fact]:
    return list(_signings(2 if both_ways else 1))


def _signings(each_way: int) -> Iterator[Fact]:
    for number in range(6):
        is_turned = number < each_way
        first, second = (TOMAS, NOOR) if is_turned else (NOOR, TOMAS)
        at, measure = number * DAYS, f"measure:{number}"
        yield fact(Event.MEASURE_PROPOSED, at, f"child:{number}", measure, by=first)
        yield fact(Event.MEASURE_SIGNED, at + 5, f"child:{number}", measure, by=second)


def _budget(*levels: str) -> list[Fact]:
    return [
        fact(Event.BUDGET_REACHED, each * DAYS, NOOR, level=level)
        for each, level in enumerate(levels)
    ]


HITS: Final = {
    Rule.MANY: _many(15),
    Rule.NIGHT: _night(7 * 60),  # 22:00 in Nairobi
    Rule.AGAIN: _again(8),
    Rule.NO_WORK: looks(10, apart=30),
    Rule.PROMPTS: _prompts(judged=False),
    Rule.FILED: _filed(),
    Rule.HANDED_BACK: _handed_back("child:1"),
    Rule.TOGETHER: _together(alone=2),
    Rule.SAME_TWO: _same_two(both_ways=True),
    Rule.BUDGET: _budget("stop"),
}
"""Of each rule over the trail a trace that it finds."""

NEAR: Final = {
    Rule.MANY: _many(14),
    Rule.NIGHT: _night(7 * 60 - 1),
    Rule.AGAIN: _again(7),
    Rule.NO_WORK: worked(looks(10, apart=30)[:1], 290) + looks(10, apart=30)[1:],
    Rule.PROMPTS: _prompts(judged=True),
    Rule.FILED: _filed(fact(Event.CLAIM_COUNTERSIGNED, 200, "claim:1", "countersignature:1")),
    Rule.HANDED_BACK: _handed_back("child:2"),
    Rule.TOGETHER: _together(alone=3),
    Rule.SAME_TWO: _same_two(both_ways=False),
    Rule.BUDGET: _budget("alert"),
}
"""And one that is nearly the same, and is not found."""
