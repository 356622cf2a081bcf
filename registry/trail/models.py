"""The one table of the trail; nothing updates or deletes a row of it."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import LargeBinary, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from registry.storage.database import Base


class Entry(Base):
    """Who did what to which record, when and why: references and field names, never values."""

    __tablename__ = "trail_entries"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Its place in the chain, from 0."""
    id: Mapped[uuid.UUID] = mapped_column(Uuid, unique=True, default=uuid.uuid4)
    at: Mapped[datetime]
    actor_ref: Mapped[str] = mapped_column(index=True)
    agency_ref: Mapped[str | None]
    event: Mapped[str] = mapped_column(index=True)
    subject_ref: Mapped[str] = mapped_column(index=True)
    about: Mapped[str]
    """Further references it names, as a JSON list."""
    detail: Mapped[str]
    """The event's declared fields, as canonical JSON."""
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    """SHA-256 over the previous digest and this entry: the chain."""
    leaf: Mapped[bytes] = mapped_column(LargeBinary)
    """The RFC 6962 leaf hash of this entry."""
