"""Matters: what the desk has to look at about a record, raised by an act of a family."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from consent import DataClass
from registry.children.models import Child, Matter, MatterAnswer
from registry.children.operations.opening import safety_of
from registry.children.rules import WITHIN, Anyone, Concern, Outcome
from registry.errors import N_, Absent, Conflict
from registry.purposes import SHOW_CASEWORKERS
from registry.trail.events import Event
from registry.work import Work

SEVERAL: Final = 2


def raise_matter(
    work: Work, child: Child, concern: Concern, about: str, purpose: str | None = None
) -> Matter:
    """Put something before the desk; what is before it already is not put there twice."""
    known = find_open(work.session, child.ref, concern, about)
    if known is not None:
        return known
    now = work.now()
    matter = Matter(
        child_ref=child.ref,
        concern=concern.value,
        about_ref=about,
        speaker_ref=work.actor.ref,
        purpose=purpose,
        opened_at=now,
        answer_by=now + WITHIN[concern],
    )
    if work.watch.is_canary(child.ref):
        return matter  # kept nowhere: nobody is given work on a record that the house made up
    work.session.add(matter)
    work.trail.record(Event.MATTER_RAISED, child.ref, matter.ref, concern=concern.value)
    return matter


def open_matters(session: Session, child_ref: str | None = None) -> Sequence[Matter]:
    """What nobody has answered yet, the most pressing first; of one record, or of all."""
    answered = select(MatterAnswer.matter_ref)
    query = select(Matter).order_by(Matter.answer_by, Matter.id)
    if child_ref is not None:
        query = query.where(Matter.child_ref == child_ref)
    done = set(session.scalars(answered))
    return [matter for matter in session.scalars(query) if matter.ref not in done]


def find_open(session: Session, child_ref: str, concern: Concern, about: str) -> Matter | None:
    """The open matter about one thing, if there is one."""
    found = (
        matter
        for matter in open_matters(session, child_ref)
        if (matter.concern, matter.about_ref) == (concern.value, about)
    )
    return next(found, None)


def close_matter(work: Work, matter: Matter, outcome: Outcome) -> MatterAnswer:
    """Write down what came of looking; the caller was asked. Nobody answers twice."""
    query = select(MatterAnswer.id).where(MatterAnswer.matter_ref == matter.ref)
    if work.session.scalar(query) is not None:
        raise Conflict(N_("Somebody else has answered this already."))
    answer = MatterAnswer(
        matter_ref=matter.ref,
        child_ref=matter.child_ref,
        by_ref=work.actor.ref,
        outcome=outcome.value,
        at=work.now(),
    )
    work.session.add(answer)
    work.trail.record(Event.MATTER_ANSWERED, matter.child_ref, matter.ref, outcome=outcome.value)
    return answer


def others_may_be_told(work: Work, child: Child) -> bool:
    """May the other guardians hear that something changed? Only where it was said to be safe.

    Asked before a yes is taken back: after it, the answer on safety opens no more.
    """
    if len(work.consent.standing(child.ref).holders) < SEVERAL:
        return False
    try:
        permit = work.permit(child.ref, SHOW_CASEWORKERS, "open", DataClass.NOTES)
    except Absent:
        return False
    return safety_of(work, child.ref, permit).anyone is Anyone.NO
