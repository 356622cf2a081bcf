"""Asking both sides whether the other may be told. One yes alone tells nobody anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from consent import (
    Answer,
    Assurance,
    Capacity,
    Expression,
    Medium,
    Method,
    Notice,
    Presentation,
    Status,
)
from registry.authority import Permission, Relation
from registry.children.operations.stating import Stated, state
from registry.claims.sides import Side
from registry.errors import N_, Absent, Conflict, Invalid
from registry.purposes import ADULT, CATALOGUE, REVEAL_MATCH
from registry.reasons import Own
from registry.reunion import rules
from registry.reunion.codes import Days
from registry.reunion.models import RevealAnswer, RevealQuestion
from registry.reunion.operations.before import must_go_on
from registry.reunion.operations.case import (
    CaseFile,
    find_case,
    is_closed,
    newest,
    next_place,
    own_case,
    speaks_for,
    still_stands,
    write_to,
)
from registry.reunion.operations.standing import answers_of, assurance_of, facts_of, leads_of
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Work


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """One side's answer; `shown` is the digest of the very words that were read."""

    is_yes: bool
    shown: str
    name: str = ""
    """What the other side may call them: all that is ever told of a side."""
    days: Days = Days.SHORT
    language: str = "en"


def notice(language: str) -> Notice:
    """The words that are shown before the answer; never silently in another language."""
    return CATALOGUE.notice(REVEAL_MATCH, ADULT, language)


def ask_both(work: Work, review_id: str) -> RevealQuestion:
    """Ask both sides whether the other may be told; only when everything before is on record."""
    case = own_case(work, review_id, Permission.CASE_MOVE)
    must_go_on(work, case)
    work.must_not_be_stopped()
    facts = facts_of(work, case)
    if not rules.may_tell(facts):
        raise Conflict(rules.still_needed(facts)[0])
    if facts.is_asked and not has_run_out(work, case):
        raise Conflict(N_("Both sides have been asked already."))

    question = RevealQuestion(
        review_ref=case.ref,
        place=next_place(work, RevealQuestion, case),
        by_ref=work.actor.ref,
        at=work.now(),
    )
    work.session.add(question)
    work.trail.record(Event.REVEAL_ASKED, case.ref, question.ref)
    for side in case.sides:
        write_to(work, side, "question_waiting", case=case.id)
    return question


def has_run_out(work: Work, case: CaseFile) -> bool:
    """Did both say yes, and a yes came to its end by time alone? Only then are they asked again."""
    answers = [(each.side_ref, each.is_yes) for each in answers_of(work.session, case)]
    stands = {
        work.consent.standing(ref).status(REVEAL_MATCH, recipient=case.ref) for ref in case.refs
    }
    in_time = {Status.ACTIVE, Status.EXPIRED}
    return rules.is_mutual(answers, case.refs) and Status.EXPIRED in stands and stands <= in_time


def own_side(work: Work, review_id: str, permission: Permission) -> tuple[CaseFile, Side]:
    """The side the actor speaks for, once it was asked; for anybody else there is nothing."""
    case = find_case(work.session, review_id)
    side = next((each for each in case.sides if speaks_for(work.actor, each)), None)
    if side is None or newest(work.session, RevealQuestion, case) is None:
        raise Absent
    work.require(permission, Relation.LEAD_OF_AGENCY if side.is_found else Relation.SPEAKER)
    work.opens_own(side.ref)
    work.opens_for(Own.TOLD, case=case.ref)
    return case, side


def own_answer(work: Work, case: CaseFile, side: Side) -> RevealAnswer | None:
    """What this side answered to the newest question."""
    found = answers_of(work.session, case)
    return next((each for each in found if each.side_ref == side.ref), None)


