"""Unusual looks in a house: found by the worker, answered by auditors, unseen by whom they name."""

from __future__ import annotations

import re
from itertools import product

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from consent import DataClass
from registry.authority import OPERATOR, Actor, Role
from registry.errors import Absent, Conflict
from registry.oversight import rules
from registry.oversight.clearing import clear
from registry.oversight.operations import tasks_of
from registry.oversight.unusual import operations
from registry.oversight.unusual.counting import count_findings
from registry.oversight.unusual.watching import LETTER, watch
from registry.purposes import OWN_ACCOUNT
from registry.reasons import Task
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.watching.codes import Outcome, Rule
from registry.watching.models import Finding, FindingAnswer, FindingEntry
from registry.watching.rules import alone
from registry.work import Floors
from tests.cast import MARA
from tests.conftest import Clock
from tests.making import accounts, caseworkers

pytestmark = pytest.mark.usefixtures("app")
MANY = 3
"""Fewer than in the house, so that a test need not open fifteen records."""
VERA, WIM = "vera@kinfold.example", "wim@kinfold.example"


class Desk:
    """Mara, who opens what is not hers to open, and two auditors."""

    def __init__(self, floors: Floors, clock: Clock) -> None:
        self.floors, self.clock = floors, clock
        admins = caseworkers.administrators(floors)
        self.mara = caseworkers.staff(floors, admins, MARA, Role.COORDINATOR)
        self.vera = caseworkers.staff(floors, admins, VERA, Role.AUDITOR)
        self.wim = caseworkers.staff(floors, admins, WIM, Role.AUDITOR)
        self.others = [accounts.guardian(floors, f"g{each}@example.org") for each in range(MANY)]
        watch(floors)
        clock.move(hours=1)

    def open_many(self, actor: Actor, count: int = MANY) -> None:
        """Look at what so many people told of themselves, for some case."""
        for other in self.others[:count]:
            with self.floors.begin(actor) as work:
                work.opens_for(Task.CASE, case="case:unnamed")
                permit = work.permit_on_basis(other.ref, OWN_ACCOUNT, "name", DataClass.CONTACT)
                work.vault.read(other.ref, Compartment.CONTACT, permit)
            self.clock.move(minutes=1)

    def found(self) -> list[Finding]:
        """Every row."""
        with self.floors.reading() as session:
            return list(session.scalars(select(Finding)))

    def letters(self, to: Actor) -> int:
        """How many letters an auditor got about this."""
        return len(accounts.letters(self.floors, to.ref, LETTER))

    def watched(self, **by: float) -> int:
        """Let time pass, and the worker look again."""
        self.clock.move(**by)
        return watch(self.floors)


