"""Safety, custody, the child's voice and the panel: who may put them on record, and how often."""

from __future__ import annotations

import pytest

from registry.agencies.models import Agency
from registry.authority import Actor, Role
from registry.children import operations as children
from registry.children.rules import Anyone, Safety
from registry.claims import operations as claiming
from registry.consents import operations as consenting
from registry.errors import Absent, Conflict, Invalid
from registry.reunion import operations
from registry.reunion.codes import Custody, Finding, How, Recommendation, State, Step, Wish
from registry.reunion.rules import Hearing
from registry.review.operations import open_review
from registry.trail.events import Event
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.making import caseworkers
from tests.making import reunion as making
from tests.making import review as reviewing
from tests.making.reunion import WORDS, Cast

CLEAR, NOT_CLEAR = Finding.CLEAR, Finding.NOT_CLEAR


def clear(floors: Floors, who: Actor, cast: Cast, side: str, finding: Finding = CLEAR) -> None:
    """One person's finding on one side."""
    with floors.begin(who) as work:
        operations.clear_safety(work, cast.review_id, side, finding, WORDS)


def state(floors: Floors, cast: Cast, step: Step) -> State:
    """How a step stands for the coordinator."""
    with floors.begin(cast.mara) as work:
        view = operations.view_case(work, cast.review_id)
    return next(line.state for line in view.lines if line.step is step)


def test_a_side_is_cleared_by_two_people_and_not_by_one_twice(floors: Floors, moved: Cast) -> None:
    clear(floors, moved.mara, moved, "seeking")
    with pytest.raises(Conflict):
        clear(floors, moved.mara, moved, "seeking")
    clear(floors, moved.mara, moved, "holding")
    clear(floors, moved.ines, moved, "seeking")
    assert state(floors, moved, Step.SAFETY) is State.NEXT
    clear(floors, moved.ines, moved, "holding")
    assert state(floors, moved, Step.SAFETY) is State.DONE


def test_one_who_finds_it_not_safe_leaves_only_the_closing(floors: Floors, moved: Cast) -> None:
    clear(floors, moved.ines, moved, "holding", NOT_CLEAR)
    with floors.begin(moved.mara) as work:
        view = operations.view_case(work, moved.review_id)
    assert view.is_stopped
    assert not view.is_open
    with pytest.raises(Conflict):
        making.checked(floors, moved)
    with pytest.raises(Conflict):
        making.asked_to_meet(floors, moved)


def test_a_second_coordinator_does_not_read_the_first_ones_words(
    floors: Floors, moved: Cast
) -> None:
    clear(floors, moved.mara, moved, "seeking")
    with floors.begin(moved.ines) as work:
        assert operations.view_second(work, moved.review_id, Step.SAFETY).said == ()
    clear(floors, moved.ines, moved, "seeking")
    with floors.begin(moved.ines) as work:
        (mine,) = operations.view_second(work, moved.review_id, Step.SAFETY).said
    assert mine.is_own
    assert mine.words == {"words": WORDS}


def test_the_coordinator_of_the_case_reads_both_after_the_own(floors: Floors, moved: Cast) -> None:
    clear(floors, moved.ines, moved, "seeking")
    with floors.begin(moved.mara) as work:
        assert operations.view_second(work, moved.review_id, Step.SAFETY).said == ()
    clear(floors, moved.mara, moved, "seeking")
    with floors.begin(moved.mara) as work:
        assert len(operations.view_second(work, moved.review_id, Step.SAFETY).said) == 2


def test_who_would_be_told_is_shown_with_who_must_not_be(floors: Floors, moved: Cast) -> None:
    with floors.begin(moved.ines) as work:
        seeking, holding = operations.view_safety(work, moved.review_id).sides
    assert (seeking.person.name, seeking.person.tie) == ("Yusuf Haddad", "Uncle")
    assert holding.person.name == "Amina"
    assert holding.anyone is Anyone.NO


def test_a_side_that_is_not_assessed_cannot_be_cleared(floors: Floors, moved: Cast) -> None:
    assert moved.child is not None
    with floors.begin(moved.holder) as work:
        children.save_safety(work, str(moved.child.id), Safety(Anyone.NOT_ASSESSED))
    with pytest.raises(Conflict):
        clear(floors, moved.mara, moved, "holding")
    clear(floors, moved.mara, moved, "seeking")


def test_a_side_that_is_none_is_not_there(floors: Floors, moved: Cast) -> None:
    with pytest.raises(Absent):
        clear(floors, moved.mara, moved, "both")
    with floors.begin(moved.ines) as work, pytest.raises(Absent):
        operations.view_safety(work, moved.review_id).of("both")


def test_custody_is_looked_at_again_but_an_order_stays(floors: Floors, moved: Cast) -> None:
    making.checked(floors, moved, Custody.ALLOWS)
    assert state(floors, moved, Step.CUSTODY) is State.DONE
    making.checked(floors, moved, Custody.FORBIDS)
    assert state(floors, moved, Step.CUSTODY) is State.STOPPED
    with pytest.raises(Conflict):
        making.checked(floors, moved, Custody.NO_ORDER)


