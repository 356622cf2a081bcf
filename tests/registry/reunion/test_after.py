"""The reunion, the visits, and the end of a case with its claims."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from registry.claims import operations as claiming
from registry.claims.models import Closing
from registry.consents import operations as consenting
from registry.consents.erasing import finish_due
from registry.description import ClosureReason
from registry.errors import Absent, Conflict, Invalid
from registry.reunion import operations
from registry.reunion.codes import Comfort, State, Step
from registry.reunion.models import ChildHeard
from registry.reunion.operations import Shown
from registry.storage.vault import Compartment
from registry.work import Floors
from tests.making import accounts, claims
from tests.making import reunion as making
from tests.making.reunion import REUNION, VISIT, Cast
from tests.registry.reunion.test_before import state
from tests.registry.reunion.test_telling import seen


def visited(floors: Floors, cast: Cast, visit: operations.Visit = VISIT) -> None:
    """A visit after the reunion."""
    with floors.begin(cast.mara) as work:
        operations.follow_up(work, cast.review_id, visit)


def closed(
    floors: Floors,
    cast: Cast,
    reason: ClosureReason = ClosureReason.NOT_ENOUGH,
    also: Collection[str] = (),
) -> None:
    """The case is closed."""
    with floors.begin(cast.mara) as work:
        operations.close_case(work, cast.review_id, reason, also=frozenset(also))


def closings(floors: Floors) -> dict[str, str]:
    """The claims that were closed, with their reason."""
    with floors.reading() as session:
        return {each.claim_ref: each.reason for each in session.scalars(select(Closing))}


def test_a_reunion_needs_a_yes_of_both_that_still_stands(floors: Floors, asked: Cast) -> None:
    with pytest.raises(Conflict):
        making.reunited(floors, asked)
    making.answered(floors, asked)
    making.take_back(floors, asked, asked.seeker)
    with pytest.raises(Conflict):
        making.reunited(floors, asked)


def test_a_reunion_is_recorded_once_and_its_place_is_sealed(floors: Floors, told: Cast) -> None:
    making.reunited(floors, told)
    assert state(floors, told, Step.REUNION) is State.DONE
    with pytest.raises(Conflict):
        making.reunited(floors, told)
    with floors.begin(told.mara) as work:
        (said,) = operations.view_step(work, told.review_id, Step.REUNION).said
    assert said.words == {"adult": "Yusuf Haddad", "place": "The office of Harbour House"}


def test_a_child_who_said_no_at_the_door_is_not_handed_over(floors: Floors, told: Cast) -> None:
    with pytest.raises(Conflict):
        making.reunited(floors, told, replace(REUNION, comfort=Comfort.NO))
    assert state(floors, told, Step.REUNION) is State.NEXT


def test_another_adult_needs_a_reason(floors: Floors, told: Cast) -> None:
    other = replace(REUNION, with_verified_adult=False)
    with pytest.raises(Invalid):
        making.reunited(floors, told, other)
    making.reunited(floors, told, replace(other, reason="His aunt came in his place."))


def test_a_reunion_is_not_in_the_future(floors: Floors, told: Cast) -> None:
    with pytest.raises(Invalid):
        making.reunited(floors, told, replace(REUNION, reunited_on=date(2026, 4, 1)))


def test_there_is_no_visit_before_the_reunion(floors: Floors, told: Cast) -> None:
    with pytest.raises(Absent):
        visited(floors, told)


def test_a_visit_that_asks_for_another_keeps_the_step_open(floors: Floors, told: Cast) -> None:
    making.reunited(floors, told)
    visited(floors, told, replace(VISIT, needed_by=date(2026, 4, 1)))
    assert state(floors, told, Step.FOLLOW_UP) is State.NEXT
    visited(floors, told)
    assert state(floors, told, Step.FOLLOW_UP) is State.DONE
    assert state(floors, told, Step.CLOSING) is State.NEXT


def test_a_visit_without_the_child_needs_its_reason(floors: Floors, told: Cast) -> None:
    making.reunited(floors, told)
    with pytest.raises(Invalid):
        visited(floors, told, replace(VISIT, child_was_seen=False))


def test_after_a_reunion_the_claims_end_too(floors: Floors, told: Cast) -> None:
    apart = claims.apart(floors, told.holder, told.child) if told.child else None
    making.reunited(floors, told)
    visited(floors, told)
    closed(floors, told, ClosureReason.REUNIFIED)
    assert apart is not None
    assert closings(floors) == {
        told.claim.ref: ClosureReason.REUNIFIED,
        apart.ref: ClosureReason.REUNIFIED,
    }


def test_reunified_is_no_reason_without_a_reunion(floors: Floors, told: Cast) -> None:
    with pytest.raises(Invalid):
        closed(floors, told, ClosureReason.REUNIFIED)


def test_a_pair_that_ends_leaves_a_claim_open_to_others(floors: Floors, moved: Cast) -> None:
    closed(floors, moved, ClosureReason.NOT_THIS_CHILD)
    assert closings(floors) == {}


def test_a_claim_ends_with_the_case_when_the_coordinator_says_so(
    floors: Floors, found: Cast
) -> None:
    closed(floors, found, ClosureReason.SAFETY, also={"seeking"})
    assert closings(floors) == {found.claim.ref: ClosureReason.SAFETY}


def test_a_closed_case_takes_no_record_more(floors: Floors, told: Cast) -> None:
    closed(floors, told)
    for act in (making.checked, making.heard, making.cleared, making.reunited, making.ask):
        with pytest.raises(Conflict):
            act(floors, told)
    with pytest.raises(Conflict):
        closed(floors, told)
    for who in (told.seeker, told.holder):
        assert seen(floors, told, who).shown is Shown.KEPT


def test_a_question_nobody_answered_ends_with_the_case(floors: Floors, asked: Cast) -> None:
    closed(floors, asked)
    assert seen(floors, asked, asked.seeker).shown is Shown.ENDED


def test_a_closed_case_is_still_read_as_a_list_of_what_was_done(floors: Floors, told: Cast) -> None:
    making.reunited(floors, told)
    visited(floors, told)
    closed(floors, told, ClosureReason.REUNIFIED)
    with floors.begin(told.mara) as work:
        view = operations.view_case(work, told.review_id)
        said = operations.view_step(work, told.review_id, Step.HEARD)
    assert {line.state for line in view.lines} == {State.DONE}
    assert view.closing is not None
    assert view.closing[1] is ClosureReason.REUNIFIED
    assert not said.is_open
    assert [each.words for each in said.said] == [{}]


def test_a_case_whose_ground_is_gone_can_be_closed(floors: Floors, told: Cast) -> None:
    assert told.child is not None
    with floors.begin(told.holder) as work:
        consenting.wipe(work, str(told.child.id), at_once=True)
    with floors.begin(told.seeker) as work:
        claiming.withdraw_claim(work, str(told.claim.id))
    closed(floors, told, ClosureReason.CONSENT_WITHDRAWN, also={"seeking", "holding"})
    with floors.begin(told.mara) as work:
        assert operations.view_case(work, told.review_id).closing is not None


def test_wiping_one_side_wipes_the_words_of_the_case(floors: Floors, told: Cast) -> None:
    assert told.child is not None
    with floors.begin(told.mara) as work:
        sealed = work.vault.find(_first_hearing(floors, told), Compartment.NOTES)
        assert sealed is not None
    with floors.begin(told.holder) as work:
        consenting.wipe(work, str(told.child.id), at_once=True)
    finish_due(floors)
    with floors.begin(told.mara) as work:
        assert work.vault.find(_first_hearing(floors, told), Compartment.NOTES) is None
        assert not operations.view_case(work, told.review_id).stands


def _first_hearing(floors: Floors, cast: Cast) -> str:
    with floors.reading() as session:
        query = select(ChildHeard).where(ChildHeard.review_ref == f"review:{cast.review_id}")
        return session.scalars(query).one().ref


def test_only_the_coordinator_of_the_case_ends_it(floors: Floors, told: Cast) -> None:
    for who in (
        told.ines,
        told.seeker,
        told.holder,
        accounts.acting(floors, "ada@kinfold.example"),
    ):
        with floors.begin(who) as work, pytest.raises(Absent):
            operations.close_case(work, told.review_id, ClosureReason.OTHER)
