"""The rows of holders: others a guardian told of, attempts to reach them, measures of two."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from registry.storage.database import Base, Referenced


class OfChild(Referenced):
    """A record that changes with its child; what it says in words is sealed under the child."""

    child_ref: Mapped[str] = mapped_column(index=True)
    by_ref: Mapped[str]
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes with its child."""
        return self.child_ref


class OtherHolder(OfChild, Base):
    """A guardian says that another one exists, who cannot or must not be asked."""

    __tablename__ = "other_holders"
    kind = "holder"

    why: Mapped[str]
    """A code of `WhyAbsent`."""


class Attempt(OfChild, Base):
    """Somebody at the desk tried to reach a guardian."""

    __tablename__ = "attempts"
    kind = "attempt"

    holder_ref: Mapped[str] = mapped_column(index=True)
    on: Mapped[datetime]
    channel: Mapped[str]
    """A code of `Channel`."""


class Measure(OfChild, Base):
    """The first of two people writes down a measure. Alone it changes nothing."""

    __tablename__ = "measures"
    kind = "measure"

    what: Mapped[str]
    """A code of `What`."""
    about_ref: Mapped[str | None]
    """The holder, the fact, the restriction or the claim it is about."""
    why: Mapped[str | None]
    capacity: Mapped[str | None]
    with_others: Mapped[str | None]
    codes: Mapped[str]
    """The purposes a court stopped, with a space between; empty means all."""
    until: Mapped[date | None]
    paper: Mapped[str | None]
    how: Mapped[str | None]
    in_care: Mapped[bool]
    is_told: Mapped[bool]


class MeasureEnd(OfChild, Base):
    """A second person signed a measure, or turned it down; or it was one person's to take."""

    __tablename__ = "measure_ends"
    kind = "measure-end"

    measure_ref: Mapped[str] = mapped_column(unique=True)
    is_signed: Mapped[bool]


class GuardianStated(Referenced, Base):
    """A claimant says to be a guardian of the child, too. It opens nothing and adds nobody."""

    __tablename__ = "guardian_claims"
    kind = "guardian-claim"

    claim_ref: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes its claim."""
        return self.claim_ref
