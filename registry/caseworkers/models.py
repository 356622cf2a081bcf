"""The rows of people at the desk. Every change of standing is a record: who, when, until when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from registry.storage.database import Base, Referenced


class Caseworker(Referenced, Base):
    """One person who works at the desk, in whatever role."""

    __tablename__ = "caseworkers"
    kind = "caseworker"

    account_ref: Mapped[str] = mapped_column(unique=True)
    agency_ref: Mapped[str | None] = mapped_column(index=True)
    badge: Mapped[str] = mapped_column(unique=True)
    """The number that a guardian sees beside a look."""
    by_ref: Mapped[str]
    """Who invited this person: somebody else verifies them."""


class StaffInvitation(Referenced, Base):
    """A link with which somebody invited chooses a password."""

    __tablename__ = "staff_invitations"
    kind = "staff-invitation"

    caseworker_ref: Mapped[str] = mapped_column(index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    by_ref: Mapped[str]
    at: Mapped[datetime]
    until: Mapped[datetime]
    accepted_at: Mapped[datetime | None]

    def recorded_as(self) -> str:
        """An invitation changes with the person it is for."""
        return self.caseworker_ref

    def is_open(self, now: datetime) -> bool:
        """Can it still be accepted?"""
        return self.accepted_at is None and now < self.until


class Verification(Referenced, Base):
    """Somebody saw a person's papers and rang the employer, and vouches until a day."""

    __tablename__ = "caseworker_verifications"
    kind = "caseworker-verification"

    caseworker_ref: Mapped[str] = mapped_column(index=True)
    by_ref: Mapped[str]
    at: Mapped[datetime]
    until: Mapped[datetime]
    identity: Mapped[str]
    seen: Mapped[str]
    licence: Mapped[str]


class RoleGrant(Referenced, Base):
    """One person gave a role to another; it stands once a second one has agreed."""

    __tablename__ = "role_grants"
    kind = "role-grant"

    account_ref: Mapped[str] = mapped_column(index=True)
    role: Mapped[str]
    agency_ref: Mapped[str | None]
    by_ref: Mapped[str]
    at: Mapped[datetime]
    until: Mapped[datetime]
    agreed_by_ref: Mapped[str | None]
    agreed_at: Mapped[datetime | None]


class StandingEnd(Referenced, Base):
    """Somebody stopped a person at once: nothing vouched or granted before it counts any more."""

    __tablename__ = "standing_ends"
    kind = "standing-end"

    caseworker_ref: Mapped[str] = mapped_column(index=True)
    by_ref: Mapped[str]
    at: Mapped[datetime]


class FactorReset(Referenced, Base):
    """Somebody lost every factor: one administrator asked for a reset, and another signed."""

    __tablename__ = "factor_resets"
    kind = "factor-reset"

    caseworker_ref: Mapped[str] = mapped_column(index=True)
    by_ref: Mapped[str]
    at: Mapped[datetime]
    signed_by_ref: Mapped[str | None]
    signed_at: Mapped[datetime | None]
