"""What an enrolment asks and what it still waits for: frozen facts for its pages."""

from __future__ import annotations

from dataclasses import dataclass

from consent import Joint, Notice, WithOthers
from registry.authority import Permission
from registry.children.models import Child
from registry.children.operations.assenting import voice_of
from registry.children.operations.enrolling import (
    is_confirmed,
    next_question,
    questions,
    refused,
)
from registry.children.operations.heeding import is_stopped_by_child, unheeded
from registry.children.operations.opening import guardianship_of, own, progress_of
from registry.children.operations.speaking import notice_for, said_yes
from registry.children.parts import still_needed
from registry.errors import Absent
from registry.purposes import CATALOGUE, asked_at_enrolment, offered_later
from registry.work import Work

ASKED_LATER = (*asked_at_enrolment(has_photo=True, apart=True), *offered_later())
"""What may be asked, or asked again, once a record stands."""


@dataclass(frozen=True, slots=True)
class Question:
    """One purpose as it is asked."""

    purpose: str
    notice: Notice
    needs_others: bool
    """The yes counts once every guardian said it."""
    place: int
    """Which question of this enrolment it is, from 1."""
    all: int


@dataclass(frozen=True, slots=True)
class Gate:
    """What stands between a draft and its registration."""

    confirmed: bool
    needed: tuple[str, ...]
    refused: tuple[str, ...]
    question: str | None
    asks_child: bool
    """Is there a question left that only the child can answer, and is the child here?"""
    stopped_by_child: bool
    """Did the child say no, or is a young person's own yes still to come?"""

    @property
    def is_open(self) -> bool:
        """Is all said and done?"""
        return (
            self.confirmed
            and not self.needed
            and not self.refused
            and self.question is None
            and not self.stopped_by_child
        )


def view_gate(work: Work, child_id: str) -> Gate:
    """What a draft still waits for before it can be registered."""
    child = own(work, child_id, Permission.CHILD_EDIT)
    if not child.is_draft:
        raise Absent
    return Gate(
        confirmed=is_confirmed(work),
        needed=still_needed(progress_of(work, child)),
        refused=refused(work, child),
        question=next_question(work, child) or unheeded(work, child, questions(work, child)),
        asks_child=_asks_child(work, child),
        stopped_by_child=is_stopped_by_child(work, child),
    )


def _asks_child(work: Work, child: Child) -> bool:
    voice = voice_of(work, child, "en")
    return voice.next is not None and not voice.is_apart


def view_question(work: Work, child_id: str, purpose: str, language: str) -> Question:
    """One purpose in the words it is asked in."""
    child = own(work, child_id, Permission.CONSENT_GIVE)
    every = questions(work, child) if child.is_draft else ASKED_LATER
    if purpose not in every:
        raise Absent
    declared = CATALOGUE.purpose(purpose)
    stated = guardianship_of(work.session, child.ref)
    joint = declared.joint is Joint.ALL and stated.with_others != WithOthers.SOLE.value
    notice = notice_for(purpose, language)
    return Question(purpose, notice, joint, every.index(purpose) + 1, len(every))


def view_answers(work: Work, child_id: str, language: str) -> list[tuple[str, str, bool]]:
    """Each question of an enrolment, its words and its answer, as far as there is one."""
    child = own(work, child_id, Permission.CHILD_REGISTER)
    said = ((code, said_yes(work, child, code)) for code in questions(work, child))
    return [(code, notice_for(code, language).title, yes) for code, yes in said if yes is not None]
