"""The rows of agencies. An agency is an office, not a person: what is kept of it is plain."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from registry.storage.database import Base, Referenced


class Agency(Referenced, Base):
    """An office whose people may work at the desk once it is verified."""

    __tablename__ = "agencies"
    kind = "agency"

    name: Mapped[str]
    country: Mapped[str]
    """ISO 3166, two letters."""
    contact: Mapped[str]
    """How the office is reached."""
    by_ref: Mapped[str]
    """Who added it: somebody else verifies it."""
    added_at: Mapped[datetime]


class AgencyVerification(Referenced, Base):
    """One person looked at an agency's papers; it stands until a day once a second one agreed."""

    __tablename__ = "agency_verifications"
    kind = "agency-verification"

    agency_ref: Mapped[str] = mapped_column(index=True)
    by_ref: Mapped[str]
    at: Mapped[datetime]
    until: Mapped[datetime]
    register: Mapped[str]
    """Where the agency stands on record: a register and a number, or a mandate."""
    safeguarding: Mapped[str]
    """Its policy on keeping children safe: what it is called, and where it is published."""
    agreement: Mapped[str]
    """The version of the data agreement that it signed."""
    role: Mapped[str]
    """A code of `AgencyRole`."""
    agreed_by_ref: Mapped[str | None]
    agreed_at: Mapped[datetime | None]

    def recorded_as(self) -> str:
        """A verification changes with its agency."""
        return self.agency_ref


class AgencyAnnouncement(Referenced, Base):
    """A new agency is announced: families are written to before anything can go there."""

    __tablename__ = "agency_announcements"
    kind = "agency-announcement"

    agency_ref: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime]
    until: Mapped[datetime]
    reached_ref: Mapped[str | None]
    """The record up to which the worker has come with its letters."""
    told_at: Mapped[datetime | None]
    """When every family was written to whom it is safe to write to."""

    def recorded_as(self) -> str:
        """An announcement changes with its agency."""
        return self.agency_ref
