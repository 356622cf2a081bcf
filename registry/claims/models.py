"""Claims and what happened to them: each change of state is a record with a who and a when."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.claims.rules import Kind
from registry.description import read_code
from registry.storage.database import Base, Referenced


class Claim(Referenced, Base):
    """One person or agency asks for help to bring a child and a family together."""

    __tablename__ = "claims"
    kind = "claim"

    reference: Mapped[str] = mapped_column(unique=True)
    """What is said aloud and printed: `KQ7-4MD-2RT`."""
    claim_kind: Mapped[str]
    """relative · separated · self · found."""
    claimant_ref: Mapped[str] = mapped_column(index=True)
    """The account it belongs to; of a found claim, the caseworker who filed it."""
    agency_ref: Mapped[str | None] = mapped_column(index=True)
    """The agency that has the child in its care."""
    child_ref: Mapped[str | None] = mapped_column(index=True)
    """Of a separated claim: the registered child, through whose record it speaks."""
    relation_category: Mapped[str | None]
    started_on: Mapped[date]
    filed_at: Mapped[datetime | None] = mapped_column(index=True)
    """None while it is a draft."""

    @property
    def which(self) -> Kind:
        """Who makes it, and about whom."""
        return read_code(Kind, self.claim_kind)

    @property
    def is_draft(self) -> bool:
        """Is it still being written?"""
        return self.filed_at is None

    @property
    def is_found(self) -> bool:
        """Is it about a child in an agency's care?"""
        return self.which is Kind.FOUND

    @property
    def is_separated(self) -> bool:
        """Does it speak through a child record?"""
        return self.which is Kind.SEPARATED


class Countersignature(Referenced, Base):
    """The second person of a found claim's recorded basis: the lead of the agency."""

    __tablename__ = "countersignatures"
    kind = "countersignature"

    claim_ref: Mapped[str] = mapped_column(unique=True)
    by_ref: Mapped[str]
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes its claim."""
        return self.claim_ref


class Question(Referenced, Base):
    """Something the desk asks a claimant; question and answer are sealed under the claim."""

    __tablename__ = "questions"
    kind = "question"

    claim_ref: Mapped[str] = mapped_column(index=True)
    by_ref: Mapped[str]
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]

    def recorded_as(self) -> str:
        """It changes its claim."""
        return self.claim_ref


class Closing(Referenced, Base):
    """The end of a claim. The claimant reads the same letter for every reason."""

    __tablename__ = "closings"
    kind = "closing"

    claim_ref: Mapped[str] = mapped_column(unique=True)
    by_ref: Mapped[str]
    reason: Mapped[str]
    """A code of `ClosureReason`."""
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes its claim."""
        return self.claim_ref


class Candidate(Referenced, Base):
    """A pair worth a person's reading: one seeking side, one holding side."""

    __tablename__ = "candidates"
    __table_args__ = (UniqueConstraint("seeking_ref", "holding_ref"),)
    kind = "candidate"

    seeking_ref: Mapped[str] = mapped_column(index=True)
    holding_ref: Mapped[str] = mapped_column(index=True)
    position: Mapped[int]
    """Its place in the order of reading; the machine's score itself is kept nowhere."""
    drawn_at: Mapped[datetime]


class SetAside(Referenced, Base):
    """A coordinator read a pair and put it away; it returns only when a fact has changed."""

    __tablename__ = "set_asides"
    kind = "setaside"

    candidate_ref: Mapped[str] = mapped_column(index=True)
    by_ref: Mapped[str]
    why: Mapped[str]
    """A code of `rules.Why`; what else was said is sealed under both sides."""
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes its candidate."""
        return self.candidate_ref
