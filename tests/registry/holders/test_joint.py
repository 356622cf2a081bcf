"""Two guardians: each is asked, each may withdraw, and neither ends what the other wants kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consent import Assurance, Status
from registry.authority import Actor
from registry.children import operations as records
from registry.children.models import Child
from registry.children.rules import Anyone, Concern, Safety
from registry.consents import erasing
from registry.consents import operations as consents
from registry.consents.rules import WIPED_WITHIN
from registry.errors import Absent, Withdrawn
from registry.purposes import SEARCH_FOUND, STORE_DETAILS, STORE_PHOTO
from registry.work import Floors
from tests.conftest import Clock
from tests.making import accounts, children, holders
from tests.making.children import reply
from tests.making.holders import Desk


def status(floors: Floors, who: Actor, child: Child, purpose: str) -> Status:
    with floors.begin(who) as work:
        return work.consent.standing(child.ref).status(purpose)


def answer(floors: Floors, who: Actor, child: Child, purpose: str, *, yes: bool) -> None:
    with floors.begin(who) as work:
        records.answer(work, str(child.id), purpose, reply(purpose, yes=yes))


@pytest.fixture
def together(floors: Floors, desk: Desk, child: Child, amina: Actor, yusuf: Actor) -> Child:
    """Both have shown papers, and both said yes to the photo and to keeping the details."""
    children.papers_seen(floors, desk.noor, child)
    holders.joined(floors, desk.noor, child, yusuf)
    for purpose in (STORE_DETAILS, STORE_PHOTO):
        answer(floors, yusuf, child, purpose, yes=True)
    del amina
    return child


def test_a_second_guardian_sees_the_record_and_is_asked_what_needs_both(
    floors: Floors, desk: Desk, child: Child, yusuf: Actor
) -> None:
    children.papers_seen(floors, desk.noor, child)
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        records.view_own(work, str(child.id))
    holders.joined(floors, desk.noor, child, yusuf)
    assert status(floors, yusuf, child, STORE_PHOTO) is Status.PENDING
    with floors.begin(yusuf) as work:
        seen = records.view_own(work, str(child.id))
        (line,) = records.list_own(work)
    assert seen.told is not None
    assert (seen.assurance, line.reference) == (Assurance.AL2, child.reference)
    answer(floors, yusuf, child, STORE_PHOTO, yes=True)
    assert status(floors, yusuf, child, STORE_PHOTO) is Status.ACTIVE


def test_being_called_is_each_guardians_own(
    floors: Floors, together: Child, amina: Actor, yusuf: Actor
) -> None:
    answer(floors, yusuf, together, "contact_me", yes=False)
    with floors.begin(amina) as work:
        assert work.consent.standing(amina.ref).status("contact_me") is Status.ACTIVE
        assert work.consent.standing(yusuf.ref).status("contact_me") is Status.REFUSED


def test_one_who_takes_a_yes_back_stops_it_at_once_and_the_photo_is_locked_not_shredded(
    floors: Floors, together: Child, yusuf: Actor, amina: Actor
) -> None:
    with floors.begin(yusuf) as work:
        consents.take_back_one(work, str(together.id), STORE_PHOTO, "en")
    assert status(floors, amina, together, STORE_PHOTO) is Status.SUSPENDED
    with floors.begin(amina) as work:
        assert len(work.photos.of(together.ref)) == 1
    (matter,) = holders.matters(floors, together)
    assert matter.concern == Concern.CONFLICT.value
    assert matter.answer_by - matter.opened_at == timedelta(days=14)


def test_the_last_yes_taken_back_shreds_the_photo(
    floors: Floors, together: Child, yusuf: Actor, amina: Actor
) -> None:
    for who in (yusuf, amina):
        with floors.begin(who) as work:
            consents.take_back_one(work, str(together.id), STORE_PHOTO, "en")
    with floors.begin(amina) as work:
        assert work.photos.of(together.ref) == []


def test_the_other_hears_of_it_in_neutral_words(
    floors: Floors, together: Child, yusuf: Actor, amina: Actor
) -> None:
    with floors.begin(yusuf) as work:
        consents.take_back_one(work, str(together.id), STORE_PHOTO, "en")
    (letter,) = accounts.letters(floors, amina.ref, "record_changed")
    assert letter == {"message": "record_changed", "child": str(together.id)}
    assert not accounts.letters(floors, yusuf.ref, "record_changed")


@pytest.mark.parametrize("anyone", [Anyone.YES, Anyone.NOT_ASSESSED])
def test_the_other_hears_nothing_where_it_may_not_be_safe(
    floors: Floors, together: Child, yusuf: Actor, amina: Actor, anyone: Anyone
) -> None:
    with floors.begin(amina) as work:
        records.save_safety(work, str(together.id), Safety(anyone))
    with floors.begin(yusuf) as work:
        consents.take_back_one(work, str(together.id), STORE_PHOTO, "en")
    assert not accounts.letters(floors, amina.ref, "record_changed")


def test_one_whom_it_is_not_safe_to_ask_hears_nothing(
    floors: Floors, desk: Desk, together: Child, yusuf: Actor, amina: Actor
) -> None:
    holders.unsafe(floors, desk, together, amina)
    with floors.begin(yusuf) as work:
        consents.take_back_one(work, str(together.id), STORE_PHOTO, "en")
    assert holders.matters(floors, together)
    assert not accounts.letters(floors, amina.ref, "record_changed")


def test_one_who_wipes_reads_the_same_words_and_the_record_is_kept_locked(
    floors: Floors, clock: Clock, together: Child, yusuf: Actor, amina: Actor
) -> None:
    with floors.begin(yusuf) as work:
        consents.wipe(work, str(together.id), at_once=True)
    with pytest.raises(Withdrawn), floors.begin(yusuf) as work:
        records.view_own(work, str(together.id))
    erasing.finish_due(floors)
    clock.move(hours=71)
    with floors.begin(yusuf) as work:
        before = consents.view_erasure(work, str(together.id))
    clock.move(hours=1)
    with floors.begin(yusuf) as work:
        after = consents.view_erasure(work, str(together.id))
    assert (before.is_closed, after.is_closed) == (False, True)
    assert status(floors, amina, together, STORE_DETAILS) is Status.SUSPENDED
    with floors.begin(amina) as work:
        seen = records.view_own(work, str(together.id))
        assert len(work.photos.of(together.ref)) == 1
    assert seen.told is None


def test_a_wiping_that_is_done_sooner_is_told_at_the_same_time(
    floors: Floors, clock: Clock, child: Child, amina: Actor
) -> None:
    with floors.begin(amina) as work:
        consents.wipe(work, str(child.id), at_once=True)
    erasing.finish_due(floors)
    with floors.begin(amina) as work:
        assert not consents.view_erasure(work, str(child.id)).is_closed
    clock.at += WIPED_WITHIN
    with floors.begin(amina) as work:
        assert consents.view_erasure(work, str(child.id)).is_closed


def test_when_both_have_wiped_it_is_wiped(
    floors: Floors, together: Child, yusuf: Actor, amina: Actor
) -> None:
    for who in (yusuf, amina):
        with floors.begin(who) as work:
            consents.wipe(work, str(together.id), at_once=True)
    erasing.finish_due(floors)
    with floors.begin(amina) as work:
        assert work.photos.of(together.ref) == []
    clocked = status(floors, amina, together, STORE_DETAILS)
    assert clocked is Status.WITHDRAWN


def test_one_who_left_may_come_back_in_time(floors: Floors, together: Child, yusuf: Actor) -> None:
    with floors.begin(yusuf) as work:
        consents.wipe(work, str(together.id), at_once=False)
    with floors.begin(yusuf) as work:
        consents.undo(work, str(together.id), reply(STORE_DETAILS))
    with floors.begin(yusuf) as work:
        assert records.view_own(work, str(together.id)).reference == together.reference


def test_somebody_whose_papers_were_not_seen_stops_nothing(
    floors: Floors, desk: Desk, child: Child, amina: Actor, yusuf: Actor
) -> None:
    children.papers_seen(floors, desk.noor, child)
    holders.joined(floors, desk.noor, child, yusuf, assurance=Assurance.AL1)
    answer(floors, yusuf, child, SEARCH_FOUND, yes=False)
    assert status(floors, amina, child, SEARCH_FOUND) is Status.ACTIVE
    (matter,) = holders.matters(floors, child)
    assert matter.concern == Concern.OBJECTION.value
    assert matter.answer_by - matter.opened_at == timedelta(hours=72)
