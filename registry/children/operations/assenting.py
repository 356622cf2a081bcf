"""A child's own yes, no, or “I do not know”: what is asked, in which words, and what was heard.

What a child's answer weighs at which age is told by the bands of the ledger; nothing here decides
it. A child who is apart is not asked, and a child under six is too young: both are written down.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from consent import Answer, Assent, Expression, Medium, Method, Notice
from registry.authority import Permission
from registry.children.models import Child
from registry.children.operations.heeding import (
    bands_of,
    is_stopped_by_child,
    newest_answers,
    said_no,
    waits_for_a_worker,
)
from registry.children.operations.matters import (
    close_matter,
    find_open,
    open_matters,
    raise_matter,
)
from registry.children.operations.opening import is_apart, own
from registry.children.operations.speaking import drop_photos, keeps_photos
from registry.children.rules import Concern, Heard, Outcome, Said
from registry.errors import N_, Absent, Conflict
from registry.purposes import (
    CATALOGUE,
    CHILD_6_11,
    CHILD_12_15,
    CONTACT_ME,
    STORE_PHOTO,
    asked_at_enrolment,
    offered_later,
)
from registry.trail.events import Event
from registry.work import Work

ASKED_FROM: Final = 6
FRESH: Final = timedelta(minutes=10)
OWN_WORDS_FROM: Final = 12
ABSENT: Final = "absent"
BACK: Final = "to_be_asked"
TOO_YOUNG: Final = "too_young"
UNSURE: Final = "unsure"
ASKED: Final = "asked"
NOBODY_ASKED: Final = frozenset({None, BACK, UNSURE, TOO_YOUNG})
ANSWERS: Final = {Said.YES: Answer.YES, Said.NO: Answer.NO, Said.UNSURE: Answer.NOT_ASKED}

ABOUT_THE_CHILD: Final = tuple(
    code
    for code in (*asked_at_enrolment(has_photo=True, apart=True), *offered_later())
    if code != CONTACT_ME
)
"""What a child is asked about, in order; being called and written to is the guardian's own."""


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """One purpose, and what the child has said to it so far."""

    purpose: str
    title: str
    said: Said | None


@dataclass(frozen=True, slots=True)
class VoicePage:
    """The child's own questions: where they stand, and whether they can be asked now."""

    child_id: str
    is_draft: bool
    is_apart: bool
    is_too_young: bool
    is_stopped: bool
    """A draft cannot become a record before the child has said yes."""
    waits_for_worker: bool
    """A draft cannot become a record before somebody at the desk has spoken with the child."""
    answers: tuple[OwnAnswer, ...]

    @property
    def next(self) -> str | None:
        """The first question without an answer."""
        return next((each.purpose for each in self.answers if each.said is None), None)


@dataclass(frozen=True, slots=True)
class ChildQuestion:
    """One purpose in the child's own words."""

    purpose: str
    notice: Notice
    is_young: bool
    """Pictures stand beside the words."""
    place: int
    all: int
    just_said: Said | None
    """The answer, while it is fresh: nobody who comes back later reads a child's no here."""


def view_voice(work: Work, child_id: str, language: str) -> VoicePage:
    """Where a child's own answers stand, for the guardian."""
    return voice_of(work, own(work, child_id, Permission.ASSENT_HEAR), language)


def voice_of(work: Work, child: Child, language: str) -> VoicePage:
    """Where a child's own answers stand; the caller was asked."""
    heard = newest_answers(work, child.ref)
    return VoicePage(
        child_id=str(child.id),
        is_draft=child.is_draft,
        is_apart=is_apart(work.session, child.ref),
        is_too_young=not may_be_asked(work, child.ref),
        is_stopped=child.is_draft and is_stopped_by_child(work, child),
        waits_for_worker=child.is_draft and bool(open_matters(work.session, child.ref)),
        answers=tuple(
            OwnAnswer(
                code,
                notice_for_child(work, child.ref, code, language).title,
                _said(heard.get(code)),
            )
            for code in asked_of(work, child)
        ),
    )


def view_child_question(work: Work, child_id: str, purpose: str, language: str) -> ChildQuestion:
    """One of the questions a guardian hands over to the child."""
    return question_of(work, own(work, child_id, Permission.ASSENT_HEAR), purpose, language)


def question_of(work: Work, child: Child, purpose: str, language: str) -> ChildQuestion:
    """One purpose in the words of the child's age; the caller was asked."""
    every = asked_of(work, child)
    if purpose not in every or is_apart(work.session, child.ref):
        raise Absent
    notice = notice_for_child(work, child.ref, purpose, language)
    return ChildQuestion(
        purpose=purpose,
        notice=notice,
        is_young=notice.audience == CHILD_6_11,
        place=every.index(purpose) + 1,
        all=len(every),
        just_said=_just_said(work, child.ref, purpose),
    )


def hear(work: Work, child_id: str, purpose: str, heard: Heard) -> None:
    """Record what a child answered on the guardian's telephone."""
    child = own(work, child_id, Permission.ASSENT_HEAR)
    medium = Medium.READ_ALOUD if heard.is_aloud else Medium.SCREEN
    record_answer(work, child, purpose, heard, Expression(Method.SELF, medium, heard.language))


