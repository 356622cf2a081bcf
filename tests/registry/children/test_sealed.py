"""A sealed record: two coordinators open it together, for a while, to reach the family."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from registry.authority import Actor, Role
from registry.children import operations
from registry.children.models import Child, Exclusion
from registry.children.rules import Opening
from registry.consents.clock import remind
from registry.errors import Absent, Conflict, Invalid
from registry.purposes import KEEP_IF_SILENT
from registry.trail.events import Event
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.cast import AMINA, INES, MARA
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def admins(floors: Floors) -> tuple[Actor, Actor]:
    """Two administrators."""
    return caseworkers.administrators(floors)


@pytest.fixture
def two(floors: Floors, admins: tuple[Actor, Actor]) -> tuple[Actor, Actor]:
    """Two coordinators."""
    mara, ines = (
        caseworkers.staff(floors, admins, email, Role.COORDINATOR) for email in (MARA, INES)
    )
    return mara, ines


@pytest.fixture
def child(floors: Floors, two: tuple[Actor, Actor], clock: Clock) -> Child:
    """A record whose guardian is silent, kept as she wished."""
    amina = accounts.guardian(floors, AMINA)
    child = children.enrolled(floors, amina)
    children.papers_seen(floors, two[0], child)
    children.agreed(floors, amina, child, KEEP_IF_SILENT)
    clock.move(days=366)
    remind(floors)
    return child


def ask(floors: Floors, who: Actor, child: Child) -> str:
    """One of two asks; the id of what was asked."""
    with floors.begin(who) as work:
        operations.ask_to_unseal(work, child.reference, Opening.FOUND)
    with floors.begin(who) as work:
        return operations.list_unsealings(work)[0].id


def test_one_alone_opens_nothing(floors: Floors, child: Child, two: tuple[Actor, Actor]) -> None:
    asked = ask(floors, two[0], child)
    with pytest.raises(Absent), floors.begin(two[0]) as work:
        operations.view_sealed(work, asked)
    with pytest.raises(Conflict), floors.begin(two[0]) as work:
        operations.agree_to_unseal(work, asked)


def test_two_together_look_and_each_look_is_on_record(
    floors: Floors, child: Child, two: tuple[Actor, Actor]
) -> None:
    asked = ask(floors, two[0], child)
    with floors.begin(two[1]) as work:
        operations.agree_to_unseal(work, asked)
    for actor in two:
        with floors.begin(actor) as work:
            assert operations.view_sealed(work, asked).told.names.name is not None
    with floors.reading() as session:
        looks = entries_about(session, child.ref, Event.RECORD_OPENED)
        assert {each.actor_ref for each in looks} >= {actor.ref for actor in two}


def test_after_72_hours_it_is_shut_again(
    floors: Floors, child: Child, two: tuple[Actor, Actor], clock: Clock
) -> None:
    asked = ask(floors, two[0], child)
    with floors.begin(two[1]) as work:
        operations.agree_to_unseal(work, asked)
    clock.move(hours=72)
    with pytest.raises(Absent), floors.begin(two[0]) as work:
        operations.view_sealed(work, asked)
    with floors.begin(two[0]) as work:
        assert operations.list_unsealings(work) == []


def test_a_record_that_stands_is_not_opened_this_way(
    floors: Floors, two: tuple[Actor, Actor]
) -> None:
    amina = accounts.guardian(floors, AMINA)
    open_one = children.enrolled(floors, amina)
    for reference in (open_one.reference, "000-000-000"):
        with pytest.raises(Invalid), floors.begin(two[0]) as work:
            operations.ask_to_unseal(work, reference, Opening.FOUND)


def test_who_is_kept_away_finds_nothing_to_open(
    floors: Floors, child: Child, two: tuple[Actor, Actor]
) -> None:
    asked = ask(floors, two[0], child)
    with floors.begin(accounts.acting(floors, AMINA)) as work:
        work.session.add(
            Exclusion(
                child_ref=child.ref,
                concerns="caseworker",
                excluded_ref=two[1].ref,
                by_ref=work.actor.ref,
                at=work.now(),
            )
        )
        work.trail.record(Event.EXCLUSION_STATED, child.ref)
    with pytest.raises(Absent), floors.begin(two[1]) as work:
        operations.agree_to_unseal(work, asked)


def test_the_pages_of_the_desk(
    client: FlaskClient, floors: Floors, child: Child, admins: tuple[Actor, Actor], clock: Clock
) -> None:
    clock.move(days=-2)  # the year of the first two, and of whoever lets in others, is over by now
    mara, ines = "mara2@kinfold.example", "ines2@kinfold.example"
    for email in (mara, ines):
        caseworkers.staff(floors, admins, email, Role.COORDINATOR)
    clock.move(days=2)
    accounts.sign_in(client, mara)
    said = {"reference": child.reference, "why": "found"}
    assert client.post("/desk/sealed", data=said).status_code == 303
    assert "Somebody else has to agree" in client.get("/desk/sealed").text
    assert client.post("/desk/sealed", data={"reference": "x"}).status_code == 422
    with floors.begin(accounts.acting(floors, mara)) as work:
        asked = operations.list_unsealings(work)[0].id
    client.post("/sign-out")
    accounts.sign_in(client, ines)
    assert "I agree, open it" in client.get("/desk/sealed").text
    opened = client.post(f"/desk/sealed/{asked}/agreement", follow_redirects=True)
    assert "Idris Haddad" in opened.text