def test_a_child_may_change_their_mind(floors: Floors, moved: Cast) -> None:
    making.heard(floors, moved, How.NOT_YET, Wish.NOT_SAID)
    making.heard(floors, moved, How.ALONE, Wish.NO)
    assert state(floors, moved, Step.HEARD) is State.NEXT
    with floors.begin(moved.mara) as work:
        assert operations.view_case(work, moved.review_id).is_held_back
    making.heard(floors, moved, How.ALONE, Wish.NOW)
    assert state(floors, moved, Step.HEARD) is State.DONE
    with floors.begin(moved.mara) as work:
        said = operations.view_step(work, moved.review_id, Step.HEARD).said
    assert [each.done.found[1] for each in said] == [
        "Not asked yet",
        "Does not want it",
        "Wants it now",
    ]


def test_a_hearing_that_does_not_go_together_is_refused(floors: Floors, moved: Cast) -> None:
    hearing = Hearing(How.NOT_YET, Wish.NOW)
    with floors.begin(moved.mara) as work, pytest.raises(Invalid):
        operations.hear_child(work, moved.review_id, hearing, WORDS)


def test_the_panel_answers_only_when_the_rest_is_there(floors: Floors, moved: Cast) -> None:
    with floors.begin(moved.ines) as work, pytest.raises(Conflict):
        operations.find_best(work, moved.review_id, Recommendation.YES, WORDS)


def test_who_of_the_panel_found_otherwise_may_answer_again(floors: Floors, moved: Cast) -> None:
    making.ready(floors, moved, but="weighed")
    for found in (Recommendation.FURTHER_TRACING, Recommendation.YES):
        with floors.begin(moved.mara) as work:
            operations.find_best(work, moved.review_id, found, WORDS)
    assert state(floors, moved, Step.PANEL) is State.NEXT
    with floors.begin(moved.mara) as work, pytest.raises(Conflict):
        operations.find_best(work, moved.review_id, Recommendation.YES, WORDS)
    with floors.begin(moved.ines) as work:
        operations.find_best(work, moved.review_id, Recommendation.REUNIFICATION, WORDS)
    assert state(floors, moved, Step.PANEL) is State.DONE


@pytest.mark.parametrize("who", ["seeker", "holder", "ines"])
def test_only_the_coordinator_of_the_case_moves_it(floors: Floors, moved: Cast, who: str) -> None:
    actor = getattr(moved, who)
    for act in (
        lambda work: operations.view_case(work, moved.review_id),
        lambda work: operations.check_custody(work, moved.review_id, Custody.NO_ORDER, WORDS),
        lambda work: operations.ask_verifier(work, moved.review_id),
        lambda work: operations.ask_both(work, moved.review_id),
        lambda work: operations.view_step(work, moved.review_id, Step.HEARD),
    ):
        with floors.begin(actor) as work, pytest.raises(Absent):
            act(work)


def test_a_lead_who_coordinates_has_no_part_in_the_own_agencys_case(
    floors: Floors, found: Cast
) -> None:
    with floors.begin(found.holder) as work, pytest.raises(Absent):
        operations.view_safety(work, found.review_id)


def test_a_coordinator_of_the_agency_that_holds_the_child_does_not_clear_it(
    floors: Floors, found: Cast
) -> None:
    with floors.reading() as session:
        willow = session.query(Agency).filter_by(name="Willow House").one()
    rana = caseworkers.staff(
        floors, found.admins, "rana@willow.example", Role.COORDINATOR, agency=willow
    )
    with floors.begin(rana) as work, pytest.raises(Absent):
        operations.view_safety(work, found.review_id)
    with pytest.raises(Absent):
        clear(floors, rana, found, "holding")


def test_a_review_nobody_has_decided_is_no_case(floors: Floors, moved: Cast) -> None:
    assert moved.child is not None
    other = reviewing.filed_again(floors)
    pair = reviewing.candidate(floors, other.ref, moved.child.ref)
    with floors.begin(moved.mara) as work:
        review = open_review(work, str(pair.id))
    for review_id in (str(review.id), "no-such-review"):
        with floors.begin(moved.mara) as work, pytest.raises(Absent):
            operations.view_case(work, review_id)


def test_a_guardian_who_takes_consent_back_stops_everything_without_a_word_why(
    floors: Floors, ready: Cast
) -> None:
    assert ready.child is not None
    with floors.begin(ready.holder) as work:
        consenting.take_back_one(work, str(ready.child.id), "show_caseworkers", "en")
    with floors.begin(ready.mara) as work:
        view = operations.view_case(work, ready.review_id)
        assert not view.stands
        assert not view.is_open
        assert view.still_needed == ()
        said = operations.view_step(work, ready.review_id, Step.HEARD)
        assert [each.words for each in said.said] == [{}]
        assert not said.is_open
    for act in (making.checked, making.heard, making.ask):
        with pytest.raises(Conflict):
            act(floors, ready)
    with floors.begin(ready.ines) as work:
        assert operations.view_safety(work, ready.review_id).sides == ()


def test_a_claimant_who_takes_the_claim_back_stops_everything(floors: Floors, ready: Cast) -> None:
    with floors.begin(ready.seeker) as work:
        claiming.withdraw_claim(work, str(ready.claim.id))
    with floors.begin(ready.mara) as work:
        assert not operations.view_case(work, ready.review_id).stands


def test_each_record_names_who_and_when_and_no_words(floors: Floors, moved: Cast) -> None:
    making.checked(floors, moved)
    with floors.reading() as session:
        (entry,) = entries_about(session, f"review:{moved.review_id}", Event.CUSTODY_CHECKED)
    assert entry.actor_ref == moved.mara.ref
    assert WORDS not in entry.detail
