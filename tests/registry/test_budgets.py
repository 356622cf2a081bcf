"""The floor of the day's limit: what counts, when it is said, when it ends."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from registry import budgets
from registry.authority import MACHINE, Actor, Role
from registry.budgets import ALERT, RAISED_BY, STOP, BudgetRaise, DayView, Level
from registry.config import Settings
from registry.errors import Absent, OverBudget, Unwritable
from registry.reasons import Task
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.work import Floors, Work
from tests.conftest import Clock
from tests.making import houses
from tests.making.subjects import person
from tests.registry.openings.many import filed, opens, opens_at_once, read, refs
from tests.registry.test_no_log_no_view import by_trigger

NOOR = replace(person(), roles=frozenset({Role.FAMILY, Role.CASEWORKER}))


def entries(floors: Floors, event: Event) -> list[tuple[str, dict[str, object], str]]:
    """What is on record of one kind: about whom, its fields, and by whom."""
    with floors.reading() as session:
        query = select(Entry).where(Entry.event == event.value).order_by(Entry.seq)
        return [
            (each.subject_ref, json.loads(each.detail), each.actor_ref)
            for each in session.scalars(query)
        ]


def counted(floors: Floors, who: Actor = NOOR) -> int:
    """How many this person is counted to have opened, on any day."""
    with floors.reading() as session:
        query = select(func.count()).select_from(DayView).where(DayView.actor_ref == who.ref)
        return session.scalar(query) or 0


@pytest.fixture
def many(floors: Floors) -> list[str]:
    """One more than a day holds."""
    made = refs(STOP + 2)
    filed(floors, person(), *made)
    return made


# ── the rule ─────────────────────────────────────────────────────────────────────────────────────


@given(st.integers(0, 300), st.sampled_from([STOP, STOP + RAISED_BY]))
def test_it_stops_at_the_limit_and_nowhere_below(opened: int, limit: int) -> None:
    assert (budgets.reached(opened, limit) is Level.STOP) == (opened >= limit)


@given(st.lists(st.integers(0, 150), max_size=300), st.sampled_from([STOP, STOP + RAISED_BY]))
def test_however_one_goes_back_and_forth_only_different_records_count(
    tried: list[int], limit: int
) -> None:
    opened, alerts = set[int](), 0
    for each in tried:
        if each in opened:
            continue
        level = budgets.reached(len(opened), limit)
        alerts += level is Level.ALERT
        if level is not Level.STOP:
            opened.add(each)
    assert len(opened) == min(len(set(tried)), limit)
    assert alerts == (len(opened) >= ALERT)


@pytest.mark.parametrize(
    ("subject", "counts"),
    [
        ("child:1", True),
        ("claim:1", True),
        ("account:1", False),
        ("caseworker:1", False),
        ("child:own", False),
    ],
)
def test_children_and_claims_count_and_nothing_of_ones_own(subject: str, *, counts: bool) -> None:
    assert budgets.is_counted(NOOR, subject, {"child:own", NOOR.ref}) is counts
    assert not budgets.is_counted(person(), subject, set())
    assert not budgets.is_counted(MACHINE, subject, set())


# ── the day ──────────────────────────────────────────────────────────────────────────────────────


def test_the_sixty_first_stays_shut_and_that_it_did_is_on_record(
    floors: Floors, many: list[str]
) -> None:
    opens_at_once(floors, NOOR, *many[:STOP])
    with pytest.raises(OverBudget):
        opens(floors, NOOR, many[STOP])
    looked = {subject for subject, _, _ in entries(floors, Event.RECORD_OPENED)}
    assert many[STOP] not in looked
    assert entries(floors, Event.BUDGET_REACHED)[1:] == [(NOOR.ref, {"level": "stop"}, NOOR.ref)]
    opens(floors, NOOR, *many[:3])


def test_who_catches_the_no_keeps_one_entry_of_it_and_opens_nothing(
    floors: Floors, many: list[str]
) -> None:
    opens_at_once(floors, NOOR, *many[:STOP])
    with floors.begin(NOOR) as work:
        work.opens_for(Task.REVIEW)
        with pytest.raises(OverBudget):
            read(work, many[STOP])
    levels = [fields["level"] for _, fields, _ in entries(floors, Event.BUDGET_REACHED)]
    assert levels == ["alert", "stop"]
    assert counted(floors) == STOP


def test_where_the_refusal_cannot_be_written_nothing_opens_either(
    floors: Floors, many: list[str]
) -> None:
    opens_at_once(floors, NOOR, *many[:STOP])
    with by_trigger(floors), pytest.raises(Unwritable):
        opens(floors, NOOR, many[STOP])
    assert counted(floors) == STOP


def test_the_thirtieth_is_said_once(floors: Floors, many: list[str]) -> None:
    opens_at_once(floors, NOOR, *many[: ALERT - 1])
    assert entries(floors, Event.BUDGET_REACHED) == []
    opens(floors, NOOR, many[ALERT - 1], many[0], many[ALERT])
    assert entries(floors, Event.BUDGET_REACHED) == [(NOOR.ref, {"level": "alert"}, NOOR.ref)]


def test_a_refused_or_an_undone_opening_does_not_count(floors: Floors, many: list[str]) -> None:
    with floors.begin(person()) as work:
        work.consent.end_basis(subject=many[0], kind="claim_handling", by=person().ref)
        work.trail.record(Event.BASIS_ENDED, many[0], basis="claim_handling")
    for subject in (many[0], "claim:00000000-0000-4000-8000-00000000ffff"):
        with pytest.raises(Absent):
            opens(floors, NOOR, subject)
    with pytest.raises(Absent), floors.begin(NOOR) as work:
        opens_and_fails(work, many[1])
    assert counted(floors) == 0


def opens_and_fails(work: Work, subject: str) -> None:
    """Something goes wrong after the opening: the whole act is undone."""
    work.opens_for(Task.REVIEW)
    read(work, subject)
    raise Absent


def test_at_the_stop_what_is_refused_and_what_is_not_there_are_the_same(
    floors: Floors, many: list[str]
) -> None:
    opens_at_once(floors, NOOR, *many[:STOP])
    with floors.begin(person()) as work:
        work.consent.end_basis(subject=many[STOP], kind="claim_handling", by=person().ref)
        work.trail.record(Event.BASIS_ENDED, many[STOP], basis="claim_handling")
    for subject in (many[STOP], "claim:00000000-0000-4000-8000-00000000ffff"):
        with pytest.raises(Absent):
            opens(floors, NOOR, subject)
    assert len(entries(floors, Event.BUDGET_REACHED)) == 1


def test_a_machine_and_a_family_are_not_counted(floors: Floors, many: list[str]) -> None:
    opens_at_once(floors, MACHINE, *many)
    opens_at_once(floors, person(), *many)
    assert counted(floors, MACHINE) + counted(floors, person()) == 0


def test_ones_own_is_not_counted_at_the_desk_either(floors: Floors, many: list[str]) -> None:
    with floors.begin(NOOR) as work:
        for subject in many:
            work.opens_own(subject)
            read(work, subject)
    assert counted(floors) == 0


def test_a_new_day_begins_at_midnight_of_the_house(
    settings: Settings, floors: Floors, clock: Clock, many: list[str]
) -> None:
    there = replace(floors, settings=replace(settings, time_zone="Asia/Kolkata"))
    clock.at = datetime(2026, 3, 2, 18, 29, 59, tzinfo=UTC)  # one second before midnight there
    opens_at_once(there, NOOR, *many[:STOP])
    with pytest.raises(OverBudget):
        opens(there, NOOR, many[STOP])
    clock.at += timedelta(seconds=1)
    opens(there, NOOR, many[STOP])


def test_a_raise_opens_sixty_more_and_ends_by_itself(
    floors: Floors, clock: Clock, many: list[str]
) -> None:
    opens_at_once(floors, NOOR, *many[:STOP])
    granted(floors, NOOR, clock.at + timedelta(hours=1))
    opens(floors, NOOR, many[STOP])
    clock.move(hours=1)
    with pytest.raises(OverBudget):
        opens(floors, NOOR, many[STOP + 1])
    opens(floors, NOOR, many[STOP])


def granted(floors: Floors, who: Actor, until: datetime) -> None:
    """A raise that stands; how two sign it is tested beside the feature."""
    with floors.begin(who) as work:
        row = BudgetRaise(for_ref=who.ref, why="covering", asked_at=work.now(), until=until)
        work.session.add(row)
        work.trail.record(Event.BUDGET_RAISED, row.ref, who.ref, raising="covering")


def test_of_two_who_open_the_last_two_at_once_one_is_stopped(
    settings: Settings, floors: Floors, clock: Clock, many: list[str]
) -> None:
    opens_at_once(floors, NOOR, *many[: STOP - 1])
    with houses.standing(settings, clock) as other, ThreadPoolExecutor(2) as both:

        def tries(here: Floors, subject: str) -> bool:
            try:
                opens(here, NOOR, subject)
            except OverBudget:
                return False
            return True

        ways = zip((floors, other), many[STOP - 1 : STOP + 1], strict=True)
        went = list(both.map(lambda way: tries(*way), ways))
    assert sorted(went) == [False, True]
    assert counted(floors) == STOP
