"""A permit is as good as the moment: what was said since kills it, at the opening itself."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import event

from consent import DataClass, Permit
from registry.authority import Actor, Role
from registry.children.models import Child
from registry.consents.operations import take_back_one
from registry.errors import Absent
from registry.purposes import SHOW_CASEWORKERS, STATISTICS, STORE_PHOTO
from registry.reasons import Task
from registry.storage.vault import Compartment
from registry.work import Floors, Work
from tests.making import accounts, children

WORKER = Actor(f"account:{uuid.uuid4()}", frozenset({Role.CASEWORKER}))


@pytest.fixture
def amina(floors: Floors) -> Actor:
    """The guardian."""
    return accounts.guardian(floors)


@pytest.fixture
def child(floors: Floors, amina: Actor) -> Child:
    """A registered child with a photo."""
    return children.enrolled(floors, amina, photos=1)


def permit_for(work: Work, child: Child) -> Permit:
    """A look by the desk."""
    work.opens_for(Task.CASE)
    return work.permit(child.ref, SHOW_CASEWORKERS, "open", DataClass.DETAILS)


def names(work: Work, child: Child, permit: Permit) -> dict[str, object]:
    """What the permit opens."""
    work.opens_for(Task.CASE)
    return work.vault.read(child.ref, Compartment.IDENTITY, permit)


def test_a_permit_from_before_a_withdrawal_in_the_same_act_opens_nothing(
    floors: Floors, amina: Actor, child: Child
) -> None:
    with floors.begin(amina) as work:
        permit = permit_for(work, child)
        assert names(work, child, permit)
        take_back_one(work, str(child.id), SHOW_CASEWORKERS, "en")
        with pytest.raises(Absent):
            names(work, child, permit)


def test_a_permit_from_before_a_withdrawal_in_another_act_opens_nothing(
    floors: Floors, amina: Actor, child: Child
) -> None:
    with floors.begin(WORKER) as work:
        permit = permit_for(work, child)
    with floors.begin(WORKER) as work:
        assert names(work, child, permit), "while the yes stands, the permit does"
    with floors.begin(amina) as work:
        take_back_one(work, str(child.id), SHOW_CASEWORKERS, "en")
    with floors.begin(WORKER) as work, pytest.raises(Absent):
        names(work, child, permit)


def test_any_word_about_the_child_kills_older_permits_and_a_fresh_one_opens(
    floors: Floors, amina: Actor, child: Child
) -> None:
    with floors.begin(WORKER) as work:
        before = permit_for(work, child)
    children.agreed(floors, amina, child, STATISTICS)
    with floors.begin(WORKER) as work:
        with pytest.raises(Absent):
            names(work, child, before)
        assert names(work, child, permit_for(work, child))


def test_a_photo_shuts_at_once_under_a_permit_in_hand(
    floors: Floors, amina: Actor, child: Child
) -> None:
    with floors.begin(WORKER) as work:
        photo = work.photos.of(child.ref)[0]
        work.opens_for(Task.REVIEW)
        permit = work.permit(child.ref, STORE_PHOTO, "show", DataClass.PHOTO)
        assert work.photos.open(photo, "small", permit)
    with floors.begin(amina) as work:
        take_back_one(work, str(child.id), STORE_PHOTO, "en")
    with floors.begin(WORKER) as work, pytest.raises(Absent):
        work.photos.open(photo, "small", permit)


def test_the_epoch_is_read_again_at_each_opening_in_the_transaction_of_the_act(
    floors: Floors, child: Child
) -> None:
    asked: list[str] = []
    with floors.begin(WORKER) as work:
        permit = permit_for(work, child)
        event.listen(
            work.session.connection(),
            "before_cursor_execute",
            lambda _connection, _cursor, statement, *_: asked.append(statement),
        )
        for _ in range(2):
            asked.clear()
            names(work, child, permit)
            assert sum("consent_epochs" in each for each in asked) == 1


def test_a_permit_is_dead_when_its_minutes_are_over(floors: Floors, child: Child) -> None:
    with floors.begin(WORKER) as work:
        permit = permit_for(work, child)
        floors.clock.move(minutes=6)  # type: ignore[attr-defined]
        with pytest.raises(Absent):
            names(work, child, permit)
