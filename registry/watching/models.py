"""The rows of what was found, and of canary records that two people wanted; for auditors only."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.storage.database import Base, Referenced


class Finding(Referenced, Base):
    """Something unusual that one person did; one for each rule, person, matter and day."""

    __tablename__ = "findings"
    __table_args__ = (UniqueConstraint("rule", "actor_ref", "about_ref", "day"),)
    kind = "finding"

    rule: Mapped[str]
    """A code of `codes.Rule`."""
    actor_ref: Mapped[str]
    about_ref: Mapped[str]
    """The record, the case or the second person; empty where it is about many records."""
    day: Mapped[date]
    """The day in the house's zone."""
    at: Mapped[datetime]
    """The moment by which it was seen."""
    recorded_at: Mapped[datetime] = mapped_column(index=True)
    entries: Mapped[int]
    """On how many entries of the trail it rests."""


class FindingEntry(Referenced, Base):
    """One entry of the trail that a finding rests on; of very many, the newest are kept."""

    __tablename__ = "finding_entries"
    __table_args__ = (UniqueConstraint("finding_ref", "seq"),)
    kind = "finding-entry"

    finding_ref: Mapped[str]
    seq: Mapped[int]

    def recorded_as(self) -> str:
        """It changes with its finding."""
        return self.finding_ref


class FindingAnswer(Referenced, Base):
    """What an auditor made of it; never the person it is about."""

    __tablename__ = "finding_answers"
    kind = "finding-answer"

    finding_ref: Mapped[str] = mapped_column(unique=True)
    by_ref: Mapped[str]
    outcome: Mapped[str]
    """A code of `codes.Outcome`."""
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes with its finding."""
        return self.finding_ref


class CanaryOrder(Referenced, Base):
    """Two people want a canary record. Which record it became stands nowhere."""

    __tablename__ = "canary_orders"
    kind = "canary-order"

    asked_by_ref: Mapped[str]
    asked_at: Mapped[datetime]
    agreed_by_ref: Mapped[str | None]
    agreed_at: Mapped[datetime | None]
