"""What waits for somebody about the people of a record, worked out from records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from registry.authority import Actor, Permission, is_allowed
from registry.children.models import Child, Matter
from registry.children.operations import find, is_guardian, kept_away, open_matters
from registry.children.rules import Concern
from registry.description import read_code
from registry.errors import N_, Absent
from registry.holders.operations.claiming import waiting_guardians
from registry.holders.operations.finding import open_measures
from registry.holders.rules import What
from registry.today import Task

FOR_WORKERS: Final = frozenset({Concern.DISSENT, Concern.ASK})
"""What a caseworker may look at as well as a coordinator."""
PRESSING: Final = timedelta(hours=24)
VERBS: Final = {
    Concern.DISSENT: N_("Look at a child’s no"),
    Concern.OBJECTION: N_("Answer an objection"),
    Concern.CONFLICT: N_("Decide between guardians"),
    Concern.OTHER_HOLDER: N_("Reach another guardian"),
    Concern.STILL_MISSING: N_("Decide for a grown person who is still apart"),
    Concern.CALL: N_("Call someone the family trusts"),
    Concern.ASK: N_("Ask the child"),
    Concern.INCIDENT: N_("Reach a family where it is safe"),
}


def tasks_of(session: Session, actor: Actor, now: datetime) -> tuple[Task, ...]:
    """What somebody at the desk has to look at, answer, or sign."""
    found: list[Task] = []
    if is_allowed(actor, Permission.MATTER_ANSWER, ()):
        found.extend(_matters(session, actor, now))
    if is_allowed(actor, Permission.MEASURE_SIGN, ()):
        found.extend(_measures(session, actor))
    if is_allowed(actor, Permission.DISPUTE_ANSWER, ()):
        found.extend(_guardians(session, actor))
    return tuple(found)


def _matters(session: Session, actor: Actor, now: datetime) -> Iterator[Task]:
    answers = is_allowed(actor, Permission.DISPUTE_ANSWER, ())
    for matter in open_matters(session):
        concern = read_code(Concern, matter.concern)
        if concern is Concern.LOOK:
            continue  # not the same people answer it: see looks
        child = _record(session, matter.child_ref, actor, may_be_draft=True)
        if child is None or not (answers or concern in FOR_WORKERS):
            continue
        is_pressing = matter.answer_by - now < PRESSING
        endpoint, ids = _place(child, matter, concern)
        yield Task(
            reference=child.reference,
            verb=VERBS[concern],
            endpoint=endpoint,
            ids=ids,
            tier="critical" if is_pressing else "urgent",
            due=matter.answer_by,
            stage=N_("A form waits for it") if child.is_draft else concern.label,
        )


def _place(child: Child, matter: Matter, concern: Concern) -> tuple[str, dict[str, str]]:
    """Where one acts; a form that is not finished has no page of guardians."""
    if child.is_draft:
        return "holders.matter", {"matter_id": str(matter.id)}
    page = "holders.voice" if concern is Concern.ASK else "holders.people"
    return page, {"child_id": str(child.id)}


def _measures(session: Session, actor: Actor) -> Iterator[Task]:
    for measure in open_measures(session):
        child = _record(session, measure.child_ref, actor)
        if child is not None and measure.by_ref != actor.ref:
            yield Task(
                reference=child.reference,
                verb=N_("Read and sign"),
                endpoint="holders.measure",
                ids={"measure_id": str(measure.id)},
                tier="urgent",
                due=None,
                stage=read_code(What, measure.what).label,
            )


def _guardians(session: Session, actor: Actor) -> Iterator[Task]:
    for claim, child_ref in waiting_guardians(session):
        child = _record(session, child_ref, actor)
        if child is not None:
            yield Task(
                reference=claim.reference,
                verb=N_("Record another guardian"),
                endpoint="holders.propose",
                ids={"child_id": str(child.id), "what": What.SECOND_GUARDIAN.value},
                tier="standard",
                due=None,
                stage=N_("Decided"),
            )


def _record(
    session: Session, child_ref: str, actor: Actor, *, may_be_draft: bool = False
) -> Child | None:
    """The record behind a task; none for who is of the family or kept away, or once it is shut."""
    try:
        child = find(session, child_ref.removeprefix("child:"))
    except Absent:
        return None
    is_there = child.is_registered or (may_be_draft and child.is_draft)
    is_shut = not is_there or is_guardian(session, child, actor.ref)
    return None if is_shut or kept_away(session, [child_ref]).covers(actor) else child
