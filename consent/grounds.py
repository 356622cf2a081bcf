"""Grounds other than consent, as facts: a recorded basis, emergency access, and their ends."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from consent.facts import Fact
from consent.purposes import DataClass


@dataclass(frozen=True, kw_only=True)
class BasisRecord(Fact):
    """A ground other than consent, recorded by as many different people as its kind asks."""

    kind_of_fact: ClassVar[str] = "basis"

    kind: str
    people: tuple[str, ...]
    data_classes: frozenset[DataClass]
    until: datetime
    reference: str | None = None


@dataclass(frozen=True, kw_only=True)
class BasisEnd(Fact):
    """The end of every basis of one kind."""

    kind_of_fact: ClassVar[str] = "basis_end"

    kind: str


@dataclass(frozen=True, kw_only=True)
class Override(Fact):
    """Emergency access to named classes of data for a short while; never a grant."""

    kind_of_fact: ClassVar[str] = "override"

    reason: str
    data_classes: frozenset[DataClass]
    people: tuple[str, ...]
    until: datetime
    reference: str | None = None  # the signed "enough agrees", or what the child carried
    renews: str | None = None


@dataclass(frozen=True, kw_only=True)
class OverrideReview(Fact):
    """The look back at an override by someone else."""

    kind_of_fact: ClassVar[str] = "override_review"

    override: str
    upheld: bool
