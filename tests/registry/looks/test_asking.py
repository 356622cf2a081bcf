"""Asking about a look: a coordinator who is not on the case answers, in a fixed sentence."""

from __future__ import annotations

from datetime import timedelta

import pytest

from registry.authority import Actor, Role
from registry.children.models import Child
from registry.consents import operations as consents
from registry.errors import Absent, Conflict
from registry.holders import operations as holders
from registry.looks import operations
from registry.looks.operations import Whose
from registry.looks.operations.asking import waiting_for
from registry.looks.rules import Found
from registry.oversight.operations import tasks_of
from registry.reasons import Task
from registry.work import Floors
from tests.cast import AMINA, INES, NOOR, YUSUF
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children, claims
from tests.registry.looks.looking import look, page_of, worker

CASE = "review:00000000-0000-4000-8000-000000000000"
WEEK = "2026-03-02"


@pytest.fixture
def admins(floors: Floors) -> tuple[Actor, Actor]:
    return caseworkers.administrators(floors)


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def child(floors: Floors, amina: Actor) -> Child:
    return children.enrolled(floors, amina)


@pytest.fixture
def mara(floors: Floors, admins: tuple[Actor, Actor]) -> Actor:
    return claims.mara(floors, admins)


@pytest.fixture
def ines(floors: Floors, admins: tuple[Actor, Actor]) -> Actor:
    return caseworkers.staff(floors, admins, INES, Role.COORDINATOR)


@pytest.fixture
def told(floors: Floors, admins: tuple[Actor, Actor], child: Child, clock: Clock) -> str:
    """The key of the week in which casework opened the record."""
    look(floors, worker(floors, admins), child, CASE)
    clock.move(days=7)
    return WEEK


def ask(floors: Floors, who: Actor, child: Child, key: str, words: str | None = "Why?") -> None:
    with floors.begin(who) as work:
        operations.ask(work, Whose(child_id=str(child.id)), key, words)


def waiting(floors: Floors, who: Actor) -> list[str]:
    with floors.reading() as session:
        return [str(matter.id) for matter, _ in waiting_for(session, who)]


def test_a_question_stands_in_today_and_is_due_in_72_hours(
    floors: Floors, amina: Actor, child: Child, mara: Actor, told: str
) -> None:
    ask(floors, amina, child, told)
    with floors.reading() as session:
        found = tasks_of(session, mara, floors.clock())
    (task,) = (each for each in found if each.endpoint == "looks.matter")
    assert (task.endpoint, task.reference) == ("looks.matter", child.reference)
    assert task.due == floors.clock() + timedelta(hours=72)
    (asked,) = (each.asked for each in page_of(floors, amina, child).looks)
    assert asked is not None
    assert asked.answered_at is None


def test_the_answer_is_a_fixed_sentence_and_the_letter_neutral(
    floors: Floors, amina: Actor, child: Child, mara: Actor, told: str
) -> None:
    ask(floors, amina, child, told, "Who was it?")
    (matter_id,) = waiting(floors, mara)
    with floors.begin(mara) as work:
        assert operations.view_question(work, matter_id).words == "Who was it?"
        operations.answer(work, matter_id, Found.PART_OF_WORK, "A reviewer, in her stage.")
    (letter,) = accounts.letters(floors, amina.ref, "look_answered")
    assert letter == {"message": "look_answered"}
    page = page_of(floors, amina, child)
    asked = next(each.asked for each in page.looks if each.key == told)
    assert asked is not None
    assert asked.found is Found.PART_OF_WORK
    assert "reviewer" not in repr(page)
    assert waiting(floors, mara) == []
    with pytest.raises(Absent), floors.begin(mara) as work:
        operations.answer(work, matter_id, Found.GOES_ON, "Again")


def test_reading_a_question_is_a_look_of_its_own_and_told_at_once(
    floors: Floors, amina: Actor, child: Child, mara: Actor, told: str
) -> None:
    ask(floors, amina, child, told)
    with floors.begin(mara) as work:
        operations.view_question(work, waiting(floors, mara)[0])
    newest = page_of(floors, amina, child).looks[0]
    assert (newest.is_weekly, newest.classes) == (False, ("notes",))


def test_who_looked_in_a_case_does_not_answer(
    floors: Floors, child: Child, mara: Actor, ines: Actor, told: str
) -> None:
    amina = accounts.acting(floors, AMINA)
    look(floors, mara, child, "candidate:00000000-0000-4000-8000-000000000000")
    ask(floors, amina, child, told)
    assert waiting(floors, mara) == []
    (matter_id,) = waiting(floors, ines)
    with pytest.raises(Absent), floors.begin(mara) as work:
        operations.view_question(work, matter_id)
    with floors.begin(ines) as work:
        operations.answer(work, matter_id, Found.GOES_ON, "I read the trail.")


def test_nobody_answers_for_a_look_of_their_own(
    floors: Floors, amina: Actor, child: Child, mara: Actor, ines: Actor
) -> None:
    look(floors, mara, child)
    ask(floors, amina, child, page_of(floors, amina, child).looks[0].key)
    assert (len(waiting(floors, mara)), len(waiting(floors, ines))) == (0, 1)


def test_no_caseworker_and_no_page_of_guardians_answers_it(
    floors: Floors, amina: Actor, child: Child, mara: Actor, told: str
) -> None:
    ask(floors, amina, child, told)
    (matter_id,) = waiting(floors, mara)
    for who in (accounts.acting(floors, NOOR), amina):
        with pytest.raises(Absent), floors.begin(who) as work:
            operations.view_question(work, matter_id)
    with pytest.raises(Absent), floors.begin(mara) as work:
        holders.view_matter(work, matter_id, "en")
    with floors.begin(mara) as work:
        work.opens_for(Task.CASE)
        assert holders.view_people(work, str(child.id), "en").matters == ()


def test_what_is_not_told_yet_cannot_be_asked_about(
    floors: Floors, admins: tuple[Actor, Actor], amina: Actor, child: Child
) -> None:
    look(floors, worker(floors, admins), child, CASE)
    for key in (WEEK, "2026-03-09", "nothing"):
        with pytest.raises(Absent):
            ask(floors, amina, child, key)


def test_a_question_is_put_once_and_by_ones_own_family_only(
    floors: Floors, amina: Actor, child: Child, mara: Actor, told: str
) -> None:
    ask(floors, amina, child, told, None)
    with pytest.raises(Conflict):
        ask(floors, amina, child, told)
    for stranger in (mara, accounts.guardian(floors, YUSUF)):
        with pytest.raises(Absent):
            ask(floors, stranger, child, told)


def test_about_a_record_taken_back_nothing_waits(
    floors: Floors, amina: Actor, child: Child, mara: Actor, told: str
) -> None:
    ask(floors, amina, child, told)
    with floors.begin(amina) as work:
        consents.wipe(work, str(child.id), at_once=False)
    assert waiting(floors, mara) == []
