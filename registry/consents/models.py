"""The rows of what time does: a word sent once, a yes left to end, whom a family trusts."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.storage.database import Base, Referenced


class Reminder(Referenced, Base):
    """One word to a guardian about one day to come. To each it is sent once."""

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("child_ref", "to_ref", "topic", "ends_on", "days_before"),)
    kind = "reminder"

    child_ref: Mapped[str] = mapped_column(index=True)
    to_ref: Mapped[str]
    """The account it went to; the child itself, where nobody could be written to."""
    topic: Mapped[str]
    """A code of `rules.Topic`."""
    ends_on: Mapped[date]
    """The day it is about."""
    days_before: Mapped[int]
    """Which of the steps before that day; 0 on the day itself, less than that after it."""
    sent_on: Mapped[date]

    def recorded_as(self) -> str:
        """It changes with its child."""
        return self.child_ref


class LeftToEnd(Referenced, Base):
    """A guardian was asked to say yes for longer, and lets a yes end on its day."""

    __tablename__ = "left_to_end"
    __table_args__ = (UniqueConstraint("child_ref", "purpose", "ends_on"),)
    kind = "left-to-end"

    child_ref: Mapped[str] = mapped_column(index=True)
    purpose: Mapped[str]
    ends_on: Mapped[date]
    by_ref: Mapped[str]
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes with its child."""
        return self.child_ref


class Round(Base):
    """One day on which the clocks of every record were looked at."""

    __tablename__ = "rounds"

    day: Mapped[date] = mapped_column(primary_key=True)
    done_at: Mapped[datetime]


class TrustedContact(Referenced, Base):
    """Somebody who may speak a few words for a silent guardian. Name and address are sealed."""

    __tablename__ = "trusted_contacts"
    kind = "trusted-contact"

    child_ref: Mapped[str] = mapped_column(index=True)
    by_ref: Mapped[str]
    named_at: Mapped[datetime]
    digest: Mapped[str] = mapped_column(unique=True)
    """Of the link that the guardian hands on."""
    confirmed_by_ref: Mapped[str | None]
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    def recorded_as(self) -> str:
        """It changes with its child."""
        return self.child_ref


class ContactWord(Referenced, Base):
    """What a trusted contact said, once, while the guardian was silent."""

    __tablename__ = "contact_words"
    kind = "contact-word"

    child_ref: Mapped[str] = mapped_column(index=True)
    contact_ref: Mapped[str] = mapped_column(index=True)
    said: Mapped[str]
    """A code of `rules.Word`."""
    helper_ref: Mapped[str | None]
    """Who wrote it down at the desk; None when it came by the link."""
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes with its child."""
        return self.child_ref


class ComingOfAge(Referenced, Base):
    """A young person of 18 decides alone from now on: invited, and by whom they were met."""

    __tablename__ = "comings_of_age"
    kind = "coming-of-age"

    child_ref: Mapped[str] = mapped_column(index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    """Of the link with which the young person finds the record."""
    invited_at: Mapped[datetime]
    account_ref: Mapped[str | None]
    """The young person's own account, once they followed the link."""
    claimed_at: Mapped[datetime | None]
    seen_by_ref: Mapped[str | None]
    seen_at: Mapped[datetime | None]

    def recorded_as(self) -> str:
        """It changes with its child."""
        return self.child_ref


class ReceiptChoice(Referenced, Base):
    """In which form a guardian wants a receipt. The newest one counts."""

    __tablename__ = "receipt_choices"
    kind = "receipt-choice"

    child_ref: Mapped[str] = mapped_column(index=True)
    by_ref: Mapped[str]
    form: Mapped[str]
    """A code of `rules.ReceiptForm`."""
    reference: Mapped[str | None] = mapped_column(unique=True)
    """What the guardian says at the desk; only where the desk keeps the paper."""
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes with its child."""
        return self.child_ref


class ReceiptKeeping(Referenced, Base):
    """Somebody at the desk printed a receipt for its guardian and put it away."""

    __tablename__ = "receipt_keepings"
    kind = "receipt-keeping"

    child_ref: Mapped[str] = mapped_column(index=True)
    choice_ref: Mapped[str] = mapped_column(unique=True)
    by_ref: Mapped[str]
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes with its child."""
        return self.child_ref
