"""The groups of facts a description is made of; the names follow the field's own forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from registry.description import kinds
from registry.description.codes import (
    BodyPlace,
    Build,
    EventKind,
    Eyes,
    Hair,
    MarkKind,
    Sex,
    Side,
)
from registry.description.dates import AgeRange, PartialDate
from registry.description.group import Fact, Group, asked, rows_by
from registry.description.names import PersonName
from registry.description.wording import PLAIN, Wording
from registry.errors import N_

_NAME = kinds.told(PersonName)
_DATE = kinds.told(PartialDate)
_AGE = kinds.told(AgeRange)
_LINE = kinds.line()
_YES_NO = kinds.yes_no()
_LANGUAGES = kinds.many(kinds.language(), 10)


@dataclass(frozen=True, repr=False)
class Names(Group):
    """What the child is called."""

    title: ClassVar[str] = N_("Names")
    name: PersonName | None = field(default=None, metadata=asked(N_("Name"), _NAME))
    nickname: PersonName | None = field(default=None, metadata=asked(N_("Nickname"), _NAME))
    other: tuple[PersonName, ...] = field(
        default=(), metadata=asked(N_("Other names"), kinds.many(_NAME, 10))
    )
    answers_to: PersonName | None = field(default=None, metadata=asked(N_("Answers to"), _NAME))
    given_after: bool | None = field(
        default=None, metadata=asked(N_("Name was given after the separation"), _YES_NO)
    )


@dataclass(frozen=True, repr=False)
class Person(Group):
    """Who the child is."""

    title: ClassVar[str] = N_("The child")
    sex: Sex | None = field(default=None, metadata=asked(N_("Sex"), kinds.coded(Sex)))
    age: AgeRange | None = field(default=None, metadata=asked(N_("Age"), _AGE))
    date_of_birth: PartialDate | None = field(
        default=None, metadata=asked(N_("Date of birth"), _DATE)
    )
    estimated: bool | None = field(
        default=None, metadata=asked(N_("Age or date is a guess"), _YES_NO)
    )
    languages: tuple[str, ...] = field(default=(), metadata=asked(N_("Languages"), _LANGUAGES))
    speaks: str | None = field(
        default=None, metadata=asked(N_("How the child speaks or signs"), _LINE)
    )


@dataclass(frozen=True, repr=False)
class Sensitive(Group):
    """What can cost a life in the wrong hands: kept apart, never compared, never matched on."""

    title: ClassVar[str] = N_("Sensitive facts")
    nationality: tuple[str, ...] = field(
        default=(),
        metadata=asked(N_("Nationality"), kinds.many(kinds.country(), 5), compared=False),
    )
    ethnicity: str | None = field(
        default=None, metadata=asked(N_("Ethnic group"), _LINE, compared=False)
    )
    religion: str | None = field(
        default=None, metadata=asked(N_("Religion"), _LINE, compared=False)
    )


@dataclass(frozen=True, repr=False)
class Places(Group):
    """Where the child was born, lived and is. Where anybody can be found now is never compared."""

    title: ClassVar[str] = N_("Places")
    location_birth: str | None = field(default=None, metadata=asked(N_("Place of birth"), _LINE))
    location_last: str | None = field(
        default=None, metadata=asked(N_("Town or area before the separation"), _LINE)
    )
    school: str | None = field(default=None, metadata=asked(N_("Last school"), _LINE))
    school_level: str | None = field(default=None, metadata=asked(N_("Class or level"), _LINE))
    address_last: str | None = field(
        default=None,
        metadata=asked(N_("Address before the separation"), _LINE, compared=False),
    )
    telephone_last: str | None = field(
        default=None,
        metadata=asked(N_("Telephone before the separation"), _LINE, compared=False),
    )
    location_current: str | None = field(
        default=None, metadata=asked(N_("Town or area now"), _LINE, compared=False)
    )
    address_current: str | None = field(
        default=None, metadata=asked(N_("Address now"), _LINE, compared=False)
    )


@dataclass(frozen=True, repr=False)
class Appearance(Group):
    """What the child looks like."""

    title: ClassVar[str] = N_("Looks")
    hair: Hair | None = field(default=None, metadata=asked(N_("Hair"), kinds.coded(Hair)))
    eyes: Eyes | None = field(default=None, metadata=asked(N_("Eyes"), kinds.coded(Eyes)))
    height_cm: int | None = field(
        default=None,
        metadata=asked(N_("Height"), kinds.whole(20, 230, N_("about %(number)s cm"))),
    )
    build: Build | None = field(default=None, metadata=asked(N_("Build"), kinds.coded(Build)))
    glasses: bool | None = field(default=None, metadata=asked(N_("Glasses"), _YES_NO))
    hearing_aid: bool | None = field(default=None, metadata=asked(N_("Hearing aid"), _YES_NO))
    braces: bool | None = field(default=None, metadata=asked(N_("Braces"), _YES_NO))
    ears: str | None = field(default=None, metadata=asked(N_("Ears"), _LINE))
    teeth: str | None = field(default=None, metadata=asked(N_("Teeth"), _LINE))
    words: str | None = field(default=None, metadata=asked(N_("In other words"), _LINE))


@dataclass(frozen=True, repr=False)
class Mark(Group):
    """One mark on the body."""

    kind: MarkKind | None = field(default=None, metadata=asked(N_("Mark"), kinds.coded(MarkKind)))
    place: BodyPlace | None = field(
        default=None, metadata=asked(N_("Place on the body"), kinds.coded(BodyPlace))
    )
    side: Side | None = field(default=None, metadata=asked(N_("Side"), kinds.coded(Side)))
    size: str | None = field(default=None, metadata=asked(N_("Size in words"), _LINE))
    since: str | None = field(default=None, metadata=asked(N_("Since when"), _LINE))
    words: str | None = field(default=None, metadata=asked(N_("In other words"), _LINE))


@dataclass(frozen=True, repr=False)
class Marks(Group):
    """The marks on the body; compared kind by kind."""

    title: ClassVar[str] = N_("Marks")
    each: tuple[Mark, ...] = field(
        default=(), metadata=asked(N_("Marks"), kinds.many(kinds.told(Mark), 20))
    )

    def __iter__(self) -> Iterator[Mark]:
        """Go through the marks."""
        return iter(self.each)

    def rows(self, key: str, wording: Wording = PLAIN) -> tuple[Fact, ...]:
        """Give one row for each kind of mark."""
        said: dict[MarkKind, list[str]] = {}
        for mark in self.each:
            words = mark.show(wording, under="kind") or wording.say(N_("known, no more is told"))
            said.setdefault(mark.kind or MarkKind.OTHER, []).append(words)
        return rows_by(key, MarkKind, said)


@dataclass(frozen=True, repr=False)
class Belongings(Group):
    """What the child wore and carried when child and family came apart, and who was there."""

    title: ClassVar[str] = N_("Clothes and things carried")
    clothing: str | None = field(default=None, metadata=asked(N_("Clothes"), _LINE))
    carried: str | None = field(default=None, metadata=asked(N_("Things carried"), _LINE))
    papers: str | None = field(default=None, metadata=asked(N_("Papers carried"), kinds.papers()))
    with_whom: str | None = field(
        default=None, metadata=asked(N_("Who carried or went with the child"), _LINE)
    )


@dataclass(frozen=True, repr=False)
class Event(Group):
    """What was happening, where, and between which days."""

    title: ClassVar[str] = N_("What was happening")
    kind: EventKind | None = field(
        default=None, metadata=asked(N_("Event"), kinds.coded(EventKind))
    )
    name: str | None = field(default=None, metadata=asked(N_("What people call it"), _LINE))
    place: str | None = field(default=None, metadata=asked(N_("Where"), _LINE))
    since: PartialDate | None = field(default=None, metadata=asked(N_("From"), _DATE))
    until: PartialDate | None = field(default=None, metadata=asked(N_("Until"), _DATE))
