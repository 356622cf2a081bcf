"""Who has looked: every look of another person, none of one's own, and no oracle in it."""

from __future__ import annotations

import pytest

from consent import DataClass
from registry.authority import Actor, Role
from registry.children import operations as children_operations
from registry.children.models import Child
from registry.consents import operations
from registry.errors import Absent
from registry.purposes import ACCOUNTABILITY, SEARCH_FOUND, SHOW_CASEWORKERS
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Floors
from tests.cast import NOOR, YUSUF
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def child(floors: Floors, amina: Actor) -> Child:
    return children.enrolled(floors, amina)


@pytest.fixture
def noor(floors: Floors) -> Actor:
    admins = caseworkers.administrators(floors)
    agency = caseworkers.agency(floors, admins, "Harbour Aid")
    return caseworkers.staff(floors, admins, NOOR, Role.CASEWORKER, agency=agency)


def look(floors: Floors, worker: Actor, child: Child) -> None:
    """Open the details and the things only family knows, as casework does."""
    with floors.begin(worker) as work:
        classes = (DataClass.DETAILS, DataClass.WITHHELD)
        permit = work.permit(child.ref, SHOW_CASEWORKERS, "open", *classes)
        children_operations.describe(work, child.ref, permit)
        children_operations.withheld_of(work, child.ref, permit)


def page_of(floors: Floors, amina: Actor, child: Child) -> operations.LooksPage:
    with floors.begin(amina) as work:
        return operations.view_looks(work, str(child.id))


def test_ones_own_looks_are_not_counted(floors: Floors, amina: Actor, child: Child) -> None:
    with floors.begin(amina) as work:
        children_operations.view_own(work, str(child.id))
    page = page_of(floors, amina, child)
    assert page.looks == ()
    assert page.tally.since is None


def test_casework_is_told_after_its_week_without_a_name(
    floors: Floors, amina: Actor, noor: Actor, child: Child, clock: Clock
) -> None:
    look(floors, noor, child)
    assert page_of(floors, amina, child).looks == ()
    clock.move(days=6)
    assert page_of(floors, amina, child).looks == ()
    clock.move(days=1)
    page = page_of(floors, amina, child)
    assert [(one.is_weekly, one.badge, one.agency) for one in page.looks] == [(True, None, None)]
    assert page.looks[0].classes == ("details", "withheld")
    assert (page.tally.looks, page.tally.people) == (1, 1)


def test_any_other_ground_is_told_at_once_with_badge_and_agency(
    floors: Floors, amina: Actor, noor: Actor, child: Child
) -> None:
    with floors.begin(noor) as work:
        work.consent.record_basis(subject=child.ref, kind=ACCOUNTABILITY, people=(noor.ref,))
        work.trail.record(Event.BASIS_RECORDED, child.ref, basis=ACCOUNTABILITY)
        work.vault.seal(child.ref, Compartment.NOTES, {"words": "why"}, subject=child.ref)
        permit = work.permit_on_basis(child.ref, ACCOUNTABILITY, "open", DataClass.NOTES)
        work.vault.read(child.ref, Compartment.NOTES, permit)
    one = page_of(floors, amina, child).looks[0]
    assert not one.is_weekly
    assert one.badge
    assert one.agency == "Harbour Aid"
    assert one.day == floors.clock().date()


def test_computers_stand_apart_and_only_while_they_may_read(
    floors: Floors, amina: Actor, child: Child
) -> None:
    assert page_of(floors, amina, child).traits_on == floors.clock().date()
    with floors.begin(amina) as work:
        operations.take_back_one(work, str(child.id), SEARCH_FOUND, "en")
    assert page_of(floors, amina, child).traits_on is None


def test_nobody_else_sees_who_has_looked(floors: Floors, noor: Actor, child: Child) -> None:
    for other in (noor, accounts.guardian(floors, YUSUF)):
        with pytest.raises(Absent):
            page_of(floors, other, child)


def test_a_draft_has_no_such_page(floors: Floors, amina: Actor) -> None:
    with pytest.raises(Absent):
        page_of(floors, amina, children.begun(floors, amina))
