"""The rows of second factors. No secret is in them: a shared one is derived, a code is hashed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.storage.database import Base, Referenced


class TotpFactor(Referenced, Base):
    """An app that shows six digits; its secret is derived from the key of the account."""

    __tablename__ = "totp_factors"
    kind = "totp-factor"

    account_ref: Mapped[str] = mapped_column(index=True)
    added_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    """None until a first code has shown that the app was set up."""
    last_step: Mapped[int | None]
    """The step whose code was taken last: it, and every one before it, is never taken again."""

    def recorded_as(self) -> str:
        """A factor changes with its account."""
        return self.account_ref


class RecoveryCode(Referenced, Base):
    """One of ten codes on a printed page, each for one signing in."""

    __tablename__ = "recovery_codes"
    __table_args__ = (UniqueConstraint("account_ref", "place"),)
    kind = "recovery-code"

    account_ref: Mapped[str] = mapped_column(index=True)
    place: Mapped[int]
    """Its number on the page, so that one hash is tried and not ten."""
    hash: Mapped[str]
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    def recorded_as(self) -> str:
        """A code changes with its account."""
        return self.account_ref
