"""A child in an agency's care: filed by one person, signed by another, and only then searched."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from consent import BasisRecord, DataClass
from registry.agencies.models import Agency
from registry.authority import Actor, Role
from registry.claims import operations, sides
from registry.claims.models import Countersignature
from registry.claims.rules import Kind, Status
from registry.description import Belongings
from registry.errors import Absent, Conflict
from registry.purposes import CARE_OF_FOUND_CHILD, OWN_DRAFT
from registry.reasons import Task
from registry.storage.database import uuid_of
from registry.work import Floors
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children, claims
from tests.registry.claims.conftest import Desk


def test_two_people_stand_behind_the_ground(floors: Floors, desk: Desk) -> None:
    claim = claims.found(floors, desk.hana, desk.omar)
    with floors.begin(desk.mara) as work:
        work.opens_for(Task.CASE)
        standing = work.consent.standing(claim.ref)
        bases = [each for each in work.consent.facts(claim.ref) if isinstance(each, BasisRecord)]
        assert set(standing.bases) == {CARE_OF_FOUND_CHILD}
        assert bases[-1].people == (desk.hana.ref, desk.omar.ref)
        assert sides.describe(work, claim.ref).names == claims.idris(floors).names


def test_before_the_second_name_nothing_is_searched_or_opened(floors: Floors, desk: Desk) -> None:
    claim = claims.handed_in(floors, desk.hana)
    with floors.begin(desk.mara) as work:
        assert set(work.consent.standing(claim.ref).bases) == {OWN_DRAFT}
        assert work.search.refs() == []
    with pytest.raises(Absent), floors.begin(desk.mara) as work:
        sides.describe(work, claim.ref)


def test_where_the_child_is_lies_apart_from_what_is_compared(floors: Floors, desk: Desk) -> None:
    claim = claims.found(floors, desk.hana, desk.omar)
    with floors.begin(desk.mara) as work:
        work.opens_for(Task.CASE)
        told = str(sides.describe(work, claim.ref).to_dict())
    assert "Willow House" not in told


def test_the_lead_reads_it_until_it_is_signed(floors: Floors, desk: Desk) -> None:
    claim = claims.handed_in(floors, desk.hana)
    claim_id = str(claim.id)
    with floors.begin(desk.omar) as work:
        row, told = operations.view_to_sign(work, claim_id)
    assert row.waits_for_lead
    assert told is not None
    assert told.groups["location"] == claims.AT_WILLOW
    with floors.begin(desk.omar) as work:
        operations.countersign(work, claim_id)
    with floors.begin(desk.omar) as work:
        row, told = operations.view_to_sign(work, claim_id)
    assert told is None
    assert not row.waits_for_lead


def test_signing_twice_is_signing_once(floors: Floors, desk: Desk) -> None:
    claim = claims.found(floors, desk.hana, desk.omar)
    with floors.begin(desk.omar) as work:
        operations.countersign(work, str(claim.id))
    with floors.reading() as session:
        assert len(session.scalars(select(Countersignature)).all()) == 1
    names = [each["message"] for each in accounts.letters(floors, desk.hana.ref)]
    assert names.count("found_claim_signed") == 1


def test_nobody_signs_their_own_claim(floors: Floors, desk: Desk) -> None:
    both = caseworkers.staff(
        floors,
        desk.admins,
        "zoe@willow.example",
        Role.CASEWORKER,
        Role.LEAD,
        agency=willow(floors, desk),
    )
    claim = claims.handed_in(floors, both)
    with pytest.raises(Conflict), floors.begin(both) as work:
        operations.countersign(work, str(claim.id))


def test_a_lead_of_another_agency_finds_nothing(floors: Floors, desk: Desk) -> None:
    harbour = caseworkers.agency(floors, desk.admins, "Harbour")
    other = caseworkers.staff(
        floors, desk.admins, "lena@harbour.example", Role.LEAD, agency=harbour
    )
    claim = claims.handed_in(floors, desk.hana)
    for who in (other, desk.mara, desk.hana):
        with pytest.raises(Absent), floors.begin(who) as work:
            operations.countersign(work, str(claim.id))
        with pytest.raises(Absent), floors.begin(who) as work:
            operations.view_to_sign(work, str(claim.id))
    with floors.begin(other) as work:
        assert operations.view_found(work) == []


def test_a_draft_is_not_for_the_lead(floors: Floors, desk: Desk) -> None:
    claim = claims.begun(floors, desk.hana, Kind.FOUND)
    with pytest.raises(Absent), floors.begin(desk.omar) as work:
        operations.view_to_sign(work, str(claim.id))
    with floors.begin(desk.omar) as work:
        assert operations.view_found(work) == []


def test_a_relatives_claim_cannot_be_signed_or_handed_in(
    floors: Floors, desk: Desk, yusuf: Actor
) -> None:
    claim = claims.filed(floors, yusuf)
    with pytest.raises(Absent), floors.begin(desk.omar) as work:
        operations.countersign(work, str(claim.id))
    draft = claims.written(floors, desk.hana)
    with pytest.raises(Absent), floors.begin(desk.hana) as work:
        operations.file_found(work, str(draft.id))
    found = claims.begun(floors, desk.hana, Kind.FOUND)
    with pytest.raises(Absent):
        claims.sent(floors, desk.hana, found)


def test_an_unfinished_one_is_not_handed_in(floors: Floors, desk: Desk) -> None:
    claim = claims.begun(floors, desk.hana, Kind.FOUND)
    with pytest.raises(Conflict), floors.begin(desk.hana) as work:
        operations.file_found(work, str(claim.id))


def test_what_the_lead_reads_does_not_change_under_their_eyes(floors: Floors, desk: Desk) -> None:
    claim = claims.handed_in(floors, desk.hana)
    worn = Belongings(clothing="a red coat")
    with pytest.raises(Conflict):
        claims.tell(floors, desk.hana, claim, ("belongings", worn))
    with floors.begin(desk.omar) as work:
        operations.countersign(work, str(claim.id))
    claims.tell(floors, desk.hana, claim, ("belongings", worn))
    with floors.begin(desk.mara) as work:
        work.opens_for(Task.CASE)
        assert sides.describe(work, claim.ref).belongings == worn


def test_the_filer_and_the_lead_see_no_candidate(floors: Floors, desk: Desk, amina: Actor) -> None:
    children.enrolled(floors, amina)
    claim = claims.found(floors, desk.hana, desk.omar)
    (pair,) = claims.drawn(floors)
    for who in (desk.hana, desk.omar):
        with pytest.raises(Absent), floors.begin(who) as work:
            operations.view_candidate(work, str(pair.id))
        with pytest.raises(Absent), floors.begin(who) as work:
            operations.view_claim(work, str(claim.id))
        with pytest.raises(Absent), floors.begin(who) as work:
            operations.view_board(work)


def test_the_lists_of_filer_and_lead(floors: Floors, desk: Desk) -> None:
    draft = claims.begun(floors, desk.hana, Kind.FOUND)
    handed = claims.handed_in(floors, desk.hana)
    signed = claims.found(floors, desk.hana, desk.omar)
    with floors.begin(desk.hana) as work:
        own = {
            row.reference: (row.status, row.waits_for_lead) for row in operations.view_found(work)
        }
    with floors.begin(desk.omar) as work:
        leads = {row.reference: row.is_own for row in operations.view_found(work)}
    assert own == {
        draft.reference: (Status.DRAFT, False),
        handed.reference: (Status.RECEIVED, True),
        signed.reference: (Status.RECEIVED, False),
    }
    assert leads == {handed.reference: False, signed.reference: False}


def test_a_signed_claim_is_not_taken_back_by_one_person(floors: Floors, desk: Desk) -> None:
    handed = claims.handed_in(floors, desk.hana)
    signed = claims.found(floors, desk.hana, desk.omar)
    with floors.begin(desk.hana) as work:
        operations.withdraw_claim(work, str(handed.id))
    with pytest.raises(Conflict), floors.begin(desk.hana) as work:
        operations.withdraw_claim(work, str(signed.id))
    with pytest.raises(Absent), floors.begin(desk.omar) as work:
        operations.countersign(work, str(handed.id))


def test_the_ground_ends_after_ninety_days_unless_it_is_looked_at_again(
    floors: Floors, clock: Clock, desk: Desk
) -> None:
    claim = claims.found(floors, desk.hana, desk.omar)
    clock.move(days=91)
    with pytest.raises(Absent), floors.begin(desk.mara) as work:
        sides.permit_for(work, claim.ref, DataClass.DETAILS)


def willow(floors: Floors, desk: Desk) -> Agency:
    """Hana's agency."""
    with floors.reading() as session:
        return session.get_one(Agency, uuid_of(desk.hana.agency_ref or "", Agency.kind))
