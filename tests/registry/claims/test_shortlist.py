"""Who is paired with whom, on which ground, and what keeps two sides apart."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from consent import DataClass
from registry.authority import Actor
from registry.children import operations as child_operations
from registry.children.rules import Whereabouts
from registry.claims import operations, sides
from registry.claims.rules import Why
from registry.claims.shortlist import pair_of
from registry.claims.sides import Side
from registry.consents.operations.wiping import wipe
from registry.description import AgeRange, Belongings, ClosureReason, Person
from registry.errors import Absent
from registry.purposes import SEARCH_FOUND, SEARCH_RELATIVE
from registry.reasons import Task
from registry.search.reasons import Reason
from registry.search.reasons import Side as Given
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.work import Floors
from tests.conftest import Clock
from tests.making import accounts, children, claims
from tests.registry.claims.conftest import Desk


def side(kind: str, speaker: str = "account:a") -> Side:
    """A side in plain columns."""
    return Side(f"{kind}:1", "KQ7-4MD-2RT", kind, speaker, None)


@pytest.mark.parametrize(
    ("seeking", "holding"),
    [("relative", "child"), ("self", "child"), ("relative", "found"), ("child", "found")],
)
def test_a_pair_is_one_who_seeks_and_one_who_holds(seeking: str, holding: str) -> None:
    one, other = side(seeking), side(holding, "account:b")
    for pair in (pair_of(one, other), pair_of(other, one)):
        assert pair is not None
        assert (pair.seeking, pair.holding) == (one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("relative", "relative"), ("relative", "self"), ("child", "child"), ("found", "found")],
)
def test_two_who_seek_or_two_who_hold_are_no_pair(one: str, other: str) -> None:
    assert pair_of(side(one), side(other, "account:b")) is None


def test_one_person_on_both_sides_is_no_pair() -> None:
    assert pair_of(side("relative"), side("child")) is None


def test_a_relative_is_paired_with_a_child_who_is_apart(
    floors: Floors, desk: Desk, amina: Actor, yusuf: Actor
) -> None:
    child = children.enrolled(floors, amina, apart=True)
    children.papers_seen(floors, desk.mara, child)
    claim = claims.filed(floors, yusuf)
    assert claims.pairs(floors) == {(claim.ref, child.ref)}


def test_a_found_child_is_paired_with_records_and_with_relatives(
    floors: Floors, desk: Desk, amina: Actor, yusuf: Actor
) -> None:
    child = children.enrolled(floors, amina)
    claim = claims.filed(floors, yusuf)
    found = claims.found(floors, desk.hana, desk.omar)
    assert claims.pairs(floors) == {(child.ref, found.ref), (claim.ref, found.ref)}


def test_the_same_pairs_are_found_from_the_other_side(
    floors: Floors, desk: Desk, amina: Actor, yusuf: Actor
) -> None:
    found = claims.found(floors, desk.hana, desk.omar)
    claim = claims.filed(floors, yusuf)
    child = children.enrolled(floors, amina, apart=True)
    children.papers_seen(floors, desk.mara, child)
    assert claims.pairs(floors) == {
        (claim.ref, child.ref),
        (child.ref, found.ref),
        (claim.ref, found.ref),
    }


def test_a_child_kept_together_is_no_candidate_for_a_relative(
    floors: Floors, desk: Desk, amina: Actor, yusuf: Actor
) -> None:
    child = children.enrolled(floors, amina, apart=True)
    children.papers_seen(floors, desk.mara, child)
    with floors.begin(amina) as work:
        child_operations.state_whereabouts(work, str(child.id), Whereabouts(apart=False))
    claims.filed(floors, yusuf)
    assert claims.pairs(floors) == set()
    claims.redrawn(floors, child.ref)
    assert claims.candidates(floors) == []


def test_a_relative_waits_until_the_guardians_papers_were_seen(
    floors: Floors, desk: Desk, amina: Actor, yusuf: Actor
) -> None:
    child = children.enrolled(floors, amina, apart=True)
    claim = claims.filed(floors, yusuf)
    assert claims.pairs(floors) == set()
    children.papers_seen(floors, desk.mara, child)
    assert claims.pairs(floors) == {(claim.ref, child.ref)}


@pytest.mark.parametrize("purpose", [SEARCH_FOUND, SEARCH_RELATIVE])
def test_each_search_needs_its_own_yes(
    floors: Floors, desk: Desk, amina: Actor, yusuf: Actor, purpose: str
) -> None:
    child = children.enrolled(floors, amina, apart=True, answers={purpose: False})
    children.papers_seen(floors, desk.mara, child)
    claim, found = claims.filed(floors, yusuf), claims.found(floors, desk.hana, desk.omar)
    with_child = {pair for pair in claims.pairs(floors) if child.ref in pair}
    other = (claim.ref, child.ref) if purpose == SEARCH_FOUND else (child.ref, found.ref)
    assert with_child == {other}
    for ref in (child.ref, claim.ref, found.ref):
        claims.redrawn(floors, ref)
    assert len(claims.candidates(floors)) == 2


def test_a_record_taken_back_is_on_no_shortlist(floors: Floors, desk: Desk, amina: Actor) -> None:
    child = children.enrolled(floors, amina)
    with floors.begin(amina) as work:
        wipe(work, str(child.id), at_once=True)
    claims.found(floors, desk.hana, desk.omar)
    assert claims.pairs(floors) == set()
    claims.redrawn(floors, child.ref)
    assert claims.candidates(floors) == []


def test_a_closed_claim_is_on_no_shortlist(floors: Floors, desk: Desk, yusuf: Actor) -> None:
    claim = claims.filed(floors, yusuf)
    with floors.begin(desk.mara) as work:
        operations.close_claim(work, claim.ref, ClosureReason.NOT_ENOUGH)
    claims.found(floors, desk.hana, desk.omar)
    assert claims.pairs(floors) == set()
    claims.redrawn(floors, claim.ref)
    assert claims.candidates(floors) == []


def test_a_found_child_is_searched_only_once_two_people_signed(
    floors: Floors, desk: Desk, amina: Actor
) -> None:
    children.enrolled(floors, amina)
    claim = claims.handed_in(floors, desk.hana)
    claims.redrawn(floors, claim.ref)
    assert claims.pairs(floors) == set()
    with floors.begin(desk.omar) as work:
        operations.countersign(work, str(claim.id))
    assert len(claims.pairs(floors)) == 1


def test_ones_own_child_is_never_paired_with_ones_own_claim(
    floors: Floors, desk: Desk, amina: Actor
) -> None:
    child = children.enrolled(floors, amina, apart=True)
    children.papers_seen(floors, desk.mara, child)
    claims.filed(floors, amina)
    assert claims.pairs(floors) == set()


def test_a_separated_claim_is_no_side_and_asks_for_its_childs_list(
    floors: Floors, desk: Desk, amina: Actor, yusuf: Actor
) -> None:
    child = children.enrolled(floors, amina)
    claim = claims.filed(floors, yusuf)
    separated = claims.apart(floors, amina, child)
    children.agreed(floors, amina, child, SEARCH_RELATIVE)
    children.papers_seen(floors, desk.mara, child)
    assert claims.pairs(floors) == {(claim.ref, child.ref)}
    with floors.reading() as session, pytest.raises(Absent):
        sides.side_of(session, separated.ref)


def test_a_pair_set_aside_stays_away_until_a_fact_changes(
    floors: Floors, desk: Desk, clock: Clock, amina: Actor
) -> None:
    child = children.enrolled(floors, amina)
    found = claims.found(floors, desk.hana, desk.omar)
    (pair,) = claims.drawn(floors)
    clock.move(hours=1)
    with floors.begin(desk.mara) as work:
        operations.set_aside(work, str(pair.id), Why.ANOTHER_CHILD)
    clock.move(hours=1)
    for ref in (child.ref, found.ref):
        claims.redrawn(floors, ref)
    assert board_counts(floors, desk) == [0]

    told = Person(age=AgeRange(6, 6, clock().date()), languages=("ar", "tr"))
    with floors.begin(amina) as work:
        child_operations.save_group(work, str(child.id), "person", told)
    claims.drawn(floors)
    assert board_counts(floors, desk) == [1]


def test_a_strangers_claim_keeps_no_pair(floors: Floors, desk: Desk, amina: Actor) -> None:
    children.enrolled(floors, amina)
    claims.found(floors, desk.hana, desk.omar, claims.stranger(floors))
    assert claims.pairs(floors) == set()


def test_a_search_is_one_entry_with_counts_and_one_for_each_pair(
    floors: Floors, desk: Desk, amina: Actor
) -> None:
    child = children.enrolled(floors, amina)
    other = accounts.guardian(floors, "salma@example.org")
    children.enrolled(floors, other, claims.stranger(floors))
    claims.drawn(floors)
    found = claims.found(floors, desk.hana, desk.omar)
    claims.drawn(floors)
    with floors.reading() as session:
        run = session.scalars(
            select(Entry).where(
                Entry.event == Event.SEARCH_RUN.value, Entry.subject_ref == found.ref
            )
        ).all()
        kept = session.scalars(select(Entry).where(Entry.event == Event.CANDIDATE_KEPT.value)).all()
        opened = session.scalars(
            select(Entry).where(
                Entry.event == Event.RECORD_OPENED.value, Entry.actor_ref == "machine:worker"
            )
        ).all()
    assert [json.loads(entry.detail) for entry in run] == [{"asked": 2, "kept": 1}]
    assert [json.loads(entry.about) for entry in kept] == [[child.ref, found.ref]]
    assert opened == []


@pytest.mark.parametrize("first", ["seeking", "holding"])
def test_reasons_are_told_from_the_side_that_seeks(
    floors: Floors, desk: Desk, yusuf: Actor, first: str
) -> None:
    claim = claims.filed(floors, yusuf)
    found = claims.found(floors, desk.hana, desk.omar, claims.idris(floors))
    with floors.begin(yusuf) as work:
        operations.save(work, str(claim.id), "belongings", Belongings(clothing="a red coat"))
    claims.redrawn(floors, claim.ref if first == "seeking" else found.ref)
    (pair,) = claims.candidates(floors)
    with floors.begin(desk.mara) as work:
        work.opens_for(Task.CASE)
        permits = [sides.permit_for(work, ref, DataClass.NOTES) for ref in (claim.ref, found.ref)]
        told = work.vault.read(pair.ref, Compartment.NOTES, *permits)["reasons"]
    clothes = next(r for r in map(Reason.from_dict, told) if r.field.value == "clothes")
    assert clothes.side is Given.SECOND


def test_only_the_worker_draws(floors: Floors, desk: Desk, yusuf: Actor) -> None:
    claim = claims.filed(floors, yusuf)
    for who in (desk.mara, desk.hana, yusuf):
        with pytest.raises(Absent), floors.begin(who) as work:
            operations.draw(work, claim.ref)


def test_what_is_no_side_has_no_list(floors: Floors) -> None:
    claims.redrawn(floors, "child:00000000-0000-0000-0000-000000000000")
    claims.redrawn(floors, "claim:nonsense")
    assert claims.candidates(floors) == []


def board_counts(floors: Floors, desk: Desk) -> list[int]:
    """How many pairs each open claim has to read."""
    with floors.begin(desk.mara) as work:
        return [row.to_read for row in operations.view_board(work)]
