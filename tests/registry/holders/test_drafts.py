"""A form whose child said no and then yes: it waits for a worker, and the desk is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from registry.authority import Actor, Role
from registry.children import operations as records
from registry.children.models import Child
from registry.children.rules import Outcome, Said
from registry.consents import operations as consents
from registry.errors import Absent, Conflict
from registry.holders import operations
from registry.purposes import SEARCH_FOUND, SHOW_CASEWORKERS
from registry.work import Floors
from tests.cast import AMINA, NOOR
from tests.making import accounts, children, holders
from tests.making.children import reply
from tests.making.holders import Desk
from tests.registry.holders.test_pages import as_

WHY = "Spoke with her alone, by video. She had thought of another photo"


@pytest.fixture
def draft(floors: Floors, amina: Actor) -> Child:
    """A form of a child of nine, with every answer of the guardian in it."""
    child = children.begun(floors, amina)
    children.tell(floors, amina, child, holders.aged(floors, 9))
    children.answer_all(floors, amina, child)
    return child


def says(floors: Floors, amina: Actor, child: Child, said: Said, to: str) -> None:
    """What the child says on the guardian's telephone."""
    told = holders.heard(floors, child, to, said, amina)
    with floors.begin(amina) as work:
        records.hear(work, str(child.id), to, told)


@pytest.fixture
def waiting(floors: Floors, amina: Actor, draft: Child) -> Child:
    """A no, and then a yes."""
    says(floors, amina, draft, Said.NO, SHOW_CASEWORKERS)
    assert holders.matters(floors, draft) == []
    says(floors, amina, draft, Said.YES, SHOW_CASEWORKERS)
    return draft


def register(floors: Floors, amina: Actor, child: Child) -> Child:
    """The guardian goes on."""
    with floors.begin(amina) as work:
        return records.register_child(work, str(child.id))


def answer(floors: Floors, who: Actor, child: Child, outcome: Outcome) -> None:
    """A worker says what came of it."""
    matter = holders.matters(floors, child)[-1]
    with floors.begin(who) as work:
        operations.answer_matter(work, str(matter.id), outcome, WHY)


def verbs(floors: Floors, who: Actor) -> list[tuple[str, str]]:
    """What waits for somebody today."""
    with floors.reading() as session:
        found = operations.tasks_of(session, who, floors.clock())
    return [(each.reference, each.endpoint) for each in found]


def test_a_form_that_waits_is_a_task_of_the_desk_and_of_nobody_else(
    floors: Floors, desk: Desk, waiting: Child, amina: Actor
) -> None:
    for who in desk:
        assert verbs(floors, who) == [(waiting.reference, "holders.matter")]
    assert verbs(floors, replace(amina, roles=amina.roles | {Role.CASEWORKER})) == []


def test_a_yes_after_a_no_to_what_is_not_needed_waits_for_nobody(
    floors: Floors, desk: Desk, draft: Child, amina: Actor
) -> None:
    says(floors, amina, draft, Said.NO, SEARCH_FOUND)
    says(floors, amina, draft, Said.YES, SEARCH_FOUND)
    assert verbs(floors, desk.noor) == []


def test_said_twice_it_is_one_task(
    floors: Floors, desk: Desk, waiting: Child, amina: Actor
) -> None:
    says(floors, amina, waiting, Said.YES, SHOW_CASEWORKERS)
    assert len(verbs(floors, desk.noor)) == 1


def test_once_a_worker_set_the_no_aside_the_guardian_is_told_asked_afresh_and_goes_on(
    floors: Floors, desk: Desk, waiting: Child, amina: Actor
) -> None:
    with pytest.raises(Conflict):
        register(floors, amina, waiting)
    answer(floors, desk.noor, waiting, Outcome.SET_ASIDE)
    (letter,) = accounts.letters(floors, amina.ref, "record_changed")
    assert "alone" not in str(letter)
    assert verbs(floors, desk.noor) == []
    with floors.begin(amina) as work:
        records.answer_in_draft(work, str(waiting.id), SHOW_CASEWORKERS, reply(SHOW_CASEWORKERS))
    assert register(floors, amina, waiting).is_registered


def test_a_no_that_stands_keeps_the_form_from_becoming_a_record(
    floors: Floors, desk: Desk, waiting: Child, amina: Actor
) -> None:
    answer(floors, desk.noor, waiting, Outcome.STANDS)
    with pytest.raises(Conflict):
        register(floors, amina, waiting)
    says(floors, amina, waiting, Said.YES, SHOW_CASEWORKERS)
    assert len(verbs(floors, desk.noor)) == 1


def test_the_desk_sees_nothing_else_of_a_form(
    floors: Floors, desk: Desk, waiting: Child, draft: Child
) -> None:
    assert waiting is draft
    for act in (
        lambda work: operations.view_people(work, str(draft.id), "en"),
        lambda work: operations.view_voice_at_desk(work, str(draft.id), "en"),
    ):
        with pytest.raises(Absent), floors.begin(desk.mara) as work:
            act(work)


def test_a_form_that_is_wiped_waits_no_longer(
    floors: Floors, desk: Desk, waiting: Child, amina: Actor
) -> None:
    with floors.begin(amina) as work:
        consents.wipe(work, str(waiting.id), at_once=True)
    assert verbs(floors, desk.noor) == []
    (matter,) = holders.matters(floors, waiting)
    with pytest.raises(Absent), floors.begin(desk.noor) as work:
        operations.view_matter(work, str(matter.id), "en")


def test_the_pages(
    client: FlaskClient, floors: Floors, desk: Desk, waiting: Child, amina: Actor
) -> None:
    with floors.begin(amina) as work:
        left = [each.purpose for each in records.view_voice(work, str(waiting.id), "en").answers]
    for purpose in left:
        says(floors, amina, waiting, Said.YES, purpose)
    home = as_(client, AMINA).open(f"/children/{waiting.id}/voice")
    assert "somebody here talks with your child, alone" in home.text
    assert "said no" not in home.text
    del desk
    walk = as_(client, NOOR).open("/desk")
    assert "A form waits for it" in walk.text
    (matter,) = holders.matters(floors, waiting)
    walk.open(f"/desk/matters/{matter.id}")
    assert "The form waits for you" in walk.text
    assert WHY in walk.refused(words=WHY).text
    walk.send(outcome="set_aside", words=WHY)
    assert walk.here == "/desk"
    assert "Nothing waits for you" in walk.text