def answer_reveal(work: Work, review_id: str, reply: Reply) -> RevealAnswer:
    """One side's own answer, as an act of consent; its recipient is the other side of this case."""
    case, side = own_side(work, review_id, Permission.REVEAL_ANSWER)
    work.must_not_be_stopped()
    if is_closed(work.session, case) or not still_stands(work, case):
        raise Absent
    if own_answer(work, case, side) is not None:
        raise Conflict(N_("Your answer is on record already."))
    if reply.shown != notice(reply.language).digest:
        raise Conflict(N_("The words on this page have changed. Please read them again."))
    if reply.is_yes and not reply.name:
        raise Invalid("name", N_("Write the name the other side may call you by."))

    _speak(work, side, reply)
    _say(work, case, side, reply)
    question = newest(work.session, RevealQuestion, case)
    answer = RevealAnswer(
        review_ref=case.ref,
        question_ref="" if question is None else question.ref,
        by_ref=work.actor.ref,
        at=work.now(),
        side_ref=side.ref,
        is_yes=reply.is_yes,
    )
    work.session.add(answer)
    if reply.is_yes:
        name = {"name": reply.name}
        work.vault.seal(answer.ref, Compartment.IDENTITY, name, subject=side.ref)
    said = "yes" if reply.is_yes else "no"
    work.trail.record(Event.REVEAL_ANSWERED, case.ref, side.ref, answer.ref, answer=said)
    return answer


def take_back(work: Work, review_id: str, language: str = "en") -> None:
    """Take the own yes back: from now on nothing of this side is told, and no letter opens."""
    case, side = own_side(work, review_id, Permission.REVEAL_ANSWER)
    said = own_answer(work, case, side)
    if said is None or not said.is_yes:
        raise Absent
    _care_for(work, side)
    work.consent.withdraw(
        subject=side.ref,
        speaker=work.actor.ref,
        purpose=REVEAL_MATCH,
        recipient=case.ref,
        expression=on_screen(language),
    )
    work.trail.record(Event.CONSENT_WITHDRAWN, side.ref, case.ref, purpose=REVEAL_MATCH)


def on_screen(language: str) -> Expression:
    """How it is said: by oneself, on a screen, in this language."""
    return Expression(Method.SELF, Medium.SCREEN, language)


def _say(work: Work, case: CaseFile, side: Side, reply: Reply) -> None:
    # The recipient is the case: naming the other side would tell of which kind it is.
    shown = notice(reply.language)
    presentation = work.consent.present(
        subject=side.ref,
        speaker=work.actor.ref,
        notices=[shown],
        expression=on_screen(reply.language),
        recipients=(case.ref,),
    )
    work.trail.record(Event.NOTICE_PRESENTED, side.ref, notices=[shown.ref])
    if reply.is_yes:
        _give(work, presentation, case, reply)
        work.trail.record(Event.CONSENT_GIVEN, side.ref, purpose=REVEAL_MATCH)
    else:
        work.consent.refuse(presentation, REVEAL_MATCH, recipient=case.ref)
        work.trail.record(Event.CONSENT_REFUSED, side.ref, purpose=REVEAL_MATCH)


def _give(work: Work, presentation: Presentation, case: CaseFile, reply: Reply) -> None:
    until = work.now() + timedelta(days=int(reply.days.value))
    work.consent.give(presentation, REVEAL_MATCH, recipient=case.ref, until=until)


def _speak(work: Work, side: Side, reply: Reply) -> None:
    """A claimant is the subject of the own claim, so the own yes is the subject's, too."""
    _care_for(work, side)
    if side.is_child or side.is_found or not reply.is_yes:
        return
    work.consent.record_assent(
        subject=side.ref,
        purpose=REVEAL_MATCH,
        answer=Answer.YES,
        reason="own_claim",
        heard_by=work.actor.ref,
        expression=on_screen(reply.language),
    )
    work.trail.record(Event.ASSENT_RECORDED, side.ref, purpose=REVEAL_MATCH, answer="yes")


def _care_for(work: Work, side: Side) -> None:
    """For a child in care any lead of the agency may speak, as surely as the one before.

    One lead decides: the newest. Whoever has spoken may still say no, so that a no they gave goes
    on standing, in another case too; whoever has not gives way.
    """
    standing, sure = work.consent.standing(side.ref), assurance_of(work, side)
    known = standing.authority(work.actor.ref)
    if not side.is_found or (known is not None and known.assurance >= sure):
        return
    spoke = {speaker for words in standing.words.values() for speaker in words}
    for other in leads_of(standing):
        if other.speaker != work.actor.ref and other.assurance >= sure:
            may_object = Stated(other.capacity, Assurance.AL1)
            gone = Stated(Capacity.NONE_DETERMINED, Assurance.AL0)
            state(work, side.ref, other.speaker, may_object if other.speaker in spoke else gone)
    state(work, side.ref, work.actor.ref, Stated(Capacity.CARE_AUTHORITY, sure))
