"""Opening a review of one pair."""

from __future__ import annotations

from sqlalchemy import select

from consent import Assurance
from registry.authority import Permission
from registry.children.rules import Anyone
from registry.claims import sides
from registry.claims.models import Candidate
from registry.claims.operations import find_candidate
from registry.claims.operations.pairs import must_be_seen
from registry.claims.shortlist import Pair, is_set_aside, still_stands
from registry.claims.sides import Side, side_of
from registry.errors import N_, Absent, Conflict
from registry.reasons import Task
from registry.review import rules
from registry.review.models import Review
from registry.review.operations.assigning import fill_or_wait
from registry.review.operations.changes import has_new_evidence
from registry.review.operations.standing import decision_of
from registry.review.rules import Outcome
from registry.trail.events import Event
from registry.work import Work

GONE = N_("One side may not be shown any more. Set this pair aside.")


def open_review(work: Work, candidate_id: str) -> Review:
    """Open the review of a pair; two people are asked at once, or it waits and says for whom."""
    work.require(Permission.REVIEW_OPEN)
    candidate = find_candidate(work.session, candidate_id)
    must_be_seen(work, candidate)
    work.opens_for(Task.CASE)
    if is_set_aside(work.session, candidate):
        raise Absent
    _may_be_reviewed(work, candidate)

    review = Review(
        candidate_ref=candidate.ref,
        round=_next_round(work, candidate),
        seeking_ref=candidate.seeking_ref,
        holding_ref=candidate.holding_ref,
        coordinator_ref=work.actor.ref,
        opened_at=work.now(),
    )
    work.session.add(review)
    both = (candidate.seeking_ref, candidate.holding_ref)
    work.trail.record(Event.REVIEW_OPENED, review.ref, candidate.ref, *both)
    work.session.flush()
    fill_or_wait(work, review)
    return review


def _may_be_reviewed(work: Work, candidate: Candidate) -> None:
    """The grounds stand, safety is assessed on both sides, and a guardian's papers were seen."""
    try:
        pair = Pair(
            side_of(work.session, candidate.seeking_ref),
            side_of(work.session, candidate.holding_ref),
        )
    except Absent as error:
        raise Conflict(GONE) from error
    if work.actor.ref in {pair.seeking.speaker_ref, pair.holding.speaker_ref}:
        raise Conflict(N_("You speak for one side yourself. Another coordinator opens this one."))
    if not still_stands(work, pair):
        raise Conflict(GONE)
    for side in (pair.seeking, pair.holding):
        _is_ready(work, side)


def _is_ready(work: Work, side: Side) -> None:
    try:
        safety = sides.safety(work, side.ref)
    except Absent as error:
        raise Conflict(GONE) from error
    if safety.anyone is Anyone.NOT_ASSESSED:
        raise Conflict(
            N_("One side has not said yet who must not be told. Speak with the family first.")
        )
    if side.is_child and sides.assurance(work, side.ref) < Assurance.AL2:
        raise Conflict(N_("The guardian's papers have not been seen yet. Arrange that first."))


def _next_round(work: Work, candidate: Candidate) -> int:
    """The first review of a pair, or the next after one that left it open."""
    query = select(Review).where(Review.candidate_ref == candidate.ref)
    last = work.session.scalar(query.order_by(Review.round.desc()).limit(1))
    if last is None:
        return 1
    decision = decision_of(work.session, last.ref)
    rules.may_open_again(
        None if decision is None else Outcome(decision.outcome),
        has_new_evidence=decision is not None and has_new_evidence(work.session, last, decision.at),
    )
    return last.round + 1
