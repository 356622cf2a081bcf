"""Who has looked: every look of another person, none of one's own, and no oracle in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from registry.authority import Actor
from registry.children import operations as children_operations
from registry.children.models import Child
from registry.consents import operations as consents
from registry.errors import Absent, Withdrawn
from registry.looks import operations
from registry.looks.operations import Whose
from registry.purposes import SEARCH_FOUND
from registry.work import Floors
from tests.cast import AMINA, YUSUF
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children, claims
from tests.registry.looks.looking import look, page_of, worker

CASE = "review:00000000-0000-4000-8000-000000000000"


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def child(floors: Floors, amina: Actor) -> Child:
    return children.enrolled(floors, amina)


@pytest.fixture
def noor(floors: Floors) -> Actor:
    return worker(floors, caseworkers.administrators(floors))


def test_ones_own_looks_are_not_counted(floors: Floors, amina: Actor, child: Child) -> None:
    with floors.begin(amina) as work:
        children_operations.view_own(work, str(child.id))
    page = page_of(floors, amina, child)
    assert page.looks == ()
    assert page.tally.since is None


def test_a_look_outside_a_case_is_told_at_once_with_badge_and_agency(
    floors: Floors, amina: Actor, noor: Actor, child: Child
) -> None:
    look(floors, noor, child)
    (one,) = page_of(floors, amina, child).looks
    assert not one.is_weekly
    assert one.badge
    assert one.agencies == ("Harbour Aid",)
    assert (one.day, one.classes) == (floors.clock().date(), ("details", "withheld"))


def test_a_look_from_a_case_is_told_after_its_week_without_a_name(
    floors: Floors, amina: Actor, noor: Actor, child: Child, clock: Clock
) -> None:
    look(floors, noor, child, CASE)
    clock.move(days=6)
    assert page_of(floors, amina, child).looks == ()
    clock.move(days=1)
    page = page_of(floors, amina, child)
    assert [(one.is_weekly, one.badge, one.agencies) for one in page.looks] == [(True, None, ())]
    assert (page.tally.looks, page.tally.people, page.tally.weeks) == (0, 0, 1)


@pytest.mark.parametrize(("zone", "hours"), [("UTC", 24), ("Asia/Tokyo", 15), ("America/Lima", 29)])
def test_a_week_ends_at_midnight_in_the_zone_of_the_house(
    floors: Floors, noor: Actor, child: Child, zone: str, hours: int
) -> None:
    """The clock stands at Monday, nine in the morning UTC; Sunday's midnight is where it is."""
    amina = accounts.acting(floors, AMINA)
    clock = floors.clock
    assert isinstance(clock, Clock)
    here = replace(floors, settings=replace(floors.settings, time_zone=zone))
    look(here, noor, child, CASE)
    clock.move(days=6, hours=hours - 9, minutes=-1)
    assert page_of(here, amina, child).looks == ()
    clock.move(minutes=1)
    (one,) = page_of(here, amina, child).looks
    assert one.key == "2026-03-02"


def test_a_look_just_before_midnight_belongs_to_the_week_of_the_house(
    floors: Floors, amina: Actor, noor: Actor, child: Child, clock: Clock
) -> None:
    """Sunday 15:00 UTC is Monday in Tokyo: that look waits for another week."""
    tokyo = replace(floors, settings=replace(floors.settings, time_zone="Asia/Tokyo"))
    clock.move(days=6, hours=6)
    look(tokyo, noor, child, CASE)
    clock.move(days=1)
    assert page_of(tokyo, amina, child).looks == ()
    clock.move(days=6)
    assert [each.key for each in page_of(tokyo, amina, child).looks] == ["2026-03-09"]


def test_computers_stand_apart_and_only_while_they_may_read(
    floors: Floors, amina: Actor, child: Child
) -> None:
    assert page_of(floors, amina, child).traits_on == floors.clock().date()
    with floors.begin(amina) as work:
        consents.take_back_one(work, str(child.id), SEARCH_FOUND, "en")
    assert page_of(floors, amina, child).traits_on is None


def test_nobody_else_sees_who_has_looked(floors: Floors, noor: Actor, child: Child) -> None:
    for other in (noor, accounts.guardian(floors, YUSUF)):
        with pytest.raises(Absent):
            page_of(floors, other, child)


def test_a_draft_has_no_such_page_and_a_withdrawn_record_none_any_more(
    floors: Floors, amina: Actor, child: Child
) -> None:
    with pytest.raises(Absent):
        page_of(floors, amina, children.begun(floors, amina))
    with floors.begin(amina) as work:
        consents.wipe(work, str(child.id), at_once=False)
    with pytest.raises(Withdrawn):
        page_of(floors, amina, child)


def test_a_claimant_sees_looks_at_the_own_sent_claim_only(floors: Floors, amina: Actor) -> None:
    yusuf = claims.yusuf(floors)
    claim = claims.filed(floors, yusuf)
    whose = Whose(claim_id=str(claim.id))
    with floors.begin(yusuf) as work:
        assert operations.view_looks(work, whose).looks == ()
    with pytest.raises(Absent), floors.begin(amina) as work:
        operations.view_looks(work, whose)
    draft = claims.begun(floors, yusuf)
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        operations.view_looks(work, Whose(claim_id=str(draft.id)))
