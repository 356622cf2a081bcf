"""Who a family keeps away is never asked to compare, and sees nothing of the pair."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from registry.authority import MACHINE
from registry.children import operations as children_at_work
from registry.children.models import Exclusion
from registry.children.rules import Excluded
from registry.claims import operations as claims_at_work
from registry.errors import Absent
from registry.reasons import Task
from registry.review import operations
from registry.review.models import Assignment, Decision, Opinion, Recusal
from registry.review.operations.assigning import candidates_for
from registry.review.rules import Outcome
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.work import Floors
from tests.making import accounts
from tests.making import review as making
from tests.making.review import House, Opened


def keep_away(floors: Floors, house: House, concerns: str, ref: str | None) -> None:
    """The family's wish."""
    with floors.begin(house.amina) as work:
        work.session.add(
            Exclusion(
                child_ref=house.child.ref,
                concerns=concerns,
                excluded_ref=ref,
                by_ref=house.amina.ref,
                at=work.now(),
            )
        )
        work.trail.record(Event.EXCLUSION_STATED, house.child.ref)


def test_nobody_of_an_agency_kept_away_is_asked(
    floors: Floors, house: House, opened: Opened
) -> None:
    away = house.reviewers[0].agency_ref
    with floors.begin(house.mara) as work:
        assert away in {each.agency_ref for each in candidates_for(work, opened.review)}
    keep_away(floors, house, "agency", away)
    with floors.begin(house.mara) as work:
        assert away not in {each.agency_ref for each in candidates_for(work, opened.review)}


def test_a_person_kept_away_is_not_asked(floors: Floors, house: House) -> None:
    away = {each.ref for each in house.reviewers[:2]}
    for ref in away:
        keep_away(floors, house, "caseworker", ref)
    opened = making.opened(floors, house)
    assert not away & {each.reviewer_ref for each in making.assignments(floors, opened.review)}


def test_a_coordinator_kept_away_finds_no_pair_and_counts_none(
    floors: Floors, house: House
) -> None:
    pair = making.candidate(floors, house.claim.ref, house.child.ref)
    with floors.begin(house.mara) as work:
        work.opens_for(Task.CASE)
        assert claims_at_work.view_candidate(work, str(pair.id)).reading is not None
        assert claims_at_work.view_board(work)[0].to_read == 1
    keep_away(floors, house, "caseworker", house.mara.ref)
    with pytest.raises(Absent), floors.begin(house.mara) as work:
        claims_at_work.view_candidate(work, str(pair.id))
    with floors.begin(house.mara) as work:
        assert claims_at_work.view_board(work)[0].to_read == 0
        assert claims_at_work.view_claim(work, str(house.claim.id))[1] == []


def test_a_coordinator_reads_whom_a_family_named_in_words_before_anybody_is_asked(
    floors: Floors, house: House
) -> None:
    with floors.begin(house.amina) as work:
        children_at_work.exclude_person(
            work, str(house.child.id), Excluded.PERSON, "My uncle Rashid"
        )
    pair = making.candidate(floors, house.claim.ref, house.child.ref)
    with floors.begin(house.mara) as work:
        work.opens_for(Task.CASE)
        reading = claims_at_work.view_candidate(work, str(pair.id)).reading
    assert reading is not None
    assert "My uncle Rashid" in {words for notes in reading.notes for words in notes.kept_away}


# ── a chair passes on ────────────────────────────────────────────────────────────────────────────


def pass_on(floors: Floors, house: House, concerns: str, ref: str | None) -> int:
    """The family's wish, and the worker's next round."""
    keep_away(floors, house, concerns, ref)
    return operations.pass_on_kept_away(floors)


def sitting(floors: Floors, opened: Opened) -> dict[str, str]:
    """Who sits in which chair."""
    seats = making.seated(floors, opened.review).seats
    return {seat: each.reviewer_ref for seat, each in seats.items()}


def test_whoever_sits_and_is_kept_away_makes_room_for_somebody_else(
    floors: Floors, house: House, opened: Opened
) -> None:
    before = sitting(floors, opened)
    away = before["first"]
    assert pass_on(floors, house, "caseworker", away) == 1
    after = sitting(floors, opened)
    assert after["second"] == before["second"]
    assert after["first"] not in {away, before["second"]}
    assert operations.pass_on_kept_away(floors) == 0
    with pytest.raises(Absent), floors.begin(house.who(away)) as work:
        operations.view_desk(work, opened.id_of("first"))
    with floors.begin(house.who(away)) as work:
        assert operations.view_mine(work) == []


