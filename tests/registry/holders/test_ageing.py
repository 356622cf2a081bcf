"""Correcting an age: a paper was seen; what protects a child less waits for a second person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient

from consent import Reason, Status
from consent.bands import Age
from registry.authority import Actor, Role
from registry.children import operations as records
from registry.children.models import Child
from registry.children.operations.heeding import said_no
from registry.children.rules import Said
from registry.consents.clock import remind
from registry.consents.operations import view_invitation
from registry.description import AgeRange, PartialDate, Person
from registry.errors import Absent, Conflict, Invalid
from registry.holders import operations
from registry.holders.rules import Proposal, Reading, What, takes_two
from registry.purposes import CATALOGUE, SEARCH_FOUND, STORE_DETAILS
from registry.storage.erasure import journal
from registry.trail.models import Entry
from registry.work import Floors
from registry.worker import deliver, sender_for
from tests.cast import NOOR, TOMAS
from tests.conftest import Clock
from tests.making import accounts, children, holders
from tests.making.holders import Desk, proposed, signed
from tests.registry.holders.test_pages import as_, pressed

WORDS = "Saw the card; issued 2019"


def shows(year: int, *, month: int | None = None) -> Proposal:
    """A birth record that shows a year."""
    born = Person(date_of_birth=PartialDate(year, month))
    return Proposal(What.AGE, WORDS, paper="birth", how="live", born=born)


def age_of(floors: Floors, who: Actor, child: Child) -> Age:
    """The years the ledger reckons with."""
    with floors.begin(who) as work:
        age = work.consent.standing(child.ref).age
    assert age is not None
    return age


def status(floors: Floors, who: Actor, child: Child, purpose: str) -> Status:
    """Where a purpose stands."""
    with floors.begin(who) as work:
        return work.consent.standing(child.ref).status(purpose)


def read(least: int, most: int | None = None, majority: date | None = None) -> Reading:
    """What an age means."""
    return Reading(CATALOGUE.bands.of(Age(least, most or least)), majority)


# ── the rule ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new"), [(4, 7), (7, 13), (4, 13), (6, 6), (13, 14), (16, 17), (19, 20)]
)
def test_one_person_writes_an_age_that_gives_a_child_no_less_of_a_say(old: int, new: int) -> None:
    assert not takes_two(read(old), read(new))


@pytest.mark.parametrize(
    ("old", "new"), [(7, 4), (13, 7), (13, 16), (16, 13), (17, 18), (19, 17), (4, 18)]
)
def test_two_people_write_an_age_that_takes_a_say_away_or_frees_or_ends_one(
    old: int, new: int
) -> None:
    assert takes_two(read(old), read(new))


def test_a_range_that_gets_narrower_takes_two_where_it_loses_a_band() -> None:
    assert takes_two(Reading(CATALOGUE.bands.of(Age(5, 12)), None), read(7))
    assert not takes_two(read(12), Reading(CATALOGUE.bands.of(Age(11, 12)), None))


def test_a_sooner_eighteenth_birthday_takes_two_in_the_same_band() -> None:
    soon, late = date(2026, 5, 1), date(2027, 5, 1)
    assert takes_two(read(16, majority=late), read(17, majority=soon))
    assert takes_two(read(16), read(16, majority=soon))
    assert not takes_two(read(17, majority=soon), read(16, majority=late))


# ── the act ──────────────────────────────────────────────────────────────────────────────────────


def test_an_age_that_takes_nothing_from_the_child_counts_at_once_and_the_guardian_hears_of_it(
    floors: Floors, desk: Desk, amina: Actor
) -> None:
    told = holders.aged(floors, 9)
    told = replace(told, person=replace(told.person, languages=("ar",)))
    child = children.enrolled(floors, amina, told)
    with floors.begin(desk.noor) as work:
        measure = operations.propose(work, str(child.id), shows(2018, month=5))
        assert operations.is_signed(work, measure)
    assert age_of(floors, amina, child).oldest == 7
    assert status(floors, amina, child, SEARCH_FOUND) is Status.ACTIVE
    with floors.begin(amina) as work:
        seen = records.view_own(work, str(child.id)).told
    assert seen is not None
    assert seen.description.person.date_of_birth == PartialDate(2018, 5)
    assert seen.description.person.age is None
    assert seen.description.person.languages == ("ar",)
    (letter,) = accounts.letters(floors, amina.ref, "record_changed")
    assert "2018" not in str(letter)
    with floors.reading() as session:
        entries = [each for each in session.query(Entry) if each.event == "age:corrected"]
    assert [each.subject_ref for each in entries] == [child.ref]
    assert "2018" not in entries[0].detail + entries[0].about
    assert "birth" in entries[0].detail


def test_an_age_that_takes_a_say_away_waits_and_the_old_one_counts_until_it_is_signed(
    floors: Floors, desk: Desk, amina: Actor
) -> None:
    child = children.enrolled(floors, amina, holders.aged(floors, 13))
    measure = proposed(floors, desk.noor, child, shows(2023, month=2))
    assert age_of(floors, amina, child).oldest == 13
    assert not accounts.letters(floors, amina.ref, "record_changed")
    with pytest.raises(Conflict), floors.begin(desk.noor) as work:
        operations.sign(work, str(measure.id))
    assert age_of(floors, amina, child).oldest == 13
    with floors.begin(desk.tomas) as work:
        _, line = operations.view_measure(work, str(measure.id))
    assert line.born is not None
    assert line.born.date_of_birth == PartialDate(2023, 2)
    signed(floors, desk.tomas, measure)
    assert age_of(floors, amina, child).oldest == 3
    assert accounts.letters(floors, amina.ref, "record_changed")


def test_a_child_who_is_older_than_was_told_is_asked_once_two_have_signed(
    floors: Floors, desk: Desk, child: Child, amina: Actor
) -> None:
    measure = proposed(floors, desk.noor, child, shows(2013, month=5))
    assert status(floors, amina, child, SEARCH_FOUND) is Status.ACTIVE
    signed(floors, desk.mara, measure)
    assert age_of(floors, amina, child).youngest == 12
    assert status(floors, amina, child, SEARCH_FOUND) is Status.PENDING


def test_what_was_turned_down_leaves_the_age_as_it_was(
    floors: Floors, desk: Desk, amina: Actor
) -> None:
    child = children.enrolled(floors, amina, holders.aged(floors, 13))
    measure = proposed(floors, desk.noor, child, shows(2023))
    with floors.begin(desk.tomas) as work:
        operations.turn_down(work, str(measure.id))
    assert age_of(floors, amina, child).oldest == 13


def test_a_no_that_was_said_binds_on_after_a_child_is_written_younger(
    floors: Floors, desk: Desk, amina: Actor
) -> None:
    child = children.enrolled(floors, amina, holders.aged(floors, 13))
    told = holders.heard(floors, child, SEARCH_FOUND, Said.NO, amina)
    with floors.begin(amina) as work:
        records.hear(work, str(child.id), SEARCH_FOUND, told)
    assert status(floors, amina, child, SEARCH_FOUND) is Status.SUSPENDED
    signed(floors, desk.tomas, proposed(floors, desk.noor, child, shows(2023)))
    with floors.begin(amina) as work:
        assert SEARCH_FOUND in said_no(work, child.ref)


def test_a_wrong_age_that_put_a_record_on_hold_is_corrected_by_two_and_the_hold_ends(
    floors: Floors, desk: Desk, amina: Actor, clock: Clock
) -> None:
    child = holders.young(floors, amina, 17)
    children.papers_seen(floors, desk.mara, child)
    clock.move(days=366)
    remind(floors)
    assert status(floors, amina, child, STORE_DETAILS) is not Status.ACTIVE
    token = accounts.token_for(floors, amina.ref, "of_age")
    signed(floors, desk.tomas, proposed(floors, desk.noor, child, shows(2011, month=1)))
    with floors.begin(amina) as work:
        assert Reason.OF_AGE not in work.consent.standing(child.ref).hurdles(STORE_DETAILS)
    yusuf = accounts.guardian(floors, "yusuf@example.org")
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        view_invitation(work, token)


def test_two_who_went_on_for_a_grown_person_go_on_no_longer_for_a_child(
    floors: Floors, desk: Desk, amina: Actor, clock: Clock
) -> None:
    child = holders.young(floors, amina, 17, born=PartialDate(2008, 3, 20))
    children.papers_seen(floors, desk.mara, child)
    children.marked_apart(floors, amina, child)
    clock.move(days=19)
    remind(floors)
    signed(
        floors, desk.tomas, proposed(floors, desk.noor, child, Proposal(What.STILL_MISSING, WORDS))
    )
    with floors.begin(desk.noor) as work:
        assert records.is_still_missing(work, child.ref)
    signed(floors, desk.tomas, proposed(floors, desk.noor, child, shows(2012)))
    with floors.begin(desk.noor) as work:
        assert not records.is_still_missing(work, child.ref)


def test_somebody_who_was_18_long_ago_still_has_60_days_to_answer(
    floors: Floors, desk: Desk, child: Child, amina: Actor, clock: Clock
) -> None:
    signed(floors, desk.tomas, proposed(floors, desk.noor, child, shows(2005)))
    for _ in range(60):
        remind(floors)
        clock.move(days=1)
        with floors.reading() as session:
            assert journal(session, child.ref) is None
    deliver(floors, sender_for(floors.settings))  # or wiping takes back what still waits
    remind(floors)
    with floors.reading() as session:
        assert journal(session, child.ref) is not None
    assert accounts.letters(floors, amina.ref, "of_age")


# ── who, and what ────────────────────────────────────────────────────────────────────────────────


def test_a_guardian_at_the_desk_and_a_family_correct_no_age(
    floors: Floors, desk: Desk, child: Child, amina: Actor
) -> None:
    del desk
    for who in (amina, replace(amina, roles=amina.roles | {Role.CASEWORKER, Role.COORDINATOR})):
        with pytest.raises(Absent), floors.begin(who) as work:
            operations.propose(work, str(child.id), shows(2013))


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (replace(shows(2013), paper="care"), "age_paper"),
        (replace(shows(2013), born=Person()), "age"),
        (replace(shows(2013), born=None), "age"),
        (replace(shows(2013), born=Person(date_of_birth=PartialDate(2027))), "date_of_birth"),
    ],
)
def test_without_a_paper_or_a_birth_nothing_is_written(
    floors: Floors, desk: Desk, child: Child, told: Proposal, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        proposed(floors, desk.noor, child, told)
    assert refused.value.field == field


def test_a_birth_beside_another_measure_is_not_written(
    floors: Floors, desk: Desk, child: Child, amina: Actor
) -> None:
    young = Person(date_of_birth=PartialDate(2020, 3, 2))
    measure = proposed(floors, desk.noor, child, replace(holders.died(amina, WORDS), born=young))
    with floors.begin(desk.tomas) as work:
        assert not operations.is_signed(work, measure)
        _, line = operations.view_measure(work, str(measure.id))
    assert line.born is None


def test_an_age_in_years_is_enough_where_a_report_has_no_date(
    floors: Floors, desk: Desk, child: Child, amina: Actor, clock: Clock
) -> None:
    born = Person(age=AgeRange(12, 13, clock().date()), estimated=True)
    told = Proposal(What.AGE, WORDS, paper="assessment", how="office", born=born)
    signed(floors, desk.tomas, proposed(floors, desk.noor, child, told))
    age = age_of(floors, amina, child)
    assert (age.youngest, age.oldest) == (10, 14)


# ── the page ─────────────────────────────────────────────────────────────────────────────────────


def test_the_page_takes_a_paper_and_says_whether_it_counts(
    client: FlaskClient, floors: Floors, desk: Desk, child: Child
) -> None:
    walk = as_(client, NOOR).open(f"/desk/records/{child.id}")
    assert "Correct an age" in walk.text
    address = f"/desk/records/{child.id}/measures/age"
    walk.open(address)
    wrong = walk.refused(date_of_birth="2013-05", calendar="gregorian", words=WORDS)
    assert "Choose one of the answers." in wrong.text
    assert "2013-05" in wrong.text
    said = {"calendar": "gregorian", "age_paper": "birth", "how": "live", "words": WORDS}
    walk.open(address).send(date_of_birth="2020-03-02", **said)
    assert "Recorded. It counts from this moment." in walk.text
    assert "2020-03" not in walk.text
    walk.open(address).send(date_of_birth="2013-05", **said)
    assert "It counts once somebody else has signed it." in walk.text
    with floors.reading() as session:
        (task,) = operations.tasks_of(session, desk.tomas, floors.clock())
    page = f"/desk/measures/{task.ids['measure_id']}"
    walk = as_(client, TOMAS).open(page)
    assert "2013-05" in walk.text
    assert WORDS in walk.text
    assert "Signed." in pressed(walk, f"{page}/signature").text


def test_a_guardian_is_sent_to_the_desk(floors: Floors, child: Child, amina: Actor) -> None:
    with pytest.raises(Invalid), floors.begin(amina) as work:
        records.save_group(
            work, str(child.id), "person", Person(date_of_birth=PartialDate(2013, 5))
        )
