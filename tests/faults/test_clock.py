"""The clock runs wrong, ahead or behind, while the house is open and over a restart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from consent import DataClass
from registry.app import make_app
from registry.authority import Actor
from registry.children.models import Child
from registry.consents import operations as consents
from registry.errors import Absent, ClockAhead, Conflict
from registry.oversight.pausing import end_pause
from registry.purposes import SEARCH_FOUND, SHOW_CASEWORKERS
from registry.storage.backup import keeping
from registry.trail.models import Entry
from registry.trail.timekeeping import LONGEST, Timekeeper
from registry.work import Floors
from registry.worker import run_once
from tests.cast import AMINA, PASSWORD
from tests.conftest import Clock
from tests.making import accounts, children, houses
from tests.making.boxes import Box

TEN_YEARS = 3653


@pytest.fixture
def open_house(floors: Floors, tmp_path: Path) -> Floors:
    """A house as it is served: its clock is held to its trail."""
    backups = tmp_path / "backups"
    backups.mkdir()
    return replace(
        floors,
        timekeeper=Timekeeper(),
        settings=replace(floors.settings, keys_backup_dir=backups),
    )


@pytest.fixture
def amina(open_house: Floors) -> Actor:
    return accounts.guardian(open_house)


@pytest.fixture
def child(open_house: Floors, amina: Actor) -> Child:
    """A record that many clocks run on, and a house that has done all it had to."""
    made = children.enrolled(open_house, amina)
    run_once(open_house, Box())
    return made


def entries(floors: Floors) -> int:
    with floors.reading() as session:
        return session.scalar(select(func.count()).select_from(Entry)) or 0


def is_shown(floors: Floors, child: Child) -> bool:
    """Does a caseworker's permit for this record come about?"""
    try:
        with floors.begin(accounts.acting(floors, AMINA)) as work:
            work.permit(child.ref, SHOW_CASEWORKERS, "open", DataClass.DETAILS)
    except Absent:
        return False
    return True


@pytest.fixture(params=["while it is open", "over a restart"])
def after(request: pytest.FixtureRequest, open_house: Floors) -> Iterator[Floors]:
    """The same house, or another process that opens it again."""
    if request.param == "while it is open":
        yield open_house
    else:
        with houses.standing(open_house.settings, open_house.clock) as again:
            yield replace(again, timekeeper=Timekeeper())


def test_r5_a_clock_that_leaps_ten_years_destroys_nothing(
    open_house: Floors, after: Floors, child: Child, clock: Clock
) -> None:
    backup = open_house.settings.keys_backup_dir
    assert backup is not None
    kept = backup / keeping.name_of("keys", clock(), "0" * 32)
    kept.touch()
    before, box = entries(after), Box()
    clock.move(days=TEN_YEARS)
    for _ in range(2):
        with pytest.raises(ClockAhead, match="kinfold clock confirm"):
            run_once(after, box)
    with pytest.raises(ClockAhead):
        is_shown(after, child)
    assert (entries(after), box.letters, kept.exists()) == (before, [], True)
    clock.move(days=-TEN_YEARS)
    run_once(after, box)
    assert is_shown(after, child)
    assert child.ref in after.keyring.subjects()


def test_r5_by_such_a_clock_a_page_says_not_now_and_nothing_else(
    open_house: Floors, child: Child, clock: Clock
) -> None:
    app = make_app(open_house)
    app.config.update(WTF_CSRF_ENABLED=False)
    client: FlaskClient = app.test_client()
    accounts.sign_in(client, AMINA)
    assert client.get(f"/children/{child.id}").status_code == 200
    clock.move(days=TEN_YEARS)
    answer = client.post("/sign-in", data={"email": AMINA, "password": PASSWORD})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    clock.move(days=-TEN_YEARS)
    assert client.get(f"/children/{child.id}").status_code == 200


@pytest.mark.usefixtures("child")
def test_a_house_that_is_open_never_doubts_its_clock(open_house: Floors, clock: Clock) -> None:
    for _ in range(9):
        clock.move(days=1)
        run_once(open_house, Box())


def test_a_house_that_was_shut_for_two_months_goes_on_by_an_operators_word(
    open_house: Floors, after: Floors, child: Child, clock: Clock
) -> None:
    clock.move(days=61)
    with pytest.raises(ClockAhead):
        run_once(after, Box())
    for wrong in (date(2026, 3, 2), date(2036, 5, 2), clock().date() - timedelta(days=2)):
        with pytest.raises(Conflict, match="does not say that day"):
            end_pause(after, wrong)
        with pytest.raises(ClockAhead):
            run_once(after, Box())
    assert end_pause(after, clock().date()) == 61
    # Both go on, the one that was confirmed and any other process of the house.
    run_once(after, Box())
    run_once(open_house, Box())
    assert is_shown(open_house, child)


def test_the_word_is_believed_on_either_side_of_the_date_line(
    open_house: Floors, child: Child, clock: Clock
) -> None:
    assert child.ref
    clock.move(days=20)
    assert end_pause(open_house, clock().date() + timedelta(days=1)) == 20


def test_a_clock_that_was_far_behind_for_a_while_is_not_taken_for_one_ahead_later(
    open_house: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    clock.move(days=-TEN_YEARS)  # an empty battery
    with open_house.begin(amina) as work:
        consents.take_back_one(work, str(child.id), SEARCH_FOUND, "en")
    clock.move(days=TEN_YEARS)
    run_once(replace(open_house, timekeeper=Timekeeper()), Box())


@pytest.mark.parametrize("hours", [1, -1])
def test_r5_an_hour_ahead_or_behind_shows_nothing_that_was_taken_back(
    open_house: Floors, after: Floors, child: Child, clock: Clock, hours: int
) -> None:
    clock.move(hours=hours)
    # A no is taken down by whatever clock.
    with open_house.begin(accounts.acting(open_house, AMINA)) as work:
        consents.take_back_one(work, str(child.id), SHOW_CASEWORKERS, "en")
    assert not is_shown(after, child)
    clock.move(hours=-hours)
    assert not is_shown(after, child)
    run_once(after, Box())


def test_r5_while_the_clock_is_behind_the_newest_fact_nothing_is_shown(
    open_house: Floors, after: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    clock.move(hours=1)
    with open_house.begin(amina) as work:
        consents.take_back_one(work, str(child.id), SEARCH_FOUND, "en")
    clock.move(hours=-1)
    assert not is_shown(after, child)
    clock.move(hours=1)
    assert is_shown(after, child)


def test_by_a_clock_that_went_back_a_session_does_not_live_longer(
    client: FlaskClient, floors: Floors, clock: Clock
) -> None:
    accounts.guardian(floors)
    accounts.sign_in(client, AMINA)
    assert client.get("/account").status_code == 200
    clock.move(hours=-1)
    assert client.get("/account").status_code == 303


def test_a_house_in_which_nothing_ever_happened_has_no_doubt(floors: Floors) -> None:
    with floors.reading() as session:
        Timekeeper().hold(session, floors.clock() + 10 * LONGEST)
