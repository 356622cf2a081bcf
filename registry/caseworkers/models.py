"""The rows of people at the desk. Every change of standing is a record: who, when, until when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
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


class EvidenceHandedIn(Referenced, Base):
    """A person said who employs and who licensed them; what they said is sealed beside it."""

    __tablename__ = "standing_evidence"
    kind = "standing-evidence"

    caseworker_ref: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]


class StandingCheck(Referenced, Base):
    """Somebody looked at one thing on the checklist; the latest answer counts."""

    __tablename__ = "standing_checks"
    kind = "standing-check"

    caseworker_ref: Mapped[str] = mapped_column(index=True)
    what: Mapped[str]
    source: Mapped[str]
    result: Mapped[str]
    by_ref: Mapped[str]
    at: Mapped[datetime]


class Vouch(Referenced, Base):
    """One person of the desk vouches for another, until a day or until they take it back."""

    __tablename__ = "vouches"
    kind = "vouch"

    caseworker_ref: Mapped[str] = mapped_column(index=True)
    by_ref: Mapped[str] = mapped_column(index=True)
    by_agency_ref: Mapped[str | None]
    how: Mapped[str]
    at: Mapped[datetime]
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Verification(Referenced, Base):
    """One of two people read the checks of a person, and approves until a day."""

    __tablename__ = "caseworker_verifications"
    kind = "caseworker-verification"

    caseworker_ref: Mapped[str] = mapped_column(index=True)
    by_ref: Mapped[str]
    at: Mapped[datetime]
    until: Mapped[datetime]


class Loan(Referenced, Base):
    """An agency lends a reviewer to another, until a day, once a lead of that one agreed."""

    __tablename__ = "loans"
    kind = "loan"

    caseworker_ref: Mapped[str] = mapped_column(index=True)
    from_agency_ref: Mapped[str]
    to_agency_ref: Mapped[str]
    by_ref: Mapped[str]
    at: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)
    agreed_by_ref: Mapped[str | None]
    agreed_at: Mapped[datetime | None]


class StandingNotice(Referenced, Base):
    """The house said in good time that somebody's standing ends; each word goes once."""

    __tablename__ = "standing_notices"
    __table_args__ = (UniqueConstraint("caseworker_ref", "until", "days_before"),)
    kind = "standing-notice"

    caseworker_ref: Mapped[str] = mapped_column(index=True)
    until: Mapped[datetime]
    days_before: Mapped[int]
    at: Mapped[datetime]


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
    """Somebody stopped a person at once: no approval from before it counts any more.

    Of somebody who left, nothing checked or granted before it counts either.
    """

    __tablename__ = "standing_ends"
    kind = "standing-end"

    caseworker_ref: Mapped[str] = mapped_column(index=True)
    how: Mapped[str]
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
