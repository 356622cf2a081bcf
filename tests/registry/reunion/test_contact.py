"""Letters go through the desk, open on the two-sided yes, and shut with it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from registry.authority import Actor
from registry.claims.sides import UNNAMED_CASE
from registry.errors import Absent
from registry.looks import operations as looks
from registry.reunion import operations
from registry.reunion.models import Relay
from registry.reunion.operations import Letter
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.making import accounts
from tests.making import reunion as making
from tests.making.reunion import Cast

HELLO = "Dear Amina, how is he?"


def written(floors: Floors, cast: Cast, who: Actor, words: str = HELLO) -> str:
    """A letter; its id."""
    with floors.begin(who) as work:
        return str(operations.write(work, cast.review_id, words).id)


def passed_on(floors: Floors, cast: Cast, note_id: str) -> None:
    """The coordinator passes a letter on."""
    with floors.begin(cast.mara) as work:
        operations.relay(work, cast.review_id, note_id)


def letters(floors: Floors, cast: Cast, who: Actor) -> tuple[Letter, ...]:
    """What one side reads."""
    with floors.begin(who) as work:
        return operations.view_contact(work, cast.review_id).letters


def test_a_letter_goes_nowhere_until_it_is_passed_on(floors: Floors, told: Cast) -> None:
    note_id = written(floors, told, told.seeker)
    assert [each.words for each in letters(floors, told, told.seeker)] == [HELLO]
    assert letters(floors, told, told.holder) == ()
    passed_on(floors, told, note_id)
    (letter,) = letters(floors, told, told.holder)
    assert letter.words == HELLO
    assert not letter.is_own


def test_passed_on_twice_is_passed_on_once(floors: Floors, told: Cast) -> None:
    note_id = written(floors, told, told.seeker)
    passed_on(floors, told, note_id)
    passed_on(floors, told, note_id)
    with floors.reading() as session:
        assert session.query(Relay).count() == 1
    assert len(accounts.letters(floors, told.holder.ref, "letter_waiting")) == 1


def test_the_coordinator_reads_every_letter_and_a_stranger_none(floors: Floors, told: Cast) -> None:
    written(floors, told, told.seeker)
    written(floors, told, told.holder, "He is well.")
    with floors.begin(told.mara) as work:
        _case, found = operations.view_letters(work, told.review_id)
    assert [(each.words, each.is_own) for each in found] == [(HELLO, True), ("He is well.", False)]
    for who in (told.ines, told.seeker, told.holder):
        with floors.begin(who) as work, pytest.raises(Absent):
            operations.view_letters(work, told.review_id)
        with floors.begin(who) as work, pytest.raises(Absent):
            operations.relay(work, told.review_id, str(found[0].id))


def test_a_letter_that_is_not_of_this_case_is_not_there(floors: Floors, told: Cast) -> None:
    with pytest.raises(Absent):
        passed_on(floors, told, "7")


@pytest.mark.parametrize("who", ["seeker", "holder"])
def test_when_one_side_takes_its_yes_back_no_letter_opens(
    floors: Floors, told: Cast, who: str
) -> None:
    note_id = written(floors, told, told.seeker)
    making.take_back(floors, told, getattr(told, who))
    for each in (told.seeker, told.holder):
        with pytest.raises(Absent):
            letters(floors, told, each)
        with pytest.raises(Absent):
            written(floors, told, each)
    with pytest.raises(Absent):
        passed_on(floors, told, note_id)


def test_a_letter_is_sealed_under_both_sides(floors: Floors, told: Cast) -> None:
    note_id = written(floors, told, told.seeker)
    with floors.begin(told.mara) as work:
        sealed = work.vault.find(f"letter:{note_id}", Compartment.MESSAGE)
        assert sealed is not None
        assert {sealed.subject_ref, sealed.also_ref} == {
            told.claim.ref,
            told.child.ref if told.child else None,
        }
        assert HELLO.encode() not in sealed.envelope


def test_a_letter_to_a_lost_case_stays_shut(floors: Floors, told: Cast) -> None:
    written(floors, told, told.seeker)
    making.reunited(floors, told)
    assert letters(floors, told, told.seeker), "letters go on after the reunion"


def test_the_guardian_sees_who_read_and_on_which_ground(floors: Floors, told: Cast) -> None:
    assert told.child is not None
    written(floors, told, told.seeker)
    letters(floors, told, told.seeker)
    with floors.begin(told.holder) as work:
        page = looks.view_looks(work, looks.Whose(child_id=str(told.child.id)))
    by_reveal = [each for each in page.looks if each.purposes == ("reveal_match",)]
    assert [(each.badge, each.is_by_family, each.is_weekly) for each in by_reveal] == [
        (None, True, False)
    ]


def test_every_look_in_a_case_says_which_one(floors: Floors, told: Cast) -> None:
    """Else its agency could never be named; what forgets to say so is told late all the same."""
    written(floors, told, told.seeker)
    making.reunited(floors, told)
    with floors.reading() as session:
        opened = [
            each
            for each in session.scalars(select(Entry).order_by(Entry.seq))
            if each.event == Event.RECORD_OPENED.value
        ]
    assert opened
    assert not [each.detail for each in opened if UNNAMED_CASE in each.detail]


def test_writing_is_in_the_trail_without_words(floors: Floors, told: Cast) -> None:
    written(floors, told, told.seeker)
    with floors.reading() as session:
        (entry,) = entries_about(session, f"review:{told.review_id}", Event.CONTACT_WRITTEN)
    assert "Amina" not in entry.detail
