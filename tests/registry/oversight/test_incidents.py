"""An incident: the trail says who was touched, and letters go only where it is safe, by two."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from sqlalchemy import select

from registry.authority import MACHINE, OPERATOR, Actor, Permission
from registry.children.models import Matter
from registry.children.rules import Outcome
from registry.cli import incident as command
from registry.cli import kinfold
from registry.errors import Absent, Conflict, Invalid
from registry.holders.operations import answer_matter
from registry.outbox.models import Message
from registry.oversight import incidents
from registry.oversight.incidents import Touched, touched
from registry.oversight.models import IncidentLetters
from registry.oversight.operations import tasks_of
from registry.trail.events import Event
from registry.work import Floors
from tests.cast import MARA
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children, claims, holders
from tests.making.saying_why import said_why
from tests.registry.oversight.test_stopping import open_as, stopped


def since(floors: Floors, who: Actor | None = None, hours: int = 1) -> list[Touched]:
    """Who was touched in the last hours."""
    with floors.reading() as session:
        now = floors.clock()
        return touched(session, now - timedelta(hours=hours), now, None if who is None else who.ref)


def prepared(floors: Floors, who: Actor | None = None) -> str:
    """Letters on the last hour, prepared at the console."""
    with floors.begin(OPERATOR) as work:
        at = work.now() - timedelta(hours=1)
        return str(incidents.prepare(work, at, None if who is None else who.ref).id)


def sent(floors: Floors) -> list[str]:
    """To whom letters on an incident were written."""
    with floors.reading() as session:
        query = select(Message.to_ref).where(Message.name == incidents.LETTER)
        return sorted(session.scalars(query))


def test_the_trail_says_who_was_touched_since_with_classes_and_purposes(
    floors: Floors, clock: Clock
) -> None:
    mara = claims.mara(floors, caseworkers.administrators(floors))
    amina = accounts.guardian(floors)
    child, other = children.enrolled(floors, amina), children.enrolled(floors, amina)
    clock.move(hours=2)
    assert since(floors) == [], "what families do with their own touches nobody"
    open_as(floors, mara, child.ref)
    (found,) = since(floors)
    assert (found.subject, found.looks, found.actors) == (child.ref, 1, {mara.ref})
    assert (found.classes, found.purposes) == ({"details"}, {"show_caseworkers"})
    assert since(floors, amina) == []
    clock.move(hours=2)
    assert since(floors) == []
    assert {each.subject for each in since(floors, amina, hours=9)} >= {child.ref, other.ref}


def test_a_reason_and_a_refusal_touch_nobody(floors: Floors) -> None:
    mara = claims.mara(floors, caseworkers.administrators(floors))
    child = children.enrolled(floors, accounts.guardian(floors))
    said_why(floors, mara, child.ref, Permission.MATTER_LIST)
    with floors.begin(mara) as work:
        work.trail.record(Event.BUDGET_REACHED, mara.ref, child.ref, level="stop")
    assert [each.subject for each in since(floors, mara) if each.subject == child.ref] == []


def test_letters_go_when_a_second_person_agrees_and_even_while_all_is_stopped(
    floors: Floors, clock: Clock
) -> None:
    mara = claims.mara(floors, caseworkers.administrators(floors))
    amina = accounts.guardian(floors)
    child = children.enrolled(floors, amina)
    clock.move(hours=2)
    open_as(floors, mara, child.ref)
    incident_id = prepared(floors)
    assert incidents.write_letters(floors) == 0
    stopped(floors)
    with floors.begin(mara) as work:
        incidents.agree(work, incident_id)
    assert incidents.write_letters(floors) == 1
    assert incidents.write_letters(floors) == 0
    assert sent(floors) == [amina.ref]
    with floors.begin(mara) as work, pytest.raises(Conflict):
        incidents.agree(work, incident_id)


def test_nobody_agrees_to_letters_of_their_own_nor_from_a_console(floors: Floors) -> None:
    mara = claims.mara(floors, caseworkers.administrators(floors))
    incident_id = prepared(floors)
    for who in (OPERATOR, MACHINE, accounts.guardian(floors)):
        with floors.begin(who) as work, pytest.raises(Absent):
            incidents.agree(work, incident_id)
    with floors.begin(mara) as work:
        row = work.session.scalars(select(IncidentLetters)).one()
        row.asked_by_ref = mara.ref
        work.trail.record(Event.INCIDENT_LETTERS_ASKED, row.ref)
    with floors.begin(mara) as work, pytest.raises(Conflict):
        incidents.agree(work, incident_id)


def test_no_letter_goes_to_a_guardian_who_is_a_danger(floors: Floors, clock: Clock) -> None:
    desk = holders.desk(floors)
    amina, yusuf = accounts.guardian(floors), claims.yusuf(floors)
    child = holders.young(floors, amina, 8)
    holders.joined(floors, desk.noor, child, yusuf)
    holders.unsafe(floors, desk, child, yusuf)
    clock.move(hours=2)
    open_as(floors, desk.mara, child.ref)
    incident_id = prepared(floors)
    with floors.begin(desk.mara) as work:
        incidents.agree(work, incident_id)
    incidents.write_letters(floors)
    assert sent(floors) == [amina.ref]


def test_where_nobody_may_be_written_to_the_desk_gets_a_task(
    floors: Floors, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    mara = claims.mara(floors, caseworkers.administrators(floors))
    child = children.enrolled(floors, accounts.guardian(floors))
    clock.move(hours=2)
    open_as(floors, mara, child.ref)
    incident_id = prepared(floors)
    with floors.begin(mara) as work:
        incidents.agree(work, incident_id)
    monkeypatch.setattr(incidents, "may_be_written_to", lambda *_: [])
    assert incidents.write_letters(floors) == 0
    with floors.reading() as session:
        (matter,) = session.scalars(select(Matter)).all()
        assert matter.concern == "incident"
        verbs = [task.verb for task in tasks_of(session, mara, clock())]
    assert "Reach a family where it is safe" in verbs
    with floors.begin(mara) as work, pytest.raises(Invalid):
        answer_matter(work, str(matter.id), Outcome.STANDS, "I rang.")
    with floors.begin(mara) as work:
        answer_matter(work, str(matter.id), Outcome.LEFT, "I rang, and told the mother.")


def test_the_desk_agrees_on_a_page_of_counts(floors: Floors, client: FlaskClient) -> None:
    claims.mara(floors, caseworkers.administrators(floors))
    children.enrolled(floors, accounts.guardian(floors))
    incident_id = prepared(floors)
    accounts.sign_in(client, MARA)
    assert "Agree, and send" in client.get("/desk/incidents").text
    assert client.post(f"/desk/incidents/{incident_id}/agreement").status_code == 303
    assert "Agreed." in client.get("/desk/incidents").text
    assert client.post("/desk/incidents/nonsense/agreement").status_code == 404


@pytest.fixture
def console(floors: Floors, monkeypatch: pytest.MonkeyPatch) -> Floors:
    """The command, in this test's house."""
    monkeypatch.setenv("KINFOLD_DATA_DIR", str(Path(floors.settings.data_dir)))
    monkeypatch.setattr(command, "open_floors", lambda _settings: floors)
    return floors


