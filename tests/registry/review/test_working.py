"""A reviewer at work: asked for before it is shown, judged while open, locked once closed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from registry.authority import MACHINE, Actor
from registry.description import RelationCategory
from registry.errors import Absent, Conflict, Invalid
from registry.purposes import SHOW_CASEWORKERS, STORE_PHOTO
from registry.review import operations
from registry.review.models import Judgement
from registry.review.operations.showing import Sheet
from registry.review.operations.standing import is_given_back
from registry.review.rules import PHOTOS_A_DAY, Answer, Stage, State
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.conftest import Clock
from tests.making import children
from tests.making import review as making
from tests.making.review import AGREES, CANNOT_TELL, House, Noted, Opened


def of_order(house: House, opened: Opened, order: str) -> tuple[Actor, str]:
    """The one who reads in this order, and the id under which they know the pair."""
    assignment = next(each for each in opened.seats.values() if each.order == order)
    return house.who(assignment.reviewer_ref), str(assignment.id)


def sheet(floors: Floors, who: Actor, assignment_id: str, stage: Stage) -> Sheet:
    """What a stage shows now."""
    with floors.begin(who) as work:
        return operations.sheet_of(work, operations.desk_of(work, assignment_id), stage)


def notes(floors: Floors, who: Actor, assignment_id: str) -> dict[str, Noted]:
    """What was noted so far."""
    with floors.begin(who) as work:
        return operations.notes_of(work, operations.desk_of(work, assignment_id))


def test_a_desk_is_there_for_the_one_who_was_asked_only(
    floors: Floors, house: House, opened: Opened
) -> None:
    assignment = opened.seats["first"]
    others = [each for each in house.reviewers if each.ref != assignment.reviewer_ref]
    for who in (*others, house.mara, house.amina, house.yusuf):
        with pytest.raises(Absent), floors.begin(who) as work:
            operations.view_desk(work, str(assignment.id))
    for nowhere in ("nonsense", str(opened.review.id)):
        with pytest.raises(Absent), floors.begin(house.who(assignment.reviewer_ref)) as work:
            operations.view_desk(work, nowhere)


def test_nothing_is_shown_before_its_stage_was_asked_for(
    floors: Floors, house: House, opened: Opened
) -> None:
    who, desk_id = of_order(house, opened, "A")
    for stage in Stage:
        with pytest.raises(Absent), floors.begin(who) as work:
            operations.sheet_of(work, operations.desk_of(work, desk_id), stage)
    with floors.begin(who) as work:
        assert operations.view_stage(work, desk_id, Stage.CONFLICT).sheet is None
    with pytest.raises(Absent), floors.begin(who) as work:
        operations.view_stage(work, desk_id, Stage.CLAIM_PHOTOS)
    with pytest.raises(Absent), floors.begin(who) as work:
        operations.view_stage(work, desk_id, 77)


def test_an_opening_is_on_record_once_and_before_the_look(
    floors: Floors, house: House, opened: Opened
) -> None:
    who, desk_id = of_order(house, opened, "A")
    for _ in range(2):
        with floors.begin(who) as work:
            operations.open_stage(work, desk_id, Stage.CONFLICT)
    with floors.begin(who) as work:
        operations.view_stage(work, desk_id, Stage.CONFLICT)
    with floors.reading() as session:
        (entry,) = entries_about(session, opened.review.ref, Event.STAGE_OPENED)
        looks = entries_about(session, house.child.ref, Event.RECORD_OPENED)
        assert entry.seq < min(look.seq for look in looks if look.actor_ref == who.ref)


def test_a_stage_out_of_its_turn_is_not_there(floors: Floors, house: House, opened: Opened) -> None:
    who, desk_id = of_order(house, opened, "B")
    making.walked(floors, who, desk_id, until=Stage.MARKS)
    with pytest.raises(Absent), floors.begin(who) as work:
        operations.open_stage(work, desk_id, Stage.CLAIM_PHOTOS)


def test_the_names_stand_among_invented_ones(floors: Floors, house: House, opened: Opened) -> None:
    who, desk_id = of_order(house, opened, "A")
    making.walked(floors, who, desk_id, until=Stage.CONFLICT)
    names = set(sheet(floors, who, desk_id, Stage.CONFLICT).names)
    real = {"Idris Haddad", "Idriss Hadad", "Amina", "Amina Haddad", "Yusuf Haddad"}
    assert real <= names
    assert len(names) >= 2 * len(real)


def test_who_knows_somebody_hands_the_review_on(
    floors: Floors, house: House, opened: Opened
) -> None:
    who, desk_id = of_order(house, opened, "A")
    making.walked(floors, who, desk_id, until=Stage.CONFLICT)
    with floors.begin(who) as work:
        operations.declare_conflict(work, desk_id, knows_someone=True)
    with pytest.raises(Absent), floors.begin(who) as work:
        operations.view_desk(work, desk_id)
    with floors.begin(who) as work:
        assert operations.view_mine(work) == []
    seats = making.seated(floors, opened.review).seats
    assert {each.order for each in seats.values()} == {"A", "B"}
    assert who.ref not in {each.reviewer_ref for each in seats.values()}


def test_a_review_can_be_handed_back_at_any_stage(
    floors: Floors, house: House, opened: Opened
) -> None:
    who, desk_id = of_order(house, opened, "B")
    making.walked(floors, who, desk_id, until=Stage.FACTS)
    for _ in range(2):
        with floors.begin(who) as work:
            operations.recuse(work, desk_id)
    for act in (operations.view_stage, operations.open_stage):
        with pytest.raises(Absent), floors.begin(who) as work:
            act(work, desk_id, Stage.FACTS)
    asked = making.assignments(floors, opened.review)
    with floors.reading() as session:
        assert sum(is_given_back(session, each.ref) for each in asked) == 1
    assert len(asked) == 3


def test_rows_are_judged_one_sided_ones_are_noted_by_the_machine(
    floors: Floors, house: House, opened: Opened
) -> None:
    who, desk_id = of_order(house, opened, "B")
    making.walked(floors, who, desk_id, until=Stage.FACTS)
    shown = sheet(floors, who, desk_id, Stage.FACTS)
    assert "family.mother" in shown.asked
    assert not set(shown.asked) & set(shown.unasked)
    with floors.begin(who) as work:
        making.close(work, desk_id, Stage.FACTS, lambda _item: CANNOT_TELL)
    noted = notes(floors, who, desk_id)
    assert noted["family.mother"] == CANNOT_TELL
    assert all(noted[item][0] is Answer.NOT_GIVEN for item in shown.unasked)


def test_what_was_noted_can_be_put_right_until_the_stage_closes(
    floors: Floors, house: House, opened: Opened
) -> None:
    who, desk_id = of_order(house, opened, "B")
    making.walked(floors, who, desk_id, until=Stage.MARKS)
    for answer in (AGREES, AGREES, (Answer.NOT_EXPLAINED, "the other knee")):
        with floors.begin(who) as work:
            operations.judge(work, desk_id, Stage.MARKS, {"marks.scar": answer})
    assert notes(floors, who, desk_id)["marks.scar"] == (Answer.NOT_EXPLAINED, "the other knee")
    with floors.reading() as session:
        assert len(entries_about(session, opened.review.ref, Event.JUDGEMENT_SAVED)) == 2
        assert len(session.scalars(select(Judgement)).all()) == 1
    with floors.begin(who) as work:
        making.close(work, desk_id, Stage.MARKS, lambda _item: AGREES)
    with pytest.raises(Absent), floors.begin(who) as work:
        operations.judge(work, desk_id, Stage.MARKS, {"marks.scar": CANNOT_TELL})
    with floors.begin(who) as work:
        assert operations.view_stage(work, desk_id, Stage.MARKS).is_locked


def test_a_row_that_is_not_shown_cannot_be_judged(
    floors: Floors, house: House, opened: Opened
) -> None:
    who, desk_id = of_order(house, opened, "B")
    making.walked(floors, who, desk_id, until=Stage.MARKS)
    for item in ("marks.mole", "family.mother", "prompt.song", "invented"):
        with pytest.raises(Absent), floors.begin(who) as work:
            operations.judge(work, desk_id, Stage.MARKS, {item: AGREES})


def test_a_stage_closes_only_when_every_row_is_answered(
    floors: Floors, house: House, opened: Opened
) -> None:
    who, desk_id = of_order(house, opened, "B")
    making.walked(floors, who, desk_id, until=Stage.MARKS)
    with pytest.raises(Invalid), floors.begin(who) as work:
        operations.close_stage(work, desk_id, Stage.MARKS, {"marks.scar": AGREES})
    assert notes(floors, who, desk_id) == {}


@pytest.mark.parametrize("stage", [Stage.CONFLICT, Stage.CONCLUSION])
def test_the_first_and_the_last_stage_close_by_an_answer_only(
    floors: Floors, house: House, opened: Opened, stage: Stage
) -> None:
    who, desk_id = of_order(house, opened, "A")
    making.walked(floors, who, desk_id, until=stage)
    with pytest.raises(Absent), floors.begin(who) as work:
        operations.close_stage(work, desk_id, stage, {})


def test_a_prompt_is_opened_one_by_one_and_for_good(
    floors: Floors, house: House, opened: Opened
) -> None:
    who, desk_id = of_order(house, opened, "B")
    making.walked(floors, who, desk_id, until=Stage.PROMPTS)
    before = {
        each.prompt.value: each for each in sheet(floors, who, desk_id, Stage.PROMPTS).prompts
    }
    assert before["home_name"].claim == "Dudi"
    assert [each.registered for each in before.values() if each.registered] == []
    for _ in range(2):
        with floors.begin(who) as work:
            operations.reveal_prompt(work, desk_id, "home_name")
    shown = sheet(floors, who, desk_id, Stage.PROMPTS)
    after = {each.prompt.value: each for each in shown.prompts}
    assert after["home_name"].registered == "Dudi"
    assert after["refused_food"].registered is None
    assert shown.asked == ("prompt.home_name",)
    with floors.reading() as session:
        assert len(entries_about(session, opened.review.ref, Event.PROMPT_REVEALED)) == 1


@pytest.mark.parametrize("prompt", ["sleeps_with", "song", "invented"])
def test_an_answer_with_nothing_to_compare_stays_covered(
    floors: Floors, house: House, opened: Opened, prompt: str
) -> None:
    who, desk_id = of_order(house, opened, "B")
    making.walked(floors, who, desk_id, until=Stage.PROMPTS)
    with pytest.raises(Absent), floors.begin(who) as work:
        operations.reveal_prompt(work, desk_id, prompt)


def test_a_prompt_opened_in_another_review_is_marked_exposed(
    floors: Floors, house: House, opened: Opened
) -> None:
    who, desk_id = of_order(house, opened, "B")
    making.walked(floors, who, desk_id, until=Stage.PAPERS)
    claim = making.filed_again(floors)
    pair = making.candidate(floors, claim.ref, house.child.ref)
    with floors.begin(house.mara) as work:
        other = operations.open_review(work, str(pair.id))
    another, other_id = of_order(house, making.seated(floors, other), "B")
    making.walked(floors, another, other_id, until=Stage.PROMPTS)
    shown = sheet(floors, another, other_id, Stage.PROMPTS).prompts
    assert {each.prompt.value for each in shown if each.is_exposed} == {"home_name", "refused_food"}
    with floors.begin(another) as work:
        making.close(work, other_id, Stage.PROMPTS, lambda _item: AGREES)
    with floors.begin(another) as work:
        judged = operations.judged_of(work, operations.desk_of(work, other_id))
    assert all(row.is_exposed for row in judged if row.item == "prompt.home_name")


def test_the_other_reviewer_of_a_pair_exposes_nothing(
    floors: Floors, house: House, opened: Opened
) -> None:
    for order in ("A", "B"):
        who, desk_id = of_order(house, opened, order)
        making.walked(floors, who, desk_id, until=Stage.PAPERS)
    shown = sheet(floors, who, desk_id, Stage.PROMPTS).prompts
    assert not any(each.is_exposed for each in shown)


def photo_of(floors: Floors, ref: str) -> str:
    """The id of the photo of one side."""
    with floors.begin(MACHINE) as work:
        return str(work.photos.of(ref)[0].id)


def may_open(floors: Floors, who: Actor, desk_id: str, photo_id: str) -> bool:
    """Do the bytes of a photo come?"""
    try:
        with floors.begin(who) as work:
            return operations.open_photo(work, desk_id, photo_id, "large").startswith(b"\xff\xd8")
    except Absent:
        return False


def test_each_sides_photos_open_with_their_stage(
    floors: Floors, house: House, opened: Opened
) -> None:
    who, desk_id = of_order(house, opened, "A")
    registered, claim = photo_of(floors, house.child.ref), photo_of(floors, house.claim.ref)
    for stage, seen in (
        (Stage.CONFLICT, (False, False)),
        (Stage.CLAIM_PHOTOS, (False, True)),
        (Stage.REGISTERED_PHOTOS, (True, True)),
        (Stage.MARKS, (True, True)),
    ):
        making.walked(floors, who, desk_id, until=stage)
        assert tuple(may_open(floors, who, desk_id, each) for each in (registered, claim)) == seen
    assert not may_open(floors, house.mara, desk_id, registered)
    assert not may_open(floors, who, desk_id, "nonsense")


def test_the_photos_of_another_child_stay_closed(
    floors: Floors, house: House, opened: Opened
) -> None:
    who, desk_id = of_order(house, opened, "A")
    making.walked(floors, who, desk_id, until=Stage.MARKS)
    other = children.enrolled(floors, house.amina, photos=1)
    assert not may_open(floors, who, desk_id, photo_of(floors, other.ref))


def test_a_no_to_photos_leaves_nothing_to_look_at(
    floors: Floors, house: House, opened: Opened
) -> None:
    who, desk_id = of_order(house, opened, "A")
    making.walked(floors, who, desk_id, until=Stage.PHOTOS)
    assert "photos" in sheet(floors, who, desk_id, Stage.PHOTOS).asked
    children.agreed(floors, house.amina, house.child, STORE_PHOTO, yes=False)
    shown = sheet(floors, who, desk_id, Stage.PHOTOS)
    assert (shown.asked, shown.unasked) == ((), ("photos",))
    assert shown.pictures[0] == ()


def test_photos_carry_their_days_and_ages(floors: Floors, house: House, opened: Opened) -> None:
    who, desk_id = of_order(house, opened, "A")
    making.walked(floors, who, desk_id, until=Stage.PHOTOS)
    (registered,), (claim,) = sheet(floors, who, desk_id, Stage.PHOTOS).pictures
    assert (registered.taken_about, claim.taken_about) == ("2025-06", "2025-09")
    assert registered.shot.age == 5
    assert not sheet(floors, who, desk_id, Stage.PHOTOS).is_weak


def test_a_few_pairs_of_photos_a_day(floors: Floors, clock: Clock, house: House) -> None:
    opened = making.opened(floors, house)
    who, desk_id = of_order(house, opened, "B")
    making.walked(floors, who, desk_id, until=Stage.REGISTERED_PHOTOS)
    making.compared_today(floors, opened, who, PHOTOS_A_DAY)
    with floors.begin(who) as work:
        making.close(work, desk_id, Stage.REGISTERED_PHOTOS, lambda _item: AGREES)
    with pytest.raises(Conflict, match="tomorrow"), floors.begin(who) as work:
        operations.open_stage(work, desk_id, Stage.PHOTOS)
    clock.move(days=1)
    with floors.begin(who) as work:
        operations.open_stage(work, desk_id, Stage.PHOTOS)


def test_a_yes_taken_back_closes_everything_at_once(
    floors: Floors, house: House, opened: Opened
) -> None:
    who, desk_id = of_order(house, opened, "B")
    making.walked(floors, who, desk_id, until=Stage.FACTS)
    children.agreed(floors, house.amina, house.child, SHOW_CASEWORKERS, yes=False)
    with pytest.raises(Absent), floors.begin(who) as work:
        operations.view_stage(work, desk_id, Stage.FACTS)
    with floors.begin(who) as work:
        desk = operations.view_desk(work, desk_id)
    assert desk.is_gone
    assert desk.line.state is State.TO_DO
    with floors.begin(who) as work:
        operations.recuse(work, desk_id)


def test_no_reviewer_ever_sees_contact_place_health_or_what_can_kill(
    floors: Floors, house: House, opened: Opened
) -> None:
    for order in ("A", "B"):
        who, desk_id = of_order(house, opened, order)
        making.walked(floors, who, desk_id, until=Stage.CONFLICT)
        sheet(floors, who, desk_id, Stage.CONFLICT)
        making.walked(floors, who, desk_id)
    people = {each.ref for each in house.reviewers}
    with floors.reading() as session:
        query = select(Entry).where(Entry.event == Event.RECORD_OPENED.value)
        looks = [each for each in session.scalars(query) if each.actor_ref in people]
    closed = ("location", "health", "sensitive")
    assert not [each for each in looks if any(f'"{name}"' in each.detail for name in closed)]
    # Names stand with the contact: it is opened once by each, to ask whether they are known.
    contact = [each.subject_ref for each in looks if '"contact"' in each.detail]
    assert sorted(contact) == sorted(2 * [house.claim.ref, house.amina.ref])


def test_papers_show_the_last_signs_only(floors: Floors, house: House, opened: Opened) -> None:
    who, desk_id = of_order(house, opened, "B")
    making.walked(floors, who, desk_id, until=Stage.PAPERS)
    registered, claim = sheet(floors, who, desk_id, Stage.PAPERS).told
    assert [line.words for line in registered] == [
        ("Birth record naming the guardian", "In the hand, face to face")
    ]
    said = {line.label: line.words for line in claim}
    assert said["Last signs of its number"] == ("•••417",)
    assert "4417" not in str(said)


def test_the_context_tells_kinds_and_days(floors: Floors, house: House, opened: Opened) -> None:
    who, desk_id = of_order(house, opened, "B")
    making.walked(floors, who, desk_id, until=Stage.CONTEXT)
    registered, claim = sheet(floors, who, desk_id, Stage.CONTEXT).told
    assert {line.label: line.words for line in registered} == {
        "Told on": ("2026-03-02",),
        "Apart since about": ("2026-01",),
        "Papers seen by a worker": ("Yes",),
    }
    assert {line.label: line.words for line in claim} == {
        "Told on": ("2026-03-02",),
        "Says to be the child’s": ("Uncle",),
        "How close": (RelationCategory.RELATIVE.label,),
        "Knows the child since": ("2019",),
        "The child lived with them before": ("No",),
        "Papers seen by a worker": ("No",),
    }
