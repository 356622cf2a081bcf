"""Why a record was opened stands beside every look, and nothing opens at the desk without it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from registry.authority import OPERATOR, Actor, Permission, Role
from registry.errors import Absent, ReasonNeeded, Unreasoned
from registry.reasons import STANDS_FOR, Own, Stated, Task, Told, told_of
from registry.trail.events import Event
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.conftest import Clock
from tests.making.saying_why import said_why
from tests.making.subjects import person
from tests.registry.openings.many import filed, opens, read, refs

NOOR = replace(person(), roles=frozenset({Role.FAMILY, Role.CASEWORKER}))
DOOR = Permission.CANDIDATE_VIEW
THIS, THAT = refs(2)


def reasons(floors: Floors, subject: str = THIS) -> list[str]:
    """Why a record was opened, newest first."""
    with floors.reading() as session:
        looks = entries_about(session, subject, Event.RECORD_OPENED)
        return [json.loads(each.detail)["reason"] for each in looks]


def asked(floors: Floors, who: Actor, subject: str, about: str = "") -> None:
    """Open of one's own accord."""
    with floors.begin(who) as work:
        work.asks_why(about or subject, DOOR)
        read(work, subject)


@pytest.fixture(autouse=True)
def _both(floors: Floors) -> None:
    filed(floors, person(), THIS, THAT)


@pytest.mark.parametrize("who", [NOOR, OPERATOR])
def test_without_a_reason_nobody_opens_what_is_not_theirs(floors: Floors, who: Actor) -> None:
    with pytest.raises(Unreasoned), floors.begin(who) as work:
        read(work, THIS)
    assert reasons(floors) == []


def test_what_is_ones_own_says_so_and_needs_no_reason(floors: Floors) -> None:
    with floors.begin(person()) as work:
        read(work, THIS)
    with floors.begin(NOOR) as work:
        work.opens_own(THIS)
        read(work, THIS)
    assert reasons(floors) == [Own.OWN.value] * 2
    with floors.begin(NOOR) as work:
        work.opens_own(THIS)
        with pytest.raises(Unreasoned):
            read(work, THAT)


def test_a_task_says_why_itself(floors: Floors) -> None:
    opens(floors, NOOR, THIS, why=Task.MEETING)
    assert reasons(floors) == [Task.MEETING.value]


def test_who_comes_of_their_own_accord_says_why_first(floors: Floors) -> None:
    with pytest.raises(ReasonNeeded):
        asked(floors, NOOR, THIS)
    said_why(floors, NOOR, THIS, DOOR, Stated.WORRY)
    asked(floors, NOOR, THIS)
    assert reasons(floors) == [Stated.WORRY.value]


def test_an_answer_counts_for_one_record_one_door_one_person_and_30_minutes(
    floors: Floors, clock: Clock
) -> None:
    ewa = replace(NOOR, ref="account:00000000-0000-4000-8000-0000000000e1")
    said_why(floors, NOOR, THIS, Permission.CLAIM_ASK)
    said_why(floors, NOOR, THAT, DOOR)
    said_why(floors, ewa, THIS, DOOR)
    with pytest.raises(ReasonNeeded):
        asked(floors, NOOR, THIS)
    said_why(floors, NOOR, THIS, DOOR)
    clock.at += STANDS_FOR
    with pytest.raises(ReasonNeeded):
        asked(floors, NOOR, THIS)


def test_one_answer_on_a_pair_counts_for_both_sides(floors: Floors) -> None:
    pair = "candidate:00000000-0000-4000-8000-000000000001"
    said_why(floors, NOOR, pair, DOOR)
    for side in (THIS, THAT):
        asked(floors, NOOR, side, about=pair)


@pytest.mark.parametrize("role", [Role.FAMILY, Role.ADMINISTRATOR, Role.AUDITOR, Role.LEAD])
def test_only_who_opens_of_their_own_accord_states_a_reason(floors: Floors, role: Role) -> None:
    who = replace(NOOR, roles=frozenset({Role.FAMILY, role}))
    with pytest.raises(Absent):
        said_why(floors, who, THIS, DOOR)


def test_of_what_could_do_harm_a_family_reads_the_same_word() -> None:
    for harmful in (Stated.WORRY, Stated.FAMILY_ASKED, Stated.COLLEAGUE_ASKED, Task.VOICE):
        assert told_of(harmful.value) is told_of(Stated.NEXT_STEP.value) is Told.WORK


@pytest.mark.parametrize(
    "code",
    [None, Own.OWN, Own.TOLD, Task.REVIEW, Task.CASE, Task.MEETING, Task.LETTERS, Task.SILENT],
)
def test_of_a_case_and_of_old_entries_no_reason_is_told(code: str | None) -> None:
    assert told_of(code) is None
