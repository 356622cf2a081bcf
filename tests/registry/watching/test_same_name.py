"""A family name of one's own, in a house: written at once, or nothing opens."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import select

from consent import DataClass
from registry.authority import Actor, Role
from registry.children.models import Child
from registry.claims.sides import permit_for
from registry.errors import Unwritable
from registry.purposes import STORE_DETAILS
from registry.reasons import Task
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.watching.models import Finding, FindingEntry
from registry.work import Floors, Work
from tests.cast import MARA
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children

HADDAD = "haddad@kinfold.example"
SHUT = "CREATE TRIGGER shut BEFORE INSERT ON {} BEGIN SELECT RAISE(ABORT, 'shut'); END"


def record(floors: Floors) -> Child:
    """The record of Idris Haddad, who is apart from his family."""
    return children.enrolled(floors, accounts.guardian(floors), apart=True)


def coordinator(floors: Floors, email: str) -> Actor:
    """Somebody of the desk, called as their address says."""
    admins = caseworkers.administrators(floors)
    return caseworkers.staff(floors, admins, email, Role.COORDINATOR)


def open_as_desk(work: Work, child: Child) -> dict[str, object]:
    """Who a child is, as the desk opens it."""
    work.opens_for(Task.CASE)
    permit = permit_for(work, child.ref, DataClass.DETAILS)
    return work.vault.read(child.ref, Compartment.IDENTITY, permit)


def found(floors: Floors) -> list[tuple[str, str, str]]:
    """What was found: the rule, the person and the record."""
    with floors.reading() as session:
        rows = session.scalars(select(Finding))
        return [(each.rule, each.actor_ref, each.about_ref) for each in rows]


def test_it_is_written_in_the_act_of_opening_once_a_day(floors: Floors, clock: Clock) -> None:
    child, haddad = record(floors), coordinator(floors, HADDAD)
    for _ in range(2):
        with floors.begin(haddad) as work:
            assert open_as_desk(work, child), "it is no refusal"
    assert found(floors) == [("same_name", haddad.ref, child.ref)]
    clock.move(days=1)
    with floors.begin(haddad) as work:
        open_as_desk(work, child)
    assert len(found(floors)) == 2
    with floors.reading() as session:
        rests_on = select(Entry).join(FindingEntry, FindingEntry.seq == Entry.seq)
        for entry in session.scalars(rests_on):
            assert (entry.event, entry.subject_ref) == (Event.RECORD_OPENED.value, child.ref)
            assert entry.actor_ref == haddad.ref


def test_the_entry_names_references_and_no_name(floors: Floors) -> None:
    child, haddad = record(floors), coordinator(floors, HADDAD)
    with floors.begin(haddad) as work:
        open_as_desk(work, child)
    with floors.reading() as session:
        written = session.scalar(select(Entry).where(Entry.event == Event.FINDING_WRITTEN.value))
        assert written is not None
        assert written.detail == '{"rule":"same_name"}'
        assert written.subject_ref.startswith("finding:")


def test_somebody_of_another_name_is_not_found(floors: Floors) -> None:
    child, mara = record(floors), coordinator(floors, MARA)
    with floors.begin(mara) as work:
        open_as_desk(work, child)
    assert found(floors) == []


def test_a_worker_may_read_their_own_child_without_being_found(floors: Floors) -> None:
    haddad = coordinator(floors, HADDAD)
    child = children.enrolled(floors, haddad)
    with floors.begin(haddad) as work:
        work.opens_own(child.ref)
        permit = work.permit(child.ref, STORE_DETAILS, "view", DataClass.DETAILS)
        assert work.vault.read(child.ref, Compartment.IDENTITY, permit)
    assert found(floors) == []


@pytest.mark.parametrize("table", ["findings", "finding_entries"])
def test_where_the_finding_cannot_be_written_nothing_opens(floors: Floors, table: str) -> None:
    child, haddad = record(floors), coordinator(floors, HADDAD)
    rogue = sqlite3.connect(str(floors.engine.url.database))
    rogue.execute(SHUT.format(table))
    read: list[object] = []
    with pytest.raises(Unwritable), floors.begin(haddad) as work:
        read.append(open_as_desk(work, child))
    assert read == []
    rogue.execute("DROP TRIGGER shut")
    rogue.close()
    with floors.begin(haddad) as work:
        assert open_as_desk(work, child)
