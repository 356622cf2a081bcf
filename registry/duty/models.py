"""The rows of duty: the rota, reports of found children, and who was rung, answered and closed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from registry.storage.database import Base, Referenced


class DutyTurn(Referenced, Base):
    """Somebody is on duty from when to when; taken off again, it ends at once."""

    __tablename__ = "duty_turns"
    kind = "duty-turn"

    who_ref: Mapped[str] = mapped_column(index=True)
    place: Mapped[int]
    """Rung first, second or third."""
    channel: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    by_ref: Mapped[str]
    at: Mapped[datetime]


class HandOver(Referenced, Base):
    """Somebody said that they are with a child. Who and where is sealed under its own key."""

    __tablename__ = "hand_overs"
    kind = "hand-over"

    at: Mapped[datetime] = mapped_column(index=True)
    is_quiet: Mapped[bool]
    """Many came from one place in a short time: it waits at the desk, and rings nobody."""


class OfHandOver(Referenced):
    """A record that changes with its report."""

    hand_over_ref: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes with its report."""
        return self.hand_over_ref


class DutyRing(OfHandOver, Base):
    """Somebody was rung for it."""

    __tablename__ = "duty_rings"
    kind = "duty-ring"

    who_ref: Mapped[str]


class DutyAnswer(OfHandOver, Base):
    """Somebody took it over: nobody else is rung from now on."""

    __tablename__ = "duty_answers"
    kind = "duty-answer"

    hand_over_ref: Mapped[str] = mapped_column(unique=True)
    by_ref: Mapped[str]


class HandOverEnd(OfHandOver, Base):
    """What became of it."""

    __tablename__ = "hand_over_ends"
    kind = "hand-over-end"

    hand_over_ref: Mapped[str] = mapped_column(unique=True)
    by_ref: Mapped[str]
    outcome: Mapped[str]
