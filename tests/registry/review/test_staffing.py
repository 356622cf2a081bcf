"""The desk sees when a case cannot be decided with today's people, and who is missing."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from registry.caseworkers.operations import Ending, end_standing
from registry.errors import Absent
from registry.review import operations
from registry.work import Floors
from tests.cast import MARA
from tests.conftest import Clock
from tests.making import accounts, caseworkers
from tests.making.reunion import account
from tests.making.review import House, Opened


def stopped(floors: Floors, clock: Clock, house: House, most: int) -> None:
    """So many of the four caseworkers are suspended."""
    clock.move(minutes=1)
    for who in house.reviewers[:most]:
        person = caseworkers.person_of(floors, account(floors, who.ref))
        with floors.begin(house.admins[0]) as work:
            end_standing(work, person, Ending.SUSPENDED, "ill")


def test_four_of_two_agencies_are_enough_for_a_family_and_too_few_for_either_agency(
    floors: Floors, house: House
) -> None:
    with floors.begin(house.mara) as work:
        page = operations.check_staffing(work)
    said = {
        each.agency: (each.free, each.missing and each.missing.needed) for each in page.shortfalls
    }
    assert said == {"": (4, None), "Harbour Aid": (2, 1), "Lantern": (2, 1)}
    missing = page.shortfalls[1].missing
    assert missing is not None
    assert missing.outside == ("Harbour Aid",)
    assert page.cases == ()


def test_an_open_case_that_cannot_be_finished_is_named(
    floors: Floors, clock: Clock, house: House, opened: Opened, client: FlaskClient
) -> None:
    with floors.begin(house.mara) as work:
        assert operations.check_staffing(work).cases == ()
    stopped(floors, clock, house, 3)
    operations.pass_on_stopped(floors)
    with floors.begin(house.mara) as work:
        (case,) = operations.check_staffing(work).cases
    assert (case.id, case.waits) == (str(opened.review.id), True)
    assert case.missing.needed >= 1
    accounts.sign_in(client, MARA)
    page = client.get("/desk/staffing").text
    assert "Needed:" in page
    assert "A chair is empty" in page
    assert "/desk/staffing" in client.get("/desk/cases").text


def test_the_check_is_for_coordinators(floors: Floors, house: House) -> None:
    for actor in (house.amina, house.admins[0], house.reviewers[0]):
        with pytest.raises(Absent), floors.begin(actor) as work:
            operations.check_staffing(work)
