"""Grown up and still apart: two people decide to go on, for six months, and nothing is shared."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from consent import DataClass
from registry.authority import Actor, Role
from registry.children import operations as children_at_work
from registry.children.models import Child, Matter
from registry.claims.sides import permit_for
from registry.consents import operations
from registry.consents.clock import remind
from registry.description import Description, Names, PartialDate, Person, PersonName
from registry.errors import Absent, Conflict, Invalid
from registry.holders import operations as desk
from registry.holders.rules import Proposal, What
from registry.purposes import MAJORITY_WHILE_MISSING
from registry.work import Floors
from tests.cast import AMINA, INES, MARA, YUSUF
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children, claims
from tests.registry.consents.test_growing import IDRIS, SAW, token_of

pytestmark = pytest.mark.usefixtures("app")

TOLD = Description(
    names=Names(name=PersonName("Idris Haddad")),
    person=Person(date_of_birth=PartialDate(2008, 6, 1)),
)
GO_ON = Proposal(What.STILL_MISSING, "Nobody has heard of him since the crossing.")


@pytest.fixture
def amina(floors: Floors) -> Actor:
    """A guardian."""
    return accounts.guardian(floors, AMINA)


@pytest.fixture
def two(floors: Floors) -> tuple[Actor, Actor]:
    """Two coordinators."""
    admins = caseworkers.administrators(floors)
    mara, ines = (
        caseworkers.staff(floors, admins, email, Role.COORDINATOR) for email in (MARA, INES)
    )
    return mara, ines


@pytest.fixture
def child(floors: Floors, amina: Actor, two: tuple[Actor, Actor]) -> Child:
    """Idris, apart from his family, who is 18 on the first of June."""
    child = children.enrolled(floors, amina, TOLD, apart=True)
    children.papers_seen(floors, two[0], child)
    return child


def grown(floors: Floors, clock: Clock) -> None:
    """The birthday has come, and a round or two have gone."""
    clock.move(days=91)
    remind(floors)
    clock.move(days=1)
    remind(floors)


def decided(floors: Floors, two: tuple[Actor, Actor], child: Child) -> None:
    """Two people sign; the next round keeps what may be compared."""
    with floors.begin(two[0]) as work:
        measure = desk.propose(work, str(child.id), GO_ON)
    with floors.begin(two[1]) as work:
        desk.sign(work, str(measure.id))


def test_the_desk_is_asked_once_on_the_birthday(floors: Floors, child: Child, clock: Clock) -> None:
    grown(floors, clock)
    clock.move(days=1)
    remind(floors)
    with floors.reading() as session:
        found = session.scalars(select(Matter).where(Matter.child_ref == child.ref)).all()
    assert [each.concern for each in found] == ["still_missing"]


def test_before_two_signed_nothing_is_open_or_compared(
    floors: Floors, child: Child, two: tuple[Actor, Actor], clock: Clock
) -> None:
    grown(floors, clock)
    with floors.begin(two[0]) as work:
        measure = desk.propose(work, str(child.id), GO_ON)
    with pytest.raises(Conflict), floors.begin(two[0]) as work:
        desk.sign(work, str(measure.id))
    with pytest.raises(Absent), floors.begin(two[0]) as work:
        permit_for(work, child.ref, DataClass.DETAILS)


def test_two_together_let_the_desk_go_on_for_six_months(
    floors: Floors, child: Child, two: tuple[Actor, Actor], clock: Clock
) -> None:
    grown(floors, clock)
    decided(floors, two, child)
    clock.move(days=1)
    remind(floors)
    with floors.begin(two[0]) as work:
        permit = permit_for(work, child.ref, DataClass.DETAILS)
        assert permit.purpose == MAJORITY_WHILE_MISSING
        assert permit.expires_at <= work.now() + timedelta(days=182)
        assert child.ref in work.search.refs()
    clock.move(days=182)
    remind(floors)
    with pytest.raises(Absent), floors.begin(two[0]) as work:
        permit_for(work, child.ref, DataClass.DETAILS)
    with floors.begin(two[0]) as work:
        assert child.ref not in work.search.refs()


def test_it_is_put_before_the_desk_again_before_it_ends(
    floors: Floors, child: Child, two: tuple[Actor, Actor], clock: Clock
) -> None:
    grown(floors, clock)
    decided(floors, two, child)
    clock.move(days=160)
    remind(floors)
    with floors.begin(two[0]) as work:
        (again,) = children_at_work.open_matters(work.session, child.ref)
        assert again.about_ref.startswith("basis:")


def test_nothing_is_shared_and_nobody_is_reached_on_this_ground(
    floors: Floors, child: Child, two: tuple[Actor, Actor], clock: Clock
) -> None:
    grown(floors, clock)
    decided(floors, two, child)
    for asked in (DataClass.CONTACT, DataClass.LOCATION):
        with pytest.raises(Absent), floors.begin(two[0]) as work:
            permit_for(work, child.ref, asked)


def test_it_ends_when_the_young_person_is_met(
    floors: Floors, amina: Actor, child: Child, two: tuple[Actor, Actor], clock: Clock
) -> None:
    grown(floors, clock)
    decided(floors, two, child)
    idris, token = accounts.guardian(floors, IDRIS), token_of(floors, amina)
    with floors.begin(idris) as work:
        operations.take_over(work, token)
    with floors.begin(two[0]) as work:
        operations.record_grown(work, child.reference, IDRIS, SAW)
    with pytest.raises(Absent), floors.begin(two[0]) as work:
        permit_for(work, child.ref, DataClass.DETAILS)


def test_it_is_not_for_a_child_nor_for_somebody_who_is_there(
    floors: Floors, amina: Actor, child: Child, two: tuple[Actor, Actor]
) -> None:
    together = children.enrolled(floors, amina)
    for each in (child, together):
        with pytest.raises(Invalid), floors.begin(two[0]) as work:
            desk.propose(work, str(each.id), GO_ON)


def test_a_claim_is_held_against_somebody_still_missing(
    floors: Floors, child: Child, two: tuple[Actor, Actor], clock: Clock
) -> None:
    grown(floors, clock)
    decided(floors, two, child)
    clock.move(days=1)
    remind(floors)
    yusuf = accounts.guardian(floors, YUSUF)
    claim = claims.filed(floors, yusuf, TOLD)
    claims.drawn(floors)
    assert (claim.ref, child.ref) in claims.pairs(floors)
