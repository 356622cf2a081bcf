"""Sessions as rows, so that one can be ended from elsewhere."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from registry.storage.database import Base


class WebSession(Base):
    """One browser's session. The cookie holds a token; the row knows only its digest."""

    __tablename__ = "web_sessions"

    digest: Mapped[str] = mapped_column(primary_key=True)
    account_ref: Mapped[str | None] = mapped_column(index=True)
    content: Mapped[str]
    """The form token and notes for the next page, as JSON; nothing personal."""
    started_at: Mapped[datetime] = mapped_column(index=True)
    seen_at: Mapped[datetime] = mapped_column(index=True)
    is_staff: Mapped[bool] = mapped_column(default=False)
