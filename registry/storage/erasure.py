"""The erasure journal: from a withdrawal to a key destroyed, finished even after a crash."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from registry.storage.database import Base, Referenced
from registry.storage.holds import held


class Erasure(Referenced, Base):
    """One subject to be erased: asked, due, done. The journal outlives what it erased."""

    __tablename__ = "erasures"
    kind = "erasure"

    subject_ref: Mapped[str] = mapped_column(unique=True)
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
    """Until then the guardian may still change their mind."""
    closed_at: Mapped[datetime | None]

    def recorded_as(self) -> str:
        """A line of the journal changes with its subject."""
        return self.subject_ref


def journal(session: Session, subject: str) -> Erasure | None:
    """The journal's line on one subject."""
    return session.scalar(select(Erasure).where(Erasure.subject_ref == subject))


def due(session: Session, now: datetime) -> list[Erasure]:
    """The lines to finish now; a held one waits."""
    query = select(Erasure).where(
        Erasure.closed_at.is_(None), Erasure.due_at <= now, Erasure.subject_ref.not_in(held(now))
    )
    return list(session.scalars(query))
