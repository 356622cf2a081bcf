"""How long there is for second thoughts, and what is taken back by wiping only."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.consents import rules
from registry.errors import Conflict
from registry.purposes import PURPOSES, STORE_DETAILS

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the strategy adds the zone


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
