"""A reviewer whose standing ends makes room, and what they signed while it stood counts on."""

from __future__ import annotations

import pytest

from registry.authority import Actor
from registry.caseworkers.operations import Ending, end_standing
from registry.errors import Absent
from registry.review import operations
from registry.work import Floors
from tests.conftest import Clock
from tests.making import accounts, caseworkers
from tests.making import review as making
from tests.making.reunion import account
from tests.making.review import House, Opened


def stop(floors: Floors, clock: Clock, house: House, who: Actor) -> None:
    """One administrator suspends somebody."""
    clock.move(minutes=1)
    person = caseworkers.person_of(floors, account(floors, who.ref))
    with floors.begin(house.admins[0]) as work:
        end_standing(work, person, Ending.SUSPENDED, "a complaint is looked into")


def sitting(floors: Floors, opened: Opened) -> dict[str, str]:
    """Who sits in which chair."""
    seats = making.seated(floors, opened.review).seats
    return {seat: each.reviewer_ref for seat, each in seats.items()}


def test_an_open_review_passes_on_at_once_and_its_coordinator_hears(
    floors: Floors, clock: Clock, house: House, opened: Opened
) -> None:
    assert operations.pass_on_stopped(floors) == 0
    gone = house.who(sitting(floors, opened)["first"])
    told = len(accounts.letters(floors, house.mara.ref, "task_waiting"))
    stop(floors, clock, house, gone)
    assert operations.pass_on_stopped(floors) == 1
    assert operations.pass_on_stopped(floors) == 0
    assert gone.ref not in sitting(floors, opened).values()
    assert len(sitting(floors, opened)) == 2
    assert len(accounts.letters(floors, house.mara.ref, "task_waiting")) == told + 1
    with pytest.raises(Absent), floors.begin(house.who(gone.ref)) as work:
        operations.view_desk(work, opened.id_of("first"))


def test_what_was_signed_while_they_stood_counts_on(
    floors: Floors, clock: Clock, house: House, ready: Opened
) -> None:
    first = house.who(sitting(floors, ready)["first"])
    with floors.begin(first) as work:
        operations.sign(work, ready.id_of("first"), making.conclusion())
    stop(floors, clock, house, first)
    assert operations.pass_on_stopped(floors) == 0
