"""Sessions as rows, so that one can be ended from elsewhere."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Uuid
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
    is_shared: Mapped[bool] = mapped_column(default=False)
    """On a telephone that others use, too: it ends sooner, and its titles say nothing."""
    has_factor: Mapped[bool] = mapped_column(default=False)
    """Was a second factor shown in this session? Without it nobody is at the desk."""
    half_ref: Mapped[str | None] = mapped_column(index=True)
    """Whose password was given, while the second factor is still to come: it is nobody yet."""
    proved_at: Mapped[datetime | None]
    """When the password or a factor was last shown in this session."""
    device: Mapped[str] = mapped_column(default="other")
    """A coarse word for the browser, so that its owner knows it again."""
    id: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True, default=uuid.uuid4)
    """What its owner names it by, to end it from elsewhere."""
