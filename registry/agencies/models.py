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
    """Somebody looked at an agency, and vouches for it until a day."""

    __tablename__ = "agency_verifications"
    kind = "agency-verification"

    agency_ref: Mapped[str] = mapped_column(index=True)
    by_ref: Mapped[str]
    at: Mapped[datetime]
    until: Mapped[datetime]
    register: Mapped[str]
    """Where the agency stands on record: a register and a number, or a mandate."""

    def recorded_as(self) -> str:
        """A verification changes with its agency."""
        return self.agency_ref
