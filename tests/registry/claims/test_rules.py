"""Status words, fixed days, tiers and quotas: pure, and the same for every claimant."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.children.rules import Anyone
from registry.claims import rules
from registry.claims.facts import Apart, CareGround, Circumstances, Claimant, Location, Relationship
from registry.claims.rules import History, Kind, Review, Status, Tier
from registry.description import (
    Names,
    PartialDate,
    Person,
    PersonName,
    Places,
    RelationCategory,
)
from registry.errors import Conflict, Invalid

MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)
TODAY = date(2026, 3, 2)
MOMENTS = st.integers(0, 6 * 366 * 86_400).map(
    lambda seconds: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
ORDER = [Status.DRAFT, Status.RECEIVED, Status.OPEN, Status.ASKING, Status.CLOSED]


@given(MOMENTS)
def test_a_fixed_day_is_a_monday_at_six_and_at_most_a_week_away(at: datetime) -> None:
    fixed = rules.next_fixed_day(at)
    assert (fixed.weekday(), fixed.hour, fixed.minute, fixed.tzinfo) == (0, 6, 0, UTC)
    assert timedelta(0) < fixed - at <= timedelta(days=7)


def test_what_happens_at_a_fixed_moment_is_told_at_the_next() -> None:
    assert rules.next_fixed_day(MONDAY) == MONDAY + timedelta(days=7)
    assert rules.next_fixed_day(MONDAY - timedelta(microseconds=1)) == MONDAY


@given(MOMENTS, st.lists(MOMENTS, max_size=3), st.none() | MOMENTS, MOMENTS)
def test_a_status_turns_on_fixed_days_only(
    filed: datetime, asked: list[datetime], closed: datetime | None, now: datetime
) -> None:
    history = History(filed, tuple(asked), closed)
    week = rules.next_fixed_day(now) - timedelta(days=7)
    assert rules.status(history, now) == rules.status(history, week)


@given(MOMENTS, st.none() | MOMENTS, st.lists(MOMENTS, min_size=2, max_size=6))
def test_a_status_never_goes_back_while_nothing_is_answered(
    filed: datetime, closed: datetime | None, moments: list[datetime]
) -> None:
    history = History(filed, (), closed)
    seen = [ORDER.index(rules.status(history, now)) for now in sorted(moments)]
    assert all(before <= after for before, after in pairwise(seen))


def test_a_status_is_worked_out_from_plain_facts_and_no_candidate_is_among_them() -> None:
    assert set(History.__dataclass_fields__) == {
        "filed_at",
        "asked",
        "closed_at",
        "ends_at_once",
    }


@pytest.mark.parametrize(
    ("history", "days", "status"),
    [
        (History(None), 0, Status.DRAFT),
        (History(MONDAY), 6, Status.RECEIVED),
        (History(MONDAY), 7, Status.OPEN),
        (History(MONDAY, asked=(MONDAY,)), 6, Status.RECEIVED),
        (History(MONDAY, asked=(MONDAY,)), 7, Status.ASKING),
        (History(MONDAY, asked=(MONDAY,), closed_at=MONDAY), 7, Status.CLOSED),
        (History(MONDAY, closed_at=MONDAY), 6, Status.RECEIVED),
        (History(MONDAY, closed_at=MONDAY, ends_at_once=True), 0, Status.CLOSED),
    ],
)
def test_the_words_a_claimant_reads(history: History, days: int, status: Status) -> None:
    assert rules.status(history, MONDAY + timedelta(days=days)) is status


@pytest.mark.parametrize(
    ("kind", "tier", "hours"),
    [
        (Kind.FOUND, Tier.CRITICAL, 24),
        (Kind.SEPARATED, Tier.URGENT, 48),
        (Kind.RELATIVE, Tier.STANDARD, 7 * 24),
        (Kind.SELF, Tier.STANDARD, 7 * 24),
    ],
)
def test_how_soon_a_claim_needs_its_first_review(kind: Kind, tier: Tier, hours: int) -> None:
    assert rules.tier(kind) is tier
    assert rules.due(kind, MONDAY) == MONDAY + timedelta(hours=hours)


def test_three_open_claims_and_five_in_a_month_are_enough() -> None:
    rules.may_file_another(2, 4)
    with pytest.raises(Conflict, match="three"):
        rules.may_file_another(3, 0)
    with pytest.raises(Conflict, match="five"):
        rules.may_file_another(0, 5)


def test_nobody_is_the_second_person_to_their_own_word() -> None:
    rules.may_countersign("account:a", "account:b")
    with pytest.raises(Conflict):
        rules.may_countersign("account:a", "account:a")


def test_six_photos_are_enough() -> None:
    rules.may_add_photo(5)
    with pytest.raises(Invalid):
        rules.may_add_photo(6)


def test_a_draft_lapses_after_thirty_days() -> None:
    assert not rules.is_lapsed(TODAY - timedelta(days=30), TODAY)
    assert rules.is_lapsed(TODAY - timedelta(days=31), TODAY)


def test_a_pair_is_set_aside_only_while_nobody_compares_it() -> None:
    for review in (Review.NONE, Review.DECIDED):
        rules.may_set_aside(review)
    for review in (Review.OPEN, Review.MOVED):
        with pytest.raises(Conflict):
            rules.may_set_aside(review)


def test_safety_only_becomes_stricter() -> None:
    rules.may_restate_safety(Anyone.NOT_ASSESSED, Anyone.NO)
    rules.may_restate_safety(Anyone.NO, Anyone.YES)
    with pytest.raises(Invalid):
        rules.may_restate_safety(Anyone.YES, Anyone.NO)
    with pytest.raises(Invalid):
        rules.may_restate_safety(Anyone.NO, Anyone.NOT_ASSESSED)


LATER = PartialDate(2026, 4)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (Person(), "age"),
        (Names(), "name"),
        (Relationship(), "category"),
        (Relationship(RelationCategory.PARENT, since=LATER), "since"),
        (Claimant(), "name"),
        (Apart(since=LATER), "since"),
        (Circumstances(), "ground"),
        (Location(), "form"),
    ],
)
def test_a_page_says_what_it_cannot_do_without(told: Names, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.check(told, TODAY, needed=True)
    assert refused.value.field == field


def test_a_page_that_is_not_needed_may_stay_empty() -> None:
    for told in (Names(), Places(), Apart()):
        rules.check(told, TODAY, needed=False)
    rules.check(Names(name=PersonName("Idris")), TODAY, needed=True)


def test_a_found_child_was_not_found_tomorrow() -> None:
    told = Circumstances(found_on=LATER, ground=CareGround.VITAL)
    with pytest.raises(Invalid):
        rules.check(told, TODAY, needed=True)
