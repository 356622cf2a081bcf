"""What is told when: weeks of casework, single looks, and no number that shows a review."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.looks.rules import Opening, rows_from, tally
from registry.purposes import ACCOUNTABILITY, REVEAL_MATCH, SHOW_CASEWORKERS

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
NEXT_MONDAY = date(2026, 3, 9)
CASE = "review:1"
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the strategy adds the zone
openings = st.builds(
    lambda at, who, classes, case: replace(opening(at, who, case), classes=tuple(classes)),
    moments,
    st.sampled_from(["noor", "tomas", "mara"]),
    st.lists(st.sampled_from(["details", "photo", "withheld"]), min_size=1, unique=True),
    st.sampled_from(["", CASE, "candidate:1", None]),
)
todays = st.dates(date(2026, 6, 9), date(2026, 7, 1))


def opening(at: datetime = MONDAY, who: str = "noor", case: str | None = "") -> Opening:
    return Opening(
        id=f"{who}-{at:%d-%H-%M}",
        at=at,
        day=at.date(),
        actor_ref=who,
        agency_ref=None,
        classes=("details",),
        purpose=SHOW_CASEWORKERS,
        ground="consent",
        case=case,
        told_why="work",
        is_by_family=False,
    )


def days(count: float) -> timedelta:
    return timedelta(days=count)


def test_a_look_outside_a_case_is_told_at_once() -> None:
    (row,) = rows_from([opening()], MONDAY.date())
    assert (row.is_weekly, row.day, row.key) == (False, MONDAY.date(), "noor-02-09-00")


def test_a_reason_is_told_of_a_single_look_and_never_of_casework() -> None:
    old = replace(opening(who="mara"), told_why=None)
    single, other = opening(MONDAY), opening(MONDAY, case=CASE)
    rows = {row.key: row.reasons for row in rows_from([single, other, old], NEXT_MONDAY)}
    assert rows == {"noor-02-09-00": ("work",), "mara-02-09-00": (), "2026-03-02": ()}


@pytest.mark.parametrize("day", [0, 1, 6])
def test_a_look_from_a_case_waits_for_the_end_of_its_week(day: int) -> None:
    looked = opening(MONDAY + days(day), case=CASE)
    assert rows_from([looked], date(2026, 3, 8)) == []
    (row,) = rows_from([looked], NEXT_MONDAY)
    assert (row.is_weekly, row.day, row.key) == (True, MONDAY.date(), "2026-03-02")


def test_a_week_is_one_row_however_many_looked_and_when() -> None:
    one = [opening(case=CASE)]
    many = [
        opening(MONDAY + days(day), who, case)
        for day, who, case in ((1, "noor", CASE), (3, "tomas", CASE), (5, "mara", "candidate:9"))
    ]
    shown = [
        [(row.key, row.day, row.classes, row.purposes) for row in rows_from(each, NEXT_MONDAY)]
        for each in (one, many)
    ]
    assert shown[0] == shown[1]
    assert tally(rows_from(one, NEXT_MONDAY)) == tally(rows_from(many, NEXT_MONDAY))


def test_where_a_week_stands_among_the_days_tells_nothing_of_its_day() -> None:
    single = opening(MONDAY + days(2), "ines")
    orders = [
        [
            row.key
            for row in rows_from([single, opening(MONDAY + days(day), case=CASE)], NEXT_MONDAY)
        ]
        for day in (0, 1, 4)
    ]
    assert orders[0] == orders[1] == orders[2]


def test_one_person_within_half_an_hour_looks_once() -> None:
    again = replace(opening(MONDAY + timedelta(minutes=29)), classes=("withheld",))
    later = opening(MONDAY + timedelta(minutes=31))
    rows = rows_from([opening(), again, later], MONDAY.date())
    assert [row.classes for row in rows] == [("details",), ("details", "withheld")]
    assert (tally(rows).looks, tally(rows).people, tally(rows).weeks) == (2, 1, 0)


def test_a_look_in_a_case_never_joins_one_outside() -> None:
    rows = rows_from([opening(), opening(case=CASE)], NEXT_MONDAY)
    assert sorted(row.is_weekly for row in rows) == [False, True]


def test_the_other_side_reading_a_letter_is_told_at_once() -> None:
    read = replace(opening(case=CASE), purpose=REVEAL_MATCH, is_by_family=True)
    assert len(rows_from([read], MONDAY.date())) == 1


@pytest.mark.parametrize(("purpose", "is_told"), [(SHOW_CASEWORKERS, 0), (ACCOUNTABILITY, 1)])
def test_an_entry_from_before_cases_were_named_goes_by_its_ground(
    purpose: str, is_told: int
) -> None:
    old = replace(opening(case=None), purpose=purpose)
    assert len(rows_from([old], MONDAY.date())) == is_told


@given(st.lists(openings, max_size=12), st.dates(date(2026, 1, 1), date(2026, 7, 1)))
def test_no_look_from_a_case_is_told_before_its_week_is_over(
    seen: list[Opening], today: date
) -> None:
    for row in rows_from(seen, today):
        if row.is_weekly:
            assert row.day.weekday() == 0
            assert row.day + days(7) <= today
            assert all(row.day <= one.day < row.day + days(7) for one in row.openings)


@given(st.lists(openings, max_size=12), todays)
def test_no_look_is_ever_lost_and_newest_comes_first(seen: list[Opening], today: date) -> None:
    rows = rows_from(seen, today)
    told = [one for row in rows for one in row.openings]
    assert sorted(map(repr, told)) == sorted(map(repr, seen))
    assert [row.day for row in rows] == sorted((row.day for row in rows), reverse=True)
    count = tally(rows)
    assert count.looks + count.weeks == len(rows)
    assert (count.since is None) is (rows == [])