def test_both_of_an_agency_kept_away_make_room_or_the_review_waits_and_says_so(
    floors: Floors, house: House, opened: Opened
) -> None:
    agencies = {each.agency_ref for each in opened.seats.values()}
    assert len(agencies) == 2
    for agency in sorted(agencies):
        assert pass_on(floors, house, "agency", agency) >= 1
    assert sitting(floors, opened) == {}
    with floors.begin(house.mara) as work:
        case = operations.view_case(work, str(opened.review.id))
    assert case.missing is not None
    assert case.missing.needed == 2
    with floors.reading() as session:
        assert "review:waiting" in {each.event for each in session.scalars(select(Entry))}


def test_what_was_signed_stays_on_record_and_counts_no_longer(
    floors: Floors, house: House, opened: Opened
) -> None:
    first, second = opened.seats["first"], opened.seats["second"]
    making.signed(floors, house.who(first.reviewer_ref), str(first.id), Outcome.MOVE)
    assert pass_on(floors, house, "caseworker", first.reviewer_ref) == 1
    making.signed(floors, house.who(second.reviewer_ref), str(second.id), Outcome.MOVE)
    with floors.reading() as session:
        assert session.scalar(select(Opinion).where(Opinion.assignment_ref == first.ref))
        assert session.scalar(select(Decision)) is None
    third = making.seated(floors, opened.review).seats["first"]
    making.signed(floors, house.who(third.reviewer_ref), str(third.id), Outcome.MOVE)
    with floors.reading() as session:
        decision = session.scalars(select(Decision)).one()
    assert decision.outcome == Outcome.MOVE.value


def test_a_signed_stop_counts_on_whoever_is_kept_away_later(
    floors: Floors, house: House, opened: Opened
) -> None:
    first, second = opened.seats["first"], opened.seats["second"]
    making.signed(floors, house.who(first.reviewer_ref), str(first.id), Outcome.STOP)
    assert pass_on(floors, house, "caseworker", first.reviewer_ref) == 0
    making.signed(floors, house.who(second.reviewer_ref), str(second.id), Outcome.MOVE)
    with floors.reading() as session:
        decision = session.scalars(select(Decision)).one()
    assert decision.outcome == Outcome.STOP.value


def test_a_decision_that_is_made_is_not_undone(floors: Floors, house: House) -> None:
    decided = making.decided(floors, house)
    away = decided.seats["first"].reviewer_ref
    assert pass_on(floors, house, "caseworker", away) == 0
    with floors.reading() as session:
        assert session.scalars(select(Decision)).one().outcome == Outcome.MOVE.value


def test_a_wish_in_words_or_about_another_record_moves_nobody(
    floors: Floors, house: House, opened: Opened
) -> None:
    assert pass_on(floors, house, "person", None) == 0
    with floors.begin(house.amina) as work:
        other = Exclusion(
            child_ref="child:of-somebody-else",
            concerns="caseworker",
            excluded_ref=opened.seats["first"].reviewer_ref,
            by_ref=house.amina.ref,
            at=work.now(),
        )
        work.session.add(other)
        work.trail.record(Event.EXCLUSION_STATED, other.child_ref)
    assert operations.pass_on_kept_away(floors) == 0


def test_the_trail_says_that_somebody_was_kept_away_and_no_letter_tells_them(
    floors: Floors, house: House, opened: Opened
) -> None:
    away: Assignment = opened.seats["first"]
    before = accounts.letters(floors, away.reviewer_ref)
    pass_on(floors, house, "agency", away.agency_ref)
    with floors.reading() as session:
        entries = [
            each for each in session.scalars(select(Entry)) if each.event == "reviewer:kept-away"
        ]
        assert session.scalars(select(Recusal)).first() is not None
    assert {each.actor_ref for each in entries} == {MACHINE.ref}
    assert opened.review.ref in {each.subject_ref for each in entries}
    assert accounts.letters(floors, away.reviewer_ref) == before
