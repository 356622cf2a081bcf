"""Whoever is with a child reaches somebody on duty, and learns nothing about any child."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from registry.accounts import limits
from registry.authority import MACHINE, VISITOR, Actor, Role
from registry.claims.models import Claim
from registry.duty import operations
from registry.duty.models import DutyRing, DutyTurn, HandOver
from registry.duty.operations import NewTurn, Told
from registry.duty.rules import Channel, Outcome
from registry.errors import Absent, Conflict, Invalid
from registry.search.search import waiting
from registry.storage.vault import Compartment
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.cast import INES, MARA, NOOR, TOMAS
from tests.conftest import Clock
from tests.making import accounts, caseworkers

TOLD = Told(finder="Zoltan", reach="+36 1 555 0100", where="Eastern station, under the clock")
FORM = {"finder": TOLD.finder, "reach": TOLD.reach, "where": TOLD.where}
Desk = dict[str, Actor]


@pytest.fixture
def desk(floors: Floors) -> Desk:
    """Two coordinators and two caseworkers."""
    admins = caseworkers.administrators(floors)
    harbour = caseworkers.agency(floors, admins, "Harbour")
    people = dict.fromkeys((MARA, INES), (Role.COORDINATOR, None))
    workers = dict.fromkeys((NOOR, TOMAS), (Role.CASEWORKER, harbour))
    return {
        email: caseworkers.staff(floors, admins, email, role, agency=agency)
        for email, (role, agency) in (people | workers).items()
    }


def on_duty(floors: Floors, desk: Desk, *order: str, hours: float = 8) -> None:
    """These are on duty from now on, to be rung in this order."""
    now = floors.clock()
    for place, email in enumerate(order, start=1):
        turn = NewTurn(desk[email].label, place, Channel.MESSAGE, now, now + timedelta(hours=hours))
        with floors.begin(desk[MARA]) as work:
            operations.add_turn(work, turn)


def told(floors: Floors, *, is_quiet: bool = False) -> HandOver:
    """Somebody is with a child."""
    with floors.begin(VISITOR) as work:
        operations.tell(work, TOLD, is_quiet=is_quiet)
    with floors.reading() as session:
        return session.scalars(select(HandOver).order_by(HandOver.at.desc())).all()[0]


def calls(floors: Floors, desk: Desk) -> dict[str, int]:
    """How often each was written to."""
    return {
        email: len(accounts.letters(floors, actor.ref, "duty_call"))
        for email, actor in desk.items()
    }


def test_the_rota_is_rung_one_after_the_other_until_somebody_takes_it_over(
    floors: Floors, clock: Clock, desk: Desk
) -> None:
    on_duty(floors, desk, NOOR, TOMAS)
    report = told(floors)
    assert calls(floors, desk) == {MARA: 0, INES: 0, NOOR: 1, TOMAS: 0}
    assert operations.ring_due(floors) == 0
    clock.move(minutes=15)
    assert operations.ring_due(floors) == 1
    assert calls(floors, desk) == {MARA: 0, INES: 0, NOOR: 1, TOMAS: 1}
    clock.move(minutes=15)
    assert operations.ring_due(floors) == 3
    assert calls(floors, desk) == {MARA: 1, INES: 1, NOOR: 2, TOMAS: 1}
    with floors.begin(desk[TOMAS]) as work:
        operations.acknowledge(work, str(report.id))
    clock.move(minutes=60)
    assert operations.ring_due(floors) == 0


def test_where_nobody_is_on_duty_every_coordinator_is_rung(floors: Floors, desk: Desk) -> None:
    told(floors)
    assert calls(floors, desk) == {MARA: 1, INES: 1, NOOR: 0, TOMAS: 0}


def test_somebody_stopped_from_working_is_not_rung(
    floors: Floors, desk: Desk, clock: Clock
) -> None:
    on_duty(floors, desk, NOOR)
    clock.move(days=361)
    with floors.reading() as session:
        assert operations.people_for_duty(session, clock()) == {}
    del desk


def test_a_report_is_read_by_whoever_took_it_over_and_by_nobody_else(
    floors: Floors, desk: Desk
) -> None:
    on_duty(floors, desk, NOOR)
    report = told(floors)
    number = str(report.id)
    for actor in (VISITOR, desk[TOMAS], accounts.guardian(floors)):
        for act in (operations.view_report, operations.acknowledge):
            with pytest.raises(Absent), floors.begin(actor) as work:
                act(work, number)
    with pytest.raises(Conflict), floors.begin(desk[NOOR]) as work:
        operations.close(work, number, Outcome.WITH_AUTHORITY)
    with floors.begin(desk[NOOR]) as work:
        assert operations.view_report(work, number).finder == ""
    for _ in range(2):
        with floors.begin(desk[NOOR]) as work:
            operations.acknowledge(work, number)
    with floors.begin(desk[NOOR]) as work:
        read = operations.view_report(work, number)
    assert (read.finder, read.reach, read.where) == (TOLD.finder, TOLD.reach, TOLD.where)
    with floors.begin(desk[MARA]) as work:
        assert operations.view_report(work, number).where == ""
    with pytest.raises(Conflict), floors.begin(desk[MARA]) as work:
        operations.acknowledge(work, number)
    with floors.reading() as session:
        looks = [each for each in entries_about(session, report.ref) if "opened" in each.event]
    assert {look.actor_ref for look in looks} == {desk[NOOR].ref}
    with floors.begin(desk[NOOR]) as work:
        operations.close(work, number, Outcome.WITH_AUTHORITY)
    with pytest.raises(Absent), floors.begin(desk[NOOR]) as work:
        operations.view_report(work, number)
    with floors.begin(desk[MARA]) as work:
        assert operations.view_reports(work) == []


def test_a_report_becomes_no_claim_and_is_compared_with_nothing(floors: Floors, desk: Desk) -> None:
    del desk
    told(floors)
    with floors.reading() as session:
        assert session.scalars(select(Claim)).all() == []
        assert waiting(session, 9) == []
    with floors.begin(MACHINE) as work:
        assert not work.search.refs()
    assert TOLD.finder.encode() not in (floors.settings.data_dir / "registry.db").read_bytes()


def test_a_report_goes_after_30_days_with_all_about_it(
    floors: Floors, clock: Clock, desk: Desk
) -> None:
    on_duty(floors, desk, NOOR)
    report = told(floors)
    clock.move(days=30)
    assert operations.tidy(floors) == 0
    clock.move(days=1)
    assert operations.tidy(floors) == 2
    with floors.begin(MACHINE) as work:
        assert work.vault.find(report.ref, Compartment.CONTACT) is None
        assert work.vault.find(report.ref, Compartment.LOCATION) is None
        for kind in (HandOver, DutyRing, DutyTurn):
            assert work.session.scalars(select(kind)).all() == []


def test_only_coordinators_keep_the_rota_and_only_workers_are_on_it(
    floors: Floors, clock: Clock, desk: Desk
) -> None:
    turn = NewTurn(desk[NOOR].label, 1, Channel.TELEPHONE, clock(), clock() + timedelta(hours=8))
    for actor in (VISITOR, desk[NOOR]):
        with pytest.raises(Absent), floors.begin(actor) as work:
            operations.add_turn(work, turn)
        with pytest.raises(Absent), floors.begin(actor) as work:
            operations.view_rota(work)
    with pytest.raises(Invalid), floors.begin(desk[MARA]) as work:
        operations.add_turn(
            work, NewTurn("000-000", 1, Channel.MESSAGE, turn.starts_at, turn.ends_at)
        )
    with floors.begin(desk[MARA]) as work:
        row = operations.add_turn(work, turn)
    with floors.begin(desk[MARA]) as work:
        page = operations.view_rota(work)
        assert page.is_covered_now
        assert page.gaps[0][0] == turn.ends_at
        operations.end_turn(work, row.id)
    with floors.begin(desk[MARA]) as work:
        assert not operations.view_rota(work).is_covered_now


def test_a_finder_without_an_account_is_thanked_and_duty_is_rung(
    client: FlaskClient, floors: Floors, desk: Desk
) -> None:
    assert "with-a-child" in client.get("/with-a-child-now").text
    half = client.post("/with-a-child", data={**FORM, "where": " "})
    assert half.status_code == 422
    assert 'id="where-wrong"' in half.text
    answer = client.post("/with-a-child", data=FORM)
    assert (answer.status_code, answer.location) == (303, "/with-a-child/thanks")
    thanks = client.get("/with-a-child/thanks").text
    assert "Stay with the child" in thanks
    assert TOLD.finder not in thanks
    assert calls(floors, desk)[MARA] == 1
    accounts.sign_in(client, MARA)
    assert "Somebody is with a child" in client.get("/desk").text
    assert "Fill a gap in the rota" in client.get("/desk").text
    page = client.get("/desk/duty").text
    path = page[page.index("/desk/duty/reports/") :].partition('"')[0]
    assert TOLD.finder not in client.get(path).text
    page = client.post(f"{path}/acknowledgement", follow_redirects=True).text
    assert TOLD.where in page
    assert client.post(f"{path}/end").status_code == 422
    done = client.post(f"{path}/end", data={"outcome": "with_agency"}, follow_redirects=True).text
    assert "Nobody waits" in done


def test_past_a_few_from_one_place_the_answer_is_the_same_and_nobody_is_woken(
    client: FlaskClient, floors: Floors, desk: Desk
) -> None:
    answers = [
        client.post("/with-a-child", data=FORM) for _ in range(limits.RINGS_FROM_PLACE.most + 2)
    ]
    assert {(each.status_code, each.location) for each in answers} == {
        (303, "/with-a-child/thanks")
    }
    assert calls(floors, desk)[MARA] == limits.RINGS_FROM_PLACE.most
    with floors.begin(desk[MARA]) as work:
        lines = operations.view_reports(work)
    assert [line.is_quiet for line in lines] == [False] * limits.RINGS_FROM_PLACE.most + [True] * 2


def test_there_is_an_end_to_what_one_place_can_send(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = limits.Limit(limits.HAND_OVERS_FROM_PLACE.name, 1, timedelta(hours=1))
    monkeypatch.setattr(limits, "HAND_OVERS_FROM_PLACE", few)
    assert client.post("/with-a-child", data=FORM).status_code == 303
    assert client.post("/with-a-child", data=FORM).status_code == 429


def test_the_rota_is_kept_on_its_page(client: FlaskClient, floors: Floors, desk: Desk) -> None:
    accounts.sign_in(client, MARA)
    form = {
        "badge": desk[NOOR].label,
        "place": "1",
        "channel": "message",
        "starts_at": "2026-03-02T08:00",
        "ends_at": "2026-03-02T20:00",
    }
    for field in form:
        answer = client.post("/desk/duty/rota", data={**form, field: ""})
        assert answer.status_code == 422
        assert f'id="{field}-wrong"' in answer.text
    page = client.post("/desk/duty/rota", data=form, follow_redirects=True).text
    assert desk[NOOR].label in page
    path = page[page.index("/desk/duty/rota/") :].partition('"')[0]
    assert "Nobody is on the rota" in client.post(path, follow_redirects=True).text
    accounts.sign_in(client, NOOR)
    assert client.get("/desk/duty/rota").status_code == 404
    assert client.get("/desk/duty").status_code == 200
    del floors