def run(*words: str) -> str:
    """What the command prints."""
    result = CliRunner().invoke(kinfold, ["incident", *words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_command_prints_lines_and_a_draft_and_no_names(console: Floors, clock: Clock) -> None:
    mara = claims.mara(console, caseworkers.administrators(console))
    child = children.enrolled(console, accounts.guardian(console))
    clock.move(hours=2)
    open_as(console, mara, child.ref)
    said = run("--since", "2026-03-02T10:00", "--json")
    told = [json.loads(line) for line in said.splitlines()]
    assert [(each["subject"], each["classes"]) for each in told] == [(child.ref, ["details"])]
    draft = run("--since", "2026-03-02T10:00+00:00", "--draft")
    for part in ("72 hours", "2026-03-05 11:00", "child files: 1", "details", "not stopped"):
        assert part in draft, part
    assert "Idris" not in draft + said
    stopped(console)
    assert "is stopped" in run("--since", "2026-03-02T10:00", "--draft")
    assert "prepared" not in run("--since", "2026-03-02", "--actor", "account:nobody", "--letters")
    with console.reading() as session:
        assert session.scalars(select(IncidentLetters.actor_ref)).all() == ["account:nobody"]


@pytest.mark.usefixtures("console")
@pytest.mark.parametrize("said", ["", "yesterday", "2026-13-01", "2026-03-02T25:00", "🙂"])
def test_a_moment_that_is_none_is_one_line(said: str) -> None:
    result = CliRunner().invoke(kinfold, ["incident", "--since", said])
    assert result.exit_code == 2
    assert "write it like" in result.output
