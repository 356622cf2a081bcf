"""How looks are put on a page, and how long there is for second thoughts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.consents import rules
from registry.consents.rules import Opening
from registry.errors import Conflict
from registry.purposes import PURPOSES, STORE_DETAILS

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
GUARDIAN = "account:amina"
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the strategy adds the zone
openings = st.builds(
    Opening,
    at=moments,
    actor_ref=st.sampled_from([GUARDIAN, "account:noor", "account:tomas", "account:mara"]),
    classes=st.lists(
        st.sampled_from(["details", "photo", "withheld"]), min_size=1, max_size=3, unique=True
    ).map(tuple),
    purpose=st.sampled_from(["show_caseworkers", "store_photo", "accountability"]),
    ground=st.sampled_from(["consent", "basis"]),
)
days = st.dates(date(2026, 1, 1), date(2026, 7, 1))


@given(st.lists(openings, max_size=12), days)
def test_no_look_of_casework_is_told_before_its_week_is_over(
    seen: list[Opening], today: date
) -> None:
    for look in rules.looks_from(seen, GUARDIAN, today):
        assert look.actor_ref != GUARDIAN
        if look.is_casework:
            assert look.day.weekday() == 0
            assert look.day + timedelta(days=7) <= today
        assert look.told_on <= today


@given(st.lists(openings, max_size=12), days)
def test_no_look_is_ever_lost(seen: list[Opening], today: date) -> None:
    told = rules.looks_from(seen, GUARDIAN, today)
    for opening in seen:
        if opening.actor_ref != GUARDIAN and opening.told_on <= today:
            assert any(
                look.actor_ref == opening.actor_ref
                and look.purpose == opening.purpose
                and look.day == opening.day
                and set(opening.classes) <= set(look.classes)
                for look in told
            )


@given(st.lists(openings, max_size=12), days)
def test_the_order_of_the_trail_does_not_matter_and_newest_comes_first(
    seen: list[Opening], today: date
) -> None:
    looks = rules.looks_from(seen, GUARDIAN, today)
    assert [look.at for look in looks] == sorted((look.at for look in looks), reverse=True)
    count = rules.tally(looks)
    assert count.looks == len(looks) >= count.people
    assert (count.since is None) is (looks == [])


def opening(minutes: float, *classes: str, purpose: str = "accountability") -> Opening:
    at = NOW + timedelta(minutes=minutes)
    return Opening(at, "account:noor", classes or ("details",), purpose, "basis")


def test_what_one_person_opens_within_half_an_hour_is_one_look() -> None:
    seen = [opening(0, "details"), opening(29, "photo"), opening(31, "photo")]
    looks = rules.looks_from(seen, GUARDIAN, NOW.date())
    assert [look.classes for look in looks] == [("photo",), ("details", "photo")]


def test_what_is_not_casework_is_told_at_once() -> None:
    assert len(rules.looks_from([opening(0)], GUARDIAN, NOW.date())) == 1


def test_the_yes_to_keep_the_details_is_taken_back_by_wiping_only() -> None:
    for purpose in PURPOSES:
        if purpose.code == STORE_DETAILS:
            with pytest.raises(Conflict):
                rules.may_be_taken_back_alone(purpose.code)
        else:
            rules.may_be_taken_back_alone(purpose.code)


@given(moments, st.integers(0, 20 * 24))
def test_second_thoughts_have_seven_days_to_the_minute(asked: datetime, hours: int) -> None:
    due = rules.due_at(asked, at_once=False)
    then = asked + timedelta(hours=hours)
    assert rules.may_be_undone(due, None, then) is (hours < 7 * 24)
    assert not rules.may_be_undone(due, then, then)
    assert not rules.may_be_undone(rules.due_at(asked, at_once=True), None, then)


def test_the_last_day_of_a_backup_is_counted_from_the_latest_end() -> None:
    assert rules.last_backup_day(NOW) == date(2026, 4, 4)
