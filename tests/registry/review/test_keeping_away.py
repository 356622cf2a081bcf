"""Who a family keeps away is never asked to compare, and sees nothing of the pair."""

from __future__ import annotations

import pytest

from registry.children import operations as children_at_work
from registry.children.models import Exclusion
from registry.children.rules import Excluded
from registry.claims import operations as claims_at_work
from registry.errors import Absent
from registry.review.operations.assigning import candidates_for
from registry.trail.events import Event
from registry.work import Floors
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
        reading = claims_at_work.view_candidate(work, str(pair.id)).reading
    assert reading is not None
    assert "My uncle Rashid" in {words for notes in reading.notes for words in notes.kept_away}
