"""A pair under review, made through operations: the desk, the two sides, reviewers at work."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from registry.agencies.models import Agency
from registry.authority import Actor, Role
from registry.children import operations as children_at_work
from registry.children.models import Child
from registry.children.rules import Anyone, Safety
from registry.claims import operations as claims_at_work
from registry.claims.facts import OwnWords
from registry.claims.models import Candidate, Claim
from registry.claims.rules import Kind
from registry.description import (
    Appearance,
    Belongings,
    BodyPlace,
    Description,
    Eyes,
    Family,
    Hair,
    Mark,
    MarkKind,
    Marks,
    PartialDate,
    PersonName,
    Relation,
    Relative,
    Side,
)
from registry.review import operations, rules
from registry.review.models import Assignment, Review, StageOpening
from registry.review.rules import Answer, Conclusion, Outcome, Stage
from registry.trail.events import Event
from registry.work import Floors, Work
from tests.cast import EWA, LUIS, NOOR, TOMAS
from tests.making import accounts, caseworkers, children, claims

Noted = tuple[Answer | None, str]
Answers = Mapping[str, Noted]
AGREES: Noted = (Answer.AGREES, "")
CANNOT_TELL: Noted = (Answer.CANNOT_TELL, "")


@dataclass(frozen=True, slots=True)
class House:
    """Who works where, and the two sides of one pair."""

    admins: tuple[Actor, Actor]
    mara: Actor
    reviewers: tuple[Actor, ...]
    """Noor and Luis of one agency, Tomas and Ewa of another."""
    amina: Actor
    yusuf: Actor
    child: Child
    claim: Claim

    def who(self, account_ref: str) -> Actor:
        """The reviewer of an account."""
        return next(each for each in self.reviewers if each.ref == account_ref)


@dataclass(frozen=True, slots=True)
class Opened:
    """A review, and who was asked in which seat."""

    review: Review
    seats: Mapping[str, Assignment]

    def id_of(self, seat: str) -> str:
        """The id under which the one in this seat knows it."""
        return str(self.seats[seat].id)


def described(floors: Floors, told: Description) -> Description:
    """What each side tells, with looks and marks and a mother."""
    return Description(
        names=told.names,
        person=told.person,
        places=told.places,
        appearance=Appearance(hair=Hair.BLACK, eyes=Eyes.BROWN),
        marks=Marks((Mark(MarkKind.SCAR, BodyPlace.KNEE, Side.LEFT, words="from a fall"),)),
        belongings=Belongings(clothing="a blue coat"),
        family=Family((Relative(Relation.MOTHER, PersonName("Amina Haddad"), is_caregiver=True),)),
    )


def agency(floors: Floors, admins: tuple[Actor, Actor], name: str) -> Agency:
    """A verified agency."""
    return caseworkers.agency(floors, admins, name)


def reviewers(floors: Floors, admins: tuple[Actor, Actor]) -> tuple[Actor, ...]:
    """Four caseworkers of two agencies."""
    harbour, lantern = (agency(floors, admins, name) for name in ("Harbour Aid", "Lantern"))
    places = ((NOOR, harbour), (LUIS, harbour), (TOMAS, lantern), (EWA, lantern))
    return tuple(
        caseworkers.staff(floors, admins, email, Role.CASEWORKER, agency=place)
        for email, place in places
    )


def house(floors: Floors, *, photos: int = 1, admins: tuple[Actor, Actor] | None = None) -> House:
    """A guardian's record and an uncle's claim about one child, and people to compare them."""
    admins = admins or caseworkers.administrators(floors)
    mara, people = claims.mara(floors, admins), reviewers(floors, admins)
    amina, yusuf = accounts.guardian(floors), claims.yusuf(floors)
    told = described(floors, children.idris(floors))
    child = children.enrolled(floors, amina, told, apart=True, photos=photos)
    children.papers_seen(floors, mara, child)
    claim = claims.written(floors, yusuf, described(floors, claims.idris(floors)))
    for shade in range(photos):
        _photo(floors, yusuf, claim, shade)
    return House(admins, mara, people, amina, yusuf, child, claims.sent(floors, yusuf, claim))


def filed_again(floors: Floors) -> Claim:
    """A second claim about the same child, by somebody else."""
    khalil = accounts.acting(floors, accounts.opened(floors, "khalil@example.org"))
    told = described(floors, claims.idris(floors))
    return claims.sent(floors, khalil, claims.written(floors, khalil, told))


def compared_today(floors: Floors, opened: Opened, who: Actor, times: int) -> None:
    """Somebody has put the photos of so many other pairs side by side today."""
    with floors.begin(who) as work:
        for _ in range(times):
            other = Assignment(
                review_ref=f"review:{uuid.uuid4()}",
                reviewer_ref=who.ref,
                agency_ref=who.agency_ref or "",
                seat="first",
                order="A",
                assigned_at=work.now(),
            )
            work.session.add(other)
            opening = StageOpening(assignment_ref=other.ref, stage=Stage.PHOTOS, at=work.now())
            work.session.add(opening)
            work.trail.record(Event.STAGE_OPENED, other.review_ref, other.ref, stage=3)


def found_with_words(floors: Floors, home: House) -> Claim:
    """A child in care at Willow House who may be Idris, and what that child says."""
    hana, omar = claims.hana_and_omar(floors, home.admins)
    claim = claims.begun(floors, hana, Kind.FOUND)
    words = OwnWords(asks_for="Amo Yusuf", behaviour="Hums at night", heard_by="Hana, in Arabic")
    pages = (
        ("circumstances", claims.IN_CARE),
        ("location", claims.AT_WILLOW),
        ("own_words", words),
    )
    claims.tell(floors, hana, claim, *pages)
    claims.describe(floors, hana, claim, claims.idris(floors))
    with floors.begin(hana) as work:
        claims_at_work.save_safety(work, str(claim.id), Safety(Anyone.NO))
        claims_at_work.file_found(work, str(claim.id))
    with floors.begin(omar) as work:
        return claims_at_work.countersign(work, str(claim.id))


def old_photo(floors: Floors, home: House) -> None:
    """In place of the photos of the record, one of years ago."""
    with floors.begin(home.amina) as work:
        children_at_work.add_photo(
            work, str(home.child.id), children.pictures(), PartialDate(2021, 6)
        )


def _photo(floors: Floors, who: Actor, claim: Claim, shade: int) -> None:
    with floors.begin(who) as work:
        taken = PartialDate(2025, 9)
        claims_at_work.add_photo(work, str(claim.id), children.pictures(shade + 3), taken)


def candidate(floors: Floors, seeking_ref: str, holding_ref: str) -> Candidate:
    """The pair of two sides, drawn by the worker."""
    return next(
        each
        for each in claims.drawn(floors)
        if (each.seeking_ref, each.holding_ref) == (seeking_ref, holding_ref)
    )


def opened(floors: Floors, home: House) -> Opened:
    """The review of the pair of a house."""
    pair = candidate(floors, home.claim.ref, home.child.ref)
    with floors.begin(home.mara) as work:
        review = operations.open_review(work, str(pair.id))
    return seated(floors, review)


def seated(floors: Floors, review: Review) -> Opened:
    """A review with those who sit in it now."""
    with floors.reading() as session:
        progress = operations.progress_of(session, review)
    return Opened(review, {each.seat: each for each, _ in progress.seats})


def assignments(floors: Floors, review: Review) -> list[Assignment]:
    """Everybody who was ever asked."""
    with floors.reading() as session:
        query = select(Assignment).where(Assignment.review_ref == review.ref)
        return list(session.scalars(query))


def walked(
    floors: Floors,
    actor: Actor,
    assignment_id: str,
    *,
    until: Stage = Stage.CONCLUSION,
    judging: Callable[[str], Noted] = lambda _item: AGREES,
) -> None:
    """Go through the stages in one's order until one of them is open."""
    while True:
        with floors.begin(actor) as work:
            turn = operations.desk_of(work, assignment_id).turn
            assert turn is not None
            operations.open_stage(work, assignment_id, turn)
        if turn is until:
            return
        with floors.begin(actor) as work:
            close(work, assignment_id, turn, judging)


