"""The rows of accounts. Names, addresses and numbers are sealed; only an index is plain."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import Uuid
from sqlalchemy.orm import Mapped, Session, mapped_column

from registry.storage.database import Base, Referenced, uuid_of


class Account(Referenced, Base):
    """One person who can sign in, or was invited to."""

    __tablename__ = "accounts"
    kind = "account"

    email_index: Mapped[str | None] = mapped_column(unique=True)
    """The keyed digest of the address; erasure empties it."""
    password_hash: Mapped[str | None]
    """None until somebody invited has chosen one."""
    language: Mapped[str]
    opened_on: Mapped[date]
    confirmed_on: Mapped[date | None]
    """When the address was last shown to be theirs."""
    used_on: Mapped[date] = mapped_column(index=True)
    """The day of the last signing in; the day of its opening before that."""
    told_on: Mapped[date | None]
    """When its owner was told that it ends, because nobody used it."""
    looked_on: Mapped[date | None]
    """When the worker last saw that it still holds something."""
    closed_on: Mapped[date | None]
    """Since then nobody signs in to it, and nothing of it opens."""


class AddressLink(Referenced, Base):
    """A link sent to an address; whoever presses its button has shown that they read mail there."""

    __tablename__ = "address_links"
    kind = "address-link"

    account_ref: Mapped[str] = mapped_column(index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    """The keyed digest of the token; the token itself is in the message only."""
    email_index: Mapped[str]
    """The address it confirms: the present one, or one that is to take its place."""
    sent_at: Mapped[datetime] = mapped_column(index=True)
    until: Mapped[datetime]
    used_at: Mapped[datetime | None]

    def recorded_as(self) -> str:
        """A link changes with its account."""
        return self.account_ref

    def is_open(self, now: datetime) -> bool:
        """Can it still be used?"""
        return self.used_at is None and now < self.until


class EntryLink(Referenced, Base):
    """A link in a letter with which somebody comes in: to sign in, or to set a new password."""

    __tablename__ = "entry_links"
    kind = "entry-link"

    account_ref: Mapped[str] = mapped_column(index=True)
    purpose: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    sent_at: Mapped[datetime] = mapped_column(index=True)
    until: Mapped[datetime]
    used_at: Mapped[datetime | None]

    def recorded_as(self) -> str:
        """A link changes with its account."""
        return self.account_ref

    def is_open(self, now: datetime) -> bool:
        """Can it still be used?"""
        return self.used_at is None and now < self.until


class LinkRequest(Base):
    """Somebody asked at the door for a link; the worker sees whether there is such an account."""

    __tablename__ = "link_requests"

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)
    email_index: Mapped[str]
    purpose: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(index=True)


def account_of(session: Session, account_ref: str) -> Account | None:
    """The account of a reference; None when there is none, or no longer."""
    found = uuid_of(account_ref, Account.kind)
    return None if found is None else session.get(Account, found)
