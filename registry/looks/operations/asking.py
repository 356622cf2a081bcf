"""A question about a look: put by a family, answered by a coordinator who is not on the case.

The answer a family reads is one of two fixed sentences: words of one's own could tell what the
page holds back. Why a coordinator found so is sealed, for whoever has to find it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC

from sqlalchemy.orm import Session

from registry.accounts.operations import find as find_account
from registry.authority import Actor, Permission
from registry.children.models import Child, Matter, MatterAnswer
from registry.children.operations import find, is_guardian, kept_away, open_matters
from registry.children.rules import WITHIN, Concern
from registry.claims.models import Claim
from registry.claims.operations import finding as claims
from registry.errors import N_, Absent, Conflict
from registry.holders.operations.finding import read_words, row_of
from registry.looks.operations.cases import works_on
from registry.looks.operations.questions import ABOUT, answer_to
from registry.looks.operations.reading import (
    Look,
    LooksPage,
    Whose,
    openings_of,
    own_subject,
    row_named,
    view_looks,
)
from registry.looks.rules import Found
from registry.purposes import ACCOUNTABILITY
from registry.reasons import Task
from registry.storage.database import Referenced
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Work


@dataclass(frozen=True, slots=True, repr=False)
class Question:
    """A question as the coordinator reads it: which row it is about, and what was asked."""

    matter: Matter
    reference: str
    look: Look
    words: str | None


def view_row(work: Work, whose: Whose, key: str) -> tuple[LooksPage, Look]:
    """One row of the page as it stands; what is not told yet cannot be asked about."""
    page = view_looks(work, whose)
    look = next((each for each in page.looks if each.key == key), None)
    if look is None:
        raise Absent
    return page, look


def ask(work: Work, whose: Whose, key: str, words: str | None) -> None:
    """Ask about one row. It reaches a coordinator within 72 hours."""
    subject = own_subject(work, whose, Permission.LOOK_ASK)
    _, look = view_row(work, whose, key)
    if look.asked is not None:
        raise Conflict(N_("You have asked about this already. Look at the page for the answer."))
    now = work.now()
    matter = Matter(
        child_ref=subject.ref,
        concern=Concern.LOOK.value,
        about_ref=f"{ABOUT}{key}",
        speaker_ref=work.actor.ref,
        purpose=None,
        opened_at=now,
        answer_by=now + WITHIN[Concern.LOOK],
    )
    work.session.add(matter)
    work.trail.record(Event.MATTER_RAISED, subject.ref, matter.ref, concern=matter.concern)
    _seal(work, subject.ref, matter, words)


def view_question(work: Work, matter_id: str) -> Question:
    """One question that nobody has answered yet, for a coordinator who is not on the case."""
    matter, subject = _open(work, matter_id)
    look = row_named(work, subject.ref, matter.about_ref.removeprefix(ABOUT))
    return Question(matter, subject.reference, look, read_words(work, matter))


def answer(work: Work, matter_id: str, found: Found, words: str) -> None:
    """Say what was found; the family is written to in neutral words."""
    matter, subject = _open(work, matter_id)
    said = MatterAnswer(
        matter_ref=matter.ref,
        child_ref=matter.child_ref,
        by_ref=work.actor.ref,
        outcome=found.value,
        at=work.now(),
    )
    work.session.add(said)
    about = (matter.ref, said.ref)
    work.trail.record(Event.MATTER_ANSWERED, subject.ref, *about, outcome=found.value)
    _seal(work, subject.ref, said, words)
    to = matter.speaker_ref
    language = find_account(work.session, to).language
    work.outbox.send("look_answered", to=to, about=subject.ref, language=language)


def waiting_for(session: Session, actor: Actor) -> Iterator[tuple[Matter, Child | Claim]]:
    """The questions nobody has answered yet, and this person may; the most pressing first."""
    for matter in open_matters(session):
        if matter.concern == Concern.LOOK.value:
            with suppress(Absent):
                yield matter, _for(session, actor, matter)


def _for(session: Session, actor: Actor, matter: Matter) -> Child | Claim:
    """What a question is about, for a coordinator who may answer it; else it is not there.

    Not for family, nor for who is kept away, nor for anybody on a case of it, nor for who looked.
    What was taken back is nobody's to look into.
    """
    kind, _, id_ = matter.child_ref.partition(":")
    subject = find(session, id_) if kind == Child.kind else claims.find(session, id_)
    if isinstance(subject, Child):
        is_there = subject.is_registered and not is_guardian(session, subject, actor.ref)
    else:
        is_there = not claims.is_taken_back(session, subject.ref)
    is_kept_away = kept_away(session, [subject.ref]).covers(actor)
    if not is_there or is_kept_away or actor.ref == matter.speaker_ref:
        raise Absent
    looked = (
        each for each in openings_of(session, subject.ref, UTC) if each.actor_ref == actor.ref
    )
    is_who_looked = any(each.is_of_case or matter.about_ref == ABOUT + each.id for each in looked)
    if is_who_looked or works_on(session, subject.ref, actor.ref):
        raise Absent
    return subject


def _open(work: Work, matter_id: str) -> tuple[Matter, Child | Claim]:
    work.require(Permission.LOOK_ANSWER)
    work.opens_for(Task.MATTER)
    matter = row_of(work.session, Matter, matter_id)
    if matter.concern != Concern.LOOK.value or answer_to(work.session, matter) is not None:
        raise Absent
    return matter, _for(work.session, work.actor, matter)


def _seal(work: Work, subject: str, owner: Referenced, words: str | None) -> None:
    if not words:
        return
    if ACCOUNTABILITY not in work.consent.standing(subject).bases:
        work.consent.record_basis(subject=subject, kind=ACCOUNTABILITY, people=(work.actor.ref,))
        work.trail.record(Event.BASIS_RECORDED, subject, basis=ACCOUNTABILITY)
    work.vault.seal(owner.ref, Compartment.NOTES, {"words": words}, subject=subject)
