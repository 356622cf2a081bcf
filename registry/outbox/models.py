"""One table: messages that wait or went. What they say is sealed under the addressee's key."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from registry.storage.database import Base, Referenced


class Message(Referenced, Base):
    """One message to one account."""

    __tablename__ = "messages"
    kind = "message"

    to_ref: Mapped[str] = mapped_column(index=True)
    about_ref: Mapped[str | None] = mapped_column(index=True)
    """The record or the claim it is about, while it waits; None once it went, or is about none."""
    name: Mapped[str]
    """Which template: a folder under `templates/messages/`."""
    language: Mapped[str]
    queued_at: Mapped[datetime] = mapped_column(index=True)
    next_try_at: Mapped[datetime | None] = mapped_column(index=True)
    """When to try; None once it went, or was given up."""
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
