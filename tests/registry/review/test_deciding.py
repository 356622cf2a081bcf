"""Signing, answering the other once, the third reviewer, and the one decision."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from registry.authority import MACHINE
from registry.children import operations as children_at_work
from registry.description import Appearance, Hair
from registry.errors import Absent, Invalid
from registry.review import operations
from registry.review.models import Decision, Opinion
from registry.review.rules import Answer, Outcome, Stage, State
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.conftest import Clock
from tests.making import accounts
from tests.making import review as making
from tests.making.review import AGREES, CANNOT_TELL, House, Noted, Opened

MOVE, NO = Outcome.MOVE, Outcome.DOES_NOT_AGREE
ATTEMPTS = 50


def decision(floors: Floors, opened: Opened) -> Outcome | None:
    """What came of a review."""
    with floors.reading() as session:
        found = operations.decision_of(session, opened.review.ref)
    return None if found is None else Outcome(found.outcome)


def sign(floors: Floors, house: House, opened: Opened, seat: str, outcome: Outcome) -> None:
    """One who has come to the last stage signs."""
    who = house.who(opened.seats[seat].reviewer_ref)
    with floors.begin(who) as work:
        operations.sign(work, opened.id_of(seat), making.conclusion(outcome))


def sign_both(
    floors: Floors, house: House, opened: Opened, first: Outcome, second: Outcome
) -> None:
    """Both sign."""
    sign(floors, house, opened, "first", first)
    sign(floors, house, opened, "second", second)


def amend(floors: Floors, house: House, opened: Opened, seat: str, outcome: Outcome) -> None:
    """One of the two answers the other."""
    who = house.who(opened.seats[seat].reviewer_ref)
    with floors.begin(who) as work:
        operations.amend(work, opened.id_of(seat), making.conclusion(outcome))


def state(floors: Floors, house: House, opened: Opened, seat: str) -> State:
    """How the work of one of the two stands."""
    who = house.who(opened.seats[seat].reviewer_ref)
    with floors.begin(who) as work:
        return operations.desk_of(work, opened.id_of(seat)).state


@pytest.mark.parametrize(
    ("signed", "made"),
    [
        ((MOVE, MOVE), MOVE),
        ((NO, NO), NO),
        ((Outcome.NOT_ENOUGH, Outcome.NOT_ENOUGH), Outcome.NOT_ENOUGH),
        ((MOVE, Outcome.STOP), Outcome.STOP),
        ((Outcome.STOP, NO), Outcome.STOP),
        ((MOVE, NO), None),
        ((MOVE, Outcome.NOT_ENOUGH), None),
    ],
)
def test_two_signatures_make_one_decision_or_a_talk(
    floors: Floors,
    house: House,
    ready: Opened,
    signed: tuple[Outcome, Outcome],
    made: Outcome | None,
) -> None:
    sign_both(floors, house, ready, *signed)
    assert decision(floors, ready) is made
    talking = {state(floors, house, ready, seat) for seat in ("first", "second")}
    assert talking == {State.SIGNED if made else State.TALKING}


def test_one_signature_decides_nothing_and_shows_nothing(
    floors: Floors, house: House, ready: Opened
) -> None:
    sign(floors, house, ready, "first", Outcome.STOP)
    assert decision(floors, ready) is None
    assert state(floors, house, ready, "first") is State.SIGNED
    assert state(floors, house, ready, "second") is State.TO_DO


def test_a_decision_is_told_to_the_coordinator_in_neutral_words(
    floors: Floors, house: House, ready: Opened
) -> None:
    sign_both(floors, house, ready, MOVE, MOVE)
    assert accounts.letters(floors, house.mara.ref, "review_decided") == [
        {"message": "review_decided"}
    ]
    for who in (house.amina, house.yusuf):
        names = {each["message"] for each in accounts.letters(floors, who.ref)}
        assert not {name for name in names if name.startswith("review")}


def test_what_is_signed_rests_on_the_notes(floors: Floors, house: House, opened: Opened) -> None:
    who, desk_id = house.who(opened.seats["first"].reviewer_ref), opened.id_of("first")
    making.walked(floors, who, desk_id, judging=lambda _item: CANNOT_TELL)
    with pytest.raises(Invalid, match="not enough"), floors.begin(who) as work:
        operations.sign(work, desk_id, making.conclusion(MOVE))
    with floors.begin(who) as work:
        operations.sign(work, desk_id, making.conclusion(Outcome.NOT_ENOUGH))


def test_photos_alone_never_move(floors: Floors, house: House, opened: Opened) -> None:
    def likeness_only(item: str) -> Noted:
        is_look = item.partition(".")[0] in {"alone", "feature", "photos"}
        return AGREES if is_look else CANNOT_TELL

    who, desk_id = house.who(opened.seats["first"].reviewer_ref), opened.id_of("first")
    making.walked(floors, who, desk_id, judging=likeness_only)
    with pytest.raises(Invalid, match="Photos alone"), floors.begin(who) as work:
        operations.sign(work, desk_id, making.conclusion(MOVE))


@pytest.mark.parametrize("until", [Stage.CONFLICT, Stage.FACTS, Stage.CONTEXT])
def test_nobody_signs_before_the_last_stage(
    floors: Floors, house: House, opened: Opened, until: Stage
) -> None:
    who, desk_id = house.who(opened.seats["first"].reviewer_ref), opened.id_of("first")
    making.walked(floors, who, desk_id, until=until)
    with pytest.raises(Absent), floors.begin(who) as work:
        operations.sign(work, desk_id, making.conclusion(NO))


def test_nobody_signs_twice(floors: Floors, house: House, ready: Opened) -> None:
    sign(floors, house, ready, "first", MOVE)
    who, desk_id = house.who(ready.seats["first"].reviewer_ref), ready.id_of("first")
    for act in (operations.sign, operations.amend):
        with pytest.raises(Absent), floors.begin(who) as work:
            act(work, desk_id, making.conclusion(NO))
    with pytest.raises(Absent), floors.begin(who) as work:
        operations.recuse(work, desk_id)
    assert state(floors, house, ready, "first") is State.SIGNED


def _seen(noted: dict[str, Noted], item: str) -> Noted:
    return noted.get(item, AGREES)


def test_both_see_the_rows_they_saw_differently_and_no_more(floors: Floors, house: House) -> None:
    opened = making.opened(floors, house)
    scar: Noted = (Answer.NOT_EXPLAINED, "the other knee, and older")
    judging: dict[str, dict[str, Noted]] = {
        "first": {},
        "second": {"marks.scar": scar, "prompt.home_name": CANNOT_TELL},
    }
    for seat, outcome in (("first", MOVE), ("second", NO)):
        desk = (house.who(opened.seats[seat].reviewer_ref), opened.id_of(seat))
        seen = partial(_seen, judging[seat])
        making.signed(floors, *desk, outcome, judging=seen)
    who = house.who(opened.seats["first"].reviewer_ref)
    with floors.begin(who) as work:
        talk = operations.view_talk(work, opened.id_of("first"))
    assert {each.item for each in talk.rows} == {"marks.scar", "prompt.home_name"}
    (row,) = (each for each in talk.rows if each.item == "marks.scar")
    assert (row.own, row.other) == (AGREES, scar)
    assert row.row is not None
    assert [each.outcome for each in talk.other] == [NO]


def test_a_talk_is_for_the_two_who_signed_only(floors: Floors, house: House, ready: Opened) -> None:
    sign_both(floors, house, ready, MOVE, NO)
    seated = {each.reviewer_ref for each in ready.seats.values()}
    strangers = [each for each in house.reviewers if each.ref not in seated]
    for who in (*strangers, house.mara):
        with pytest.raises(Absent), floors.begin(who) as work:
            operations.view_talk(work, ready.id_of("first"))


def test_a_talk_begins_when_both_have_signed_and_both_are_told(
    floors: Floors, house: House, ready: Opened
) -> None:
    sign(floors, house, ready, "first", MOVE)
    who = house.who(ready.seats["first"].reviewer_ref)
    with pytest.raises(Absent), floors.begin(who) as work:
        operations.view_talk(work, ready.id_of("first"))
    assert accounts.letters(floors, who.ref, "review_waiting") == []
    sign(floors, house, ready, "second", NO)
    for assignment in ready.seats.values():
        assert accounts.letters(floors, assignment.reviewer_ref, "review_waiting")


def test_an_amendment_stands_beside_the_first_version(
    floors: Floors, house: House, ready: Opened
) -> None:
    sign_both(floors, house, ready, MOVE, NO)
    amend(floors, house, ready, "second", MOVE)
    assert decision(floors, ready) is MOVE
    with floors.reading() as session:
        query = select(Opinion).where(Opinion.assignment_ref == ready.seats["second"].ref)
        versions = session.scalars(query.order_by(Opinion.version)).all()
        assert [(each.version, each.outcome) for each in versions] == [(1, NO), (2, MOVE)]
        assert len(entries_about(session, ready.review.ref, Event.OPINION_AMENDED)) == 1


def test_each_answers_once(floors: Floors, house: House, ready: Opened) -> None:
    sign_both(floors, house, ready, MOVE, NO)
    amend(floors, house, ready, "first", MOVE)
    assert state(floors, house, ready, "first") is State.SIGNED
    with pytest.raises(Absent):
        amend(floors, house, ready, "first", NO)
    assert decision(floors, ready) is None
    assert "arbiter" not in making.seated(floors, ready.review).seats


def still_split(floors: Floors, house: House, ready: Opened) -> Opened:
    """Both kept their outcome, so a third was asked."""
    sign_both(floors, house, ready, MOVE, NO)
    amend(floors, house, ready, "first", MOVE)
    amend(floors, house, ready, "second", NO)
    return making.seated(floors, ready.review)


def test_a_third_is_asked_who_is_none_of_the_two(
    floors: Floors, house: House, ready: Opened
) -> None:
    opened = still_split(floors, house, ready)
    arbiter = opened.seats["arbiter"]
    assert len({each.reviewer_ref for each in opened.seats.values()}) == 3
    assert state(floors, house, opened, "arbiter") is State.TO_DO
    with pytest.raises(Absent), floors.begin(house.who(arbiter.reviewer_ref)) as work:
        operations.view_talk(work, opened.id_of("arbiter"))
    with floors.reading() as session:
        assert len(entries_about(session, opened.review.ref, Event.ARBITER_ASKED)) == 1


@pytest.mark.parametrize("outcome", [NO, Outcome.STOP, Outcome.NOT_ENOUGH])
def test_a_third_may_disagree_stop_or_ask_for_more(
    floors: Floors, house: House, ready: Opened, outcome: Outcome
) -> None:
    opened = still_split(floors, house, ready)
    making.walked(floors, house.who(opened.seats["arbiter"].reviewer_ref), opened.id_of("arbiter"))
    sign(floors, house, opened, "arbiter", outcome)
    assert decision(floors, opened) is outcome
    with floors.reading() as session:
        assert len(entries_about(session, opened.review.ref, Event.RULING_SIGNED)) == 1


def test_a_third_moves_only_when_something_new_came_in(
    floors: Floors, clock: Clock, house: House, ready: Opened
) -> None:
    opened = still_split(floors, house, ready)
    who, desk_id = house.who(opened.seats["arbiter"].reviewer_ref), opened.id_of("arbiter")
    making.walked(floors, who, desk_id)
    with pytest.raises(Invalid, match="something new"), floors.begin(who) as work:
        operations.sign(work, desk_id, making.conclusion(MOVE))
    clock.move(hours=1)
    with floors.begin(house.amina) as work:
        told = Appearance(hair=Hair.DARK_BROWN)
        children_at_work.save_group(work, str(house.child.id), "appearance", told)
    with floors.begin(who) as work:
        operations.sign(work, desk_id, making.conclusion(MOVE))
    assert decision(floors, opened) is MOVE


def test_a_third_who_hands_it_back_leaves_the_chair_to_another(
    floors: Floors, house: House, ready: Opened
) -> None:
    opened = still_split(floors, house, ready)
    who = house.who(opened.seats["arbiter"].reviewer_ref)
    with floors.begin(who) as work:
        operations.recuse(work, opened.id_of("arbiter"))
    again = making.seated(floors, opened.review).seats
    assert again["arbiter"].reviewer_ref not in {
        who.ref,
        *(again[seat].reviewer_ref for seat in ("first", "second")),
    }


def test_reasons_are_gone_when_either_side_is(floors: Floors, house: House, ready: Opened) -> None:
    sign_both(floors, house, ready, MOVE, MOVE)
    with floors.begin(MACHINE) as work:
        query = select(Opinion).where(Opinion.assignment_ref == ready.seats["first"].ref)
        sealed = work.vault.find(work.session.scalars(query).one().ref, Compartment.NOTES)
        assert sealed is not None
        assert {sealed.subject_ref, sealed.also_ref} == {house.claim.ref, house.child.ref}
    floors.keyring.destroy(house.claim.ref)
    with pytest.raises(Absent), floors.begin(house.mara) as work:
        operations.view_case(work, str(ready.review.id))


def test_r4_fifty_at_once_make_one_decision(floors: Floors, house: House, ready: Opened) -> None:
    desks = [(house.who(each.reviewer_ref), str(each.id)) for each in ready.seats.values()]
    start = Barrier(ATTEMPTS)

    def attempt(number: int) -> str:
        who, desk_id = desks[number % 2]
        start.wait()
        try:
            with floors.begin(who) as work:
                operations.sign(work, desk_id, making.conclusion(MOVE))
        except Absent:
            return "too late"
        return "signed"

    with ThreadPoolExecutor(ATTEMPTS) as pool:
        met = Counter(pool.map(attempt, range(ATTEMPTS)))
    assert met == {"signed": 2, "too late": ATTEMPTS - 2}
    with floors.reading() as session:
        assert len(session.scalars(select(Opinion)).all()) == 2
        assert len(session.scalars(select(Decision)).all()) == 1


def test_r4_the_table_lets_in_one_decision(floors: Floors, house: House, ready: Opened) -> None:
    sign_both(floors, house, ready, MOVE, MOVE)
    again = Decision(review_ref=ready.review.ref, outcome=NO.value, at=floors.clock())
    with pytest.raises(IntegrityError), floors.begin(MACHINE) as work:
        work.session.add(again)
