"""A worker asks the child: the same words as at home, and a young person who decides alone."""

from __future__ import annotations

from consent import Capacity, Expression, Medium, Method
from registry.authority import Permission
from registry.children.models import Child
from registry.children.operations import (
    ChildQuestion,
    VoicePage,
    question_of,
    record_answer,
    voice_of,
)
from registry.children.operations.assenting import notice_for_child
from registry.children.operations.speaking import follow
from registry.children.rules import Heard, Said
from registry.holders.operations.finding import at_desk
from registry.reasons import Task
from registry.trail.events import Event
from registry.work import Work


def view_voice_at_desk(work: Work, child_id: str, language: str) -> VoicePage:
    """Where a child's own answers stand, for a worker who is with the child."""
    return voice_of(work, at_desk(work, child_id, Permission.ASSENT_HEAR), language)


def view_question_at_desk(work: Work, child_id: str, purpose: str, language: str) -> ChildQuestion:
    """One question, in the words of the child's age."""
    return question_of(work, at_desk(work, child_id, Permission.ASSENT_HEAR), purpose, language)


def hear_at_desk(work: Work, child_id: str, purpose: str, heard: Heard) -> None:
    """Record what a child answered to a worker."""
    child = at_desk(work, child_id, Permission.ASSENT_HEAR)
    work.opens_for(Task.VOICE)
    medium = Medium.READ_ALOUD if heard.is_aloud else Medium.SCREEN
    expression = Expression(Method.ASSISTED, medium, heard.language, work.actor.ref)
    record_answer(work, child, purpose, heard, expression)
    if speaks_alone(work, child) and heard.said is not Said.UNSURE:
        _speak_alone(work, child, purpose, heard, expression)


def speaks_alone(work: Work, child: Child) -> bool:
    """Was it recorded that this young person decides alone, with a worker who asks?"""
    authority = work.consent.standing(child.ref).authority(child.ref)
    return authority is not None and authority.capacity is Capacity.SELF_COMPETENT_MINOR


def _speak_alone(
    work: Work, child: Child, purpose: str, heard: Heard, expression: Expression
) -> None:
    presentation = work.consent.present(
        subject=child.ref,
        speaker=child.ref,
        notices=[notice_for_child(work, child.ref, purpose, heard.language)],
        expression=expression,
    )
    if heard.said is Said.YES:
        work.consent.give(presentation, purpose)
        work.trail.record(Event.CONSENT_GIVEN, child.ref, purpose=purpose)
    else:
        work.consent.refuse(presentation, purpose)
        work.trail.record(Event.CONSENT_REFUSED, child.ref, purpose=purpose)
    follow(work, child, purpose, yes=heard.said is Said.YES)
