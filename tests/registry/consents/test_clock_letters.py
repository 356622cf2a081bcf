"""Letters of the clocks go to whoever speaks for the child, and give no record away."""

from __future__ import annotations

import pytest

from registry.authority import Actor
from registry.children.models import Child
from registry.children.rules import Anyone, Safety
from registry.consents import operations
from registry.consents.clock import remind
from registry.consents.operations.trusting import Named
from registry.purposes import STORE_DETAILS
from registry.work import Floors
from registry.worker import deliver, sender_for
from tests.cast import YUSUF
from tests.conftest import Clock
from tests.making import accounts, children, holders
from tests.making.holders import Desk

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def amina(floors: Floors) -> Actor:
    """Who began the record."""
    return accounts.guardian(floors)


@pytest.fixture
def yusuf(floors: Floors) -> Actor:
    """Another guardian."""
    return accounts.guardian(floors, YUSUF)


@pytest.fixture
def desk(floors: Floors) -> Desk:
    """The people of the desk."""
    return holders.desk(floors)


def shared(
    floors: Floors, desk: Desk, amina: Actor, yusuf: Actor, *, anyone: Anyone = Anyone.NO
) -> Child:
    """A record of both, whose papers were seen; both said yes to keeping it on the same day."""
    child = children.enrolled(floors, amina, safety=Safety(anyone))
    children.papers_seen(floors, desk.noor, child)
    holders.joined(floors, desk.noor, child, yusuf)
    children.agreed(floors, yusuf, child, STORE_DETAILS)
    return child


def words(floors: Floors, to: Actor) -> list[str]:
    """The letters about a yes that ends, or a record that is shut or wiped."""
    timed = {"yes_ends", "record_closed", "record_sealed", "record_wiped", "contact_spoke"}
    return [
        each["message"] for each in accounts.letters(floors, to.ref) if each["message"] in timed
    ]


def live_to_the_end(floors: Floors, clock: Clock) -> None:
    """A year and its silence, with a round on the days that count; on one of them, two."""
    for days in (310, 30, 20, 6, 1, 30):
        clock.move(days=days)
        remind(floors)
        deliver(floors, sender_for(floors.settings))  # or wiping takes back what still waits
    clock.move(days=1)
    remind(floors)


EVERY = ["yes_ends", "yes_ends", "yes_ends", "record_closed", "record_wiped"]


def test_both_guardians_get_each_letter_once(
    floors: Floors, desk: Desk, amina: Actor, yusuf: Actor, clock: Clock
) -> None:
    shared(floors, desk, amina, yusuf)
    live_to_the_end(floors, clock)
    assert words(floors, amina) == EVERY
    assert words(floors, yusuf) == EVERY


def test_who_left_gets_no_letter_and_who_stays_is_told(
    floors: Floors, desk: Desk, amina: Actor, yusuf: Actor, clock: Clock
) -> None:
    child = shared(floors, desk, amina, yusuf)
    with floors.begin(amina) as work:
        operations.wipe(work, str(child.id), at_once=True)
    live_to_the_end(floors, clock)
    assert words(floors, amina) == []
    # Until the desk has decided, his yes is on hold: it is not renewed, but it runs out.
    assert words(floors, yusuf) == ["record_closed", "record_wiped"]


def test_who_would_be_a_danger_to_ask_gets_no_letter(
    floors: Floors, desk: Desk, amina: Actor, yusuf: Actor, clock: Clock
) -> None:
    child = shared(floors, desk, amina, yusuf)
    holders.unsafe(floors, desk, child, amina)
    live_to_the_end(floors, clock)
    assert words(floors, amina) == []
    assert words(floors, yusuf) == EVERY


def test_the_dead_get_no_letter(
    floors: Floors, desk: Desk, amina: Actor, yusuf: Actor, clock: Clock
) -> None:
    child = shared(floors, desk, amina, yusuf)
    holders.signed(
        floors,
        desk.tomas,
        holders.proposed(floors, desk.noor, child, holders.died(amina, "A paper was seen")),
    )
    clock.move(days=310)
    remind(floors)
    clock.move(days=60)
    remind(floors)
    assert words(floors, amina) == []


@pytest.mark.parametrize("anyone", [Anyone.YES, Anyone.NOT_ASSESSED])
def test_where_it_is_not_surely_safe_only_whose_yes_ends_is_told(
    floors: Floors, desk: Desk, amina: Actor, clock: Clock, anyone: Anyone
) -> None:
    yusuf = accounts.guardian(floors, YUSUF)
    child = children.enrolled(floors, amina, safety=Safety(anyone))
    children.papers_seen(floors, desk.noor, child)
    holders.joined(floors, desk.noor, child, yusuf)
    live_to_the_end(floors, clock)
    assert words(floors, amina) == EVERY
    assert words(floors, yusuf) == []


def test_where_it_is_safe_the_other_guardian_is_told_that_a_yes_ends(
    floors: Floors, desk: Desk, amina: Actor, yusuf: Actor, clock: Clock
) -> None:
    child = children.enrolled(floors, amina)
    children.papers_seen(floors, desk.noor, child)
    holders.joined(floors, desk.noor, child, yusuf)
    clock.move(days=310)
    remind(floors)
    assert words(floors, yusuf) == ["yes_ends"]


def test_a_record_is_shut_though_nobody_can_be_written_to(
    floors: Floors, desk: Desk, amina: Actor, clock: Clock
) -> None:
    child = children.enrolled(floors, amina)
    children.papers_seen(floors, desk.noor, child)
    holders.unsafe(floors, desk, child, amina)
    clock.move(days=366)
    remind(floors)
    with floors.begin(desk.noor) as work:
        assert child.ref not in work.search.refs()
    clock.move(days=31)
    remind(floors)
    with floors.reading() as session:
        shut = session.get(Child, child.id)
    assert words(floors, amina) == []
    assert shut is not None
    assert shut.withdrawn_on is not None


def test_only_who_named_a_trusted_contact_hears_of_them(
    floors: Floors, desk: Desk, amina: Actor, yusuf: Actor
) -> None:
    child = shared(floors, desk, amina, yusuf)
    with floors.begin(yusuf) as work:
        operations.name_contact(work, str(child.id), Named("Salma Odeh", "+961 1 000 000"))
    with floors.begin(desk.mara) as work:
        operations.confirm_contact(work, operations.find_contact(work, child.reference))
    assert accounts.letters(floors, amina.ref, "contact_confirmed") == []
    assert accounts.letters(floors, yusuf.ref, "contact_confirmed") != []