def close(work: Work, assignment_id: str, stage: Stage, judging: Callable[[str], Noted]) -> None:
    """Answer everything an open stage asks, and close it."""
    if stage is Stage.CONFLICT:
        operations.declare_conflict(work, assignment_id, knows_someone=False)
        return
    desk = operations.desk_of(work, assignment_id)
    if stage is Stage.PROMPTS:
        for each in operations.sheet_of(work, desk, stage).prompts:
            if each.may_be_revealed:
                operations.reveal_prompt(work, assignment_id, each.prompt.value)
        work.session.flush()
        desk = operations.desk_of(work, assignment_id)
    sheet = operations.sheet_of(work, desk, stage)
    answers = {item: _fitting(item, judging(item), is_weak=sheet.is_weak) for item in sheet.asked}
    operations.close_stage(work, assignment_id, stage, answers)


def _fitting(item: str, noted: Noted, *, is_weak: bool) -> Noted:
    offered = rules.choices_of(item, is_weak=is_weak)
    return noted if noted[0] in offered else (offered[1], noted[1])


def conclusion(outcome: Outcome = Outcome.MOVE) -> Conclusion:
    """An outcome with its three reasons."""
    return Conclusion(
        outcome=outcome,
        reasons_for="The scar, and the name at home.",
        reasons_against="The year of birth is a guess on one side.",
        would_change="A second photo from last year.",
    )


def signed(
    floors: Floors,
    actor: Actor,
    assignment_id: str,
    outcome: Outcome = Outcome.MOVE,
    *,
    judging: Callable[[str], Noted] = lambda _item: AGREES,
) -> None:
    """Go through everything and sign."""
    walked(floors, actor, assignment_id, judging=judging)
    with floors.begin(actor) as work:
        operations.sign(work, assignment_id, conclusion(outcome))


def decided(
    floors: Floors, home: House, first: Outcome = Outcome.MOVE, second: Outcome = Outcome.MOVE
) -> Opened:
    """A review in which two people signed."""
    made = opened(floors, home)
    for seat, outcome in (("first", first), ("second", second)):
        assignment = made.seats[seat]
        signed(floors, home.who(assignment.reviewer_ref), str(assignment.id), outcome)
    return made
