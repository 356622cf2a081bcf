"""What the desk sees of a case: frozen facts, so that pages are drawn after the act."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from registry.authority import Permission
from registry.claims.sides import Side
from registry.description import ClosureReason, read_code
from registry.reunion import rules
from registry.reunion.codes import (
    State,
    Step,
)
from registry.reunion.models import (
    CaseClosing,
)
from registry.reunion.operations.case import (
    CaseFile,
    any_case,
    is_closed,
    only,
    own_case,
    still_stands,
    words_of,
)
from registry.reunion.operations.recorded import Done, done, done_of, rows_of
from registry.reunion.operations.standing import facts_of, is_mutual, plain_facts, records_of
from registry.reunion.operations.telling import has_run_out
from registry.work import Work


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """One record with the words that were sealed with it."""

    done: Done
    words: dict[str, str]
    is_own: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the checklist."""

    step: Step
    state: State
    done: tuple[Done, ...]


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as its coordinator sees it: the checklist, and what may be done now."""

    id: str
    seeking: Side
    holding: Side
    lines: tuple[Line, ...]
    still_needed: tuple[str, ...]
    stands: bool
    """False when the ground of a side is gone: then it cannot go on, and nobody is told why."""
    is_stopped: bool
    is_held_back: bool
    """The child says no, or later."""
    is_mutual: bool
    is_not_mutual: bool
    """Both answered, and not both said yes, or one of them no longer does. Nobody is told who."""
    may_ask: bool
    may_ask_again: bool
    may_ask_verifier: bool
    has_verifier: bool
    closing: tuple[datetime, ClosureReason] | None

    @property
    def is_open(self) -> bool:
        """May anything but closing still be done?"""
        return self.closing is None and self.stands and not self.is_stopped


def view_case(work: Work, review_id: str) -> CaseView:
    """The checklist of a case, worked out from its records."""
    case = own_case(work, review_id, Permission.CASE_VIEW)
    closing = only(work.session, CaseClosing, case)
    stands = closing is None and still_stands(work, case)
    facts = facts_of(work, case) if stands else plain_facts(work.session, case)
    lines = tuple(
        Line(step, rules.state(facts, step), done_of(work.session, case, step)) for step in Step
    )
    if not stands:
        lines = tuple(_halted(line) for line in lines)
    run_out = stands and has_run_out(work, case)
    may_tell = stands and not rules.is_held_back(facts) and rules.may_tell(facts)
    return CaseView(
        id=case.id,
        seeking=case.seeking,
        holding=case.holding,
        lines=lines,
        still_needed=rules.still_needed(facts) if stands else (),
        stands=stands,
        is_stopped=rules.is_stopped(facts),
        is_held_back=rules.asks_to_wait(facts),
        is_mutual=facts.is_mutual,
        is_not_mutual=len(facts.answers) == len(case.refs)
        and not (facts.is_mutual or run_out or facts.is_reunited),
        may_ask=may_tell and not facts.is_asked,
        may_ask_again=may_tell and run_out,
        may_ask_verifier=stands and not rules.is_stopped(facts) and not facts.is_asked,
        has_verifier=facts.has_verifier,
        closing=None if closing is None else (closing.at, read_code(ClosureReason, closing.reason)),
    )


def _halted(line: Line) -> Line:
    is_left = line.state is State.DONE or line.step is Step.CLOSING
    return line if is_left else replace(line, state=State.STOPPED)


@dataclass(frozen=True, slots=True, repr=False)
class StepView:
    """What is on record of one step, with its words, and whether more may be added."""

    case: CaseFile
    said: tuple[Said, ...]
    is_open: bool
    is_coordinator: bool


def view_step(work: Work, review_id: str, step: Step) -> StepView:
    """One step, for the coordinator of the case."""
    case = own_case(work, review_id, Permission.CASE_VIEW)
    return _step(work, case, step, said_of(work, case, step))


def view_second(work: Work, review_id: str, step: Step) -> StepView:
    """One of the two steps that a second coordinator takes, too.

    Who has still to answer does not read the other's answer: else it would be the same twice.
    Afterwards the coordinator of the case reads both, the second one the own.
    """
    case = any_case(work, review_id, Permission.SAFETY_ASSESS)
    said = said_of(work, case, step)
    mine = tuple(each for each in said if each.is_own)
    is_coordinator = case.review.coordinator_ref == work.actor.ref
    return _step(work, case, step, said if is_coordinator and mine else mine)


def _step(work: Work, case: CaseFile, step: Step, said: tuple[Said, ...]) -> StepView:
    return StepView(
        case=case,
        said=said,
        is_open=not is_closed(work.session, case) and _is_ready(work, case, step),
        is_coordinator=case.review.coordinator_ref == work.actor.ref,
    )


def _is_ready(work: Work, case: CaseFile, step: Step) -> bool:
    """Is it the turn of this step, and of whoever looks?"""
    facts = records_of(work.session, case)
    if step is Step.CLOSING:
        return True
    if not still_stands(work, case):
        return False
    if step is Step.PANEL:
        found = dict(facts.panel).get(work.actor.ref)
        return rules.may_weigh(facts) and found not in rules.GOING_AHEAD
    if step is Step.REUNION:
        return not facts.is_reunited and is_mutual(work, case)
    return facts.is_reunited if step is Step.FOLLOW_UP else not rules.is_stopped(facts)


def said_of(work: Work, case: CaseFile, step: Step) -> tuple[Said, ...]:
    """Every record of a step with its words; without them where a ground is gone."""
    stands = still_stands(work, case)
    return tuple(
        Said(
            done=done(work.session, case, row),
            words=words_of(work, case, row.ref) if stands else {},
            is_own=row.by_ref == work.actor.ref,
        )
        for row in rows_of(work.session, case, step)
    )
