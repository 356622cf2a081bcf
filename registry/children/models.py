"""The rows of a child record: who guards it, since when the family is apart, papers seen."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from registry.storage.database import Base, Referenced


class Child(Referenced, Base):
    """One child record. What it says is sealed; here are its name in the house and its days."""

    __tablename__ = "children"
    kind = "child"

    reference: Mapped[str] = mapped_column(unique=True)
    """The public reference, on the wallet card; proof of nothing."""
    guardian_ref: Mapped[str] = mapped_column(index=True)
    """The account of the guardian who began it."""
    started_on: Mapped[date]
    registered_on: Mapped[date | None]
    """None while it is a draft that only its guardian can see."""
    withdrawn_on: Mapped[date | None]
    """Since then nothing of it opens."""
    whereabouts_on: Mapped[date | None]
    """When the guardian last said whether they are together or apart."""

    @property
    def is_draft(self) -> bool:
        """Is the enrolment still going on?"""
        return self.registered_on is None and self.withdrawn_on is None

    @property
    def is_registered(self) -> bool:
        """Is it a record that stands?"""
        return self.registered_on is not None and self.withdrawn_on is None


class Guardianship(Referenced, Base):
    """What a guardian says they are to a child, and whether others decide too."""

    __tablename__ = "guardianships"
    kind = "guardianship"

    child_ref: Mapped[str] = mapped_column(index=True)
    guardian_ref: Mapped[str]
    capacity: Mapped[str]
    """A code of `consent.Capacity`."""
    with_others: Mapped[str]
    """A code of `consent.WithOthers`."""
    place: Mapped[int]
    """Its place among the statements about this child, from 1; the newest counts."""
    stated_on: Mapped[date]

    def recorded_as(self) -> str:
        """It changes with its child."""
        return self.child_ref


class Parting(Referenced, Base):
    """Child and family are apart: since when, and until when."""

    __tablename__ = "partings"
    kind = "parting"

    child_ref: Mapped[str] = mapped_column(index=True)
    since: Mapped[str]
    """A partial date, as far as it is known; empty when it is not."""
    stated_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    def recorded_as(self) -> str:
        """It changes with its child."""
        return self.child_ref


class PapersSeen(Referenced, Base):
    """A worker saw the guardian's papers. Seen, not kept: the kind is noted, nothing in it is."""

    __tablename__ = "papers_seen"
    kind = "papers"

    child_ref: Mapped[str] = mapped_column(index=True)
    guardian_ref: Mapped[str]
    paper: Mapped[str]
    how: Mapped[str]
    seen_by_ref: Mapped[str]
    agency_ref: Mapped[str | None]
    seen_on: Mapped[date]

    def recorded_as(self) -> str:
        """It changes with its child."""
        return self.child_ref


class Matter(Referenced, Base):
    """Something about a record that the desk has to look at: a no, an objection, a conflict.

    A question about a look may be about a claim, too; then it stands under the claim.
    """

    __tablename__ = "matters"
    kind = "matter"

    child_ref: Mapped[str] = mapped_column(index=True)
    concern: Mapped[str]
    """A code of `rules.Concern`."""
    about_ref: Mapped[str]
    """The fact it is about, or the person."""
    speaker_ref: Mapped[str]
    purpose: Mapped[str | None]
    opened_at: Mapped[datetime]
    answer_by: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes with its child."""
        return self.child_ref


class MatterAnswer(Referenced, Base):
    """Somebody at the desk looked at a matter; what they wrote is sealed under the child."""

    __tablename__ = "matter_answers"
    kind = "matter-answer"

    matter_ref: Mapped[str] = mapped_column(unique=True)
    child_ref: Mapped[str] = mapped_column(index=True)
    by_ref: Mapped[str]
    outcome: Mapped[str]
    """A code of `rules.Outcome`."""
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes with its child."""
        return self.child_ref


class Leaving(Referenced, Base):
    """A guardian took everything back while another one's yes still stands.

    To whoever left the record is gone, in the words and the time of every other wiping.
    """

    __tablename__ = "leavings"
    kind = "leaving"

    child_ref: Mapped[str] = mapped_column(index=True)
    holder_ref: Mapped[str]
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes with its child."""
        return self.child_ref


class Exclusion(Referenced, Base):
    """An agency or a person who is to have nothing to do with a record, by the family's wish.

    Somebody of the desk is named by reference; anybody else in sealed words, for a coordinator.
    """

    __tablename__ = "exclusions"
    kind = "exclusion"

    child_ref: Mapped[str] = mapped_column(index=True)
    concerns: Mapped[str]
    """A code of `rules.Excluded`."""
    excluded_ref: Mapped[str | None]
    """The agency, or the account of somebody at the desk; None where it is said in words."""
    by_ref: Mapped[str]
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    def recorded_as(self) -> str:
        """It changes with its child."""
        return self.child_ref


class Sealing(Referenced, Base):
    """A record whose yes ran out, kept by the family's wish: for found children only."""

    __tablename__ = "sealings"
    kind = "sealing"

    child_ref: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    def recorded_as(self) -> str:
        """It changes with its child."""
        return self.child_ref


class Unsealing(Referenced, Base):
    """Two people open a sealed record for a short while: one asks, another one agrees."""

    __tablename__ = "unsealings"
    kind = "unsealing"

    child_ref: Mapped[str] = mapped_column(index=True)
    why: Mapped[str]
    """A code of `rules.Opening`."""
    asked_by_ref: Mapped[str]
    asked_at: Mapped[datetime]
    agreed_by_ref: Mapped[str | None]
    agreed_at: Mapped[datetime | None]
    until: Mapped[datetime | None]

    def recorded_as(self) -> str:
        """It changes with its child."""
        return self.child_ref
