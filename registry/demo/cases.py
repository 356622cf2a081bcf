"""The demo's claims, at every stage; told through the operations the pages call."""

from __future__ import annotations

from registry.authority import Actor
from registry.children.rules import Anyone, Safety
from registry.claims import operations as claims
from registry.claims.facts import (
    CareGround,
    Circumstances,
    Claimant,
    Location,
    PaperKind,
    Papers,
    Relationship,
)
from registry.claims.models import Claim
from registry.claims.rules import Kind
from registry.demo.families import FOUND_BOY, IDRIS_WITHHELD
from registry.demo.portraits import portrait
from registry.description import (
    Description,
    Group,
    Names,
    PartialDate,
    Person,
    PersonName,
    Places,
    Prompt,
    Relation,
    RelationCategory,
    Sex,
    Withheld,
)
from registry.storage.picture import rebuild
from registry.work import Floors

UNCLE = Relationship(
    RelationCategory.RELATIVE, Relation.UNCLE, PartialDate(2018), lived_with_before=True
)
YUSUF = Claimant(PersonName("Yusuf Hassan"), known_as=PersonName("Khalo"), reach="After six")
PASSPORT = Papers(PaperKind.PASSPORT, issuer="Consulate", last_digits="4417")
HIS_IDRIS = Description(
    names=Names(name=PersonName("Edris Hasan"), nickname=PersonName("Duri")),
    person=Person(sex=Sex.MALE, date_of_birth=PartialDate(2018), languages=("ar",)),
    places=Places(location_last="Wadi Sahel"),
    marks=FOUND_BOY.marks,
    family=FOUND_BOY.family,
)
IN_CARE = Circumstances(
    PartialDate(2026, 2, 20),
    found_at="The ferry landing",
    story="Came with a group by bus and asked for his mother.",
    ground=CareGround.BEST_INTERESTS,
)
AT_WILLOW = Location(place="Willow House", carer="Hana")
GIRL = Description(
    names=Names(answers_to=PersonName("Sena")),
    person=Person(sex=Sex.FEMALE, date_of_birth=PartialDate(2021), estimated=True),
    places=Places(location_last="Not known"),
)


def relative(floors: Floors, who: Actor) -> Claim:
    """An uncle's claim, sent."""
    pages: tuple[tuple[str, Group], ...] = (
        ("relationship", UNCLE),
        ("claimant", YUSUF),
        ("papers", PASSPORT),
    )
    claim = _written(floors, who, Kind.RELATIVE, HIS_IDRIS, IDRIS_WITHHELD, pages=pages)
    with floors.begin(who) as work:
        return claims.file_claim(work, str(claim.id), shown=claims.notice_for("en").digest)


def found(
    floors: Floors, who: Actor, told: Description, *, look: int | None, lead: Actor | None
) -> Claim:
    """A child in an agency's care; without the lead's name it waits."""
    pages: tuple[tuple[str, Group], ...] = (("circumstances", IN_CARE), ("location", AT_WILLOW))
    facts = Withheld({Prompt.HOME_NAME: "Duri", Prompt.SONG: "A song about a boat"})
    claim = _written(floors, who, Kind.FOUND, told, facts, pages=pages, look=look)
    with floors.begin(who) as work:
        claims.file_found(work, str(claim.id))
    if lead is not None:
        with floors.begin(lead) as work:
            claims.countersign(work, str(claim.id))
    return claim


def _written(
    floors: Floors,
    who: Actor,
    kind: Kind,
    told: Description,
    facts: Withheld,
    *,
    pages: tuple[tuple[str, Group], ...],
    look: int | None = None,
) -> Claim:
    photo = None if look is None else rebuild(portrait(look, older=True, mark=True))
    with floors.begin(who) as work:
        claim = claims.begin(work, kind, None)
    claim_id = str(claim.id)
    with floors.begin(who) as work:
        for page, group in (*pages, *_groups(told)):
            claims.save(work, claim_id, page, group)
        for mark in told.marks:
            claims.add_mark(work, claim_id, mark)
        for person in told.family:
            claims.add_relative(work, claim_id, person)
        claims.save_safety(work, claim_id, Safety(Anyone.NO))
        claims.save_withheld(work, claim_id, facts)
        if photo is not None:
            claims.add_photo(work, claim_id, photo, PartialDate.parse("2026-02"))
    return claim


def _groups(told: Description) -> tuple[tuple[str, Group], ...]:
    lists = {"marks", "family"}
    return tuple(
        (name, group) for name, group in told.groups().items() if group and name not in lists
    )
