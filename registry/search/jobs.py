"""Which sides wait for a shortlist to be drawn anew; the worker empties this table."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from registry.storage.database import Base


class Job(Base):
    """One side of a pair whose shortlist is out of date."""

    __tablename__ = "jobs"

    ref: Mapped[str] = mapped_column(primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(index=True)
