"""The tables of the trail; nothing updates or deletes a row of them."""

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


class Node(Base):
    """The hash of a full subtree above the entries' leaves: derived, and never changing."""

    __tablename__ = "trail_nodes"

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[bytes] = mapped_column(LargeBinary)


class SignedCheckpoint(Base):
    """The signed size and root of one log at one moment; no later state may contradict it."""

    __tablename__ = "checkpoints"

    origin: Mapped[str] = mapped_column(primary_key=True)
    """Which log: the consent ledger or the trail."""
    at: Mapped[datetime] = mapped_column(primary_key=True)
    size: Mapped[int]
    root: Mapped[bytes] = mapped_column(LargeBinary)
    note: Mapped[str]
    """The whole note as it was signed."""
