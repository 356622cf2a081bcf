"""How many records one person at the desk opens in one day: at 30 it is said, at 60 it ends.

What counts are different children and claims. Not counted are a person's own account, record and
claims, other people of the desk, and whatever a machine reads.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import UniqueConstraint, bindparam, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from registry.authority import Actor
from registry.description.codes import Code
from registry.errors import N_
from registry.storage.database import Base, Referenced

ALERT: Final = 30
STOP: Final = 60
RAISED_BY: Final = 60
RAISED_FOR: Final = timedelta(hours=24)
APART: Final = timedelta(days=7)
"""From the end of one raise to the next question: what is needed each week is no exception."""
SIGNERS: Final = 2
COUNTED: Final = frozenset({"child", "claim"})


class Level(StrEnum):
    """How far somebody has come on one day."""

    ALERT = "alert"
    STOP = "stop"


class DayView(Base):
    """One record that one person at the desk opened on one day of the house."""

    __tablename__ = "day_views"

    actor_ref: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    subject_ref: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class WhyRaised(Code):
    """Why somebody has to open more in one day."""

    MANY_ARRIVED = "many_arrived", N_("Many children arrived at once")
    COVERING = "covering", N_("I do the work of somebody who is away")
    DUE = "due", N_("Cases are due, and nobody else can take them")
    PUTTING_RIGHT = "putting_right", N_("Many files have to be put right")


class BudgetRaise(Referenced, Base):
    """Somebody asked to open more; it counts from the second signature, for 24 hours."""

    __tablename__ = "budget_raises"
    kind = "raise"

    for_ref: Mapped[str] = mapped_column(index=True)
    why: Mapped[str]
    """A code of `WhyRaised`."""
    asked_at: Mapped[datetime]
    until: Mapped[datetime | None]
    """None as long as fewer than two have signed."""


class RaiseSignature(Referenced, Base):
    """One of the two people who raise it."""

    __tablename__ = "raise_signatures"
    __table_args__ = (UniqueConstraint("raise_ref", "by_ref"),)
    kind = "raise-signature"

    raise_ref: Mapped[str] = mapped_column(index=True)
    by_ref: Mapped[str]
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes what it signs."""
        return self.raise_ref


_OPENED: Final = select(DayView.subject_ref).where(
    DayView.actor_ref == bindparam("actor"), DayView.day == bindparam("today")
)
_ADD: Final = insert(Base.metadata.tables[DayView.__tablename__])


def is_counted(actor: Actor, subject: str, own: Collection[str]) -> bool:
    """Does it count when this person opens this?"""
    kind = subject.partition(":")[0]
    return actor.is_person and actor.is_staff and kind in COUNTED and subject not in own


def reached(opened: int, limit: int) -> Level | None:
    """What opening one more record comes to, after so many; a stop means that it stays shut."""
    if opened >= limit:
        return Level.STOP
    return Level.ALERT if opened + 1 == ALERT else None


def opened_on(session: Session, actor_ref: str, day: date) -> frozenset[str]:
    """The records somebody opened on one day."""
    found = session.execute(_OPENED, {"actor": actor_ref, "today": day})
    return frozenset(found.scalars())


def raise_at(session: Session, actor_ref: str, now: datetime) -> BudgetRaise | None:
    """The raise that counts for this person now; it ends by itself."""
    query = select(BudgetRaise).where(BudgetRaise.for_ref == actor_ref, BudgetRaise.until > now)
    return session.scalars(query).first()


def limit_at(session: Session, actor_ref: str, now: datetime) -> int:
    """How many records this person may open on one day, as things stand now."""
    return STOP if raise_at(session, actor_ref, now) is None else STOP + RAISED_BY


def take(session: Session, actor_ref: str, subject: str, day: date, now: datetime) -> Level | None:
    """Count one opening, and say what it comes to.

    It is asked and written in the one act, which holds the only lock on writing: of two that open
    the last record at once, the second finds the first.
    """
    opened = opened_on(session, actor_ref, day)
    if subject in opened:
        return None
    limit = STOP if len(opened) < STOP else limit_at(session, actor_ref, now)
    level = reached(len(opened), limit)
    if level is not Level.STOP:
        row = {"actor_ref": actor_ref, "day": day, "subject_ref": subject, "at": now}
        session.connection().execute(_ADD, row)
    return level
