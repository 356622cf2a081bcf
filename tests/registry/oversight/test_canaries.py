"""Canary records: wanted by two, made up by the house, on no list, and never opened unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from consent import DataClass
from registry.authority import MACHINE, OPERATOR, Actor, Role
from registry.children.models import Child, Matter
from registry.children.operations import find, raise_matter
from registry.children.rules import Concern
from registry.claims.models import Candidate
from registry.claims.sides import permit_for
from registry.errors import Absent, Conflict
from registry.holders.operations import find_record, view_people
from registry.outbox.models import Message
from registry.oversight.figures import count
from registry.oversight.incidents import real, touched
from registry.oversight.unusual import ordering, planting
from registry.oversight.unusual.inventing import invent
from registry.oversight.unusual.planting import SOONEST, SPREAD, plant
from registry.oversight.unusual.watching import LETTER
from registry.reasons import Task
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.watching.canaries import EACH, PLACES, CanaryMark
from registry.watching.models import CanaryOrder, Finding
from registry.work import Floors
from registry.worker import run_once
from tests.cast import MARA
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children, claims
from tests.making.boxes import Box

pytestmark = pytest.mark.usefixtures("app")
VERA, WIM = "vera@kinfold.example", "wim@kinfold.example"


class Desk:
    """A coordinator, two auditors, and a canary record among the others."""

    def __init__(self, floors: Floors, clock: Clock) -> None:
        self.floors, self.clock = floors, clock
        self.admins = caseworkers.administrators(floors)
        self.mara = caseworkers.staff(floors, self.admins, MARA, Role.COORDINATOR)
        self.vera = caseworkers.staff(floors, self.admins, VERA, Role.AUDITOR)
        self.wim = caseworkers.staff(floors, self.admins, WIM, Role.AUDITOR)

    def ordered(self) -> CanaryOrder:
        """One auditor asks, an administrator agrees."""
        with self.floors.begin(self.vera) as work:
            order = ordering.ask(work)
        with self.floors.begin(self.admins[0]) as work:
            ordering.agree(work, str(order.id))
        return order

    def planted(self) -> Child:
        """The record that came of it."""
        self.ordered()
        self.clock.move(hours=48)
        assert plant(self.floors) == 1
        with self.floors.reading() as session:
            return session.scalars(select(Child)).one()

    def found(self) -> list[tuple[str, str, str]]:
        """What was found."""
        with self.floors.reading() as session:
            rows = session.scalars(select(Finding).order_by(Finding.recorded_at))
            return [(each.rule, each.actor_ref, each.about_ref) for each in rows]

    def letters(self, to: Actor) -> int:
        """How many letters an auditor got."""
        return len(accounts.letters(self.floors, to.ref, LETTER))


@pytest.fixture
def desk(floors: Floors, clock: Clock) -> Desk:
    """The desk of this test."""
    return Desk(floors, clock)


def test_two_different_people_want_it_and_it_comes_at_an_hour_nobody_knows(desk: Desk) -> None:
    with desk.floors.begin(desk.vera) as work:
        order = ordering.ask(work)
    with pytest.raises(Conflict), desk.floors.begin(desk.vera) as work:
        ordering.agree(work, str(order.id))
    desk.clock.move(days=9)
    assert plant(desk.floors) == 0, "one person is not enough"
    with desk.floors.begin(desk.wim) as work:
        ordering.agree(work, str(order.id))
    with pytest.raises(Conflict), desk.floors.begin(desk.admins[0]) as work:
        ordering.agree(work, str(order.id))
    desk.clock.at += SOONEST
    desk.clock.move(seconds=-1)
    assert plant(desk.floors) == 0
    desk.clock.at += SPREAD
    desk.clock.move(seconds=2)
    assert (plant(desk.floors), plant(desk.floors)) == (1, 0), "once for each order"


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.COORDINATOR, Role.LEAD, Role.FAMILY])
def test_nobody_who_may_open_a_record_may_want_one_or_see_the_list(desk: Desk, role: Role) -> None:
    order, other = desk.ordered(), Actor("account:x", frozenset({Role.FAMILY, role}))
    for act in (
        ordering.ask,
        ordering.view_orders,
        ordering.list_canaries,
        lambda work: ordering.agree(work, str(order.id)),
    ):
        with pytest.raises(Absent), desk.floors.begin(other) as work:
            act(work)


def test_neither_the_orders_nor_the_trail_say_which_record_it_became(desk: Desk) -> None:
    child = desk.planted()
    with desk.floors.reading() as session:
        for entry in session.scalars(select(Entry)):
            if "canary" in entry.event or "canary" in entry.subject_ref:
                assert str(child.id) not in entry.subject_ref + entry.about + entry.detail
                assert entry.event in {Event.CANARY_ASKED.value, Event.CANARY_AGREED.value}
        marks = [each.mark for each in session.scalars(select(CanaryMark))]
        assert len(marks) == PLACES
        assert {len(each) for each in marks} == {64}
        assert not any(str(child.id) in each for each in marks)
    with desk.floors.begin(OPERATOR) as work:
        assert ordering.list_canaries(work) == [child.reference]


def test_it_is_sealed_like_any_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = invent(desk.floors.random, desk.clock().date())
    monkeypatch.setattr(planting, "invent", lambda *_: made)
    desk.planted()
    database = Path(str(desk.floors.engine.url.database))
    text = b"".join(each.read_bytes() for each in database.parent.glob("registry.db*"))
    for word in (*made.guardian.split(), made.email):
        assert word.encode() not in text


def test_opening_one_is_found_and_told_at_once(desk: Desk) -> None:
    child = desk.planted()
    with desk.floors.begin(desk.mara) as work:
        work.opens_for(Task.CASE)
        permit = permit_for(work, child.ref, DataClass.DETAILS)
        assert work.vault.read(child.ref, Compartment.IDENTITY, permit), "it opens like any other"
    assert ("canary", desk.mara.ref, child.ref) in desk.found()
    run_once(desk.floors, Box())
    assert (desk.letters(desk.vera), desk.letters(desk.wim)) == (1, 1)
    run_once(desk.floors, Box())
    assert desk.letters(desk.vera) == 1


def test_a_letter_of_today_does_not_hold_back_the_next_canary(desk: Desk) -> None:
    child = desk.planted()
    for each in (
        desk.mara,
        caseworkers.staff(desk.floors, desk.admins, "ines@kinfold.example", Role.COORDINATOR),
    ):
        with desk.floors.begin(each) as work:
            find_record(work, child.reference)
        run_once(desk.floors, Box())
        desk.clock.move(minutes=20)
    assert desk.letters(desk.vera) == 2


def test_coming_to_one_by_its_reference_or_its_address_is_enough(desk: Desk) -> None:
    child = desk.planted()
    with desk.floors.begin(desk.mara) as work:
        assert find_record(work, child.reference) == str(child.id)
    assert desk.found() == [("canary", desk.mara.ref, child.ref)]
    desk.clock.move(days=1)
    with desk.floors.begin(desk.mara) as work:
        view_people(work, str(child.id), "en")
    assert len(desk.found()) == 2


def test_a_real_record_is_no_canary(desk: Desk) -> None:
    desk.planted()
    child = children.enrolled(desk.floors, accounts.guardian(desk.floors))
    with desk.floors.begin(desk.mara) as work:
        find_record(work, child.reference)
    assert desk.found() == []


def test_it_is_on_no_shortlist_where_a_real_record_with_the_same_words_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = invent(desk.floors.random, desk.clock().date())
    monkeypatch.setattr(planting, "invent", lambda *_: made)
    canary = desk.planted()
    same = children.enrolled(desk.floors, accounts.guardian(desk.floors), made.told, apart=True)
    children.papers_seen(desk.floors, desk.mara, same)
    yusuf = claims.yusuf(desk.floors)
    claim = claims.sent(desk.floors, yusuf, claims.written(desk.floors, yusuf, made.told))
    run_once(desk.floors, Box())
    with desk.floors.reading() as session:
        pairs = {
            (each.seeking_ref, each.holding_ref) for each in session.scalars(select(Candidate))
        }
    assert pairs == {(claim.ref, same.ref)}
    with desk.floors.begin(MACHINE) as work:
        assert canary.ref not in work.search.refs()
        assert work.vault.find(canary.ref, Compartment.TRAITS) is None


def test_it_is_in_no_figure_and_no_incident_and_gives_nobody_work(desk: Desk) -> None:
    child, since = desk.planted(), desk.clock()
    with desk.floors.begin(desk.mara) as work:
        work.opens_for(Task.CASE)
        work.vault.read(
            child.ref, Compartment.IDENTITY, permit_for(work, child.ref, DataClass.DETAILS)
        )
        found = touched(work.session, since, desk.clock())
        assert child.ref in {each.subject for each in found}
        assert child.ref not in {each.subject for each in real(work, found)}
    with desk.floors.begin(MACHINE) as work:
        raise_matter(work, find(work.session, str(child.id)), Concern.ASK, child.ref)
        assert work.session.scalars(select(Matter)).all() == []
    with desk.floors.begin(OPERATOR) as work:
        assert set(count(work).rows) == {"total"}


def test_no_letter_to_its_guardian_ever_leaves(desk: Desk) -> None:
    child, box = desk.planted(), Box()
    for days in (0, 300, 30, 30, 20, 60, 300):
        desk.clock.move(days=days)
        run_once(desk.floors, box)
    with desk.floors.reading() as session:
        query = select(Message).where(Message.to_ref == child.guardian_ref)
        assert session.scalars(query.where(Message.next_try_at.is_not(None))).all() == []
    assert not any("post.example" in str(each["To"]) for each in box.letters)
    assert desk.found() == [], "and the worker is nobody who looks around"


def test_the_pool_has_an_end(desk: Desk) -> None:
    with desk.floors.begin(desk.vera) as work:
        for _ in range(PLACES // EACH):
            ordering.ask(work)
            work.session.flush()
        with pytest.raises(Conflict):
            ordering.ask(work)


def test_the_page_of_orders(desk: Desk, client: FlaskClient) -> None:
    accounts.sign_in(client, VERA)
    assert "Nobody has asked for one" in client.get("/desk/canaries").text
    assert client.post("/desk/canaries").status_code == 303
    assert "Waits for somebody else" in client.get("/desk/canaries").text
    client.post("/sign-out")
    accounts.sign_in(client, WIM)
    with desk.floors.reading() as session:
        order = session.scalars(select(CanaryOrder)).one()
    assert client.post(f"/desk/canaries/{order.id}/agreement").status_code == 303
    assert "Agreed on" in client.get("/desk/canaries").text
    client.post("/sign-out")
    accounts.sign_in(client, MARA)
    assert client.get("/desk/canaries").status_code == 404
    assert "anary" not in client.get("/desk").text
