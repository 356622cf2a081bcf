"""Claims of the cast, made through operations as a claimant or an agency would make them."""

from __future__ import annotations

from sqlalchemy import select

from registry.authority import MACHINE, Actor, Role
from registry.children.models import Child
from registry.children.rules import Anyone, Safety
from registry.claims import operations
from registry.claims.facts import (
    Apart,
    CareGround,
    Circumstances,
    Claimant,
    Location,
    PaperKind,
    Papers,
    Relationship,
)
from registry.claims.models import Candidate, Claim
from registry.claims.rules import Kind
from registry.description import (
    AgeRange,
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
from registry.work import Floors, Work
from registry.worker import draw_waiting
from tests.cast import HANA, MARA, OMAR, YUSUF
from tests.making import accounts, caseworkers

UNCLE = Relationship(
    RelationCategory.RELATIVE, Relation.UNCLE, PartialDate(2019), lived_with_before=False
)
YUSUF_HIMSELF = Claimant(
    PersonName("Yusuf Haddad"), known_as=PersonName("Amo Yusuf"), reach="After six, by message."
)
HIS_PAPERS = Papers(PaperKind.PASSPORT, issuer="Consulate in Izmir", last_digits="4417")
FACTS = Withheld({Prompt.HOME_NAME: "Dudi", Prompt.REFUSED_FOOD: "okra"})
IN_CARE = Circumstances(
    PartialDate(2026, 2, 20),
    found_at="Mersin",
    story="Came with a group by bus.",
    ground=CareGround.BEST_INTERESTS,
)
AT_WILLOW = Location(place="Willow House, second floor", carer="Hana")


def idris(floors: Floors, *, low: int = 6, high: int = 7) -> Description:
    """What Yusuf tells about Idris."""
    return Description(
        names=Names(name=PersonName("Idriss Hadad"), nickname=PersonName("Dudi")),
        person=Person(
            sex=Sex.MALE, age=AgeRange(low, high, floors.clock().date()), languages=("ar",)
        ),
        places=Places(location_birth="Homs", location_last="Tripoli harbour"),
    )


def stranger(floors: Floors) -> Description:
    """A child nobody here has ever heard of."""
    return Description(
        names=Names(name=PersonName("Oksana Bilyk")),
        person=Person(sex=Sex.FEMALE, age=AgeRange(10, 10, floors.clock().date())),
        places=Places(location_birth="Poltava"),
    )


def yusuf(floors: Floors) -> Actor:
    """An uncle with a confirmed address."""
    return accounts.acting(floors, accounts.opened(floors, YUSUF))


def begun(
    floors: Floors, who: Actor, kind: Kind = Kind.RELATIVE, child: Child | None = None
) -> Claim:
    """A draft with nothing in it."""
    with floors.begin(who) as work:
        return operations.begin(work, kind, None if child is None else str(child.id))


def tell(floors: Floors, who: Actor, claim: Claim, *groups: tuple[str, Group]) -> None:
    """Save some pages."""
    with floors.begin(who) as work:
        for page, group in groups:
            operations.save(work, str(claim.id), page, group)


def describe(floors: Floors, who: Actor, claim: Claim, description: Description) -> None:
    """Save every page for which there is something to tell."""
    with floors.begin(who) as work:
        for name, group in description.groups().items():
            if group:
                _describe(work, claim, name, description)


def _describe(work: Work, claim: Claim, name: str, description: Description) -> None:
    claim_id = str(claim.id)
    if name == "marks":
        for mark in description.marks:
            operations.add_mark(work, claim_id, mark)
    elif name == "family":
        for person in description.family:
            operations.add_relative(work, claim_id, person)
    else:
        operations.save(work, claim_id, name, description.groups()[name])


def written(
    floors: Floors,
    who: Actor,
    description: Description | None = None,
    *,
    safety: Safety | None = None,
) -> Claim:
    """A relative's draft with every answer that is needed, and some that are not."""
    claim = begun(floors, who)
    pages = (("relationship", UNCLE), ("claimant", YUSUF_HIMSELF), ("papers", HIS_PAPERS))
    tell(floors, who, claim, *pages)
    describe(floors, who, claim, description or idris(floors))
    with floors.begin(who) as work:
        operations.save_safety(work, str(claim.id), safety or Safety(Anyone.NO))
        operations.save_withheld(work, str(claim.id), FACTS)
    return claim


def sent(floors: Floors, who: Actor, claim: Claim) -> Claim:
    """A draft read over and sent."""
    with floors.begin(who) as work:
        shown = operations.notice_for("en").digest
        return operations.file_claim(work, str(claim.id), shown=shown)


def filed(
    floors: Floors,
    who: Actor | None = None,
    description: Description | None = None,
    *,
    safety: Safety | None = None,
) -> Claim:
    """A relative's claim that was sent."""
    claimant = who or yusuf(floors)
    return sent(floors, claimant, written(floors, claimant, description, safety=safety))


def apart(floors: Floors, guardian: Actor, child: Child) -> Claim:
    """A guardian's claim that the registered child and they are apart."""
    claim = begun(floors, guardian, Kind.SEPARATED, child)
    told = Apart(PartialDate(2026, 1), place="Tripoli, at the harbour")
    tell(floors, guardian, claim, ("apart", told))
    return sent(floors, guardian, claim)


def hana_and_omar(floors: Floors, admins: tuple[Actor, Actor]) -> tuple[Actor, Actor]:
    """The caseworker and the lead of the agency that holds a child."""
    willow = caseworkers.agency(floors, admins, "Willow House")
    hana = caseworkers.staff(floors, admins, HANA, Role.CASEWORKER, agency=willow)
    return hana, caseworkers.staff(floors, admins, OMAR, Role.LEAD, agency=willow)


def mara(floors: Floors, admins: tuple[Actor, Actor], email: str = MARA) -> Actor:
    """A coordinator."""
    return caseworkers.staff(floors, admins, email, Role.COORDINATOR)


def handed_in(
    floors: Floors,
    hana: Actor,
    description: Description | None = None,
    *,
    safety: Safety | None = None,
) -> Claim:
    """A found claim that waits for the lead's name."""
    claim = begun(floors, hana, Kind.FOUND)
    tell(floors, hana, claim, ("circumstances", IN_CARE), ("location", AT_WILLOW))
    describe(floors, hana, claim, description or idris(floors))
    with floors.begin(hana) as work:
        operations.save_safety(work, str(claim.id), safety or Safety(Anyone.NO))
        operations.save_withheld(work, str(claim.id), FACTS)
        return operations.file_found(work, str(claim.id))


def found(
    floors: Floors,
    hana: Actor,
    omar: Actor,
    description: Description | None = None,
    *,
    safety: Safety | None = None,
) -> Claim:
    """A found claim that two people signed."""
    claim = handed_in(floors, hana, description, safety=safety)
    with floors.begin(omar) as work:
        return operations.countersign(work, str(claim.id))


def drawn(floors: Floors) -> list[Candidate]:
    """Let the worker draw every shortlist that waits; all pairs there are now."""
    while draw_waiting(floors):
        pass
    return candidates(floors)


def candidates(floors: Floors) -> list[Candidate]:
    """All pairs there are, in no order that means anything."""
    with floors.reading() as session:
        return list(session.scalars(select(Candidate)))


def pairs(floors: Floors) -> set[tuple[str, str]]:
    """Who seeks and who holds, drawn anew."""
    return {(each.seeking_ref, each.holding_ref) for each in drawn(floors)}


def redrawn(floors: Floors, ref: str) -> None:
    """Draw the shortlist of one side."""
    with floors.begin(MACHINE) as work:
        operations.draw(work, ref)
