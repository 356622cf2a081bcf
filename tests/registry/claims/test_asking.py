"""Questions to a claimant: shown on a fixed day, answered once, read by the desk."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from registry.authority import Actor
from registry.children.rules import Anyone, Safety
from registry.claims import operations, sides
from registry.claims.models import Question
from registry.claims.rules import Status, next_fixed_day
from registry.description import ClosureReason
from registry.errors import Absent, Conflict, Invalid
from registry.outbox.models import Message
from registry.reasons import Task
from registry.work import Floors
from tests.conftest import Clock
from tests.making import accounts, claims
from tests.registry.claims.conftest import Desk

WORDS = "Is there a mark on the child's body?"


def asked(floors: Floors, desk: Desk, claim_id: str) -> Question:
    """A question by the coordinator."""
    with floors.begin(desk.mara) as work:
        return operations.ask(work, claim_id, WORDS)


def test_a_question_is_shown_on_the_next_fixed_day(
    floors: Floors, clock: Clock, desk: Desk, yusuf: Actor
) -> None:
    claim = claims.filed(floors, yusuf)
    question = asked(floors, desk, str(claim.id))
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        operations.own_question(work, str(question.id))
    with floors.begin(yusuf) as work:
        shown = operations.view_sent(work, str(claim.id))
    assert shown.questions == ()
    assert shown.row.status is Status.RECEIVED

    clock.at = next_fixed_day(clock())
    with floors.begin(yusuf) as work:
        shown = operations.view_sent(work, str(claim.id))
    assert shown.row.status is Status.ASKING
    assert [each.text for each in shown.questions] == [WORDS]


def test_the_message_waits_for_the_same_day(
    floors: Floors, clock: Clock, desk: Desk, yusuf: Actor
) -> None:
    claim = claims.filed(floors, yusuf)
    asked(floors, desk, str(claim.id))
    with floors.reading() as session:
        query = select(Message).where(Message.name == "claim_question")
        letter = session.scalars(query).one()
    assert letter.next_try_at == next_fixed_day(clock())
    assert WORDS not in accounts.written(floors, yusuf.ref).body


def test_an_answer_is_kept_once_and_read_by_the_desk(
    floors: Floors, clock: Clock, desk: Desk, yusuf: Actor
) -> None:
    claim = claims.filed(floors, yusuf)
    question_id = str(asked(floors, desk, str(claim.id)).id)
    clock.move(days=7)
    with floors.begin(yusuf) as work:
        operations.answer(work, question_id, "A scar on the left knee.")
    with pytest.raises(Conflict), floors.begin(yusuf) as work:
        operations.answer(work, question_id, "No, on the right.")
    with floors.begin(yusuf) as work:
        assert operations.view_row(work, str(claim.id)).status is Status.OPEN
        assert operations.own_question(work, question_id).answer == "A scar on the left knee."
    with floors.begin(desk.mara) as work:
        work.opens_for(Task.CASE)
        (read,) = operations.questions_at_desk(work, str(claim.id))
    assert (read.text, read.answer) == (WORDS, "A scar on the left knee.")


def test_an_empty_answer_is_none(floors: Floors, clock: Clock, desk: Desk, yusuf: Actor) -> None:
    claim = claims.filed(floors, yusuf)
    question_id = str(asked(floors, desk, str(claim.id)).id)
    clock.move(days=7)
    with pytest.raises(Invalid), floors.begin(yusuf) as work:
        operations.answer(work, question_id, "  ")
    with pytest.raises(Invalid), floors.begin(desk.mara) as work:
        operations.ask(work, str(claim.id), " ")


def test_a_question_is_for_its_claimant_alone(
    floors: Floors, clock: Clock, desk: Desk, amina: Actor, yusuf: Actor
) -> None:
    claim = claims.filed(floors, yusuf)
    question_id = str(asked(floors, desk, str(claim.id)).id)
    clock.move(days=7)
    for who, which in (
        (amina, question_id),
        (desk.mara, question_id),
        (yusuf, str(uuid.uuid4())),
        (yusuf, "nonsense"),
    ):
        with pytest.raises(Absent), floors.begin(who) as work:
            operations.answer(work, which, "Yes.")


def test_only_a_coordinator_asks(floors: Floors, desk: Desk, yusuf: Actor) -> None:
    claim = claims.filed(floors, yusuf)
    for who in (yusuf, desk.hana, desk.omar):
        with pytest.raises(Absent), floors.begin(who) as work:
            operations.ask(work, str(claim.id), WORDS)
        with pytest.raises(Absent), floors.begin(who) as work:
            operations.questions_at_desk(work, str(claim.id))


def test_nobody_is_asked_about_a_draft_or_a_closed_claim(
    floors: Floors, desk: Desk, yusuf: Actor
) -> None:
    draft, claim = claims.begun(floors, yusuf), claims.filed(floors, yusuf)
    with floors.begin(desk.mara) as work:
        operations.close_claim(work, claim.ref, ClosureReason.OTHER)
    for each in (draft, claim):
        with pytest.raises(Absent):
            asked(floors, desk, str(each.id))


def test_an_answer_on_its_way_when_the_claim_was_closed_is_taken_in(
    floors: Floors, clock: Clock, desk: Desk, yusuf: Actor
) -> None:
    claim = claims.filed(floors, yusuf)
    question_id = str(asked(floors, desk, str(claim.id)).id)
    clock.move(days=8)
    with floors.begin(desk.mara) as work:
        operations.close_claim(work, claim.ref, ClosureReason.OTHER)
    with floors.begin(yusuf) as work:
        assert operations.view_row(work, str(claim.id)).status is Status.ASKING
        operations.answer(work, question_id, "A scar.")
    clock.move(days=7)
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        operations.own_question(work, question_id)


def test_whoever_filed_a_found_claim_is_asked_too(floors: Floors, clock: Clock, desk: Desk) -> None:
    waiting = claims.handed_in(floors, desk.hana)
    with pytest.raises(Absent):
        asked(floors, desk, str(waiting.id))
    claim = claims.found(floors, desk.hana, desk.omar)
    question_id = str(asked(floors, desk, str(claim.id)).id)
    clock.move(days=7)
    with floors.begin(desk.hana) as work:
        operations.answer(work, question_id, "She sings of a river.")
    with floors.begin(desk.mara) as work:
        work.opens_for(Task.CASE)
        assert operations.questions_at_desk(work, str(claim.id))[0].answer


def test_what_was_asked_for_safety_is_written_down_by_a_coordinator(
    floors: Floors, desk: Desk, yusuf: Actor
) -> None:
    claim = claims.filed(floors, yusuf, safety=Safety(Anyone.NOT_ASSESSED))
    told = Safety(Anyone.YES, "His brother in law.")
    with floors.begin(desk.mara) as work:
        work.opens_for(Task.CASE)
        operations.record_safety(work, str(claim.id), told)
        assert sides.safety(work, claim.ref) == told
    with pytest.raises(Invalid), floors.begin(desk.mara) as work:
        operations.record_safety(work, str(claim.id), Safety(Anyone.NO))
    with pytest.raises(Absent), floors.begin(desk.hana) as work:
        operations.record_safety(work, str(claim.id), told)
