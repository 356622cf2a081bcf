"""Questions of the desk to a claimant: shown on a fixed day, answered once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consent import DataClass, Permit
from registry.accounts.operations import find as find_account
from registry.authority import Permission
from registry.claims.models import Claim, Question
from registry.claims.operations.finding import (
    find,
    history_of,
    own,
    permit_for_own,
    questions_of,
)
from registry.claims.rules import Status, is_told, next_fixed_day, status
from registry.claims.sides import permit_for_claim
from registry.description import passage
from registry.errors import N_, Absent, Conflict
from registry.storage.database import uuid_of
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Work

NOTES = Compartment.NOTES


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """One question and its answer, as a reader sees them."""

    id: str
    asked_at: datetime
    text: str
    answer: str | None
    is_shown: bool
    """Has the fixed day come on which the claimant sees it?"""


def ask(work: Work, claim_id: str, text: str) -> Question:
    """Ask a claimant something; it is shown, and a message sent, on the next fixed day."""
    work.require(Permission.CLAIM_ASK)
    claim = find(work.session, claim_id)
    permit_for_claim(work, claim.ref, DataClass.NOTES)
    words = passage(text, "text")

    question = Question(claim_ref=claim.ref, by_ref=work.actor.ref, asked_at=work.now())
    work.session.add(question)
    work.vault.seal(question.ref, NOTES, {"text": words}, subject=claim.ref)
    work.trail.record(Event.CLAIM_ASKED, claim.ref, question.ref)
    language = find_account(work.session, claim.claimant_ref).language
    letter = work.outbox.send(
        "claim_question", to=claim.claimant_ref, about=claim.ref, language=language
    )
    letter.next_try_at = next_fixed_day(work.now())
    return question


def answer(work: Work, question_id: str, text: str) -> None:
    """Answer a question about one's own claim, once."""
    question, claim = _own_question(work, question_id)
    permit = permit_for_own(work, claim, "answer", DataClass.NOTES)
    words = passage(text, "text")
    if question.answered_at is not None:
        raise Conflict(N_("You have answered this question. Your first answer stands."))

    told = work.vault.read(question.ref, NOTES, permit)
    work.vault.seal(question.ref, NOTES, told | {"answer": words}, subject=claim.ref)
    question.answered_at = work.now()
    work.trail.record(Event.CLAIM_ANSWERED, claim.ref, question.ref)


def own_question(work: Work, question_id: str) -> Asked:
    """A question to whoever acts."""
    question, claim = _own_question(work, question_id)
    return _read(work, question, permit_for_own(work, claim, "view", DataClass.NOTES))


def own_questions(work: Work, claim: Claim) -> list[Asked]:
    """What the claimant has been asked so far; nothing is opened where nothing was asked."""
    shown = [
        question
        for question in questions_of(work.session, claim.ref)
        if is_told(question.asked_at, work.now())
    ]
    if not shown:
        return []
    permit = permit_for_own(work, claim, "view", DataClass.NOTES)
    return [_read(work, question, permit) for question in shown]


def questions_at_desk(work: Work, claim_id: str) -> list[Asked]:
    """Every question about a claim, with the answers, for a coordinator."""
    work.require(Permission.CLAIM_ASK)
    claim = find(work.session, claim_id)
    permit = permit_for_claim(work, claim.ref, DataClass.NOTES)
    work.asks_why(claim.ref, Permission.CLAIM_ASK)
    asked = questions_of(work.session, claim.ref)
    return [_read(work, question, permit) for question in asked]


def _own_question(work: Work, question_id: str) -> tuple[Question, Claim]:
    key = uuid_of(f"{Question.kind}:{question_id}", Question.kind)
    question = None if key is None else work.session.get(Question, key)
    if question is None or not is_told(question.asked_at, work.now()):
        raise Absent
    claim = own(work, question.claim_ref.removeprefix(f"{Claim.kind}:"), Permission.CLAIM_ANSWER)
    if status(history_of(work.session, claim), work.now()) is Status.CLOSED:
        raise Absent
    return question, claim


def _read(work: Work, question: Question, permit: Permit) -> Asked:
    told = work.vault.read(question.ref, NOTES, permit)
    return Asked(
        id=str(question.id),
        asked_at=question.asked_at,
        text=told.get("text", ""),
        answer=told.get("answer"),
        is_shown=is_told(question.asked_at, work.now()),
    )
