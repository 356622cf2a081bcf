"""How a review stands, worked out from its records; nobody types a status."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.authority import Permission, Relation
from registry.claims.sides import Side, side_of
from registry.errors import Absent
from registry.reasons import Task
from registry.review import rules
from registry.review.models import (
    Assignment,
    Decision,
    Judgement,
    Opinion,
    PromptReveal,
    Recusal,
    Review,
    StageClosing,
    StageOpening,
)
from registry.review.rules import Outcome, Seat, Stage, State, Steps
from registry.storage.database import uuid_of
from registry.work import Work

BOTH = (Seat.FIRST.value, Seat.SECOND.value)


@dataclass(frozen=True, slots=True)
class Desk:
    """One reviewer's work on one pair, as far as it has come."""

    assignment: Assignment
    review: Review
    steps: Steps
    revealed: frozenset[str]
    opinions: tuple[Opinion, ...]
    state: State

    @property
    def id(self) -> str:
        """Under which id the reviewer knows it; that of the review is never told."""
        return str(self.assignment.id)

    @property
    def turn(self) -> Stage | None:
        """The stage whose turn it is."""
        return self.steps.turn


@dataclass(frozen=True, slots=True)
class Progress:
    """A review as its coordinator may know it: who sits where, and what was signed."""

    review: Review
    seats: tuple[tuple[Assignment, tuple[Opinion, ...]], ...]
    decision: Decision | None

    def outcome(self, seat: str) -> Outcome | None:
        """The latest outcome signed from a seat."""
        for assignment, opinions in self.seats:
            if assignment.seat == seat and opinions:
                return Outcome(opinions[-1].outcome)
        return None

    @property
    def is_split(self) -> bool:
        """Did the first two sign outcomes that do not make one?"""
        first, second = (self.outcome(seat) for seat in BOTH)
        return first is not None and second is not None and rules.combine(first, second) is None

    @property
    def is_talked_over(self) -> bool:
        """Have both of the first two answered each other, once?"""
        return all(
            len(opinions) > 1 for assignment, opinions in self.seats if assignment.seat in BOTH
        )

    @property
    def is_answered(self) -> bool:
        """Has one of the two answered the other already?"""
        return any(len(opinions) > 1 for _, opinions in self.seats)

    @property
    def empty_seats(self) -> tuple[Seat, ...]:
        """The seats for which somebody has still to be found."""
        if self.decision is not None:
            return ()
        wanted = [Seat.FIRST, Seat.SECOND]
        if self.is_split and self.is_talked_over:
            wanted.append(Seat.ARBITER)
        taken = {assignment.seat for assignment, _ in self.seats}
        return tuple(seat for seat in wanted if seat.value not in taken)


def review_by_id(session: Session, review_id: str) -> Review:
    """One review."""
    return _review(session, f"{Review.kind}:{review_id}")


def decision_of(session: Session, review_ref: str) -> Decision | None:
    """What came of a review, if anything has."""
    return session.scalar(select(Decision).where(Decision.review_ref == review_ref))


def sides_of(session: Session, review: Review) -> tuple[Side, Side]:
    """The two sides as a page shows them: on the left ■, the child's record or else the holder."""
    seeking, holding = side_of(session, review.seeking_ref), side_of(session, review.holding_ref)
    return (seeking, holding) if seeking.is_child else (holding, seeking)


def opinions_of(session: Session, assignment: Assignment) -> tuple[Opinion, ...]:
    """The signed versions of one reviewer, first to last."""
    query = select(Opinion).where(Opinion.assignment_ref == assignment.ref)
    return tuple(session.scalars(query.order_by(Opinion.version)))


def judgements_of(session: Session, assignment_ref: str) -> list[Judgement]:
    """The rows one reviewer has judged."""
    query = select(Judgement).where(Judgement.assignment_ref == assignment_ref)
    return list(session.scalars(query.order_by(Judgement.stage, Judgement.item)))


def assignments_of(session: Session, review_ref: str) -> list[Assignment]:
    """Everybody who was ever asked, those who handed it back among them."""
    query = select(Assignment).where(Assignment.review_ref == review_ref)
    return list(session.scalars(query.order_by(Assignment.assigned_at, Assignment.seat)))


def is_given_back(session: Session, assignment_ref: str) -> bool:
    """Did whoever was asked say that they should not decide this?"""
    query = select(Recusal.id).where(Recusal.assignment_ref == assignment_ref)
    return session.scalar(query) is not None


def progress_of(session: Session, review: Review) -> Progress:
    """Who sits in which seat, what they signed, and what came of it."""
    sitting = (
        each for each in assignments_of(session, review.ref) if not is_given_back(session, each.ref)
    )
    return Progress(
        review=review,
        seats=tuple((each, opinions_of(session, each)) for each in sitting),
        decision=decision_of(session, review.ref),
    )


def steps_of(session: Session, assignment: Assignment) -> Steps:
    """The stages one reviewer has opened and closed."""
    return Steps(
        order=assignment.order,
        opened=_stages(session, StageOpening, assignment.ref),
        closed=_stages(session, StageClosing, assignment.ref),
    )


def state_of(session: Session, assignment: Assignment) -> State:
    """How one reviewer's work stands."""
    progress = progress_of(session, _review(session, assignment.review_ref))
    return rules.state_of(
        is_given_back=is_given_back(session, assignment.ref),
        versions=len(opinions_of(session, assignment)),
        is_split=progress.is_split and assignment.seat in BOTH,
        is_decided=progress.decision is not None,
    )


def desk_of(work: Work, assignment_id: str) -> Desk:
    """The reviewer's own desk on a pair; for anybody else it is not there."""
    key = uuid_of(f"{Assignment.kind}:{assignment_id}", Assignment.kind)
    assignment = None if key is None else work.session.get(Assignment, key)
    if assignment is None:
        raise Absent
    is_own = assignment.reviewer_ref == work.actor.ref
    work.require(Permission.REVIEW_WORK, Relation.REVIEWER if is_own else None)
    work.opens_for(Task.REVIEW, case=assignment.review_ref)
    revealed = select(PromptReveal.prompt).where(PromptReveal.assignment_ref == assignment.ref)
    return Desk(
        assignment=assignment,
        review=_review(work.session, assignment.review_ref),
        steps=steps_of(work.session, assignment),
        revealed=frozenset(work.session.scalars(revealed)),
        opinions=opinions_of(work.session, assignment),
        state=state_of(work.session, assignment),
    )


def at_work(work: Work, assignment_id: str) -> Desk:
    """The desk, as long as something may still be seen and noted there."""
    desk = desk_of(work, assignment_id)
    if desk.state is not State.TO_DO:
        raise Absent
    return desk


def _review(session: Session, ref: str) -> Review:
    key = uuid_of(ref, Review.kind)
    review = None if key is None else session.get(Review, key)
    if review is None:
        raise Absent
    return review


def _stages(session: Session, table: type[StageOpening | StageClosing], ref: str) -> frozenset[int]:
    return frozenset(session.scalars(select(table.stage).where(table.assignment_ref == ref)))
