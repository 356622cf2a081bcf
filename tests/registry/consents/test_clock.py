"""What time does: each word in its time and once, then a record is shut, sealed or wiped."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from consent import DataClass, Status
from registry.authority import Actor, Role
from registry.children import operations
from registry.children.models import Child, Sealing
from registry.claims.sides import permit_for
from registry.consents.clock import remind
from registry.consents.erasing import finish_due
from registry.consents.models import Reminder, Round
from registry.errors import Absent
from registry.purposes import KEEP_IF_SILENT, STORE_DETAILS, STORE_PHOTO
from registry.storage.erasure import journal
from registry.work import Floors
from registry.worker import deliver, sender_for
from tests.cast import AMINA, MARA
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def amina(floors: Floors) -> Actor:
    """A guardian."""
    return accounts.guardian(floors, AMINA)


@pytest.fixture
def mara(floors: Floors) -> Actor:
    """A coordinator."""
    return caseworkers.staff(floors, caseworkers.administrators(floors), MARA, Role.COORDINATOR)


def words(floors: Floors, to: Actor) -> list[str]:
    """The names of the letters of the clocks, oldest first."""
    timed = {
        "yes_ends",
        "papers_wait",
        "photos_hidden",
        "form_lapses",
        "record_closed",
        "record_sealed",
        "record_wiped",
    }
    return [
        each["message"] for each in accounts.letters(floors, to.ref) if each["message"] in timed
    ]


def sure(floors: Floors, guardian: Actor, worker: Actor, *purposes: str) -> Child:
    """A record whose guardian's papers were seen, with these yeses beside the usual ones."""
    child = children.enrolled(floors, guardian)
    children.papers_seen(floors, worker, child)
    for purpose in purposes:
        children.agreed(floors, guardian, child, purpose)
    return child


def go(floors: Floors, clock: Clock, days: int) -> None:
    """Let days pass one by one, with a round on each."""
    for _ in range(days):
        clock.move(days=1)
        remind(floors)


def test_a_guardian_is_told_60_30_and_7_days_before_a_yes_ends_and_once_each(
    floors: Floors, amina: Actor, mara: Actor, clock: Clock
) -> None:
    sure(floors, amina, mara)
    clock.move(days=304)
    assert words(floors, amina) == []
    remind(floors)
    assert words(floors, amina) == []
    clock.move(days=1)
    remind(floors)
    remind(floors)
    assert words(floors, amina) == ["yes_ends"]
    go(floors, clock, 29)
    assert words(floors, amina) == ["yes_ends"]
    go(floors, clock, 30)
    assert words(floors, amina) == ["yes_ends"] * 3
    with floors.reading() as session:
        assert sorted(session.scalars(select(Reminder.days_before))) == [7, 30, 60]


def test_a_round_that_was_missed_sends_the_most_pressing_word_only(
    floors: Floors, amina: Actor, mara: Actor, clock: Clock
) -> None:
    sure(floors, amina, mara)
    clock.move(days=360)
    remind(floors)
    go(floors, clock, 4)
    assert words(floors, amina) == ["yes_ends"]


def test_the_round_goes_once_a_day(floors: Floors, clock: Clock) -> None:
    remind(floors)
    remind(floors)
    clock.move(days=1)
    remind(floors)
    with floors.reading() as session:
        assert len(list(session.scalars(select(Round.day)))) == 2


def test_without_papers_a_guardian_is_asked_twice_and_told_when_photos_are_hidden(
    floors: Floors, amina: Actor, clock: Clock
) -> None:
    children.enrolled(floors, amina, photos=1)
    go(floors, clock, 40)
    assert words(floors, amina) == ["papers_wait", "papers_wait", "photos_hidden"]


def test_once_papers_were_seen_nobody_asks_for_them(
    floors: Floors, amina: Actor, mara: Actor, clock: Clock
) -> None:
    sure(floors, amina, mara)
    go(floors, clock, 40)
    assert words(floors, amina) == []


def test_a_form_is_wiped_after_30_days_with_a_word_before(
    floors: Floors, amina: Actor, clock: Clock
) -> None:
    draft = children.begun(floors, amina)
    go(floors, clock, 30)
    assert words(floors, amina) == ["form_lapses"]
    clock.move(days=1)
    finish_due(floors)
    with floors.reading() as session:
        assert journal(session, draft.ref) is not None


