"""What waits for a person of the desk in the cases after "move": read from plain records only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.authority import Actor, Role
from registry.errors import N_, Absent
from registry.reunion import rules
from registry.reunion.codes import Assent, State, Step
from registry.reunion.models import RevealQuestion, VerificationTask
from registry.reunion.operations.case import (
    CaseFile,
    every,
    find_case,
    is_party,
    newest,
    speaks_for,
)
from registry.reunion.operations.standing import answers_of, plain_facts
from registry.review.models import Decision
from registry.review.rules import Outcome
from registry.today import Task

VERBS = {
    Step.SAFETY: N_("Clear safety"),
    Step.CUSTODY: N_("Check custody"),
    Step.HEARD: N_("Hear the child"),
    Step.VERIFIER: N_("Have both sides met"),
    Step.PANEL: N_("Say what is best for the child"),
    Step.ASK: N_("Ask both sides"),
    Step.CONTACT: N_("Read letters"),
    Step.REUNION: N_("Go on with the case"),
    Step.FOLLOW_UP: N_("Visit the family"),
    Step.CLOSING: N_("Close the case"),
}
"""The rest waits for somebody else."""


def tasks_of(session: Session, actor: Actor, now: datetime) -> tuple[Task, ...]:
    """The tasks of one person, the longest waiting first."""
    del now
    moved = select(Decision).where(Decision.outcome == Outcome.MOVE.value).order_by(Decision.at)
    found: list[Task] = []
    for decision in session.scalars(moved):
        try:
            case = find_case(session, decision.review_ref.partition(":")[2])
        except Absent:
            continue
        facts = plain_facts(session, case)
        if not facts.is_closed:
            found.extend(_tasks(session, actor, case, facts))
    return tuple(found)


def _tasks(session: Session, actor: Actor, case: CaseFile, facts: rules.Case) -> Iterator[Task]:
    if Role.COORDINATOR in actor.roles and not is_party(actor, case):
        if case.review.coordinator_ref == actor.ref:
            yield _of_coordinator(case, facts)
        yield from _of_second(actor, case, facts)
    if Role.CASEWORKER in actor.roles:
        yield from _of_verifier(session, actor, case, facts)
    if Role.LEAD in actor.roles:
        yield from _of_lead(session, actor, case)


def _of_coordinator(case: CaseFile, facts: rules.Case) -> Task:
    """The own case: what is next, as far as plain records tell."""
    ready = [step for step in Step if rules.state(facts, step) is State.NEXT and step in VERBS]
    mine = [step for step in ready if step not in {Step.SAFETY, Step.PANEL}]
    step = mine[0] if mine else None
    verb = N_("See what the case waits for") if step is None else VERBS[step]
    return _task(case, verb, "reunion.case")


def _of_second(actor: Actor, case: CaseFile, facts: rules.Case) -> Iterator[Task]:
    """What any two coordinators answer, apart from each other."""
    if rules.is_stopped(facts):
        return
    answered = {each.side for each in facts.clearings if each.by == actor.ref}
    if any(not rules.is_cleared(facts, ref) and ref not in answered for ref in case.refs):
        yield _task(case, VERBS[Step.SAFETY], "reunion.safety")
    waits = rules.state(facts, Step.PANEL) is State.NEXT
    if waits and actor.ref not in {person for person, _ in facts.panel}:
        yield _task(case, VERBS[Step.PANEL], "reunion.panel")


def _of_verifier(
    session: Session, actor: Actor, case: CaseFile, facts: rules.Case
) -> Iterator[Task]:
    task = newest(session, VerificationTask, case)
    if task is None or task.verifier_ref != actor.ref or rules.is_stopped(facts):
        return
    if facts.verified is None or facts.assent is Assent.NOT_YET:
        ids = {"task_id": str(task.id)}
        stage = Step.MEETING.label
        yield Task(
            case.seeking.reference, N_("Meet both sides"), "reunion.verification", ids, stage
        )


def _of_lead(session: Session, actor: Actor, case: CaseFile) -> Iterator[Task]:
    """A child in care: the lead speaks for it."""
    said = {each.side_ref for each in answers_of(session, case)}
    asked = every(session, RevealQuestion, case)
    for side in case.sides:
        if asked and side.is_found and speaks_for(actor, side) and side.ref not in said:
            ids = {"review_id": case.id}
            verb, stage = N_("Answer a question"), Step.ANSWERS.label
            yield Task(side.reference, verb, "reunion.reveal", ids, stage)


def _task(case: CaseFile, verb: str, endpoint: str) -> Task:
    ids = {"review_id": case.id}
    return Task(case.seeking.reference, verb, endpoint, ids, N_("After “move”"))
