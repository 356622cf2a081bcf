"""The groups about the family: relatives, how child and family came apart, who cares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from registry.description import kinds
from registry.description.codes import CareArrangement, Relation, SeparationCause
from registry.description.dates import AgeRange, PartialDate
from registry.description.group import Fact, Group, asked, rows_by
from registry.description.names import PersonName
from registry.description.wording import PLAIN, Wording
from registry.errors import N_

_NAME = kinds.told(PersonName)
_DATE = kinds.told(PartialDate)
_LINE = kinds.line()
_YES_NO = kinds.yes_no()


@dataclass(frozen=True, repr=False)
class Relative(Group):
    """One person of the family: only what helps, for they are people with rights of their own."""

    relation: Relation | None = field(
        default=None, metadata=asked(N_("Relation"), kinds.coded(Relation))
    )
    name: PersonName | None = field(default=None, metadata=asked(N_("Name"), _NAME))
    nickname: PersonName | None = field(default=None, metadata=asked(N_("Nickname"), _NAME))
    is_caregiver: bool | None = field(
        default=None, metadata=asked(N_("Cared for the child"), _YES_NO)
    )
    is_alive: bool | None = field(default=None, metadata=asked(N_("Is alive"), _YES_NO))
    age: AgeRange | None = field(default=None, metadata=asked(N_("Age"), kinds.told(AgeRange)))
    date_of_birth: PartialDate | None = field(
        default=None, metadata=asked(N_("Date of birth"), _DATE)
    )
    languages: tuple[str, ...] = field(
        default=(), metadata=asked(N_("Languages"), kinds.many(kinds.language(), 10))
    )
    other_family: str | None = field(
        default=None, metadata=asked(N_("How they belong to other relatives"), _LINE)
    )
    location_current: str | None = field(
        default=None, metadata=asked(N_("Town or area now"), _LINE, compared=False)
    )
    telephone: str | None = field(
        default=None, metadata=asked(N_("Telephone"), _LINE, compared=False)
    )


@dataclass(frozen=True, repr=False)
class Family(Group):
    """Up to twelve relatives; compared relation by relation."""

    title: ClassVar[str] = N_("Family")
    each: tuple[Relative, ...] = field(
        default=(), metadata=asked(N_("Family"), kinds.many(kinds.told(Relative), 12))
    )

    def __iter__(self) -> Iterator[Relative]:
        """Go through the relatives."""
        return iter(self.each)

    def rows(self, key: str, wording: Wording = PLAIN) -> tuple[Fact, ...]:
        """Give one row for each relation."""
        said: dict[Relation, list[str]] = {}
        for person in self.each:
            words = person.show(wording, under="relation")
            words = words or wording.say(N_("known, no more is told"))
            said.setdefault(person.relation or Relation.OTHER_FAMILY, []).append(words)
        return rows_by(key, Relation, said)


@dataclass(frozen=True, repr=False)
class Separation(Group):
    """How child and family came apart."""

    title: ClassVar[str] = N_("The separation")
    date: PartialDate | None = field(default=None, metadata=asked(N_("Day"), _DATE))
    cause: SeparationCause | None = field(
        default=None, metadata=asked(N_("Cause"), kinds.coded(SeparationCause))
    )
    location: str | None = field(default=None, metadata=asked(N_("Place"), _LINE))
    details: str | None = field(
        default=None, metadata=asked(N_("What happened"), kinds.sentences())
    )
    evacuation_agent: str | None = field(
        default=None, metadata=asked(N_("Who brought the child away"), _LINE)
    )
    evacuation_from: str | None = field(
        default=None, metadata=asked(N_("Brought away from"), _LINE)
    )
    evacuation_to: str | None = field(default=None, metadata=asked(N_("Brought away to"), _LINE))
    evacuation_date: PartialDate | None = field(
        default=None, metadata=asked(N_("Brought away on"), _DATE)
    )
    movements: str | None = field(
        default=None, metadata=asked(N_("Moves after that"), kinds.sentences())
    )


@dataclass(frozen=True, repr=False)
class Care(Group):
    """Who the child lived with, and lives with. The present is about where the child is."""

    title: ClassVar[str] = N_("Care")
    before: CareArrangement | None = field(
        default=None,
        metadata=asked(N_("Lived with before"), kinds.coded(CareArrangement)),
    )
    now: CareArrangement | None = field(
        default=None,
        metadata=asked(N_("Lives with now"), kinds.coded(CareArrangement), compared=False),
    )
