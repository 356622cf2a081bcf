"""Worlds that differ in a case alone: its guardian reads the same until the day it is told.

In one world nobody looks, in one a single reviewer does, in one two of two agencies do, days
later. Then the case is decided, and its agencies are named, on a Monday.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sqlalchemy import select

from registry.app import make_app
from registry.children.models import Child
from registry.claims.sides import UNNAMED_CASE
from registry.review.rules import Outcome
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.work import Floors
from tests.cast import AMINA
from tests.conftest import Clock
from tests.making import accounts, houses, review
from tests.registry.claims.test_two_worlds import Trace, masked

WEEK = 7
Day = Callable[[Floors, review.House, dict[str, review.Opened]], None]


def open_it(floors: Floors, home: review.House, made: dict[str, review.Opened]) -> None:
    made["review"] = review.opened(floors, home)


def walks(seat: str) -> Day:
    """Go through every stage, and sign nothing."""

    def walk(floors: Floors, home: review.House, made: dict[str, review.Opened]) -> None:
        assignment = made["review"].seats[seat]
        review.walked(floors, home.who(assignment.reviewer_ref), str(assignment.id))

    return walk


def signs(floors: Floors, home: review.House, made: dict[str, review.Opened]) -> None:
    """Both say that it does not agree: the end of the case."""
    for assignment in made["review"].seats.values():
        outcome = Outcome.DOES_NOT_AGREE
        review.signed(floors, home.who(assignment.reviewer_ref), str(assignment.id), outcome)


NOBODY: Mapping[int, tuple[Day, ...]] = {}
ONE = {0: (open_it, walks("first"))}
TWO = {2: (open_it, walks("first")), 5: (walks("second"),)}
DECIDED = {2: (open_it, signs)}


def life_in(folder: Path, acts: Mapping[int, tuple[Day, ...]], days: int) -> list[str]:
    """What Amina reads, day by day: the page, the statement, and what is signed in it."""
    clock = Clock()
    read, made = list[str](), dict[str, review.Opened]()
    with houses.house(houses.settings_in(folder), clock) as floors:
        home = review.house(floors, photos=0)
        app = make_app(floors)
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        for day in range(days):
            for act in acts.get(day, ()):
                act(floors, home, made)
            read.append(seen_by_amina(Trace(app.test_client()), home.child))
            clock.move(days=1)
        assert no_look_is_unnamed(floors)
    return read


def seen_by_amina(trace: Trace, child: Child) -> str:
    accounts.sign_in(trace.client, AMINA)
    home = f"/children/{child.id}/looks"
    for page in ("", "/statement", "/2026-03-02/question", "/2026-03-09/question"):
        trace.get(home + page)
    payload = trace.client.get(f"{home}/statement.jws").text.split(".")[1]
    said = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return masked("\n".join((*map(str, trace.seen), json.dumps(said, indent=1))))


def no_look_is_unnamed(floors: Floors) -> bool:
    """Did each act on a case say which case it is?"""
    with floors.reading() as session:
        return not any(
            UNNAMED_CASE in entry.detail
            for entry in session.scalars(select(Entry).order_by(Entry.seq))
            if entry.event == Event.RECORD_OPENED.value
        )


def test_within_a_week_a_case_and_none_read_the_same(tmp_path: Path) -> None:
    without, with_two = (
        life_in(tmp_path / name, acts, WEEK) for name, acts in (("none", NOBODY), ("two", TWO))
    )
    assert without == with_two


def test_how_many_looked_and_on_which_day_is_never_told(tmp_path: Path) -> None:
    one, two = (
        life_in(tmp_path / name, acts, WEEK + 2) for name, acts in (("one", ONE), ("two", TWO))
    )
    assert one == two
    assert "Verified caseworkers" not in one[WEEK - 1]
    assert "Casework in 1 week" in one[WEEK]


def test_the_agency_is_named_on_the_monday_after_the_case_is_closed(tmp_path: Path) -> None:
    read = life_in(tmp_path / "decided", DECIDED, WEEK + 1)
    for day in range(WEEK):
        assert "Harbour Aid" not in read[day]
        assert "Verified caseworkers" not in read[day]
    assert re.search(r"Verified caseworkers, [^<]*(Harbour Aid|Lantern)", read[WEEK])


@pytest.mark.parametrize("day", [WEEK, 2 * WEEK])
def test_while_the_case_goes_on_no_agency_is_named(tmp_path: Path, day: int) -> None:
    read = life_in(tmp_path / "open", ONE, day + 1)
    assert "Verified caseworkers" in read[day]
    assert "Harbour Aid" not in read[day]
    assert "Lantern" not in read[day]
