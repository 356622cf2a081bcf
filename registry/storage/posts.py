"""Forms that were sent: the second arrival of the same form finds the first one here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from registry.storage.database import Base


class Post(Base):
    """One form that was sent."""

    __tablename__ = "posts"

    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    place: Mapped[str | None]
    """Where the first arrival led to."""
