"""Measures: one writes down, another signs; nobody signs their own, and no guardian acts here."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from consent import Absence, Assurance, Brake, Capacity, Reason, Status
from registry.authority import Actor, Role
from registry.children import operations as records
from registry.children.models import Child, Matter
from registry.children.rules import Concern, Outcome, Said
from registry.errors import Absent, Conflict, Invalid
from registry.holders import operations
from registry.holders.models import Attempt, OtherHolder
from registry.holders.operations.finding import absent_holders
from registry.holders.rules import (
    Channel,
    Decider,
    Named,
    Proposal,
    What,
    WhyAbsent,
    WhyAlone,
)
from registry.purposes import SEARCH_FOUND, SHOW_CASEWORKERS, STORE_DETAILS, STORE_PHOTO
from registry.reasons import Task
from registry.trail.events import Event
from registry.web.models import WebSession
from registry.work import Floors
from tests.conftest import Clock
from tests.making import accounts, children, holders
from tests.making.children import TOGETHER, reply
from tests.making.holders import Desk, proposed, signed

WORDS = "Read the paper with Mr Ode; case 4411"
DIED = Proposal(What.BEREAVEMENT, WORDS)


def status(floors: Floors, who: Actor, child: Child, purpose: str) -> Status:
    with floors.begin(who) as work:
        return work.consent.standing(child.ref).status(purpose)


def named(floors: Floors, amina: Actor, child: Child, why: WhyAbsent) -> OtherHolder:
    with floors.begin(amina) as work:
        return operations.name_holder(work, str(child.id), Named(why, "His father, in Tripoli"))


def tried(floors: Floors, worker: Actor, other: OtherHolder, clock: Clock) -> None:
    with floors.begin(worker) as work:
        today = clock().date()
        child_id = other.child_ref.partition(":")[2]
        operations.record_attempt(work, child_id, str(other.id), today, Channel.TELEPHONE)


# ── two people ───────────────────────────────────────────────────────────────────────────────────


def test_nobody_signs_what_they_wrote_down_themselves(
    floors: Floors, desk: Desk, child: Child, amina: Actor
) -> None:
    measure = proposed(floors, desk.noor, child, replace(DIED, about=amina.ref))
    with pytest.raises(Conflict), floors.begin(desk.noor) as work:
        operations.sign(work, str(measure.id))
    assert status(floors, amina, child, STORE_DETAILS) is Status.ACTIVE


def test_a_guardian_at_the_desk_finds_nothing_about_the_own_child(
    floors: Floors, desk: Desk, child: Child, amina: Actor
) -> None:
    measure = proposed(floors, desk.noor, child, replace(DIED, about=amina.ref))
    both = replace(amina, roles=amina.roles | {Role.CASEWORKER, Role.COORDINATOR})
    for act in (
        lambda work: operations.sign(work, str(measure.id)),
        lambda work: operations.view_people(work, str(child.id), "en"),
        lambda work: operations.propose(work, str(child.id), replace(DIED, about=amina.ref)),
    ):
        with pytest.raises(Absent), floors.begin(both) as work:
            act(work)


def test_a_family_does_not_reach_the_desks_pages(
    floors: Floors, desk: Desk, child: Child, amina: Actor, yusuf: Actor
) -> None:
    measure = proposed(floors, desk.noor, child, replace(DIED, about=amina.ref))
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        operations.sign(work, str(measure.id))
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        operations.find_record(work, child.reference)


def test_what_was_turned_down_changes_nothing_and_is_over(
    floors: Floors, desk: Desk, child: Child, amina: Actor
) -> None:
    measure = proposed(floors, desk.noor, child, replace(DIED, about=amina.ref))
    with floors.begin(desk.tomas) as work:
        operations.turn_down(work, str(measure.id))
    assert status(floors, amina, child, STORE_DETAILS) is Status.ACTIVE
    with pytest.raises(Absent), floors.begin(desk.mara) as work:
        operations.sign(work, str(measure.id))


def test_the_second_reads_what_the_first_wrote_and_it_is_on_record(
    floors: Floors, desk: Desk, child: Child, amina: Actor
) -> None:
    measure = proposed(floors, desk.noor, child, replace(DIED, about=amina.ref))
    with floors.begin(desk.tomas) as work:
        _, line = operations.view_measure(work, str(measure.id))
    assert line.words == WORDS
    with floors.reading() as session:
        assert WORDS.encode() not in b"".join(
            bytes(str(value), "utf-8") for value in session.execute(select(Attempt.id)).all()
        )


def test_words_are_for_who_wrote_them_the_second_and_coordinators(
    floors: Floors, desk: Desk, child: Child, amina: Actor
) -> None:
    other = named(floors, amina, child, WhyAbsent.UNREACHABLE)
    proposed(floors, desk.noor, child, replace(DIED, about=amina.ref))
    read = {}
    for who in desk:
        with floors.begin(who) as work:
            work.opens_for(Task.CASE)
            page = operations.view_people(work, str(child.id), "en")
        read[who.ref] = (
            [line.words for line in page.others if line.ref == other.ref],
            [line.words for line in page.measures],
        )
    assert read == {
        desk.noor.ref: ([None], [WORDS]),
        desk.tomas.ref: ([None], [None]),
        desk.mara.ref: (["His father, in Tripoli"], [WORDS]),
    }


# ── death, court ─────────────────────────────────────────────────────────────────────────────────


def test_a_death_stops_everything_and_signs_every_telephone_out(
    floors: Floors, desk: Desk, child: Child, amina: Actor
) -> None:
    with floors.begin(amina) as work:
        work.session.add(
            WebSession(
                digest="d",
                account_ref=amina.ref,
                content="{}",
                started_at=work.now(),
                seen_at=work.now(),
                is_staff=False,
            )
        )
    signed(floors, desk.tomas, proposed(floors, desk.noor, child, replace(DIED, about=amina.ref)))
    with floors.begin(desk.noor) as work:
        standing = work.consent.standing(child.ref)
        assert work.session.scalar(select(WebSession)) is None
    (stop,) = standing.restrictions
    assert stop.brake is Brake.BEREAVEMENT
    assert stop.review_by is not None
    assert stop.review_by - stop.recorded_at == timedelta(days=90)
    assert standing.status(STORE_DETAILS) is Status.SUSPENDED


def test_a_courts_order_stops_what_it_names_until_two_people_lift_it(
    floors: Floors, desk: Desk, child: Child, amina: Actor
) -> None:
    order = Proposal(What.COURT_RESTRICTION, WORDS, codes=(SEARCH_FOUND,))
    signed(floors, desk.tomas, proposed(floors, desk.noor, child, order))
    assert status(floors, amina, child, SEARCH_FOUND) is Status.SUSPENDED
    assert status(floors, amina, child, STORE_DETAILS) is Status.ACTIVE
    with floors.begin(desk.noor) as work:
        (stop,) = work.consent.standing(child.ref).restrictions
    end = Proposal(What.LIFT, WORDS, about=stop.ref)
    signed(floors, desk.tomas, proposed(floors, desk.noor, child, end))
    assert status(floors, amina, child, SEARCH_FOUND) is Status.SUSPENDED
    children.agreed(floors, amina, child, SEARCH_FOUND)
    assert status(floors, amina, child, SEARCH_FOUND) is Status.ACTIVE


def test_an_order_that_is_over_is_refused_at_its_field(
    floors: Floors, desk: Desk, child: Child, clock: Clock
) -> None:
    order = Proposal(What.COURT_RESTRICTION, WORDS, until=clock().date())
    with pytest.raises(Invalid) as refused:
        proposed(floors, desk.noor, child, order)
    assert refused.value.field == "until"


def test_a_guardian_named_by_a_court_stands_above_papers(
    floors: Floors, desk: Desk, child: Child, amina: Actor
) -> None:
    order = Proposal(What.COURT_AUTHORITY, WORDS, about=amina.ref, with_others="sole")
    signed(floors, desk.tomas, proposed(floors, desk.noor, child, order))
    with floors.begin(amina) as work:
        assert work.consent.standing(child.ref).assurance(amina.ref) is Assurance.AL3


# ── another guardian who cannot be asked ─────────────────────────────────────────────────────────


def test_one_out_of_reach_is_not_waited_for_after_three_attempts_and_fourteen_days(
    floors: Floors, desk: Desk, clock: Clock, amina: Actor
) -> None:
    child = children.enrolled(floors, amina, stated=TOGETHER, answers={"statistics": True})
    other = named(floors, amina, child, WhyAbsent.UNREACHABLE)
    absent = Proposal(What.HOLDER_ABSENT, WORDS, about=other.ref, why="unreachable")
    for days in (0, 3, 5):
        clock.move(days=days)
        with pytest.raises(Invalid):
            proposed(floors, desk.noor, child, absent)
        tried(floors, desk.noor, other, clock)
    with pytest.raises(Invalid):
        proposed(floors, desk.noor, child, absent)
    clock.move(days=7)
    signed(floors, desk.tomas, proposed(floors, desk.noor, child, absent))
    children.agreed(floors, amina, child, STORE_PHOTO)
    assert status(floors, amina, child, STORE_PHOTO) is Status.ACTIVE
    with floors.begin(amina) as work:
        page = operations.view_others(work, str(child.id))
    assert [each.is_not_waited_for for each in page.others] == [True]


def test_without_the_record_of_two_a_joint_yes_waits(
    floors: Floors, desk: Desk, amina: Actor
) -> None:
    child = children.enrolled(floors, amina, stated=TOGETHER)
    named(floors, amina, child, WhyAbsent.UNSAFE)
    children.agreed(floors, amina, child, STORE_PHOTO)
    with floors.begin(amina) as work:
        assert Reason.CO_CONSENT_MISSING in work.consent.standing(child.ref).hurdles(STORE_PHOTO)


def test_one_whom_it_is_not_safe_to_ask_is_never_tried(
    floors: Floors, desk: Desk, amina: Actor
) -> None:
    child = children.enrolled(floors, amina, stated=TOGETHER)
    other = named(floors, amina, child, WhyAbsent.UNSAFE)
    unsafe = Proposal(What.HOLDER_ABSENT, WORDS, about=other.ref, why="unsafe")
    signed(floors, desk.tomas, proposed(floors, desk.noor, child, unsafe))
    children.agreed(floors, amina, child, STORE_PHOTO)
    assert status(floors, amina, child, STORE_PHOTO) is Status.ACTIVE


def test_another_guardian_does_not_read_what_was_told_of_them(
    floors: Floors, desk: Desk, child: Child, amina: Actor, yusuf: Actor
) -> None:
    holders.joined(floors, desk.noor, child, yusuf)
    named(floors, amina, child, WhyAbsent.UNSAFE)
    with floors.begin(yusuf) as work:
        page = operations.view_others(work, str(child.id))
    assert [each.is_recorded for each in page.others] == [True]


def test_a_guardian_on_record_is_tried_like_one_who_was_told_of(
    floors: Floors, desk: Desk, together: Child, yusuf: Actor, clock: Clock
) -> None:
    absent = Proposal(What.HOLDER_ABSENT, WORDS, about=yusuf.ref, why="unreachable")
    for _ in range(3):
        with floors.begin(desk.noor) as work:
            _, _, account_id = yusuf.ref.partition(":")
            today = clock().date()
            operations.record_attempt(work, str(together.id), account_id, today, Channel.LETTER)
        with pytest.raises(Invalid):
            proposed(floors, desk.noor, together, absent)
        clock.move(days=5)
    signed(floors, desk.tomas, proposed(floors, desk.noor, together, absent))
    assert status(floors, desk.noor, together, STORE_PHOTO) is Status.ACTIVE
    assert absent_now(floors, desk, together) == {yusuf.ref}


def test_one_whom_it_is_not_safe_to_ask_is_not_tried_even_by_hand(
    floors: Floors, desk: Desk, together: Child, amina: Actor, yusuf: Actor
) -> None:
    other = named(floors, amina, together, WhyAbsent.UNSAFE)
    holders.unsafe(floors, desk, together, yusuf)
    today, child_id = floors.clock().date(), str(together.id)
    for holder_id in (str(other.id), yusuf.ref.partition(":")[2], child_id):
        with pytest.raises(Absent), floors.begin(desk.noor) as work:
            operations.record_attempt(work, child_id, holder_id, today, Channel.VISIT)


def absent_now(floors: Floors, desk: Desk, child: Child) -> frozenset[str]:
    """Who is not waited for now, as the ledger says."""
    with floors.begin(desk.mara) as work:
        return absent_holders(work, child.ref)


def test_an_absence_ends_when_a_guardian_is_on_record_anew(
    floors: Floors, desk: Desk, child: Child, yusuf: Actor
) -> None:
    holders.joined(floors, desk.noor, child, yusuf)
    holders.unsafe(floors, desk, child, yusuf)
    assert absent_now(floors, desk, child) == {yusuf.ref}
    holders.joined(floors, desk.noor, child, yusuf)
    assert absent_now(floors, desk, child) == frozenset()


@pytest.mark.parametrize("is_told_of", [True, False])
def test_an_absence_for_a_time_ends_with_it(
    floors: Floors,
    desk: Desk,
    child: Child,
    amina: Actor,
    yusuf: Actor,
    *,
    clock: Clock,
    is_told_of: bool,
) -> None:
    if is_told_of:
        holder = named(floors, amina, child, WhyAbsent.UNSAFE).ref
    else:
        holders.joined(floors, desk.noor, child, yusuf)
        holder = yusuf.ref
    with floors.begin(desk.noor) as work:
        work.consent.record_absence(
            subject=child.ref,
            holder=holder,
            why=Absence.UNSAFE,
            people=(desk.noor.ref, desk.tomas.ref),
            until=clock() + timedelta(days=14),
        )
        work.trail.record(Event.ABSENCE_RECORDED, child.ref, holder, why="unsafe")
    assert absent_now(floors, desk, child) == {holder}
    clock.move(days=14)
    assert absent_now(floors, desk, child) == frozenset()


def test_an_attempt_that_has_not_been_made_yet_is_refused(
    floors: Floors, desk: Desk, clock: Clock, child: Child, amina: Actor
) -> None:
    other = named(floors, amina, child, WhyAbsent.UNREACHABLE)
    tomorrow = clock().date() + timedelta(days=1)
    with pytest.raises(Invalid), floors.begin(desk.noor) as work:
        operations.record_attempt(work, str(child.id), str(other.id), tomorrow, Channel.LETTER)


# ── objections and conflict ──────────────────────────────────────────────────────────────────────


@pytest.fixture
def together(floors: Floors, desk: Desk, child: Child, yusuf: Actor) -> Child:
    children.papers_seen(floors, desk.noor, child)
    holders.joined(floors, desk.noor, child, yusuf)
    return child


def objects(floors: Floors, who: Actor, child: Child, purpose: str) -> None:
    with floors.begin(who) as work:
        operations.object_to(work, str(child.id), purpose, "I was not asked", "en")


def test_an_objection_of_one_whose_papers_were_seen_stops_it(
    floors: Floors, together: Child, yusuf: Actor, amina: Actor, desk: Desk
) -> None:
    objects(floors, yusuf, together, SEARCH_FOUND)
    assert status(floors, amina, together, SEARCH_FOUND) is Status.SUSPENDED
    with floors.begin(desk.mara) as work:
        work.opens_for(Task.CASE)
        page = operations.view_people(work, str(together.id), "en")
    (matter,) = page.matters
    assert (matter.concern, matter.words) == (Concern.CONFLICT.value, "I was not asked")
    assert page.disputes[0].suspends


def test_a_conflict_is_not_answered_by_one_person(
    floors: Floors, together: Child, yusuf: Actor, desk: Desk
) -> None:
    objects(floors, yusuf, together, SEARCH_FOUND)
    (matter,) = holders.matters(floors, together)
    with pytest.raises(Conflict), floors.begin(desk.mara) as work:
        operations.answer_matter(work, str(matter.id), Outcome.SET_ASIDE, WORDS)
    with pytest.raises(Absent), floors.begin(desk.noor) as work:
        operations.view_matter(work, str(matter.id), "en")


def test_two_people_set_a_no_aside_and_a_fresh_yes_is_needed(
    floors: Floors, together: Child, yusuf: Actor, amina: Actor, desk: Desk
) -> None:
    objects(floors, yusuf, together, SEARCH_FOUND)
    with floors.begin(desk.mara) as work:
        (dispute,) = work.consent.standing(together.ref).disputes
    told = Proposal(
        What.SET_ASIDE, WORDS, about=dispute.ref, why=Decider.TWO_PEOPLE.value, is_told=True
    )
    signed(floors, desk.noor, proposed(floors, desk.mara, together, told))
    assert status(floors, amina, together, SEARCH_FOUND) is Status.SUSPENDED
    children.agreed(floors, amina, together, SEARCH_FOUND)
    assert status(floors, amina, together, SEARCH_FOUND) is Status.ACTIVE
    with floors.reading() as session:
        assert records.open_matters(session, together.ref) == []
    assert accounts.letters(floors, amina.ref, "record_changed")


def test_two_people_may_find_that_a_no_stands(
    floors: Floors, together: Child, yusuf: Actor, amina: Actor, desk: Desk
) -> None:
    objects(floors, yusuf, together, SEARCH_FOUND)
    with floors.begin(desk.mara) as work:
        (dispute,) = work.consent.standing(together.ref).disputes
    told = Proposal(What.UPHOLD, WORDS, about=dispute.ref, why=Decider.COURT.value)
    signed(floors, desk.noor, proposed(floors, desk.mara, together, told))
    children.agreed(floors, amina, together, SEARCH_FOUND)
    assert status(floors, amina, together, SEARCH_FOUND) is Status.SUSPENDED
    assert not accounts.letters(floors, amina.ref, "record_changed")


def test_there_is_nothing_to_object_to_where_one_decides_alone(
    floors: Floors, child: Child, amina: Actor
) -> None:
    with floors.begin(amina) as work:
        assert operations.view_objection(work, str(child.id), "en") == []
    with pytest.raises(Absent):
        objects(floors, amina, child, SEARCH_FOUND)


def test_an_objection_below_papers_is_answered_by_a_coordinator(
    floors: Floors, desk: Desk, child: Child, amina: Actor, yusuf: Actor
) -> None:
    children.papers_seen(floors, desk.noor, child)
    holders.joined(floors, desk.noor, child, yusuf, assurance=Assurance.AL1)
    objects(floors, yusuf, child, SEARCH_FOUND)
    assert status(floors, amina, child, SEARCH_FOUND) is Status.ACTIVE
    (matter,) = holders.matters(floors, child)
    with floors.begin(desk.mara) as work:
        operations.answer_matter(work, str(matter.id), Outcome.SET_ASIDE, WORDS)
    with floors.begin(desk.mara) as work:
        assert work.consent.standing(child.ref).disputes == ()
    with pytest.raises(Absent), floors.begin(desk.mara) as work:
        operations.answer_matter(work, str(matter.id), Outcome.STANDS, WORDS)


def test_an_objection_is_not_set_aside_by_one_once_papers_were_seen(
    floors: Floors, desk: Desk, child: Child, yusuf: Actor, amina: Actor
) -> None:
    holders.joined(floors, desk.noor, child, yusuf, assurance=Assurance.AL1)
    objects(floors, yusuf, child, SEARCH_FOUND)
    (matter,) = holders.matters(floors, child)
    holders.joined(floors, desk.noor, child, yusuf)
    with pytest.raises(Conflict), floors.begin(desk.mara) as work:
        operations.answer_matter(work, str(matter.id), Outcome.SET_ASIDE, WORDS)
    with floors.begin(desk.mara) as work:
        assert len(work.consent.standing(child.ref).disputes) == 1
    assert [each.ref for each in still_open(floors, child)] == [matter.ref]


def test_a_no_that_was_looked_at_or_said_anew_is_not_set_aside_twice(
    floors: Floors, desk: Desk, child: Child
) -> None:
    told = holders.heard(floors, child, SHOW_CASEWORKERS, Said.NO, desk.noor)
    for _ in range(2):
        with floors.begin(desk.noor) as work:
            operations.hear_at_desk(work, str(child.id), SHOW_CASEWORKERS, told)
    first, second = holders.matters(floors, child)
    with pytest.raises(Conflict), floors.begin(desk.tomas) as work:
        operations.answer_matter(work, str(first.id), Outcome.SET_ASIDE, WORDS)
    with floors.begin(desk.tomas) as work:
        operations.answer_matter(work, str(second.id), Outcome.SET_ASIDE, WORDS)


def still_open(floors: Floors, child: Child) -> list[Matter]:
    """What nobody has answered yet."""
    with floors.reading() as session:
        return list(records.open_matters(session, child.ref))


# ── a child's no, a young person alone ───────────────────────────────────────────────────────────


def test_a_childs_no_is_looked_at_by_somebody_who_did_not_hear_it(
    floors: Floors, desk: Desk, child: Child, amina: Actor
) -> None:
    told = holders.heard(floors, child, SHOW_CASEWORKERS, Said.NO, desk.noor)
    with floors.begin(desk.noor) as work:
        operations.hear_at_desk(work, str(child.id), SHOW_CASEWORKERS, told)
    (matter,) = holders.matters(floors, child)
    with pytest.raises(Conflict), floors.begin(desk.noor) as work:
        operations.answer_matter(work, str(matter.id), Outcome.SET_ASIDE, WORDS)
    assert status(floors, amina, child, SHOW_CASEWORKERS) is Status.SUSPENDED
    with floors.begin(desk.tomas) as work:
        operations.answer_matter(work, str(matter.id), Outcome.SET_ASIDE, WORDS)
    assert status(floors, amina, child, SHOW_CASEWORKERS) is Status.SUSPENDED
    children.agreed(floors, amina, child, SHOW_CASEWORKERS)
    assert status(floors, amina, child, SHOW_CASEWORKERS) is Status.ACTIVE


def test_a_young_person_with_an_account_decides_alone_once_two_people_wrote_it_down(
    floors: Floors, desk: Desk, amina: Actor, yusuf: Actor
) -> None:
    child = holders.young(floors, amina, 16)
    told = Proposal(What.ALONE, WORDS, why=WhyAlone.UNSAFE.value, email="yusuf@example.org")
    assert status(floors, amina, child, SEARCH_FOUND) is Status.PENDING
    signed(floors, desk.tomas, proposed(floors, desk.noor, child, told))
    with floors.begin(yusuf) as work:
        records.answer(work, str(child.id), SEARCH_FOUND, reply(SEARCH_FOUND))
        authority = work.consent.standing(child.ref).authority(yusuf.ref)
    assert authority is not None
    assert authority.capacity is Capacity.SELF_COMPETENT_MINOR
    assert status(floors, yusuf, child, SEARCH_FOUND) is Status.ACTIVE


def test_a_young_person_without_an_account_is_asked_by_a_worker(
    floors: Floors, desk: Desk, amina: Actor
) -> None:
    child = holders.young(floors, amina, 16)
    told = Proposal(What.ALONE, WORDS, why=WhyAlone.CHILD_OBJECTS.value)
    signed(floors, desk.tomas, proposed(floors, desk.noor, child, told))
    heard = holders.heard(floors, child, SEARCH_FOUND, Said.YES, desk.noor)
    with floors.begin(desk.noor) as work:
        operations.hear_at_desk(work, str(child.id), SEARCH_FOUND, heard)
    with floors.begin(desk.noor) as work:
        standing = work.consent.standing(child.ref)
    assert standing.status(SEARCH_FOUND) is Status.ACTIVE
    assert standing.word(child.ref, SEARCH_FOUND, "registry") is not None


@pytest.mark.parametrize("years", [6, 14])
def test_nobody_decides_alone_who_is_not_surely_fifteen_to_seventeen(
    floors: Floors, desk: Desk, amina: Actor, years: int
) -> None:
    child = children.enrolled(floors, amina, holders.aged(floors, years))
    with pytest.raises(Invalid):
        proposed(floors, desk.noor, child, Proposal(What.ALONE, WORDS, why="unsafe"))


# ── through the door of claims ───────────────────────────────────────────────────────────────────


def test_saying_to_be_a_guardian_adds_nobody(
    floors: Floors, desk: Desk, child: Child, yusuf: Actor
) -> None:
    with floors.begin(yusuf) as work:
        claim = operations.begin_guardian_claim(work)
    told = Proposal(
        What.SECOND_GUARDIAN,
        WORDS,
        reference=claim.reference,
        capacity="parent_by_birth",
        with_others="all",
        paper="birth",
        how="live",
    )
    with pytest.raises(Invalid) as refused:
        proposed(floors, desk.noor, child, told)
    assert refused.value.field == "reference"
    with pytest.raises(Invalid) as unknown:
        proposed(floors, desk.noor, child, replace(told, reference="KQ7-4MD-2RT"))
    assert unknown.value.message == refused.value.message
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        records.view_own(work, str(child.id))
