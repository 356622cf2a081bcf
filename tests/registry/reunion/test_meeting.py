"""The meeting in person: who is asked, whose papers count, and what the child says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from consent import Answer, Assurance, Capacity, Status, WithOthers
from consent.facts import Assent as AssentFact
from registry.caseworkers import operations as people
from registry.claims.models import Countersignature
from registry.errors import Absent, Conflict, Invalid
from registry.purposes import REVEAL_MATCH
from registry.reunion import operations
from registry.reunion.codes import Assent, Recommendation, Step
from registry.review.models import Assignment
from registry.trail.events import Event
from registry.work import Floors
from tests.making import accounts, caseworkers
from tests.making import reunion as making
from tests.making.reunion import MEETING, Cast
from tests.registry.reunion.test_before import state


def reviewers(floors: Floors, cast: Cast) -> set[str]:
    """Who compared the pair."""
    with floors.reading() as session:
        query = select(Assignment.reviewer_ref)
        return set(
            session.scalars(query.where(Assignment.review_ref == f"review:{cast.review_id}"))
        )


def test_the_verifier_has_had_no_part_in_the_case(floors: Floors, moved: Cast) -> None:
    asked = set()
    for _ in range(2):
        _task, verifier = making.asked_to_meet(floors, moved)
        asked.add(verifier.ref)
    assert len(asked) == 2, "whoever was asked before is not asked again"
    assert not asked & {*reviewers(floors, moved), moved.mara.ref, moved.ines.ref}
    with floors.begin(moved.mara) as work, pytest.raises(Conflict):
        operations.ask_verifier(work, moved.review_id)


def test_nobody_of_the_agency_that_holds_the_child_is_asked(floors: Floors, found: Cast) -> None:
    for _ in range(2):
        _task, verifier = making.asked_to_meet(floors, found)
        assert verifier.agency_ref != found.holder.agency_ref


def test_the_verifier_has_a_neutral_message(floors: Floors, moved: Cast) -> None:
    _task, verifier = making.asked_to_meet(floors, moved)
    assert accounts.letters(floors, verifier.ref, "task_waiting") == [{"message": "task_waiting"}]


def test_the_verifier_learns_names_to_hold_papers_against(floors: Floors, moved: Cast) -> None:
    task_id, verifier = making.asked_to_meet(floors, moved)
    with floors.begin(verifier) as work:
        people = operations.view_task(work, task_id).people
    assert [each.name for each in people] == ["Yusuf Haddad", "Amina"]


def test_of_a_child_in_care_the_agency_is_named(floors: Floors, found: Cast) -> None:
    task_id, verifier = making.asked_to_meet(floors, found)
    with floors.begin(verifier) as work:
        people = operations.view_task(work, task_id).people
    assert [each.name for each in people] == ["Yusuf Haddad", "Willow House"]


def test_only_the_one_who_was_asked_last_sees_the_task(floors: Floors, moved: Cast) -> None:
    first, one = making.asked_to_meet(floors, moved)
    second, other = making.asked_to_meet(floors, moved)
    for who, task_id in ((one, first), (one, second), (other, first), (moved.mara, second)):
        with floors.begin(who) as work, pytest.raises(Absent):
            operations.view_task(work, task_id)
    with floors.begin(other) as work:
        assert operations.view_task(work, second).people
        with pytest.raises(Absent):
            operations.view_task(work, "no-such-task")


def test_papers_seen_raise_a_claimant_and_a_guardian_to_al2(floors: Floors, moved: Cast) -> None:
    assert moved.child is not None
    with floors.begin(moved.mara) as work:
        standing = work.consent.standing(moved.claim.ref)
        assert standing.assurance(moved.seeker.ref) < Assurance.AL2
    making.met(floors, moved)
    with floors.begin(moved.mara) as work:
        for subject, who in ((moved.claim.ref, moved.seeker), (moved.child.ref, moved.holder)):
            assert work.consent.standing(subject).assurance(who.ref) is Assurance.AL2
    assert accounts.letters(floors, moved.holder.ref, "papers_seen")


def test_a_guardian_who_fell_below_is_raised_again_by_papers(floors: Floors, moved: Cast) -> None:
    assert moved.child is not None
    with floors.begin(moved.mara) as work:
        work.consent.state_authority(
            subject=moved.child.ref,
            speaker=moved.holder.ref,
            capacity=Capacity.PARENT_BY_BIRTH,
            with_others=WithOthers.SOLE,
            assurance=Assurance.AL1,
        )
        capacity = Capacity.PARENT_BY_BIRTH.value
        work.trail.record(
            Event.AUTHORITY_STATED, moved.child.ref, assurance="AL1", capacity=capacity
        )
    making.met(floors, moved)
    with floors.begin(moved.mara) as work:
        standing = work.consent.standing(moved.child.ref)
        assert standing.assurance(moved.holder.ref) is Assurance.AL2


def test_for_a_child_in_care_the_papers_are_those_of_the_lead_who_signed(
    floors: Floors, found: Cast
) -> None:
    making.met(floors, found)
    with floors.begin(found.mara) as work:
        signed = work.session.scalars(select(Countersignature)).one()
        assert signed.by_ref == found.holder.ref
        standing = work.consent.standing(signed.claim_ref)
        assert standing.assurance(found.holder.ref) is Assurance.AL2


def test_without_papers_nobody_is_raised_and_nobody_asked(floors: Floors, moved: Cast) -> None:
    making.ready(floors, moved, meeting=replace(MEETING, paper_seeking=None))
    with floors.begin(moved.mara) as work:
        view = operations.view_case(work, moved.review_id)
        assert "papers of both sides seen" in view.still_needed
        with pytest.raises(Conflict):
            operations.ask_both(work, moved.review_id)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (Assent.YES, Answer.YES),
        (Assent.NO, Answer.NO),
        (Assent.NOT_YET, Answer.NOT_ASKED),
    ],
)
def test_the_childs_own_answer_stands_on_the_childs_record(
    floors: Floors, moved: Cast, said: Assent, kept: Answer
) -> None:
    assert moved.child is not None
    making.met(floors, moved, replace(MEETING, assent=said))
    with floors.begin(moved.mara) as work:
        answers = {
            subject: [
                fact.answer
                for fact in work.consent.facts(subject)
                if isinstance(fact, AssentFact) and fact.purpose == REVEAL_MATCH
            ]
            for subject in (moved.child.ref, moved.claim.ref)
        }
    assert answers == {moved.child.ref: [kept], moved.claim.ref: []}


def test_a_child_of_six_or_seven_is_not_too_young_to_be_asked(floors: Floors, moved: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        making.met(floors, moved, replace(MEETING, assent=Assent.TOO_YOUNG))
    assert refused.value.field == "assent"


def test_a_second_meeting_after_the_child_was_not_asked_yet(floors: Floors, moved: Cast) -> None:
    making.met(floors, moved, replace(MEETING, assent=Assent.NOT_YET))
    assert state(floors, moved, Step.MEETING).value == "next"
    making.met(floors, moved)
    assert state(floors, moved, Step.MEETING).value == "done"


def test_a_meeting_that_is_still_to_come_cannot_be_recorded(floors: Floors, moved: Cast) -> None:
    with pytest.raises(Invalid):
        making.met(floors, moved, replace(MEETING, met_on=date(2026, 3, 3)))


def test_a_recommendation_against_it_stops_the_asking(floors: Floors, moved: Cast) -> None:
    against = replace(MEETING, recommendation=Recommendation.FURTHER_TRACING)
    making.ready(floors, moved, meeting=against)
    with pytest.raises(Conflict):
        making.ask(floors, moved)


def test_a_verifier_who_was_stopped_from_working_is_out(floors: Floors, moved: Cast) -> None:
    task_id, verifier = making.asked_to_meet(floors, moved)
    person = caseworkers.person_of(floors, making.account(floors, verifier.ref))
    with floors.begin(moved.admins[0]) as work:
        people.end_standing(work, person, people.Ending.LEFT, "Left the agency.")
    gone = accounts.acting(floors, making.account(floors, verifier.ref))
    with floors.begin(gone) as work, pytest.raises(Absent):
        operations.view_task(work, task_id)


def test_a_no_of_the_child_shuts_what_was_told_before(floors: Floors, told: Cast) -> None:
    assert told.child is not None
    making.met(floors, told, replace(MEETING, assent=Assent.NO))
    with floors.begin(told.holder) as work, pytest.raises(Absent):
        operations.view_contact(work, told.review_id)
    with floors.begin(told.mara) as work:
        status = work.consent.standing(told.child.ref).status(
            REVEAL_MATCH, f"review:{told.review_id}"
        )
        assert status is Status.SUSPENDED