@pytest.fixture
def desk(floors: Floors, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk of this test."""
    monkeypatch.setattr(alone, "MANY", MANY)
    monkeypatch.setattr(alone, "UNTOUCHED", MANY)
    return Desk(floors, clock)


def test_the_worker_finds_it_once_and_says_so_in_the_trail(desk: Desk) -> None:
    desk.open_many(desk.mara)
    assert desk.watched(hours=1) == 1
    assert watch(desk.floors) == 0, "not before an hour has passed"
    assert desk.watched(hours=1) == 0, "and then it is there already"
    (found,) = desk.found()
    assert (found.rule, found.actor_ref, found.entries) == ("many", desk.mara.ref, MANY)
    with desk.floors.reading() as session:
        grounds = select(Entry).join(FindingEntry, FindingEntry.seq == Entry.seq)
        assert {each.event for each in session.scalars(grounds)} == {Event.RECORD_OPENED.value}
        written = session.scalars(
            select(Entry).where(Entry.event == Event.FINDING_WRITTEN.value)
        ).all()
        assert [(each.subject_ref, each.detail) for each in written] == [
            (found.ref, '{"rule":"many"}')
        ]


def test_fewer_looks_and_looks_of_family_are_not_found(desk: Desk) -> None:
    desk.open_many(desk.mara, MANY - 1)
    desk.open_many(desk.others[0])
    assert desk.watched(hours=1) == 0


def test_a_pause_of_the_worker_makes_it_late_and_not_blind(desk: Desk) -> None:
    desk.open_many(desk.mara)
    assert desk.watched(days=20) == 2, "many in an hour, and nothing done about any of them?"
    assert {each.rule for each in desk.found()} == {"many", "no_work"}


def test_a_clock_that_was_ahead_does_not_blind_the_worker(desk: Desk) -> None:
    desk.clock.move(days=3000)
    watch(desk.floors)
    desk.clock.move(days=-3000)
    desk.open_many(desk.mara)
    assert desk.watched(hours=1) == 1


def test_auditors_get_one_letter_a_day_and_a_task(desk: Desk) -> None:
    desk.open_many(desk.mara)
    desk.watched(hours=1)
    assert (desk.letters(desk.vera), desk.letters(desk.wim), desk.letters(desk.mara)) == (1, 1, 0)
    desk.watched(hours=13)
    assert len(desk.found()) == 2
    assert desk.letters(desk.vera) == 1, "not twice in a day"
    desk.watched(hours=12)
    assert desk.letters(desk.vera) == 2
    desk.watched(hours=30)
    assert desk.letters(desk.vera) == 2, "nothing new"
    with desk.floors.reading() as session:
        tasks = tasks_of(session, desk.vera, desk.clock())
        assert [task.endpoint for task in tasks] == ["unusual.index"]
        assert "unusual.index" not in {
            e.endpoint for e in tasks_of(session, desk.mara, desk.clock())
        }


def about(desk: Desk, actor: Actor) -> str:
    """The id of a finding about somebody."""
    desk.open_many(actor)
    desk.watched(hours=1)
    return next(str(each.id) for each in desk.found() if each.actor_ref == actor.ref)


def test_a_finding_is_answered_once_and_moves_below(desk: Desk) -> None:
    finding_id = about(desk, desk.mara)
    with desk.floors.begin(desk.vera) as work:
        (group,) = operations.view_unusual(work)
        assert (group.rule, len(group.waiting), len(group.answered)) == (Rule.MANY, 1, 0)
        operations.answer(work, finding_id, Outcome.TALKED_TO)
    with desk.floors.begin(desk.wim) as work:
        (group,) = operations.view_unusual(work)
        assert (len(group.waiting), len(group.answered)) == (0, 1)
    with pytest.raises(Conflict), desk.floors.begin(desk.wim) as work:
        operations.answer(work, finding_id, Outcome.EXPLAINED)
    with desk.floors.reading() as session:
        assert tasks_of(session, desk.vera, desk.clock()) == ()


def test_nobody_reads_or_answers_what_is_about_themself(desk: Desk) -> None:
    finding_id = about(desk, desk.vera)
    with desk.floors.begin(desk.vera) as work:
        assert operations.view_unusual(work) == ()
    with desk.floors.reading() as session:
        assert tasks_of(session, desk.vera, desk.clock()) == ()
    assert (desk.letters(desk.vera), desk.letters(desk.wim)) == (0, 1)
    for act in (
        lambda work: operations.view_finding(work, finding_id),
        lambda work: operations.answer(work, finding_id, Outcome.EXPLAINED),
    ):
        with pytest.raises(Absent), desk.floors.begin(desk.vera) as work:
            act(work)


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_nobody_but_an_auditor_reads_it(desk: Desk, role: Role) -> None:
    finding_id = about(desk, desk.mara)
    other = Actor("account:x", frozenset({Role.FAMILY, role}))
    for act in (
        operations.view_unusual,
        lambda work: operations.view_finding(work, finding_id),
        lambda work: operations.answer(work, finding_id, Outcome.EXPLAINED),
    ):
        with pytest.raises(Absent), desk.floors.begin(other) as work:
            act(work)


def test_the_pages_tell_references_and_lead_to_the_trail(desk: Desk, client: FlaskClient) -> None:
    accounts.sign_in(client, VERA)
    assert "Nothing waits for an answer" in client.get("/desk/unusual").text
    finding_id = about(desk, desk.mara)
    accounts.sign_in(client, VERA)
    page = client.get("/desk/unusual").text
    assert "Many records in an hour" in page
    assert "Ask about unusual looks" in client.get("/desk").text
    one = client.get(f"/desk/unusual/{finding_id}").text
    assert f"The {MANY} entries it rests on" in one
    assert desk.mara.label in one
    assert not re.search(r"Mara|@", one.replace(VERA, "")), "nobody's name or address"
    leads_to = re.search(r"/desk/trail\?before=(\d+)", one)
    assert leads_to is not None
    assert f"<td>{int(leads_to[1]) - 1}</td>" in client.get(leads_to[0]).text
    refused = client.post(f"/desk/unusual/{finding_id}", data={})
    assert refused.status_code == 422
    done = client.post(f"/desk/unusual/{finding_id}", data={"outcome": "explained"})
    assert done.status_code == 303
    assert "Answered" in client.get("/desk/unusual").text
    assert "Unusual looks, by month" in client.get("/desk/figures").text
    client.post("/sign-out")
    accounts.sign_in(client, MARA)
    for place in ("/desk/unusual", f"/desk/unusual/{finding_id}"):
        assert client.get(place).status_code == 404
    assert "nusual" not in client.get("/desk").text


def test_figures_count_findings_and_hide_what_is_small(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding_id = about(desk, desk.mara)
    with desk.floors.begin(desk.vera) as work:
        operations.answer(work, finding_id, Outcome.EXPLAINED)
    with desk.floors.begin(OPERATOR) as work:
        table = count_findings(work)
        assert table.rows == ("2026-03 many", "total")
        assert set(table.cells.values()) == {None}
        monkeypatch.setattr(rules, "SMALLEST", 0)
        cells = count_findings(work).cells
    assert {cell for cell, count in cells.items() if count} == set(
        product(table.rows, ("explained", "total"))
    )


def test_a_finding_goes_after_two_years_with_all_that_hangs_on_it(desk: Desk) -> None:
    finding_id = about(desk, desk.mara)
    with desk.floors.begin(desk.vera) as work:
        operations.answer(work, finding_id, Outcome.EXPLAINED)
    desk.clock.move(days=700)
    clear(desk.floors)
    assert desk.found() != []
    desk.clock.move(days=40)
    clear(desk.floors)
    with desk.floors.reading() as session:
        for kind in (Finding, FindingEntry, FindingAnswer):
            assert session.scalars(select(kind)).all() == []
