"""A child grows old enough to be asked: told once, to the guardian and to the desk."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from consent import Status
from registry.authority import Actor
from registry.children import operations as records
from registry.children.models import Child
from registry.children.rules import Concern, Outcome, Said
from registry.consents.clock import remind
from registry.description import PartialDate, Person
from registry.errors import Invalid
from registry.holders import operations
from registry.purposes import SEARCH_FOUND
from registry.work import Floors
from tests.cast import NOOR
from tests.conftest import Clock
from tests.making import accounts, children, holders
from tests.making.holders import Desk
from tests.registry.holders.test_pages import as_

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def amina(floors: Floors) -> Actor:
    """A guardian."""
    return accounts.guardian(floors)


@pytest.fixture
def desk(floors: Floors) -> Desk:
    """Two caseworkers and a coordinator."""
    return holders.desk(floors)


def born(floors: Floors, amina: Actor, year: int, *, apart: bool = False) -> Child:
    """A record of a child whose birthday is the twelfth of March."""
    told = holders.aged(floors, 1)
    person = Person(date_of_birth=PartialDate(year, 3, 12))
    return children.enrolled(
        floors, amina, type(told)(names=told.names, person=person), apart=apart
    )


def asks(floors: Floors, child: Child) -> int:
    """How often it was put before the desk."""
    return sum(each.concern == Concern.ASK.value for each in holders.matters(floors, child))


def days(floors: Floors, clock: Clock, count: int) -> None:
    """The worker goes round each day."""
    for _ in range(count):
        remind(floors)
        clock.move(days=1)


def endpoints(floors: Floors, who: Actor) -> list[str]:
    """Where one is led from the page of today."""
    with floors.reading() as session:
        return [each.endpoint for each in operations.tasks_of(session, who, floors.clock())]


@pytest.mark.parametrize("year", [2014, 2020])
def test_on_the_birthday_guardian_and_desk_hear_of_it_once(
    floors: Floors, desk: Desk, amina: Actor, clock: Clock, year: int
) -> None:
    child = born(floors, amina, year)
    days(floors, clock, 10)
    assert asks(floors, child) == 0
    days(floors, clock, 40)
    assert asks(floors, child) == 1
    (letter,) = accounts.letters(floors, amina.ref, "child_asked")
    assert "Idris" not in str(letter)
    assert endpoints(floors, desk.noor) == endpoints(floors, desk.mara) == ["holders.voice"]


def test_from_twelve_on_a_yes_waits_for_the_childs_own_and_the_task_ends_with_it(
    floors: Floors, desk: Desk, amina: Actor, clock: Clock
) -> None:
    child = born(floors, amina, 2014)
    days(floors, clock, 12)
    with floors.begin(amina) as work:
        assert work.consent.standing(child.ref).status(SEARCH_FOUND) is Status.PENDING
        purposes = [each.purpose for each in records.view_voice(work, str(child.id), "en").answers]
    for purpose in purposes:
        assert endpoints(floors, desk.noor) == ["holders.voice"]
        told = holders.heard(floors, child, purpose, Said.YES, amina)
        with floors.begin(amina) as work:
            records.hear(work, str(child.id), purpose, told)
    assert endpoints(floors, desk.noor) == []
    with floors.begin(amina) as work:
        assert work.consent.standing(child.ref).status(SEARCH_FOUND) is Status.ACTIVE


@pytest.mark.parametrize(("year", "apart"), [(2014, True), (2016, False), (2008, False)])
def test_nobody_is_asked_who_is_apart_or_whose_say_stays_as_it_was_or_who_is_grown(
    floors: Floors, desk: Desk, amina: Actor, clock: Clock, year: int, *, apart: bool
) -> None:
    del desk
    if year == 2008:
        child = holders.young(floors, amina, 17, born=PartialDate(2008, 3, 12))
    else:
        child = born(floors, amina, year, apart=apart)
    days(floors, clock, 14)
    assert asks(floors, child) == 0
    assert not accounts.letters(floors, amina.ref, "child_asked")


def test_who_answered_everything_before_is_not_asked_again(
    floors: Floors, amina: Actor, clock: Clock
) -> None:
    child = born(floors, amina, 2014)
    with floors.begin(amina) as work:
        purposes = [each.purpose for each in records.view_voice(work, str(child.id), "en").answers]
    for purpose in purposes:
        told = holders.heard(floors, child, purpose, Said.YES, amina)
        with floors.begin(amina) as work:
            records.hear(work, str(child.id), purpose, told)
    days(floors, clock, 14)
    assert asks(floors, child) == 0


def test_a_worker_closes_it_where_nobody_can_ask_and_in_no_other_words(
    client: FlaskClient, floors: Floors, desk: Desk, amina: Actor, clock: Clock
) -> None:
    child = born(floors, amina, 2014)
    days(floors, clock, 12)
    (matter,) = holders.matters(floors, child)
    with pytest.raises(Invalid), floors.begin(desk.noor) as work:
        operations.answer_matter(work, str(matter.id), Outcome.SET_ASIDE, "x")
    walk = as_(client, NOOR).open("/desk")
    assert "Ask the child" in walk.text
    walk.open(f"/desk/records/{child.id}/voice")
    walk.open(f"/desk/matters/{matter.id}")
    assert "this closes by itself" in walk.text
    walk.send(outcome="left", words="The family is on the move, and asks us to wait")
    assert endpoints(floors, desk.noor) == []
