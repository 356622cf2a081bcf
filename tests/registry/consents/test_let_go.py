"""What goes in the very act that takes a yes back, before any worker comes: the derived rows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from registry.authority import MACHINE, Actor
from registry.children import operations as records
from registry.children.models import Child
from registry.children.redrawing import redraw_small
from registry.claims import operations as claims
from registry.consents import clock as clocks
from registry.consents import operations
from registry.errors import Absent
from registry.outbox.models import Message
from registry.outbox.senders import RoomSender
from registry.purposes import (
    CONTACT_ME,
    SEARCH_FOUND,
    STORE_DETAILS,
    STORE_PHOTO,
)
from registry.storage.photos import Photo
from registry.storage.vault import Compartment, Sealed
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.work import Floors
from registry.worker import deliver
from tests.cast import YUSUF
from tests.conftest import Clock
from tests.making import accounts, children, holders
from tests.making import claims as claiming


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def child(floors: Floors, amina: Actor) -> Child:
    return children.enrolled(floors, amina, photos=2)


def wipe(floors: Floors, who: Actor, child: Child, *, at_once: bool = False) -> None:
    with floors.begin(who) as work:
        operations.wipe(work, str(child.id), at_once=at_once)


def waiting(floors: Floors, to: str) -> Sequence[str]:
    """The letters that have not gone yet, by name."""
    with floors.reading() as session:
        query = select(Message.name).where(Message.to_ref == to, Message.sent_at.is_(None))
        return sorted(session.scalars(query))


def photos(floors: Floors, child: Child) -> list[Photo]:
    with floors.reading() as session:
        return list(session.scalars(select(Photo).where(Photo.subject_ref == child.ref)))


def test_letters_about_a_record_go_with_it(floors: Floors, amina: Actor, child: Child) -> None:
    assert "child_registered" in waiting(floors, amina.ref)
    wipe(floors, amina, child)
    assert waiting(floors, amina.ref) == ["confirm_address", "record_withdrawn"]
    with floors.reading() as session:
        sealed = select(Sealed.owner_ref).where(Sealed.compartment == Compartment.MESSAGE.value)
        letters = {each.ref for each in session.scalars(select(Message))}
        assert set(session.scalars(sealed)) <= letters
        dropped = select(Entry).where(Entry.event == Event.MESSAGE_DROPPED.value)
        assert session.scalars(dropped).one().subject_ref == amina.ref


def test_letters_about_another_record_stay(floors: Floors, amina: Actor, child: Child) -> None:
    children.enrolled(floors, amina)
    wipe(floors, amina, child)
    assert waiting(floors, amina.ref).count("child_registered") == 1


def test_whoever_leaves_gets_no_more_letters_about_it_and_the_others_keep_theirs(
    floors: Floors, amina: Actor, child: Child
) -> None:
    desk = holders.desk(floors)
    yusuf = accounts.guardian(floors, YUSUF)
    holders.joined(floors, desk.noor, child, yusuf)
    children.agreed(floors, yusuf, child, STORE_DETAILS)
    with floors.begin(MACHINE) as work:
        for each in (amina, yusuf):
            work.outbox.send("record_changed", to=each.ref, about=child.ref, child=str(child.id))
    wipe(floors, amina, child)
    assert "record_changed" not in waiting(floors, amina.ref)
    assert "record_changed" in waiting(floors, yusuf.ref)


def test_what_went_names_its_record_no_more(floors: Floors, amina: Actor, child: Child) -> None:
    deliver(floors, RoomSender(floors.settings.mail_dir))
    with floors.reading() as session:
        sent = session.scalars(select(Message).where(Message.to_ref == amina.ref)).all()
        assert {each.about_ref for each in sent} == {None}
    wipe(floors, amina, child)
    with floors.reading() as session:
        assert session.scalar(select(Message).where(Message.name == "child_registered")) is not None


def test_a_letter_taken_back_on_its_way_is_neither_written_nor_noted(
    floors: Floors, amina: Actor, child: Child
) -> None:
    sent: list[str] = []

    def taking_back(letter: object) -> None:
        sent.append(str(letter))
        if len(sent) == 1:  # while the first letter goes, the record is wiped
            wipe(floors, amina, child)

    deliver(floors, taking_back)
    assert "record_withdrawn" in waiting(floors, amina.ref)
    with floors.reading() as session:
        assert session.scalar(select(Message).where(Message.name == "child_registered")) is None
    assert len(sent) == 1


def test_taking_back_to_be_written_to_takes_back_what_waits_about_records(
    floors: Floors, amina: Actor, child: Child
) -> None:
    with floors.begin(amina) as work:
        operations.take_back_one(work, str(child.id), CONTACT_ME, "en")
    assert waiting(floors, amina.ref) == ["confirm_address"]


def test_a_claim_taken_back_takes_its_letters_along(floors: Floors) -> None:
    yusuf = accounts.guardian(floors, YUSUF)
    claim = claiming.filed(floors, yusuf)
    with floors.begin(yusuf) as work:
        claims.withdraw_claim(work, str(claim.id))
    assert waiting(floors, yusuf.ref) == ["claim_taken_back", "confirm_address"]


def test_small_pictures_go_at_once_and_the_large_ones_wait_sealed(
    floors: Floors, amina: Actor, child: Child
) -> None:
    before = photos(floors, child)
    wipe(floors, amina, child)
    after = photos(floors, child)
    assert [each.small for each in after] == [None, None]
    assert sorted(floors.objects.names()) == sorted(each.large for each in before)


@pytest.mark.parametrize("purpose", [SEARCH_FOUND, STORE_PHOTO])
def test_one_yes_taken_back_takes_what_hangs_on_it_alone(
    floors: Floors, amina: Actor, child: Child, purpose: str
) -> None:
    with floors.begin(amina) as work:
        operations.take_back_one(work, str(child.id), purpose, "en")
    is_photo = purpose == STORE_PHOTO
    assert bool(photos(floors, child)) is not is_photo
    with floors.begin(MACHINE) as work:
        has_traits = work.vault.find(child.ref, Compartment.TRAITS) is not None
        assert has_traits is is_photo
    assert all(each.small for each in photos(floors, child))
    assert "child_registered" in waiting(floors, amina.ref)


def test_a_record_brought_back_shows_its_photos_after_a_new_yes_and_gets_its_small_ones_again(
    floors: Floors, amina: Actor, child: Child
) -> None:
    wipe(floors, amina, child)
    photo = photos(floors, child)[0]
    with floors.begin(amina) as work:
        operations.undo(work, str(child.id), children.reply(STORE_DETAILS))
    with pytest.raises(Absent), floors.begin(amina) as work:
        records.open_photo(work, str(child.id), str(photo.id), "small")
    assert redraw_small(floors) == 0  # nobody said yes to photos again

    children.agreed(floors, amina, child, STORE_PHOTO)
    assert shown(floors, amina, child, photo, "small") == shown(
        floors, amina, child, photo, "large"
    )
    assert redraw_small(floors) == 2
    assert redraw_small(floors) == 0
    assert len(list(floors.objects.names())) == 4
    small = shown(floors, amina, child, photo, "small")
    assert small.startswith(b"\xff\xd8\xff")
    assert small != shown(floors, amina, child, photo, "large")


def shown(floors: Floors, who: Actor, child: Child, photo: Photo, size: str) -> bytes:
    with floors.begin(who) as work:
        return records.open_photo(work, str(child.id), str(photo.id), size)


def test_a_yes_taken_back_while_a_picture_is_drawn_keeps_it_away(
    floors: Floors, amina: Actor, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    wipe(floors, amina, child)
    with floors.begin(amina) as work:
        operations.undo(work, str(child.id), children.reply(STORE_DETAILS))
    children.agreed(floors, amina, child, STORE_PHOTO)

    def drawn(_large: bytes) -> object:
        if photos(floors, child):
            children.agreed(floors, amina, child, STORE_PHOTO, yes=False)
        return children.pictures()

    monkeypatch.setattr("registry.children.redrawing.rebuild", drawn)
    assert redraw_small(floors) == 0
    assert list(floors.objects.names()) == []


def test_photos_brought_back_go_when_nobody_says_yes_to_them_again(
    floors: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    wipe(floors, amina, child)
    with floors.begin(amina) as work:
        operations.undo(work, str(child.id), children.reply(STORE_DETAILS))
    clock.move(days=37)
    clocks.remind(floors)
    assert len(photos(floors, child)) == 2
    clock.move(days=1)
    clocks.remind(floors)
    assert photos(floors, child) == []
    assert list(floors.objects.names()) == []
