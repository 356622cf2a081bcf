"""The day's limit is raised by two, for 24 hours, once a week; and what the pages say."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from registry import budgets
from registry.authority import OPERATOR, Actor, Role
from registry.budgets import APART, RAISED_BY, RAISED_FOR, STOP, BudgetRaise, WhyRaised
from registry.config import Settings
from registry.errors import Absent, Conflict, OverBudget
from registry.openings import operations, rules
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.cast import ADA, EWA, MARA, NOOR
from tests.conftest import Clock
from tests.making import accounts, caseworkers, claims, houses
from tests.registry.openings.many import filed, opens, opens_at_once, refs


class Desk(NamedTuple):
    """Who opens, and who may sign."""

    noor: Actor
    ewa: Actor
    mara: Actor
    ada: Actor
    bo: Actor


@pytest.fixture
def desk(floors: Floors) -> Desk:
    """Two caseworkers, a coordinator, two administrators."""
    admins = caseworkers.administrators(floors)
    agency = caseworkers.agency(floors, admins, "Harbour Aid")
    noor, ewa = (
        caseworkers.staff(floors, admins, email, Role.CASEWORKER, agency=agency)
        for email in (NOOR, EWA)
    )
    return Desk(noor, ewa, claims.mara(floors, admins), *admins)


def asks(floors: Floors, who: Actor) -> BudgetRaise:
    """Somebody asks for more."""
    with floors.begin(who) as work:
        return operations.ask_raise(work, WhyRaised.MANY_ARRIVED)


def signs(floors: Floors, who: Actor, asked: BudgetRaise) -> bool:
    """Somebody signs. Is it raised now?"""
    with floors.begin(who) as work:
        return operations.sign_raise(work, str(asked.id))


def limit(floors: Floors, who: Actor) -> int:
    """How many one may open today."""
    with floors.reading() as session:
        return budgets.limit_at(session, who.ref, floors.clock())


def test_one_signature_raises_nothing_and_two_do_for_a_day(
    floors: Floors, clock: Clock, desk: Desk
) -> None:
    asked = asks(floors, desk.noor)
    assert not signs(floors, desk.mara, asked)
    assert limit(floors, desk.noor) == STOP
    assert signs(floors, desk.ada, asked)
    assert limit(floors, desk.noor) == STOP + RAISED_BY
    assert limit(floors, desk.ewa) == STOP
    clock.at += RAISED_FOR
    assert limit(floors, desk.noor) == STOP
    with floors.reading() as session:
        told = [each.event for each in entries_about(session, asked.ref)]
    assert told == ["budget:raised", "budget:signed", "budget:signed", "budget:asked"]


def test_nobody_signs_twice_or_for_themselves(floors: Floors, desk: Desk) -> None:
    asked = asks(floors, desk.mara)
    with pytest.raises(Conflict):
        signs(floors, desk.mara, asked)
    signs(floors, desk.ada, asked)
    with pytest.raises(Conflict):
        signs(floors, desk.ada, asked)
    assert limit(floors, desk.mara) == STOP


def test_only_coordinators_and_administrators_sign(floors: Floors, desk: Desk) -> None:
    asked = asks(floors, desk.noor)
    for who in (desk.ewa, accounts.guardian(floors), OPERATOR):
        with pytest.raises(Absent):
            signs(floors, who, asked)
    for which in ("nonsense", "00000000-0000-4000-8000-000000000001"):
        with pytest.raises(Absent), floors.begin(desk.mara) as work:
            operations.sign_raise(work, which)


def test_who_opens_no_record_asks_for_no_more(floors: Floors, desk: Desk) -> None:
    for who in (desk.ada, accounts.guardian(floors), OPERATOR):
        with pytest.raises(Absent):
            asks(floors, who)


def test_what_nobody_signed_within_a_day_is_over(floors: Floors, clock: Clock, desk: Desk) -> None:
    asked = asks(floors, desk.noor)
    with pytest.raises(Conflict):
        asks(floors, desk.noor)
    signs(floors, desk.mara, asked)
    clock.at += rules.WAITS
    with pytest.raises(Conflict):
        signs(floors, desk.ada, asked)
    asks(floors, desk.noor)


def test_it_is_raised_once_in_seven_days(floors: Floors, clock: Clock, desk: Desk) -> None:
    asked = asks(floors, desk.noor)
    for who in (desk.mara, desk.bo):
        signs(floors, who, asked)
    with pytest.raises(Conflict):
        signs(floors, desk.ada, asked)
    clock.at += RAISED_FOR + APART - timedelta(seconds=1)
    with pytest.raises(Conflict):
        asks(floors, desk.noor)
    clock.move(seconds=1)
    asks(floors, desk.noor)


moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis gives the zone


@given(st.lists(moments, max_size=30))
def test_however_often_somebody_asks_and_all_is_signed_it_stands_at_most_a_day_in_eight(
    tries: list[datetime],
) -> None:
    raised: list[rules.Asked] = []
    for now in sorted(tries):
        try:
            rules.may_ask(raised, now, APART)
        except Conflict:
            continue
        raised.append((now, now + RAISED_FOR))
    starts = [at for at, _ in raised]
    for one, next_one in pairwise(starts):
        assert next_one - one >= RAISED_FOR + APART


def test_two_who_sign_at_once_are_two(
    settings: Settings, floors: Floors, clock: Clock, desk: Desk
) -> None:
    asked = asks(floors, desk.noor)
    with houses.standing(settings, clock) as other, ThreadPoolExecutor(2) as both:
        ways = ((floors, desk.mara), (other, desk.ada))
        went = list(both.map(lambda way: signs(way[0], way[1], asked), ways))
    assert sorted(went) == [False, True]


def test_sixty_shut_the_day_and_two_open_it(floors: Floors, desk: Desk) -> None:
    many = refs(STOP + RAISED_BY + 1)
    filed(floors, accounts.guardian(floors), *many)
    opens_at_once(floors, desk.noor, *many[:STOP])
    with pytest.raises(OverBudget):
        opens(floors, desk.noor, many[STOP])
    asked = asks(floors, desk.noor)
    for who in (desk.mara, desk.ada):
        signs(floors, who, asked)
    opens_at_once(floors, desk.noor, *many[STOP : STOP + RAISED_BY])
    with pytest.raises(OverBudget):
        opens(floors, desk.noor, many[-1])


def test_the_pages_say_where_one_stands_and_who_has_to_sign(
    floors: Floors, client: FlaskClient, desk: Desk
) -> None:
    many = refs(30)
    filed(floors, accounts.guardian(floors), *many)
    opens_at_once(floors, desk.noor, *many)
    accounts.sign_in(client, NOOR)
    assert "You have opened 30 files today" in client.get("/desk").text
    assert "You have opened 30 of 60 today." in client.get("/desk/limit").text
    assert client.post("/desk/limit/raises", data={}).status_code == 422
    client.post("/desk/limit/raises", data={"why": "covering"})
    page = client.get("/desk/limit").text
    assert "You have asked for more" in page
    assert "signatures" not in page
    (asked,) = waiting(floors, desk.mara)
    path = f"/desk/limit/raises/{asked.id}/signatures"
    assert client.post(path).status_code == 404
    for email in (MARA, ADA):
        accounts.sign_in(client, email)
        assert "Raise somebody" in client.get("/desk").text
        assert path in client.get("/desk/limit").text
        client.post(path)
    assert "Nobody asks for more" in client.get("/desk/limit").text
    accounts.sign_in(client, NOOR)
    assert "Your limit is raised" in client.get("/desk/limit").text


def waiting(floors: Floors, who: Actor) -> list[BudgetRaise]:
    """What waits for this person's signature."""
    with floors.reading() as session:
        return operations.waiting_for(session, who, floors.clock())
