"""Who may hold which role, and who may vouch for whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from registry.authority import OPERATOR, Role
from registry.caseworkers import rules
from registry.errors import Invalid
from tests.conftest import Clock

WILLOW = "agency:willow"


@pytest.mark.parametrize(
    ("roles", "agency"),
    [
        ({Role.CASEWORKER}, WILLOW),
        ({Role.CASEWORKER, Role.LEAD}, WILLOW),
        ({Role.COORDINATOR}, None),
        ({Role.COORDINATOR}, WILLOW),
        ({Role.ADMINISTRATOR}, None),
        ({Role.AUDITOR}, None),
    ],
)
def test_these_roles_can_be_held(roles: set[Role], agency: str | None) -> None:
    rules.check_roles(roles, agency)


@pytest.mark.parametrize(
    ("roles", "agency", "field"),
    [
        (set(), None, "roles"),
        ({Role.FAMILY}, None, "roles"),
        ({Role.MACHINE}, None, "roles"),
        ({Role.ADMINISTRATOR, Role.CASEWORKER}, WILLOW, "roles"),
        ({Role.ADMINISTRATOR, Role.COORDINATOR}, None, "roles"),
        ({Role.ADMINISTRATOR, Role.AUDITOR}, None, "roles"),
        ({Role.AUDITOR, Role.LEAD}, WILLOW, "roles"),
        ({Role.CASEWORKER}, None, "agency"),
        ({Role.LEAD}, None, "agency"),
        ({Role.ADMINISTRATOR}, WILLOW, "agency"),
    ],
)
def test_these_cannot(roles: set[Role], agency: str | None, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.check_roles(roles, agency)
    assert refused.value.field == field


def test_should_rows_ever_mix_no_role_stands() -> None:
    assert rules.lawful({Role.CASEWORKER, Role.LEAD}) == {Role.CASEWORKER, Role.LEAD}
    assert rules.lawful({Role.ADMINISTRATOR}) == {Role.ADMINISTRATOR}
    assert rules.lawful({Role.ADMINISTRATOR, Role.CASEWORKER}) == frozenset()
    assert rules.lawful({Role.ADMINISTRATOR, Role.AUDITOR}) == frozenset()
    assert rules.lawful(()) == frozenset()


def test_the_operator_makes_administrators_only() -> None:
    rules.may_grant(OPERATOR.ref, {Role.ADMINISTRATOR})
    rules.may_grant("account:ada", {Role.COORDINATOR})
    with pytest.raises(Invalid):
        rules.may_grant(OPERATOR.ref, {Role.COORDINATOR})


def test_nobody_checks_themself_or_whom_they_invited() -> None:
    rules.somebody_else("account:bo", "account:noor", "account:ada")
    for actor in ("account:noor", "account:ada"):
        with pytest.raises(Invalid):
            rules.somebody_else(actor, "account:noor", "account:ada")
        with pytest.raises(Invalid):
            rules.second_person(actor, "account:noor", "account:ada")
    rules.second_person("account:bo", "account:noor", "account:ada")


def test_standing_ends_within_twelve_months(clock: Clock) -> None:
    now = clock()
    rules.end_in_time(now, now + timedelta(days=365))
    for days in (-1, 0, 366):
        with pytest.raises(Invalid):
            rules.end_in_time(now, now + timedelta(days=days))


def test_words_are_needed_and_kept() -> None:
    assert rules.tidy_words(" Mr Ode ") == "Mr Ode"
    assert rules.tidy_why("left the agency") == "left the agency"
    for rule in (rules.tidy_words, rules.tidy_why):
        with pytest.raises(Invalid):
            rule(" ")


def test_a_badge_is_read_in_two_groups() -> None:
    assert rules.badge_of(421903) == "421-903"
    assert rules.badge_of(7_000_042) == "000-042"
