"""Holds: two people have the destruction of one key wait, for a court. Nothing opens by it.

They stand beside the list of erasures and not in it: what a guardian reads, and when, comes from
that list alone, and so says nothing of a hold.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from registry.storage.database import Base, Referenced


class Hold(Referenced, Base):
    """One person asks that a key be kept for a while. Alone it changes nothing."""

    __tablename__ = "holds"
    kind = "hold"

    subject_ref: Mapped[str] = mapped_column(index=True)
    why: Mapped[str]
    """A code of `oversight.rules.WhyHeld`; the words beside it are sealed under a key of its own,
    so that whoever reads them is on no family's page."""
    by_ref: Mapped[str]
    at: Mapped[datetime]


class OfHold(Referenced):
    """What became of a hold."""

    hold_ref: Mapped[str] = mapped_column(unique=True)
    subject_ref: Mapped[str] = mapped_column(index=True)
    by_ref: Mapped[str]
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes its hold."""
        return self.hold_ref


class HoldSignature(OfHold, Base):
    """Another person signed: from now on the key waits, and that ends by itself."""

    __tablename__ = "hold_signatures"
    kind = "hold-signature"

    until: Mapped[datetime]


class HoldEnd(OfHold, Base):
    """One person lifted a hold, or turned one down that nobody had signed."""

    __tablename__ = "hold_ends"
    kind = "hold-end"

    is_signed: Mapped[bool]
    """Was it standing? Else it was only asked for."""


def held(now: datetime) -> Select[str]:
    """Whose keys wait at this moment."""
    return select(HoldSignature.subject_ref).where(
        HoldSignature.until > now, HoldSignature.hold_ref.not_in(select(HoldEnd.hold_ref))
    )


def is_held(session: Session, subject: str, now: datetime) -> bool:
    """Does the key of this subject wait?"""
    query = held(now).where(HoldSignature.subject_ref == subject)
    return session.scalar(query.limit(1)) is not None


def standing(session: Session, subject: str, now: datetime) -> list[HoldSignature]:
    """The signed holds on one subject that have not ended."""
    query = select(HoldSignature).where(
        HoldSignature.subject_ref == subject,
        HoldSignature.until > now,
        HoldSignature.hold_ref.not_in(select(HoldEnd.hold_ref)),
    )
    return list(session.scalars(query.order_by(HoldSignature.at)))
