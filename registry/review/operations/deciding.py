"""Signing, answering the other once, and the one decision."""

from __future__ import annotations

from registry.authority import Permission, Relation
from registry.errors import Absent
from registry.review import rules
from registry.review.models import Decision, Opinion, Review
from registry.review.operations.assigning import fill_or_wait, tell
from registry.review.operations.changes import has_new_evidence
from registry.review.operations.judging import (
    notes_of,
    permits_for,
    seal_words,
)
from registry.review.operations.prompts import exposed_prompts
from registry.review.operations.standing import BOTH, Desk, at_work, desk_of, progress_of
from registry.review.rules import Conclusion, Judged, Seat, Stage, State
from registry.trail.events import Event
from registry.work import Work


def sign(work: Work, assignment_id: str, conclusion: Conclusion) -> Opinion:
    """Sign an outcome with its reasons; the second signature may make the decision."""
    desk = at_work(work, assignment_id)
    rules.may_judge(desk.steps, Stage.CONCLUSION)
    conclusion = _resting_on_notes(work, desk, conclusion)
    rules.may_sign(conclusion)
    if desk.assignment.seat != Seat.ARBITER.value:
        return _record(work, desk, conclusion, Event.OPINION_SIGNED)
    work.require(Permission.REVIEW_ARBITRATE, Relation.ARBITER)
    rules.arbitrate(conclusion.outcome, has_new_evidence=_is_something_new(work, desk.review))
    return _record(work, desk, conclusion, Event.RULING_SIGNED)


def amend(work: Work, assignment_id: str, conclusion: Conclusion) -> Opinion:
    """After two outcomes that do not make one: answer the other, once, openly."""
    desk = desk_of(work, assignment_id)
    if desk.state is not State.TALKING:
        raise Absent
    conclusion = _resting_on_notes(work, desk, conclusion)
    rules.may_sign(conclusion)
    return _record(work, desk, conclusion, Event.OPINION_AMENDED)


def judged_of(work: Work, desk: Desk) -> tuple[Judged, ...]:
    """The rows as this reviewer left them, and which of them no longer count."""
    exposed = {f"prompt.{prompt}" for prompt in exposed_prompts(work.session, desk.review)}
    return tuple(
        Judged(item, answer, reason, is_exposed=item in exposed)
        for item, (answer, reason) in notes_of(work, desk).items()
        if answer is not None
    )


def _resting_on_notes(work: Work, desk: Desk, conclusion: Conclusion) -> Conclusion:
    """What is signed rests on the rows as they were judged, not on what a form says of them."""
    return Conclusion(
        outcome=conclusion.outcome,
        reasons_for=conclusion.reasons_for,
        reasons_against=conclusion.reasons_against,
        would_change=conclusion.would_change,
        judged=judged_of(work, desk),
    )


def _record(work: Work, desk: Desk, conclusion: Conclusion, event: Event) -> Opinion:
    # Where rows can be locked, two who sign at once go one after the other and see each other.
    work.session.get_one(Review, desk.review.id, with_for_update=True)
    outcome = conclusion.outcome.value
    opinion = Opinion(
        assignment_ref=desk.assignment.ref,
        version=len(desk.opinions) + 1,
        outcome=outcome,
        signed_at=work.now(),
    )
    work.session.add(opinion)
    permits_for(work, desk.review)
    words = {
        "for": conclusion.reasons_for,
        "against": conclusion.reasons_against,
        "would_change": conclusion.would_change,
    }
    seal_words(work, desk.review, opinion.ref, words)
    work.trail.record(event, desk.review.ref, desk.assignment.ref, opinion.ref, outcome=outcome)
    work.session.flush()
    _settle(work, desk.review)
    return opinion


def _settle(work: Work, review: Review) -> None:
    """Make the decision when the signatures make one. The table lets in one per review."""
    progress = progress_of(work.session, review)
    first, second = (progress.outcome(seat) for seat in BOTH)
    if first is None or second is None:
        return
    outcome = progress.outcome(Seat.ARBITER.value) or rules.combine(first, second)
    if outcome is not None:
        work.session.add(Decision(review_ref=review.ref, outcome=outcome.value, at=work.now()))
        work.trail.record(Event.DECISION_MADE, review.ref, outcome=outcome.value)
        tell(work, review.coordinator_ref, "review_decided")
    elif progress.is_talked_over:
        fill_or_wait(work, review)
    elif not progress.is_answered:
        for assignment, _ in progress.seats:
            tell(work, assignment.reviewer_ref, "review_waiting")


def _is_something_new(work: Work, review: Review) -> bool:
    """Did a fact of either side change after the second of the two signed?"""
    signed = [
        opinions[-1].signed_at
        for assignment, opinions in progress_of(work.session, review).seats
        if assignment.seat in BOTH
    ]
    return has_new_evidence(work.session, review, max(signed))
