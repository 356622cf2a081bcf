"""A review in records: who was asked, what each opened, judged and signed, and what came of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.storage.database import Base, Referenced


class Review(Referenced, Base):
    """One pair, to be compared by two people who do not know of each other."""

    __tablename__ = "reviews"
    __table_args__ = (UniqueConstraint("candidate_ref", "round"),)
    kind = "review"

    candidate_ref: Mapped[str]
    round: Mapped[int]
    """From 1; a pair comes back only with new facts, so two reviews of it never run at once."""
    seeking_ref: Mapped[str] = mapped_column(index=True)
    holding_ref: Mapped[str] = mapped_column(index=True)
    coordinator_ref: Mapped[str] = mapped_column(index=True)
    opened_at: Mapped[datetime]


class Assignment(Referenced, Base):
    """The system asked this person to compare this pair, in this order."""

    __tablename__ = "assignments"
    __table_args__ = (UniqueConstraint("review_ref", "reviewer_ref"),)
    kind = "assignment"

    review_ref: Mapped[str] = mapped_column(index=True)
    reviewer_ref: Mapped[str] = mapped_column(index=True)
    agency_ref: Mapped[str]
    seat: Mapped[str]
    """first · second · arbiter; which of the first two one is means nothing."""
    order: Mapped[str]
    """A: photos before facts. B: facts before photos."""
    assigned_at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes its review."""
        return self.review_ref


class ConflictAnswer(Referenced, Base):
    """Before anything else: does the reviewer know anybody in this case?"""

    __tablename__ = "conflict_answers"
    kind = "conflict"

    assignment_ref: Mapped[str] = mapped_column(unique=True)
    knows_someone: Mapped[bool]
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes its assignment."""
        return self.assignment_ref


class Recusal(Referenced, Base):
    """“I should not decide this”: the notes stay sealed, and somebody else is asked.

    Or the family keeps them away; the trail tells which. Then it is the worker who writes it.
    """

    __tablename__ = "recusals"
    kind = "recusal"

    assignment_ref: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes its assignment."""
        return self.assignment_ref


class StageOpening(Referenced, Base):
    """A stage was asked for, before any of it was shown."""

    __tablename__ = "stage_openings"
    __table_args__ = (UniqueConstraint("assignment_ref", "stage"),)
    kind = "opening"

    assignment_ref: Mapped[str] = mapped_column(index=True)
    stage: Mapped[int]
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes its assignment."""
        return self.assignment_ref


class StageClosing(Referenced, Base):
    """A stage was finished; its notes are locked from here on."""

    __tablename__ = "stage_closings"
    __table_args__ = (UniqueConstraint("assignment_ref", "stage"),)
    kind = "stageclosing"

    assignment_ref: Mapped[str] = mapped_column(index=True)
    stage: Mapped[int]
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes its assignment."""
        return self.assignment_ref


class PromptReveal(Referenced, Base):
    """One family prompt was opened: from now on its answer is known to a person."""

    __tablename__ = "prompt_reveals"
    __table_args__ = (UniqueConstraint("assignment_ref", "prompt"),)
    kind = "reveal"

    assignment_ref: Mapped[str] = mapped_column(index=True)
    prompt: Mapped[str]
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes its assignment."""
        return self.assignment_ref


class Judgement(Referenced, Base):
    """What one reviewer saw in one row; the reason is sealed under both sides."""

    __tablename__ = "judgements"
    __table_args__ = (UniqueConstraint("assignment_ref", "item"),)
    kind = "judgement"

    assignment_ref: Mapped[str] = mapped_column(index=True)
    stage: Mapped[int]
    item: Mapped[str]
    """The row: `marks.scar`, `prompt.song`, `feature.nose`, `photos`."""
    answer: Mapped[str]
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes its assignment."""
        return self.assignment_ref


class Opinion(Referenced, Base):
    """One reviewer's signed outcome; an amendment stands beside the first version."""

    __tablename__ = "opinions"
    __table_args__ = (UniqueConstraint("assignment_ref", "version"),)
    kind = "opinion"

    assignment_ref: Mapped[str] = mapped_column(index=True)
    version: Mapped[int]
    outcome: Mapped[str]
    signed_at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes its assignment."""
        return self.assignment_ref


class Decision(Referenced, Base):
    """What came of a review: one, ever."""

    __tablename__ = "decisions"
    kind = "decision"

    review_ref: Mapped[str] = mapped_column(unique=True)
    outcome: Mapped[str]
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes its review."""
        return self.review_ref
