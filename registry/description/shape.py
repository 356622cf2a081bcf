"""The one shape of a description, used by a child record and by a claim, and its comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType

from registry.description.group import Fact, Group
from registry.description.groups import (
    Appearance,
    Belongings,
    Event,
    Marks,
    Names,
    Person,
    Places,
)
from registry.description.household import Care, Family, Separation
from registry.description.wording import PLAIN, Wording
from registry.errors import N_, Invalid

GROUPS: Mapping[str, type[Group]] = MappingProxyType(
    {
        "names": Names,
        "person": Person,
        "places": Places,
        "appearance": Appearance,
        "marks": Marks,
        "belongings": Belongings,
        "event": Event,
        "family": Family,
        "separation": Separation,
        "care": Care,
    }
)


@dataclass(frozen=True)
class Description:
    """What is told about a child. Sensitive facts are not in it: see `Sensitive`."""

    names: Names = field(default_factory=Names)
    person: Person = field(default_factory=Person)
    places: Places = field(default_factory=Places)
    appearance: Appearance = field(default_factory=Appearance)
    marks: Marks = field(default_factory=Marks)
    belongings: Belongings = field(default_factory=Belongings)
    event: Event = field(default_factory=Event)
    family: Family = field(default_factory=Family)
    separation: Separation = field(default_factory=Separation)
    care: Care = field(default_factory=Care)

    def to_dict(self) -> dict[str, dict[str, object]]:
        """Give the groups in which anything is known as plain JSON."""
        return {name: group.to_dict() for name, group in self.groups().items() if group}

    @classmethod
    def from_dict(cls, told: Mapping[str, object]) -> Description:
        """Read a description written by `to_dict`; unknown groups and keys are ignored."""
        read: dict[str, Group] = {}
        for name, group in GROUPS.items():
            packed = told.get(name)
            if packed is None:
                continue
            if not isinstance(packed, Mapping):
                raise Invalid(name, N_("This value cannot be read."))
            read[name] = group.from_dict(packed)
        return cls(**read)  # type: ignore[arg-type]  # GROUPS and the fields are kept equal by a test

    def groups(self) -> dict[str, Group]:
        """Give every group by its name, in order."""
        return {place.name: getattr(self, place.name) for place in fields(self)}

    def rows(self, wording: Wording = PLAIN) -> tuple[Fact, ...]:
        """Give every row a review may compare, always the same rows in the same order."""
        return tuple(
            row for name, group in self.groups().items() for row in group.rows(name, wording)
        )


class RowState(StrEnum):
    """Which sides know something; that one does not know is never a contradiction."""

    BOTH = "both"
    LEFT_ONLY = "left_only"
    RIGHT_ONLY = "right_only"
    NEITHER = "neither"


@dataclass(frozen=True)
class Row:
    """One row of two sides; `None` where a side does not know. The label is to be translated."""

    key: str
    label: str
    left: tuple[str, ...] | None
    right: tuple[str, ...] | None

    @property
    def group(self) -> str:
        """The group the row belongs to, a key of `GROUPS`."""
        return self.key.partition(".")[0]

    @property
    def state(self) -> RowState:
        """Which of the two sides know something."""
        if self.left is None:
            return RowState.NEITHER if self.right is None else RowState.RIGHT_ONLY
        return RowState.LEFT_ONLY if self.right is None else RowState.BOTH


def compare(left: Description, right: Description, wording: Wording = PLAIN) -> tuple[Row, ...]:
    """Put two descriptions side by side, row by row; people judge the rows."""
    return tuple(
        Row(one.key, one.label, one.values, other.values)
        for one, other in zip(left.rows(wording), right.rows(wording), strict=True)
    )
