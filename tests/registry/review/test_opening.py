"""Opening a review: what has to be there first, and who is asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from registry.authority import MACHINE, Actor, Role
from registry.children import operations as children_at_work
from registry.children.rules import Anyone, Safety, Whereabouts
from registry.claims import operations as claims_at_work
from registry.claims.models import Claim
from registry.claims.rules import Why
from registry.description import ClosureReason, Sensitive
from registry.errors import Absent, Conflict
from registry.purposes import SHOW_CASEWORKERS
from registry.review import operations
from registry.review.models import Review
from registry.review.operations.assigning import candidates_for
from registry.review.rules import ORDERS, Outcome, State
from registry.trail.events import Event
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.cast import INES, YUSUF
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children, claims
from tests.making import review as making
from tests.making.review import House, Opened


def open_pair(floors: Floors, who: Actor, seeking: str, holding: str) -> Review:
    """Open the review of two sides."""
    pair = making.candidate(floors, seeking, holding)
    with floors.begin(who) as work:
        return operations.open_review(work, str(pair.id))


def test_two_people_of_two_agencies_are_asked_in_two_orders(house: House, opened: Opened) -> None:
    first, second = opened.seats["first"], opened.seats["second"]
    assert {first.reviewer_ref, second.reviewer_ref} <= {each.ref for each in house.reviewers}
    assert first.agency_ref != second.agency_ref
    assert {first.order, second.order} == set(ORDERS)


def test_both_are_told_in_neutral_words(floors: Floors, opened: Opened) -> None:
    for assignment in opened.seats.values():
        letters = accounts.letters(floors, assignment.reviewer_ref, "review_assigned")
        assert letters == [{"message": "review_assigned"}]


def test_the_opening_names_the_pair(floors: Floors, opened: Opened) -> None:
    with floors.reading() as session:
        (entry,) = entries_about(session, opened.review.ref, Event.REVIEW_OPENED)
    assert opened.review.candidate_ref in entry.about


def test_only_a_coordinator_opens_a_review(floors: Floors, house: House) -> None:
    for who in (house.reviewers[0], house.amina, house.yusuf, house.admins[0]):
        with pytest.raises(Absent):
            open_pair(floors, who, house.claim.ref, house.child.ref)


@pytest.mark.parametrize("pair_id", ["nonsense", "5f0e4c3e-0000-4000-8000-000000000000"])
def test_a_pair_that_is_not_there_opens_nothing(floors: Floors, house: House, pair_id: str) -> None:
    with pytest.raises(Absent), floors.begin(house.mara) as work:
        operations.open_review(work, pair_id)


def test_one_review_of_a_pair_at_a_time(floors: Floors, house: House, opened: Opened) -> None:
    with pytest.raises(Conflict, match="open already"):
        open_pair(floors, house.mara, house.claim.ref, house.child.ref)


def test_a_pair_set_aside_is_not_reviewed(floors: Floors, house: House) -> None:
    pair = making.candidate(floors, house.claim.ref, house.child.ref)
    with floors.begin(house.mara) as work:
        claims_at_work.set_aside(work, str(pair.id), Why.ANOTHER_CHILD)
    with pytest.raises(Absent), floors.begin(house.mara) as work:
        operations.open_review(work, str(pair.id))


def take_consent_back(floors: Floors, house: House) -> None:
    """The guardian says no to caseworkers."""
    children.agreed(floors, house.amina, house.child, SHOW_CASEWORKERS, yes=False)


def end_apartness(floors: Floors, house: House) -> None:
    """The family is together again."""
    with floors.begin(house.amina) as work:
        together = Whereabouts(apart=False)
        children_at_work.state_whereabouts(work, str(house.child.id), together)


def close_claim(floors: Floors, house: House) -> None:
    """The claim comes to its end."""
    with floors.begin(house.mara) as work:
        claims_at_work.close_claim(work, house.claim.ref, ClosureReason.OTHER)


def withdraw_claim(floors: Floors, house: House) -> None:
    """The claimant takes the claim back."""
    with floors.begin(house.yusuf) as work:
        claims_at_work.withdraw_claim(work, str(house.claim.id))


@pytest.mark.parametrize("end", [take_consent_back, end_apartness, close_claim, withdraw_claim])
def test_a_side_that_may_not_be_shown_stops_the_opening(
    floors: Floors, house: House, end: Callable[[Floors, House], None]
) -> None:
    pair = making.candidate(floors, house.claim.ref, house.child.ref)
    end(floors, house)
    with pytest.raises(Conflict, match="may not be shown"), floors.begin(house.mara) as work:
        operations.open_review(work, str(pair.id))


@pytest.mark.parametrize("side", ["child", "claim"])
def test_safety_is_assessed_on_both_sides_first(floors: Floors, side: str) -> None:
    mara = claims.mara(floors, caseworkers.administrators(floors))
    unsaid, said = Safety(Anyone.NOT_ASSESSED), Safety(Anyone.NO)
    child = children.enrolled(
        floors, accounts.guardian(floors), safety=unsaid if side == "child" else said, apart=True
    )
    children.papers_seen(floors, mara, child)
    claim = claims.filed(floors, safety=unsaid if side == "claim" else said)
    with pytest.raises(Conflict, match="must not be told"):
        open_pair(floors, mara, claim.ref, child.ref)


def test_the_guardians_papers_are_seen_first(floors: Floors) -> None:
    admins = caseworkers.administrators(floors)
    mara, (hana, omar) = claims.mara(floors, admins), claims.hana_and_omar(floors, admins)
    child = children.enrolled(floors, accounts.guardian(floors))
    found = claims.found(floors, hana, omar)
    with pytest.raises(Conflict, match="papers"):
        open_pair(floors, mara, child.ref, found.ref)


def found_pair(floors: Floors, house: House) -> tuple[Claim, Actor]:
    """A child in care at Willow House who may be Idris, and Hana who filed."""
    hana, omar = claims.hana_and_omar(floors, house.admins)
    return claims.found(floors, hana, omar), hana


def test_nobody_of_the_agency_that_holds_the_child_is_asked(floors: Floors, house: House) -> None:
    found, hana = found_pair(floors, house)
    review = open_pair(floors, house.mara, house.claim.ref, found.ref)
    with floors.begin(MACHINE) as work:
        free = {each.account_ref for each in candidates_for(work, review)}
    asked = {each.reviewer_ref for each in making.assignments(floors, review)}
    assert hana.ref not in free | asked
    assert {each.ref for each in house.reviewers} == free | asked


def test_who_saw_the_guardians_papers_is_not_asked(floors: Floors, house: House) -> None:
    noor = house.reviewers[0]
    children.papers_seen(floors, noor, house.child)
    review = open_pair(floors, house.mara, house.claim.ref, house.child.ref)
    assert noor.ref not in {each.reviewer_ref for each in making.assignments(floors, review)}


def test_who_speaks_for_a_side_neither_coordinates_nor_compares(floors: Floors) -> None:
    admins = caseworkers.administrators(floors)
    ines = caseworkers.staff(floors, admins, INES, Role.COORDINATOR)
    mara = claims.mara(floors, admins)
    child = children.enrolled(floors, accounts.guardian(floors), apart=True)
    children.papers_seen(floors, mara, child)
    claim = claims.filed(floors, ines)
    with pytest.raises(Conflict, match="speak for one side"):
        open_pair(floors, ines, claim.ref, child.ref)


def test_a_caseworker_who_claims_is_not_asked(floors: Floors) -> None:
    admins = caseworkers.administrators(floors)
    mara = claims.mara(floors, admins)
    lantern = making.agency(floors, admins, "Lantern")
    yusuf = caseworkers.staff(floors, admins, YUSUF, Role.CASEWORKER, agency=lantern)
    child = children.enrolled(floors, accounts.guardian(floors), apart=True)
    children.papers_seen(floors, mara, child)
    claim = claims.filed(floors, yusuf)
    review = open_pair(floors, mara, claim.ref, child.ref)
    assert making.assignments(floors, review) == []


def test_a_review_without_reviewers_waits_and_says_for_whom(floors: Floors) -> None:
    admins = caseworkers.administrators(floors)
    mara, (hana, omar) = claims.mara(floors, admins), claims.hana_and_omar(floors, admins)
    yusuf = claims.yusuf(floors)
    claim, found = claims.filed(floors, yusuf), claims.found(floors, hana, omar)
    review = open_pair(floors, mara, claim.ref, found.ref)
    with floors.begin(mara) as work:
        case = operations.view_case(work, str(review.id))
    assert case.missing is not None
    assert (case.missing.needed, case.missing.outside) == (2, ("Willow House",))
    with floors.reading() as session:
        (entry,) = entries_about(session, review.ref, Event.REVIEW_WAITING)
    assert entry.detail == '{"needed":2}'
    making.reviewers(floors, admins)
    assert operations.assign_waiting(floors) == 2
    assert operations.assign_waiting(floors) == 0
    with floors.begin(mara) as work:
        assert operations.view_case(work, str(review.id)).missing is None


def test_nobody_is_asked_while_a_side_is_gone(floors: Floors, house: House) -> None:
    gone = Review(
        candidate_ref="candidate:0",
        seeking_ref=house.claim.ref,
        holding_ref="child:5f0e4c3e-0000-4000-8000-000000000000",
        coordinator_ref=house.mara.ref,
    )
    with floors.begin(MACHINE) as work:
        assert candidates_for(work, gone) == []


def test_a_pair_comes_back_only_with_a_new_fact(floors: Floors, clock: Clock, house: House) -> None:
    made = making.decided(floors, house, Outcome.NOT_ENOUGH, Outcome.NOT_ENOUGH)
    with pytest.raises(Conflict, match="no fact has changed"):
        open_pair(floors, house.mara, house.claim.ref, house.child.ref)
    clock.move(days=1)
    with floors.begin(house.amina) as work:
        children_at_work.state_whereabouts(work, str(house.child.id), Whereabouts(apart=True))
    with pytest.raises(Conflict, match="no fact has changed"):
        open_pair(floors, house.mara, house.claim.ref, house.child.ref)
    children.add_photo(floors, house.amina, house.child)
    again = open_pair(floors, house.mara, house.claim.ref, house.child.ref)
    served = {each.reviewer_ref for each in making.assignments(floors, made.review)}
    asked = {each.reviewer_ref for each in making.assignments(floors, again)}
    assert again.round == 2
    assert len(asked) == 2
    assert not served & asked


LOCKED_APART = {
    "health": partial(children_at_work.save_health, told={"words": "asthma"}),
    "sensitive": partial(children_at_work.save_sensitive, told=Sensitive(religion="unsaid")),
    "withheld": partial(children_at_work.save_withheld, told=children.FACTS),
}


@pytest.mark.parametrize("kind", LOCKED_APART)
def test_whatever_changes_of_what_is_locked_apart_brings_a_pair_back(
    floors: Floors, clock: Clock, house: House, kind: str
) -> None:
    """No entry may say which it was: a word on health costs a look, a lost answer costs a child."""
    making.decided(floors, house, Outcome.NOT_ENOUGH, Outcome.NOT_ENOUGH)
    clock.move(days=1)
    with floors.begin(house.amina) as work:
        LOCKED_APART[kind](work, str(house.child.id))
    assert open_pair(floors, house.mara, house.claim.ref, house.child.ref).round == 2


def test_a_pair_that_was_moved_on_is_not_reviewed_again(floors: Floors, house: House) -> None:
    made = making.decided(floors, house)
    with pytest.raises(Conflict, match="was decided"):
        open_pair(floors, house.mara, house.claim.ref, house.child.ref)
    with floors.begin(house.who(made.seats["first"].reviewer_ref)) as work:
        assert operations.desk_of(work, made.id_of("first")).state is State.SIGNED
