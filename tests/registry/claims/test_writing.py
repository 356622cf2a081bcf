"""A draft: begun, written page by page, seen by its writer alone."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest

from registry.authority import Actor
from registry.children.rules import Anyone, Safety
from registry.claims import operations
from registry.claims.facts import Apart, Claimant, Papers
from registry.claims.operations import drafting
from registry.claims.rules import FILED_MOST, OPEN_MOST, Kind
from registry.description import (
    Mark,
    MarkKind,
    Names,
    Person,
    PersonName,
    Places,
    Relation,
    Relative,
)
from registry.errors import Absent, Conflict, Invalid
from registry.storage.vault import Compartment
from registry.work import Floors, Work
from tests.conftest import Clock
from tests.making import children, claims
from tests.registry.claims.conftest import Desk

NAMED = Names(name=PersonName("Idris"))


def test_what_was_written_is_read_again_by_its_writer(floors: Floors, yusuf: Actor) -> None:
    claim = claims.written(floors, yusuf)
    with floors.begin(yusuf) as work:
        row, told = operations.view_draft(work, str(claim.id))
    assert row.reference == claim.reference
    assert told.groups["relationship"] == claims.UNCLE
    assert told.groups["names"] == claims.idris(floors).names
    assert told.withheld == claims.FACTS
    assert {"safety", "papers"} <= told.answered


def test_papers_and_safety_are_not_shown_again(floors: Floors, yusuf: Actor) -> None:
    claim = claims.written(floors, yusuf)
    with floors.begin(yusuf) as work:
        _, told = operations.view_draft(work, str(claim.id))
    assert told.unseen == {"papers", "safety"}
    assert not {"papers", "safety"} & set(told.groups)


def test_a_draft_is_on_no_list_of_search(floors: Floors, yusuf: Actor) -> None:
    claim = claims.written(floors, yusuf)
    with floors.begin(yusuf) as work:
        assert claim.ref not in work.search.refs()


def test_nobody_else_sees_or_writes_a_draft(
    floors: Floors, desk: Desk, amina: Actor, yusuf: Actor
) -> None:
    claim_id = str(claims.begun(floors, yusuf).id)
    acts: list[Callable[[Work], object]] = [
        lambda work: operations.view_draft(work, claim_id),
        lambda work: operations.save(work, claim_id, "names", NAMED),
        lambda work: operations.save_safety(work, claim_id, Safety(Anyone.NO)),
        lambda work: operations.withdraw_claim(work, claim_id),
        lambda work: operations.view_claim(work, claim_id),
    ]
    for who in (amina, desk.hana, desk.mara):
        for act in acts:
            with pytest.raises(Absent), floors.begin(who) as work:
                act(work)


def test_an_unknown_id_is_absent(floors: Floors, yusuf: Actor) -> None:
    for claim_id in (str(uuid.uuid4()), "nonsense"):
        with pytest.raises(Absent), floors.begin(yusuf) as work:
            operations.view_draft(work, claim_id)


def test_marks_and_people_are_added_and_taken_away(floors: Floors, yusuf: Actor) -> None:
    claim_id = str(claims.begun(floors, yusuf).id)
    scar, mole = Mark(MarkKind.SCAR), Mark(MarkKind.MOLE)
    aunt = Relative(Relation.AUNT, PersonName("Rima"))
    with floors.begin(yusuf) as work:
        operations.add_mark(work, claim_id, scar)
        operations.add_mark(work, claim_id, mole)
        operations.add_relative(work, claim_id, aunt)
        operations.take_away(work, claim_id, "marks", 0, 2)
        told = operations.view_page(work, claim_id, "marks")
    assert told.groups["marks"].to_dict() == {"each": [mole.to_dict()]}
    with floors.begin(yusuf) as work:
        operations.take_away(work, claim_id, "family", 0, 1)
        assert "family" not in operations.view_page(work, claim_id, "family").groups


def test_a_list_that_changed_meanwhile_is_looked_at_again(floors: Floors, yusuf: Actor) -> None:
    claim_id = str(claims.begun(floors, yusuf).id)
    with floors.begin(yusuf) as work:
        operations.add_mark(work, claim_id, Mark(MarkKind.SCAR))
    with pytest.raises(Conflict), floors.begin(yusuf) as work:
        operations.take_away(work, claim_id, "marks", 0, 2)
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        operations.take_away(work, claim_id, "names", 0, 0)


def test_a_page_takes_its_own_facts_only(floors: Floors, yusuf: Actor) -> None:
    claim_id = str(claims.begun(floors, yusuf).id)
    for page, told in (("names", Places()), ("location", NAMED), ("safety", NAMED)):
        with pytest.raises(Absent), floors.begin(yusuf) as work:
            operations.save(work, claim_id, page, told)
    with pytest.raises(Invalid), floors.begin(yusuf) as work:
        operations.save(work, claim_id, "names", Names())


def test_one_paper_takes_the_place_of_another(floors: Floors, yusuf: Actor) -> None:
    claim = claims.begun(floors, yusuf)
    claims.tell(floors, yusuf, claim, ("papers", claims.HIS_PAPERS), ("papers", Papers()))
    claims.tell(floors, yusuf, claim, ("claimant", claims.YUSUF_HIMSELF))
    with floors.begin(yusuf) as work:
        assert work.vault.find(claim.ref, Compartment.EVIDENCE) is not None


def test_an_age_sent_again_keeps_its_day(floors: Floors, clock: Clock, yusuf: Actor) -> None:
    claim = claims.written(floors, yusuf)
    before = claims.idris(floors).person
    clock.move(days=20)
    again = claims.idris(floors).person
    claims.tell(floors, yusuf, claim, ("person", again))
    with floors.begin(yusuf) as work:
        person = operations.view_page(work, str(claim.id), "person").groups["person"]
    assert isinstance(person, Person)
    assert person.age == before.age != again.age


def test_three_claims_at_a_time_are_enough(floors: Floors, yusuf: Actor) -> None:
    begun = [claims.begun(floors, yusuf) for _ in range(OPEN_MOST)]
    with pytest.raises(Conflict):
        claims.begun(floors, yusuf)
    with floors.begin(yusuf) as work:
        operations.withdraw_claim(work, str(begun[0].id))
    assert claims.begun(floors, yusuf).is_draft


def test_five_claims_in_a_month_are_enough(floors: Floors, clock: Clock, yusuf: Actor) -> None:
    for _ in range(FILED_MOST):
        claim = claims.filed(floors, yusuf)
        with floors.begin(yusuf) as work:
            operations.withdraw_claim(work, str(claim.id))
    with pytest.raises(Conflict):
        claims.begun(floors, yusuf)
    clock.move(days=31)
    assert claims.begun(floors, yusuf).is_draft


def test_a_lapsed_draft_does_not_count(floors: Floors, clock: Clock, yusuf: Actor) -> None:
    for _ in range(OPEN_MOST):
        claims.begun(floors, yusuf)
    clock.move(days=31)
    assert claims.begun(floors, yusuf).is_draft


def test_a_separated_claim_needs_ones_own_registered_child(
    floors: Floors, amina: Actor, yusuf: Actor
) -> None:
    child = children.enrolled(floors, amina)
    draft = children.begun(floors, amina)
    for who, which in ((yusuf, child), (amina, draft), (amina, None)):
        with pytest.raises(Absent):
            claims.begun(floors, who, Kind.SEPARATED, which)
    with pytest.raises(Absent):
        claims.begun(floors, amina, Kind.RELATIVE, child)
    assert claims.begun(floors, amina, Kind.SEPARATED, child).child_ref == child.ref


def test_ones_own_children_are_offered_by_name(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina)
    children.begun(floors, amina)
    with floors.begin(amina) as work:
        assert operations.own_children(work) == {str(child.id): f"Idris Haddad · {child.reference}"}


def test_a_found_claim_is_for_a_caseworker_of_an_agency(
    floors: Floors, desk: Desk, yusuf: Actor
) -> None:
    for who in (yusuf, desk.omar, desk.mara):
        with pytest.raises(Absent):
            claims.begun(floors, who, Kind.FOUND)
    claim = claims.begun(floors, desk.hana, Kind.FOUND)
    assert claim.agency_ref == desk.hana.agency_ref


def test_where_a_saved_page_leads(floors: Floors, amina: Actor, yusuf: Actor) -> None:
    claim = claims.begun(floors, yusuf)
    claims.tell(floors, yusuf, claim, ("relationship", claims.UNCLE))
    with floors.begin(yusuf) as work:
        assert operations.next_page(work, claim, "relationship") == "claimant"
    sent = claims.filed(floors, amina)
    with floors.begin(amina) as work:
        assert operations.next_page(work, sent, "marks") is None


@pytest.mark.parametrize(("page", "told"), [("claimant", Claimant()), ("apart", Apart())])
def test_what_a_kind_does_not_ask_or_cannot_leave_out(
    floors: Floors, yusuf: Actor, page: str, told: Claimant | Apart
) -> None:
    claim = claims.begun(floors, yusuf)
    with pytest.raises((Absent, Invalid)):
        claims.tell(floors, yusuf, claim, (page, told))


def test_a_caseworker_of_no_agency_records_no_child(floors: Floors, desk: Desk) -> None:
    with pytest.raises(Absent):
        claims.begun(floors, replace(desk.hana, agency_ref=None), Kind.FOUND)


def test_no_two_claims_bear_one_reference(
    floors: Floors, yusuf: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter(["KQ7-4MD-2RT", "KQ7-4MD-2RT", "000-000-00W"])
    monkeypatch.setattr(drafting, "new_reference", lambda _random: next(drawn))
    assert claims.begun(floors, yusuf).reference == "KQ7-4MD-2RT"
    assert claims.begun(floors, yusuf).reference == "000-000-00W"


def test_a_draft_has_no_page_of_a_sent_claim(floors: Floors, yusuf: Actor) -> None:
    claim = claims.begun(floors, yusuf)
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        operations.view_sent(work, str(claim.id))
