"""What a claim says besides the description of the child: groups of facts, a page each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from registry.description import (
    Code,
    Group,
    PartialDate,
    PersonName,
    Relation,
    RelationCategory,
    kinds,
)
from registry.description.group import asked
from registry.errors import N_

_DATE = kinds.told(PartialDate)
_LINE = kinds.line()
_SIGNS = 4


class PaperKind(Code):
    """Which paper shows who a claimant is."""

    IDENTITY = "identity", N_("Identity card")
    PASSPORT = "passport", N_("Passport")
    REFUGEE = "refugee", N_("Refugee or asylum paper")
    BIRTH = "birth", N_("Birth or family record")
    OTHER = "other", N_("Another paper")


class CareGround(Code):
    """Why an agency may record a child who is in its care."""

    LEGAL_DUTY = "legal_duty", N_("The law asks us to look for the family")
    VITAL = "vital", N_("The child's life or health depends on it")
    BEST_INTERESTS = "best_interests", N_("It is in the child's best interests")


@dataclass(frozen=True, repr=False)
class Relationship(Group):
    """What the claimant is to the child."""

    title: ClassVar[str] = N_("What you are to the child")
    category: RelationCategory | None = field(
        default=None, metadata=asked(N_("How close"), kinds.coded(RelationCategory))
    )
    relation: Relation | None = field(
        default=None, metadata=asked(N_("You are the child's"), kinds.coded(Relation))
    )
    since: PartialDate | None = field(default=None, metadata=asked(N_("Since"), _DATE))
    lived_with_before: bool | None = field(
        default=None, metadata=asked(N_("The child lived with you before"), kinds.yes_no())
    )


@dataclass(frozen=True, repr=False)
class Claimant(Group):
    """Who the claimant is, and how they may be reached."""

    title: ClassVar[str] = N_("You")
    name: PersonName | None = field(
        default=None, metadata=asked(N_("Your name"), kinds.told(PersonName))
    )
    known_as: PersonName | None = field(
        default=None, metadata=asked(N_("The name the child knows"), kinds.told(PersonName))
    )
    reach: str | None = field(
        default=None, metadata=asked(N_("How to reach you safely"), kinds.sentences())
    )
    others: str | None = field(
        default=None, metadata=asked(N_("Who else can confirm it"), kinds.sentences())
    )


@dataclass(frozen=True, repr=False)
class Papers(Group):
    """Which paper there is. Never the whole number: its last signs tell two papers apart."""

    title: ClassVar[str] = N_("Papers")
    kind: PaperKind | None = field(
        default=None, metadata=asked(N_("Paper"), kinds.coded(PaperKind))
    )
    issuer: str | None = field(default=None, metadata=asked(N_("Given out by"), _LINE))
    last_digits: str | None = field(
        default=None, metadata=asked(N_("Last signs of its number"), kinds.line(_SIGNS))
    )
    expires: PartialDate | None = field(default=None, metadata=asked(N_("Valid until"), _DATE))
    court_order: str | None = field(
        default=None, metadata=asked(N_("Court order about the child"), kinds.sentences())
    )


@dataclass(frozen=True, repr=False)
class Circumstances(Group):
    """How a child came into an agency's care, and on which ground the agency records it."""

    title: ClassVar[str] = N_("How the child came to you")
    found_on: PartialDate | None = field(default=None, metadata=asked(N_("When"), _DATE))
    found_at: str | None = field(default=None, metadata=asked(N_("Where"), _LINE))
    finder: str | None = field(
        default=None, metadata=asked(N_("Who brought the child"), _LINE, compared=False)
    )
    story: str | None = field(default=None, metadata=asked(N_("How"), kinds.sentences()))
    ground: CareGround | None = field(
        default=None, metadata=asked(N_("Ground of the record"), kinds.coded(CareGround))
    )


@dataclass(frozen=True, repr=False)
class OwnWords(Group):
    """What the child says, sings and does, as it was heard."""

    title: ClassVar[str] = N_("The child's own words")
    words: str | None = field(default=None, metadata=asked(N_("Words"), kinds.sentences()))
    asks_for: str | None = field(default=None, metadata=asked(N_("Asks for"), _LINE))
    behaviour: str | None = field(default=None, metadata=asked(N_("Ways"), kinds.sentences()))
    heard_by: str | None = field(
        default=None, metadata=asked(N_("Heard by, when, in which language"), _LINE)
    )


@dataclass(frozen=True, repr=False)
class Location(Group):
    """Where a child in care is. Sealed apart, and never part of a review."""

    title: ClassVar[str] = N_("Where the child is")
    place: str | None = field(
        default=None, metadata=asked(N_("Place of care"), _LINE, compared=False)
    )
    carer: str | None = field(
        default=None, metadata=asked(N_("Who cares for the child"), _LINE, compared=False)
    )


@dataclass(frozen=True, repr=False)
class Apart(Group):
    """A guardian and a registered child are apart: since when, and where they last were one."""

    title: ClassVar[str] = N_("Since when you are apart")
    since: PartialDate | None = field(default=None, metadata=asked(N_("Since about"), _DATE))
    place: str | None = field(default=None, metadata=asked(N_("Last together in"), _LINE))
    story: str | None = field(default=None, metadata=asked(N_("What happened"), kinds.sentences()))
