"""Letters about an incident: prepared by one person, sent when another has agreed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped

from registry.storage.database import Base, Referenced


class IncidentLetters(Referenced, Base):
    """Everybody who was touched in a time is to be written to; the trail says who that is."""

    __tablename__ = "incident_letters"
    kind = "incident"

    since: Mapped[datetime]
    until: Mapped[datetime]
    actor_ref: Mapped[str | None]
    """Whose doings it is about; None for everybody's."""
    asked_by_ref: Mapped[str]
    asked_at: Mapped[datetime]
    agreed_by_ref: Mapped[str | None]
    agreed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    """When the worker wrote them: it alone opens where a letter may safely go."""