def test_a_record_is_shut_for_everybody_when_its_yes_runs_out(
    floors: Floors, amina: Actor, mara: Actor, clock: Clock
) -> None:
    child = sure(floors, amina, mara)
    clock.move(days=366)
    with floors.begin(amina) as work:
        assert operations.view_own(work, str(child.id)).told is None
    with pytest.raises(Absent), floors.begin(mara) as work:
        permit_for(work, child.ref)
    remind(floors)
    assert words(floors, amina) == ["record_closed"]
    with floors.begin(amina) as work:
        assert child.ref not in work.search.refs()


def test_a_shut_record_opens_again_with_a_fresh_yes(
    floors: Floors, amina: Actor, mara: Actor, clock: Clock
) -> None:
    child = sure(floors, amina, mara)
    clock.move(days=366)
    remind(floors)
    children.agreed(floors, amina, child, STORE_DETAILS)
    go(floors, clock, 40)
    with floors.begin(amina) as work:
        assert operations.view_own(work, str(child.id)).told is not None


def test_a_silent_family_is_waited_for_30_days_and_then_the_record_is_wiped(
    floors: Floors, amina: Actor, mara: Actor, clock: Clock
) -> None:
    child = sure(floors, amina, mara)
    clock.move(days=366)
    remind(floors)
    go(floors, clock, 29)
    with floors.reading() as session:
        assert journal(session, child.ref) is None
    deliver(floors, sender_for(floors.settings))  # or wiping takes back what still waits
    go(floors, clock, 1)
    finish_due(floors)
    with floors.reading() as session:
        erasure = journal(session, child.ref)
    assert erasure is not None
    assert erasure.closed_at is not None
    assert child.ref not in floors.keyring.subjects()
    assert words(floors, amina) == ["record_closed", "record_wiped"]


def test_by_the_familys_wish_a_silent_record_is_sealed_and_not_wiped(
    floors: Floors, amina: Actor, mara: Actor, clock: Clock
) -> None:
    child = sure(floors, amina, mara, KEEP_IF_SILENT)
    clock.move(days=366)
    remind(floors)
    go(floors, clock, 60)
    assert words(floors, amina) == ["record_sealed"]
    with floors.begin(mara) as work:
        assert work.consent.standing(child.ref).status(KEEP_IF_SILENT) is Status.ACTIVE
        assert journal(work.session, child.ref) is None
        assert child.ref in work.search.refs()
    with pytest.raises(Absent), floors.begin(mara) as work:
        permit_for(work, child.ref)


def test_a_sealing_ends_when_the_guardian_is_back(
    floors: Floors, amina: Actor, mara: Actor, clock: Clock
) -> None:
    child = sure(floors, amina, mara, KEEP_IF_SILENT)
    clock.move(days=366)
    remind(floors)
    children.agreed(floors, amina, child, STORE_DETAILS)
    go(floors, clock, 1)
    with floors.reading() as session:
        assert session.scalars(select(Sealing)).one().ended_at is not None
    with floors.begin(amina) as work:
        assert operations.sealing_of(work.session, child.ref) is None


def test_a_sealed_record_is_given_up_once_the_second_yes_ran_out_too(
    floors: Floors, amina: Actor, mara: Actor, clock: Clock
) -> None:
    child = sure(floors, amina, mara, KEEP_IF_SILENT)
    clock.move(days=366)
    remind(floors)
    clock.move(days=366)
    remind(floors)
    go(floors, clock, 31)
    with floors.reading() as session:
        assert journal(session, child.ref) is not None


def test_a_photo_with_a_longer_yes_is_shut_with_its_record(
    floors: Floors, amina: Actor, mara: Actor, clock: Clock
) -> None:
    child = children.enrolled(floors, amina, photos=1)
    children.papers_seen(floors, mara, child)
    clock.move(days=200)
    children.agreed(floors, amina, child, STORE_PHOTO)
    with floors.begin(amina) as work:
        (photo,) = work.photos.of(child.ref)
        assert operations.open_photo(work, str(child.id), str(photo.id), "small")
    clock.move(days=166)
    for actor in (amina, mara):
        with pytest.raises(Absent), floors.begin(actor) as work:
            operations.open_photo(work, str(child.id), str(photo.id), "small")
        with pytest.raises(Absent), floors.begin(actor) as work:
            permit_for(work, child.ref, DataClass.PHOTO)
