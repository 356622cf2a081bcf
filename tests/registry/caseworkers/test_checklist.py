"""How a person stands follows from records and the clock alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.caseworkers import checklist
from registry.caseworkers.checklist import (
    HOLDS,
    MOST_VOUCHES,
    SOURCES,
    Approved,
    Check,
    Checked,
    Ending,
    Facts,
    Source,
    State,
)
from registry.errors import Invalid

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
ACCEPTED = Facts(has_password=True, agency_ref="agency:a")
HANDED_IN = replace(ACCEPTED, has_evidence=True)
CHECKED = replace(HANDED_IN, checks={each: Checked(passed=True, at=NOW - DAY) for each in SOURCES})
READY = replace(CHECKED, vouching_agencies=("agency:a", "agency:b"))
FAILED = {**READY.checks, Check.LICENCE: Checked(passed=False, at=NOW)}


def approved(*days: int, facts: Facts = READY) -> Facts:
    """These facts, with somebody else approving for each so many days from now."""
    each = (Approved(f"account:{place}", NOW + DAY * until) for place, until in enumerate(days))
    return replace(facts, approvals=tuple(each))


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (Facts(), State.INVITED),
        (ACCEPTED, State.INVITED),
        (HANDED_IN, State.EVIDENCE_IN),
        (CHECKED, State.CHECKS),
        (replace(HANDED_IN, checks={Check.LICENCE: CHECKED.checks[Check.LICENCE]}), State.CHECKS),
        (READY, State.APPROVALS),
        (replace(READY, has_factor=True), State.APPROVALS),
        (replace(READY, has_factor=False), State.CHECKS),
        (approved(300), State.APPROVALS),
        (approved(300, 61), State.ACTIVE),
        (approved(300, 60), State.DUE_SOON),
        (approved(300, 0), State.EXPIRED),
        (approved(300, -1, -2), State.EXPIRED),
        (approved(300, 300, facts=replace(READY, checks=FAILED)), State.CHECKS),
        (replace(READY, ending=Ending.SUSPENDED), State.SUSPENDED),
        (approved(300, facts=replace(READY, ending=Ending.SUSPENDED)), State.SUSPENDED),
        (approved(300, 300, facts=replace(READY, ending=Ending.SUSPENDED)), State.ACTIVE),
        (replace(ACCEPTED, ending=Ending.LEFT), State.LEFT),
        (replace(HANDED_IN, ending=Ending.LEFT), State.EVIDENCE_IN),
        (approved(300, 300, facts=replace(READY, ending=Ending.LEFT)), State.ACTIVE),
    ],
)
def test_a_state_follows_from_the_facts(facts: Facts, state: State) -> None:
    assert checklist.state_of(facts, NOW) is state


def test_one_person_is_never_two() -> None:
    twice = (Approved("account:ada", NOW + DAY), Approved("account:ada", NOW + 9 * DAY))
    assert checklist.two_approve_until(twice) is None
    three = (*twice, Approved("account:bo", NOW + 5 * DAY))
    assert checklist.two_approve_until(three) == NOW + 5 * DAY


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(-400, 400)), max_size=8))
def test_nobody_is_at_work_without_two_whose_word_has_not_run_out(
    said: list[tuple[str, int]],
) -> None:
    facts = replace(READY, approvals=tuple(Approved(who, NOW + DAY * until) for who, until in said))
    is_at_work = checklist.state_of(facts, NOW) in checklist.AT_WORK
    assert is_at_work == (len({who for who, until in said if until > 0}) >= 2)


@pytest.mark.parametrize(
    ("agencies", "stand"),
    [
        ((), False),
        (("agency:b",), False),
        (("agency:a", "agency:a"), False),
        (("agency:a", "agency:b"), True),
        (("agency:a", None), True),
    ],
)
def test_two_vouch_and_one_comes_from_elsewhere(
    agencies: tuple[str | None, ...], *, stand: bool
) -> None:
    facts = replace(CHECKED, vouching_agencies=agencies)
    assert checklist.stands(facts, Check.VOUCHERS, NOW) is stand


@pytest.mark.parametrize("check", list(SOURCES))
def test_an_answer_grows_old(check: Check) -> None:
    end = CHECKED.checks[check].at + HOLDS[check]
    assert checklist.stands(READY, check, end - DAY)
    assert checklist.stands(READY, check, end) is False
    assert checklist.checks_hold_until(READY) == NOW - DAY + checklist.YEAR


def test_each_check_has_its_own_sources() -> None:
    for check in Check:
        for source in Source:
            if source in SOURCES.get(check, ()):
                checklist.right_source(check, source)
            else:
                with pytest.raises(Invalid):
                    checklist.right_source(check, source)


def test_nobody_vouches_for_a_sixth() -> None:
    checklist.may_vouch(MOST_VOUCHES - 1)
    with pytest.raises(Invalid):
        checklist.may_vouch(MOST_VOUCHES)


@pytest.mark.parametrize(
    ("days", "step"),
    [(61, None), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (1, 7), (0, None), (-1, None)],
)
def test_words_are_due_60_30_and_7_days_before(days: int, step: int | None) -> None:
    assert checklist.step_due(NOW + DAY * days, NOW) == step
