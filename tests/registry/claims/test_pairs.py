"""A coordinator reads a pair: reasons in words, what is not there yet, and nothing more."""

from __future__ import annotations

import uuid

import pytest

from registry.authority import Actor, Permission
from registry.children import operations as child_operations
from registry.children.rules import Anyone, Reply, Safety
from registry.claims import operations
from registry.claims.models import Candidate
from registry.claims.rules import Kind, Review, Tier, Why
from registry.errors import Absent, Conflict
from registry.purposes import SHOW_CASEWORKERS
from registry.search.reasons import Verdict
from registry.trail.events import Event
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.conftest import Clock
from tests.making import children, claims
from tests.making.saying_why import said_why
from tests.registry.claims.conftest import Desk


@pytest.fixture
def pair(floors: Floors, desk: Desk, amina: Actor) -> Candidate:
    """Amina's child and a child in Hana's care, on the list."""
    children.enrolled(floors, amina, safety=Safety(Anyone.NOT_ASSESSED))
    claims.found(floors, desk.hana, desk.omar)
    (drawn,) = claims.drawn(floors)
    said_why(floors, desk.mara, drawn.ref, Permission.CANDIDATE_VIEW)
    return drawn


def test_reasons_are_words_and_no_value(floors: Floors, desk: Desk, pair: Candidate) -> None:
    with floors.begin(desk.mara) as work:
        seen = operations.view_candidate(work, str(pair.id))
    assert seen.reading is not None
    verdicts = {reason.field.value: reason.verdict for reason in seen.reading.reasons}
    assert verdicts["name"] is Verdict.NEAR
    assert verdicts["mother"] is Verdict.NOT_GIVEN


def test_what_is_not_there_yet_is_said(floors: Floors, desk: Desk, pair: Candidate) -> None:
    with floors.begin(desk.mara) as work:
        seen = operations.view_candidate(work, str(pair.id))
    assert seen.reading is not None
    child, found = seen.reading.notes
    assert (child.papers_seen, child.is_safety_assessed) == (False, False)
    assert (found.papers_seen, found.is_safety_assessed) == (True, True)


def test_each_look_is_on_record(floors: Floors, desk: Desk, pair: Candidate) -> None:
    with floors.begin(desk.mara) as work:
        operations.view_candidate(work, str(pair.id))
    with floors.reading() as session:
        for ref in (pair.seeking_ref, pair.holding_ref):
            looks = entries_about(session, ref, Event.RECORD_OPENED)
            assert desk.mara.ref in {entry.actor_ref for entry in looks}


def test_nothing_is_opened_once_a_yes_was_taken_back(
    floors: Floors, desk: Desk, amina: Actor, pair: Candidate
) -> None:
    child_id = pair.seeking_ref.removeprefix("child:")
    no = Reply(yes=False, shown=child_operations.notice_for(SHOW_CASEWORKERS, "en").digest)
    with floors.begin(amina) as work:
        child_operations.answer(work, child_id, SHOW_CASEWORKERS, no)
    with floors.begin(desk.mara) as work:
        seen = operations.view_candidate(work, str(pair.id))
    assert seen.reading is None
    with floors.reading() as session:
        looks = entries_about(session, pair.seeking_ref, Event.RECORD_OPENED)
    assert desk.mara.ref not in {entry.actor_ref for entry in looks}


def test_only_a_coordinator_reads_or_sets_aside(
    floors: Floors, desk: Desk, amina: Actor, pair: Candidate
) -> None:
    for who in (amina, desk.hana, desk.omar, desk.admins[0]):
        with pytest.raises(Absent), floors.begin(who) as work:
            operations.view_candidate(work, str(pair.id))
        with pytest.raises(Absent), floors.begin(who) as work:
            operations.set_aside(work, str(pair.id), Why.TOO_LITTLE)
    for candidate_id in (str(uuid.uuid4()), "nonsense"):
        with pytest.raises(Absent), floors.begin(desk.mara) as work:
            operations.view_candidate(work, candidate_id)


def test_setting_aside_is_recorded_once_with_a_why(
    floors: Floors, desk: Desk, pair: Candidate
) -> None:
    for _ in range(2):
        with floors.begin(desk.mara) as work:
            operations.set_aside(work, str(pair.id), Why.SAME_FAMILY, "The names of two brothers.")
    with floors.reading() as session:
        put = entries_about(session, pair.ref, Event.CANDIDATE_SET_ASIDE)
    assert len(put) == 1
    with floors.begin(desk.mara) as work:
        assert operations.view_candidate(work, str(pair.id)).is_set_aside


