"""The book of ages: the widest reading of what was told, at midnight where the registry stands."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event

from consent.bands import Age
from registry.authority import Actor
from registry.children import operations
from registry.children.models import Child
from registry.children.rules import Whereabouts
from registry.description import AgeRange, Description, Names, PartialDate, Person, PersonName
from registry.storage.ages import UNKNOWN, birthday, births, book_of_ages, years_on
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Floors
from tests.cast import AMINA
from tests.conftest import Clock
from tests.making import accounts, children
from tests.making.subjects import person

pytestmark = pytest.mark.usefixtures("app")


def told(**facts: object) -> dict[str, object]:
    """What the identity of a child says of the age."""
    return Person(**facts).to_dict()  # type: ignore[arg-type]


def begun_with(floors: Floors, guardian: Actor, **facts: object) -> Child:
    """A child of whom these facts are told; a draft will do."""
    said = Description(
        names=Names(name=PersonName("Idris Haddad")),
        person=Person(**facts),  # type: ignore[arg-type]
    )
    child = children.begun(floors, guardian)
    children.tell(floors, guardian, child, said)
    return child


def age_of(floors: Floors, child: Child, zone: str = "UTC") -> Age:
    """How old the book says a child is."""
    with floors.begin(person()) as work:
        book = book_of_ages(work.session, work.vault, work.now, ZoneInfo(zone))
        return book([child.ref])[child.ref]


def test_nothing_told_is_every_age_of_a_child() -> None:
    assert births({}) is None
    assert Age(0, 17, 0) == UNKNOWN


def test_a_day_of_birth_is_one_day() -> None:
    assert births(told(date_of_birth=PartialDate(2015, 3, 2))) == (
        date(2015, 3, 2),
        date(2015, 3, 2),
    )


def test_a_year_of_birth_is_the_whole_year() -> None:
    assert births(told(date_of_birth=PartialDate(2015))) == (date(2015, 1, 1), date(2015, 12, 31))


def test_the_first_of_january_is_read_as_the_whole_year() -> None:
    found = births(told(date_of_birth=PartialDate(2015, 1, 1)))
    assert found == (date(2015, 1, 1), date(2015, 12, 31))


def test_a_guess_may_be_a_year_off_to_either_side() -> None:
    found = births(told(date_of_birth=PartialDate(2015, 3, 2), estimated=True))
    assert found == (date(2014, 3, 1), date(2016, 3, 2))


def test_an_age_and_a_day_that_disagree_are_read_together() -> None:
    found = births(
        told(date_of_birth=PartialDate(2015, 6, 5), age=AgeRange(8, 9, date(2026, 3, 2)))
    )
    assert found == (date(2015, 6, 5), date(2018, 3, 2))


def test_years_are_counted_in_whole_birthdays() -> None:
    born = date(2008, 2, 29)
    assert years_on(born, date(2026, 2, 28)) == 17
    assert years_on(born, date(2026, 3, 1)) == 18 == years_on(born, birthday(born, 18))
    assert years_on(date(2027, 1, 5), date(2026, 3, 1)) == 0


def test_a_child_is_of_age_at_midnight_where_the_registry_stands(
    floors: Floors, clock: Clock
) -> None:
    amina = accounts.guardian(floors, AMINA)
    idris = begun_with(floors, amina, date_of_birth=PartialDate(2008, 5, 10))
    clock.at = datetime(2026, 5, 9, 20, 59, 59, tzinfo=UTC)
    assert age_of(floors, idris, "Europe/Kyiv") == Age(17, 17, 0)
    clock.move(seconds=1)
    assert age_of(floors, idris, "Europe/Kyiv") == Age(18, 18, 0)
    assert age_of(floors, idris, "UTC") == Age(17, 17, 0)


def test_an_estimated_age_stays_a_range_while_it_grows(floors: Floors, clock: Clock) -> None:
    amina = accounts.guardian(floors, AMINA)
    idris = begun_with(floors, amina, age=AgeRange(15, 17, clock().date()))
    assert age_of(floors, idris) == Age(15, 17, 0)
    clock.move(days=1096)
    assert age_of(floors, idris) == Age(18, 20, 0)


def test_the_days_of_age_stand_still_while_a_family_is_apart(floors: Floors, clock: Clock) -> None:
    amina = accounts.guardian(floors, AMINA)
    idris = begun_with(floors, amina, date_of_birth=PartialDate(2008, 3, 12))
    clock.move(days=20)
    assert age_of(floors, idris) == Age(18, 18, 10)
    with floors.begin(amina) as work:
        operations.state_whereabouts(work, str(idris.id), Whereabouts(apart=True))
    clock.move(days=40)
    assert age_of(floors, idris) == Age(18, 18, 10)


def test_who_is_no_child_is_not_in_the_book(floors: Floors) -> None:
    someone = person()
    with floors.begin(someone) as work:
        book = book_of_ages(work.session, work.vault, work.now)
        assert book([someone.ref, "claim:1"]) == {}


def test_a_child_whose_key_is_gone_is_every_age(floors: Floors) -> None:
    amina = accounts.guardian(floors, AMINA)
    idris = children.enrolled(floors, amina)
    floors.keyring.destroy(idris.ref)
    assert age_of(floors, idris) == UNKNOWN


def test_asking_for_an_age_opens_nothing_else_and_writes_nothing(floors: Floors) -> None:
    amina = accounts.guardian(floors, AMINA)
    idris = children.enrolled(floors, amina)
    with floors.begin(person()) as work:
        assert set(work.vault.persons([idris.ref])[idris.ref]) == {"age"}
        assert work.trail.named == set()


def test_three_hundred_ages_take_one_query_of_each_database(floors: Floors, clock: Clock) -> None:
    refs = [f"child:00000000-0000-4000-8000-{place:012}" for place in range(300)]
    for ref in refs:
        floors.keyring.create(ref)
    someone = person()
    with floors.begin(someone) as work:
        for ref in refs:
            facts = told(date_of_birth=PartialDate(2015, 3, 2))
            work.vault.seal(ref, Compartment.IDENTITY, {"person": facts}, subject=ref)
            work.trail.record(Event.CHILD_DRAFTED, ref)
    asked: list[str] = []
    with floors.begin(someone) as work:
        event.listen(floors.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
        book = book_of_ages(work.session, work.vault, work.now)
        began = time.perf_counter()
        found = book(refs)
        took = time.perf_counter() - began
    assert set(found.values()) == {Age(10, 11)} or set(found.values()) == {Age(11, 11)}
    assert len([each for each in asked if each.startswith("SELECT")]) == 1
    assert timedelta(seconds=took) < timedelta(seconds=1)
