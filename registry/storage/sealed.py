"""Sealed groups as rows: which there are, what a permit must cover, and where each belongs."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from sqlalchemy import LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consent import DataClass
from registry.storage.database import Base, Referenced


class Compartment(StrEnum):
    """One group of facts, sealed together; its name is bound into the key."""

    IDENTITY = "identity"
    CONTACT = "contact"
    NARRATIVE = "narrative"
    SENSITIVE = "sensitive"
    HEALTH = "health"
    LOCATION = "location"
    WITHHELD = "withheld"
    SAFETY = "safety"
    TRAITS = "traits"
    EVIDENCE = "evidence"
    NOTES = "notes"
    MESSAGE = "message"


CLASS_OF: dict[Compartment, DataClass] = {
    Compartment.IDENTITY: DataClass.DETAILS,
    Compartment.NARRATIVE: DataClass.DETAILS,
    Compartment.CONTACT: DataClass.CONTACT,
    Compartment.MESSAGE: DataClass.CONTACT,
    Compartment.SENSITIVE: DataClass.SENSITIVE,
    Compartment.HEALTH: DataClass.HEALTH,
    Compartment.LOCATION: DataClass.LOCATION,
    Compartment.WITHHELD: DataClass.WITHHELD,
    Compartment.SAFETY: DataClass.NOTES,
    Compartment.TRAITS: DataClass.TRAITS,
    Compartment.EVIDENCE: DataClass.EVIDENCE,
    Compartment.NOTES: DataClass.NOTES,
}


LEAST: Final[Mapping[Compartment, int]] = MappingProxyType(
    {Compartment.WITHHELD: 2048, Compartment.SENSITIVE: 1024, Compartment.HEALTH: 2048}
)
"""So long is what every record has, whether or not a word was said: it is empty, or full."""


class Sealed(Referenced, Base):
    """One sealed group: whose it is and where it belongs are plain, what it says is not."""

    __tablename__ = "sealed_values"
    __table_args__ = (UniqueConstraint("owner_ref", "compartment"),)
    kind = "sealed"

    owner_ref: Mapped[str] = mapped_column(index=True)
    """The row it belongs to: `child:…`, `claim:…`, `opinion:…`."""
    compartment: Mapped[str]
    subject_ref: Mapped[str] = mapped_column(index=True)
    """Whose key seals it."""
    also_ref: Mapped[str | None] = mapped_column(index=True)
    """A second subject: shredding either of the two shreds it."""
    envelope: Mapped[bytes] = mapped_column(LargeBinary)

    def recorded_as(self) -> str:
        """A sealed value changes with the row it belongs to."""
        return self.owner_ref

    def __repr__(self) -> str:
        return "<Sealed>"

    @property
    def data_class(self) -> DataClass:
        """What a permit must cover to open this."""
        return CLASS_OF[Compartment(self.compartment)]

    def place(self) -> bytes:
        """What the value is bound to, so that one moved elsewhere does not open."""
        return place_of(self.owner_ref, self.compartment, self.subject_ref, self.also_ref)


def place_of(owner: str, compartment: str, subject: str, also: str | None = None) -> bytes:
    """Where a sealed group belongs, in one writing."""
    return f"kinfold/registry/sealed_values/{owner}/{compartment}/{subject}/{also or ''}".encode()