def test_a_pair_under_review_is_not_set_aside(floors: Floors, desk: Desk, pair: Candidate) -> None:
    review = f"review:{uuid.uuid4()}"
    with floors.begin(desk.mara) as work:
        both = (pair.seeking_ref, pair.holding_ref)
        work.trail.record(Event.REVIEW_OPENED, review, pair.ref, *both)
    with floors.begin(desk.mara) as work:
        assert operations.view_candidate(work, str(pair.id)).review is Review.OPEN
        assert [row.in_review for row in operations.view_board(work)] == [1]
    with pytest.raises(Conflict), floors.begin(desk.mara) as work:
        operations.set_aside(work, str(pair.id), Why.TOO_LITTLE)

    with floors.begin(desk.mara) as work:
        work.trail.record(Event.DECISION_MADE, review, outcome="not_enough")
    with floors.begin(desk.mara) as work:
        assert operations.view_candidate(work, str(pair.id)).review is Review.DECIDED
        operations.set_aside(work, str(pair.id), Why.TOO_LITTLE)


def test_a_pair_that_moved_on_stays_where_it_is(
    floors: Floors, desk: Desk, pair: Candidate
) -> None:
    review = f"review:{uuid.uuid4()}"
    with floors.begin(desk.mara) as work:
        both = (pair.seeking_ref, pair.holding_ref)
        work.trail.record(Event.REVIEW_OPENED, review, pair.ref, *both)
        work.trail.record(Event.DECISION_MADE, review, outcome="move")
    with floors.begin(desk.mara) as work:
        assert operations.view_candidate(work, str(pair.id)).review is Review.MOVED
    with pytest.raises(Conflict), floors.begin(desk.mara) as work:
        operations.set_aside(work, str(pair.id), Why.TOO_LITTLE)


def test_the_board_opens_nothing(floors: Floors, desk: Desk, pair: Candidate) -> None:
    claim_id = pair.holding_ref.removeprefix("claim:")
    with floors.begin(desk.mara) as work:
        operations.view_board(work)
        operations.view_claim(work, claim_id)
    with floors.reading() as session:
        for ref in (pair.seeking_ref, pair.holding_ref):
            looks = entries_about(session, ref, Event.RECORD_OPENED)
            assert desk.mara.ref not in {entry.actor_ref for entry in looks}


def test_the_most_pressing_claim_comes_first(
    floors: Floors, clock: Clock, desk: Desk, amina: Actor, yusuf: Actor
) -> None:
    relative = claims.filed(floors, yusuf)
    clock.move(hours=1)
    child = children.enrolled(floors, amina)
    apart = claims.apart(floors, amina, child)
    clock.move(hours=1)
    waiting = claims.handed_in(floors, desk.hana, claims.stranger(floors))
    claims.drawn(floors)
    with floors.begin(desk.mara) as work:
        rows = operations.view_board(work)
    assert [(row.reference, row.kind, row.tier) for row in rows] == [
        (waiting.reference, Kind.FOUND, Tier.CRITICAL),
        (apart.reference, Kind.SEPARATED, Tier.URGENT),
        (relative.reference, Kind.RELATIVE, Tier.STANDARD),
    ]
    assert [row.waits_for_lead for row in rows] == [True, False, False]


def test_a_separated_claim_lists_the_pairs_of_its_child(
    floors: Floors, desk: Desk, amina: Actor
) -> None:
    child = children.enrolled(floors, amina)
    claim = claims.apart(floors, amina, child)
    found = claims.found(floors, desk.hana, desk.omar)
    claims.drawn(floors)
    with floors.begin(desk.mara) as work:
        row, pairs = operations.view_claim(work, str(claim.id))
    assert row.to_read == 1
    assert [(each.seeking.ref, each.holding.ref) for each in pairs] == [(child.ref, found.ref)]


def test_what_waits_for_whom_today(floors: Floors, desk: Desk, pair: Candidate) -> None:
    draft = claims.begun(floors, desk.hana, Kind.FOUND)
    handed = claims.handed_in(floors, desk.hana, claims.stranger(floors))
    with floors.reading() as session:
        tasks = {
            who.ref: [
                (task.endpoint, task.reference)
                for task in operations.tasks_of(session, who, floors.clock())
            ]
            for who in (desk.mara, desk.hana, desk.omar, desk.admins[0])
        }
        found = operations.find(session, pair.holding_ref.removeprefix("claim:"))
    assert tasks == {
        desk.mara.ref: [("claims.shortlist", found.reference)],
        desk.hana.ref: [("claims.parts", draft.reference)],
        desk.omar.ref: [("claims.signature", handed.reference)],
        desk.admins[0].ref: [],
    }
