"""A restore leaves a key that waits for a court where it is, and no longer than it may wait."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from registry.accounts.operations import account_by_email
from registry.authority import Actor
from registry.children.models import Child
from registry.consents import erasing, operations
from registry.departures import operations as departures
from registry.oversight import holding
from registry.oversight.rules import WhyHeld
from registry.recovery.drilling import drill
from registry.recovery.making import Made
from registry.recovery.opening import Plan
from registry.recovery.restoring import restore
from registry.storage.holds import is_held
from registry.storage.journal import What
from registry.work import Floors
from tests.cast import AMINA
from tests.conftest import Clock
from tests.making import caseworkers, children
from tests.making.backups import Offline, backed_up, plan

Admins = tuple[Actor, Actor]
Again = Callable[[Made], Plan]


@pytest.fixture
def admins(offline: Offline) -> Admins:
    return caseworkers.administrators(offline.floors)


@pytest.fixture
def again(offline: Offline, tmp_path: Path, clock: Clock) -> Again:
    return lambda made: plan(offline, made, tmp_path / "new", clock)


@pytest.fixture
def child(offline: Offline, amina: Actor) -> Child:
    return children.enrolled(offline.floors, amina)


def wipe(floors: Floors, amina: Actor, child: Child) -> None:
    with floors.begin(amina) as work:
        operations.wipe(work, str(child.id), at_once=True)


def hold(floors: Floors, admins: Admins, child: Child) -> str:
    with floors.begin(admins[0]) as work:
        asked = holding.propose(work, child.reference, WhyHeld.COURT, "Order 17")
    with floors.begin(admins[1]) as work:
        holding.sign(work, str(asked.id))
    return str(asked.id)


def has_key(floors: Floors, child: Child) -> bool:
    return child.ref in floors.keyring.subjects()


def test_a_key_held_after_the_backup_was_made_waits_in_the_restored_house(
    offline: Offline, amina: Actor, admins: Admins, child: Child, again: Again
) -> None:
    made = backed_up(offline)
    wipe(offline.floors, amina, child)
    hold(offline.floors, admins, child)
    assert erasing.finish_due(offline.floors) == 0
    told = offline.floors.journal
    assert told is not None
    assert What.CLOSED not in {line.what for line in told.lines()}

    new = restore(again(made)).floors
    assert has_key(new, child)
    with new.reading() as session:
        assert is_held(session, child.ref, new.clock())
    assert erasing.finish_due(new) == 0
    with new.begin(admins[0]) as work:
        line = holding.view_hold(work, holding.view_holds(work)[0].id)
    assert (line.why, line.words) == ("put_back", "")
    cast("Clock", new.clock).move(days=30)
    assert erasing.finish_due(new) == 1
    assert not has_key(new, child)


def test_a_hold_that_was_lifted_since_does_not_come_back(
    offline: Offline, amina: Actor, admins: Admins, child: Child, again: Again
) -> None:
    asked = hold(offline.floors, admins, child)
    made = backed_up(offline)
    wipe(offline.floors, amina, child)
    cast("Clock", offline.floors.clock).move(minutes=1)
    with offline.floors.begin(admins[0]) as work:
        holding.end(work, asked)
    assert erasing.finish_due(offline.floors) == 1
    new = restore(again(made)).floors
    assert not has_key(new, child)


def test_a_drill_takes_a_held_record_for_no_miss(
    offline: Offline, amina: Actor, admins: Admins, child: Child, again: Again
) -> None:
    hold(offline.floors, admins, child)
    made = backed_up(offline)
    wipe(offline.floors, amina, child)
    drilled = drill(again(made))
    assert drilled.misses == []


def test_a_closed_account_stays_closed(offline: Offline, amina: Actor, again: Again) -> None:
    made = backed_up(offline)
    with offline.floors.begin(amina) as work:
        departures.close_own(work)
    erasing.finish_due(offline.floors)
    new = restore(again(made)).floors
    assert amina.ref not in new.keyring.subjects()
    with new.reading() as session:
        assert account_by_email(session, new.keyring, AMINA) is None