def record_answer(
    work: Work, child: Child, purpose: str, heard: Heard, expression: Expression
) -> None:
    """Put the words shown and the answer on record; a no is looked at by a second worker."""
    asked = question_of(work, child, purpose, heard.language)
    if heard.shown != asked.notice.digest:
        raise Conflict(N_("The words on this page have changed. Please read them again."))
    work.consent.present(
        subject=child.ref, speaker=child.ref, notices=[asked.notice], expression=expression
    )
    work.trail.record(Event.NOTICE_PRESENTED, child.ref, notices=[asked.notice.ref])
    reason = UNSURE if heard.said is Said.UNSURE else ASKED
    fact = _record(work, child, purpose, (ANSWERS[heard.said], reason), expression)
    _close_what_asks(work, child)
    if heard.said is not Said.NO:
        if heard.said is Said.YES and child.is_draft:
            _ask_the_desk(work, child, purpose)
        return
    if purpose == STORE_PHOTO and not keeps_photos(work, child):
        drop_photos(work, child)
    if child.is_registered and _is_looked_at(work, child.ref, purpose):
        raise_matter(work, child, Concern.DISSENT, fact.ref, purpose)


def is_asked_all(work: Work, child: Child) -> bool:
    """Has the child answered whatever can be asked now?"""
    heard = newest_answers(work, child.ref)
    return all(_said(heard.get(code)) is not None for code in asked_of(work, child))


def _close_what_asks(work: Work, child: Child) -> None:
    """The desk need not ask a child who has answered everything, at home or there."""
    asks = find_open(work.session, child.ref, Concern.ASK, child.ref)
    if asks is not None and is_asked_all(work, child):
        close_matter(work, asks, Outcome.DONE)


def _ask_the_desk(work: Work, child: Child, purpose: str) -> None:
    """Put a form before the desk whose child said no to what is needed, and now says yes.

    Both were told on the guardian's own telephone: a worker speaks with the child first.
    """
    if waits_for_a_worker(work, child.ref, purpose):
        no = next(
            fact
            for fact in reversed(work.consent.facts(child.ref))
            if isinstance(fact, Assent) and fact.purpose == purpose and fact.answer is Answer.NO
        )
        raise_matter(work, child, Concern.DISSENT, no.ref, purpose)


def settle(work: Work, child: Child) -> None:
    """Write down for whom there is nothing to ask: too young, or not here. Said once, not again.

    Whoever said no once has a say, whatever is told of their age later: a no is not written over.
    """
    known, denied = newest_answers(work, child.ref), said_no(work, child.ref)
    apart = is_apart(work.session, child.ref)
    too_young = not may_be_asked(work, child.ref)
    for purpose in ABOUT_THE_CHILD:
        last = known.get(purpose)
        reason = None if last is None else last.reason
        if purpose in denied:
            continue
        if too_young:
            if reason != TOO_YOUNG:
                _note(work, child, purpose, Answer.UNABLE, TOO_YOUNG)
        elif apart and reason in NOBODY_ASKED and _excuses(work, child.ref, purpose):
            _note(work, child, purpose, Answer.NOT_ASKED, ABSENT)
        elif reason == TOO_YOUNG or (reason == ABSENT and not apart):
            _note(work, child, purpose, Answer.NOT_ASKED, BACK)


def may_be_asked(work: Work, child_ref: str) -> bool:
    """May this child be six or older? Where the age is a guess, the child is asked."""
    return any(band.from_age >= ASKED_FROM for band in bands_of(work, child_ref))


def asked_of(work: Work, child: Child) -> tuple[str, ...]:
    """What a child is asked: whatever a guardian has said yes to, and the yes still lasts."""
    if not may_be_asked(work, child.ref):
        return ()
    standing = work.consent.standing(child.ref)
    return tuple(code for code in ABOUT_THE_CHILD if standing.status(code).is_live)


def notice_for_child(work: Work, child_ref: str, purpose: str, language: str) -> Notice:
    """The words of the child's age; where it is a guess, the plainer ones."""
    bands = bands_of(work, child_ref)
    is_young = any(band.from_age < OWN_WORDS_FROM for band in bands)
    return CATALOGUE.notice(purpose, CHILD_6_11 if is_young else CHILD_12_15, language)


def _said(fact: Assent | None) -> Said | None:
    if fact is None:
        return None
    if fact.reason == UNSURE:
        return Said.UNSURE
    return {Answer.YES: Said.YES, Answer.NO: Said.NO}.get(fact.answer)


def _just_said(work: Work, child_ref: str, purpose: str) -> Said | None:
    fact = newest_answers(work, child_ref).get(purpose)
    is_fresh = fact is not None and work.now() - fact.recorded_at < FRESH
    return _said(fact) if is_fresh else None


def _is_looked_at(work: Work, child_ref: str, purpose: str) -> bool:
    """Does a no stop everything until a second worker has looked?"""
    return any(purpose in band.dissent_suspends for band in bands_of(work, child_ref))


def _excuses(work: Work, child_ref: str, purpose: str) -> bool:
    return any(purpose in band.absence_excuses for band in bands_of(work, child_ref))


def _note(work: Work, child: Child, purpose: str, answer: Answer, reason: str) -> None:
    unasked = Expression(Method.ASSISTED, Medium.SCREEN, "en", work.actor.ref)
    _record(work, child, purpose, (answer, reason), unasked)


def _record(
    work: Work,
    child: Child,
    purpose: str,
    said: tuple[Answer, str],
    expression: Expression,
) -> Assent:
    answer, reason = said
    fact = work.consent.record_assent(
        subject=child.ref,
        purpose=purpose,
        answer=answer,
        reason=reason,
        heard_by=work.actor.ref,
        expression=expression,
    )
    work.trail.record(Event.ASSENT_RECORDED, child.ref, purpose=purpose, answer=answer.value)
    return fact
