"""Changing what is told: one group at a time, on the record, and search follows."""

from __future__ import annotations

import pytest

from consent import DataClass
from registry.authority import Actor
from registry.children import operations
from registry.children.models import Child
from registry.children.rules import Anyone, Safety, Whereabouts
from registry.description import (
    AgeRange,
    Care,
    CareArrangement,
    Mark,
    MarkKind,
    Names,
    PartialDate,
    Person,
    PersonName,
    Prompt,
    Relation,
    Relative,
    Sensitive,
    Withheld,
)
from registry.errors import Absent, Conflict, Invalid
from registry.purposes import SEARCH_FOUND, SHOW_CASEWORKERS
from registry.search.search import waiting
from registry.storage.vault import Compartment
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.conftest import Clock
from tests.making import accounts, children


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def child(floors: Floors, amina: Actor) -> Child:
    return children.enrolled(floors, amina)


def seen_by(floors: Floors, actor: Actor, child: Child) -> operations.Overview:
    with floors.begin(actor) as work:
        return operations.view_own(work, str(child.id))


def settle(floors: Floors, amina: Actor, child: Child) -> None:
    """The worker has drawn what was asked for."""
    with floors.begin(amina) as work:
        work.search.done(child.ref)


def test_a_changed_group_leaves_the_others_alone(
    floors: Floors, amina: Actor, child: Child
) -> None:
    with floors.begin(amina) as work:
        told = Care(before=CareArrangement.KINSHIP)
        operations.save_group(work, str(child.id), "care", told)
    seen = seen_by(floors, amina, child).told
    assert seen is not None
    assert seen.description.care.before is CareArrangement.KINSHIP
    assert seen.description.names == children.idris(floors).names
    assert seen.description.places == children.idris(floors).places


def test_a_change_is_written_down_by_its_name_and_asks_for_a_new_shortlist(
    floors: Floors, amina: Actor, child: Child
) -> None:
    settle(floors, amina, child)
    with floors.begin(amina) as work:
        names = Names(name=PersonName("Idriss Haddad"))
        operations.save_group(work, str(child.id), "names", names)
    with floors.reading() as session:
        assert waiting(session, 9) == [child.ref]
        trail = entries_about(session, child.ref)
    assert any(e.event == "child:changed" and '"names"' in e.detail for e in trail)
    assert not any("Idriss" in e.detail for e in trail)


def test_traits_follow_what_is_told(floors: Floors, amina: Actor, child: Child) -> None:
    with floors.begin(amina) as work:
        names = Names(name=PersonName("Zakaria Mansour"))
        operations.save_group(work, str(child.id), "names", names)
        permit = work.permit(child.ref, SEARCH_FOUND, "search", DataClass.TRAITS)
        traits = work.search.traits_of(child.ref, permit)
    assert "zakaria" in str(traits.to_dict()).lower()


def test_an_age_sent_again_later_was_still_told_on_its_first_day(
    floors: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    first = clock().date()
    clock.move(days=60)
    with floors.begin(amina) as work:
        again = Person(age=AgeRange(6, 6, clock().date()), languages=("ar", "ku"))
        operations.save_group(work, str(child.id), "person", again)
    told = seen_by(floors, amina, child).told
    assert told is not None
    assert told.description.person.age == AgeRange(6, 6, first)
    assert told.description.person.languages == ("ar", "ku")


def test_marks_and_people_are_added_and_taken_away_one_by_one(
    floors: Floors, amina: Actor, child: Child
) -> None:
    child_id = str(child.id)
    with floors.begin(amina) as work:
        operations.add_mark(work, child_id, Mark(kind=MarkKind.SCAR))
        operations.add_mark(work, child_id, Mark(kind=MarkKind.MOLE))
        operations.add_relative(work, child_id, Relative(relation=Relation.AUNT))
        operations.take_mark_away(work, child_id, 0, 2)
    told = seen_by(floors, amina, child).told
    assert told is not None
    assert [mark.kind for mark in told.description.marks] == [MarkKind.MOLE]
    assert [each.relation for each in told.description.family] == [Relation.AUNT]
    with floors.begin(amina) as work:
        operations.take_relative_away(work, child_id, 0, 1)
    told = seen_by(floors, amina, child).told
    assert told is not None
    assert told.description.family.each == ()


def test_a_list_changed_in_another_tab_is_looked_at_again(
    floors: Floors, amina: Actor, child: Child
) -> None:
    with floors.begin(amina) as work:
        operations.add_mark(work, str(child.id), Mark(kind=MarkKind.SCAR))
        operations.add_mark(work, str(child.id), Mark(kind=MarkKind.MOLE))
    with floors.begin(amina) as work:
        operations.take_mark_away(work, str(child.id), 0, 2)
    with pytest.raises(Conflict, match="changed"), floors.begin(amina) as work:
        operations.take_mark_away(work, str(child.id), 0, 2)
    with pytest.raises(Conflict), floors.begin(amina) as work:
        operations.take_mark_away(work, str(child.id), -1, 1)


def test_a_thirteenth_relative_is_refused(floors: Floors, amina: Actor, child: Child) -> None:
    with floors.begin(amina) as work:
        for _ in range(12):
            operations.add_relative(work, str(child.id), Relative(relation=Relation.AUNT))
    with pytest.raises(Invalid), floors.begin(amina) as work:
        operations.add_relative(work, str(child.id), Relative(relation=Relation.AUNT))


def test_apart_and_together_again_are_both_on_record(
    floors: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    child_id = str(child.id)
    with floors.begin(amina) as work:
        apart = Whereabouts(apart=True, since=PartialDate(2026, 2))
        operations.state_whereabouts(work, child_id, apart)
        assert operations.is_apart(work.session, child.ref)
    assert seen_by(floors, amina, child).apart_since == "2026-02"
    clock.move(days=3)
    with floors.begin(amina) as work:
        operations.state_whereabouts(work, child_id, Whereabouts(apart=False))
        assert not operations.is_apart(work.session, child.ref)
    assert seen_by(floors, amina, child).apart_since is None


def test_saying_apart_twice_is_one_separation(floors: Floors, amina: Actor, child: Child) -> None:
    for _ in range(2):
        with floors.begin(amina) as work:
            operations.state_whereabouts(work, str(child.id), Whereabouts(apart=True))
    with floors.begin(amina) as work:
        # One open separation, not two: `parting_of` would refuse to choose.
        assert operations.parting_of(work.session, child.ref) is not None


def test_the_safety_answer_is_sealed_and_only_a_coordinator_may_read_it(
    floors: Floors, amina: Actor, child: Child
) -> None:
    with floors.begin(amina) as work:
        told = Safety(Anyone.YES, "her uncle in the port")
        operations.save_safety(work, str(child.id), told)
    with floors.begin(amina) as work:
        # Keeping one's own record does not open it: somebody may look over the shoulder.
        permit = work.permit(child.ref, "store_details", "view", DataClass.DETAILS)
        with pytest.raises(Absent):
            operations.safety_of(work, child.ref, permit)
    with floors.begin(amina) as work:
        permit = work.permit(child.ref, SHOW_CASEWORKERS, "open", DataClass.NOTES)
        assert operations.safety_of(work, child.ref, permit) == told
    with floors.reading() as session:
        assert any(e.event == "safety:stated" for e in entries_about(session, child.ref))


def test_where_nobody_was_asked_safety_is_not_assessed(floors: Floors, amina: Actor) -> None:
    draft = children.begun(floors, amina)
    with floors.begin(amina) as work:
        permit = work.permit_on_basis(draft.ref, "own_draft", "view", DataClass.DETAILS)
        assert operations.safety_of(work, draft.ref, permit).anyone is Anyone.NOT_ASSESSED


def test_the_withheld_facts_lie_apart_from_the_description(
    floors: Floors, amina: Actor, child: Child
) -> None:
    with floors.begin(amina) as work:
        permit = work.permit(child.ref, SHOW_CASEWORKERS, "open", DataClass.WITHHELD)
        assert operations.withheld_of(work, child.ref, permit) == children.FACTS
        with pytest.raises(Absent):
            operations.describe(work, child.ref, permit)


def test_two_answers_are_too_few(floors: Floors, amina: Actor, child: Child) -> None:
    told = Withheld({Prompt.SONG: "one", Prompt.HABIT: "two"})
    with pytest.raises(Invalid, match="least"), floors.begin(amina) as work:
        operations.save_withheld(work, str(child.id), told)


def test_health_and_what_can_kill_are_sealed_each_on_its_own(
    floors: Floors, amina: Actor, child: Child
) -> None:
    with floors.begin(amina) as work:
        operations.save_health(work, str(child.id), {"words": "asthma, a blue inhaler"})
        operations.save_sensitive(work, str(child.id), Sensitive(religion="not said aloud"))
        for part in (Compartment.HEALTH, Compartment.SENSITIVE):
            sealed = work.vault.find(child.ref, part)
            assert sealed is not None
            assert b"asthma" not in sealed.envelope
        with pytest.raises(Absent):
            work.permit(child.ref, SHOW_CASEWORKERS, "open", DataClass.HEALTH)
        with pytest.raises(Absent):
            work.permit(child.ref, SHOW_CASEWORKERS, "open", DataClass.SENSITIVE)
    told = seen_by(floors, amina, child).told
    assert told is not None
    assert told.health == "asthma, a blue inhaler"
    assert told.sensitive.religion == "not said aloud"


def test_once_a_record_stands_the_tie_is_changed_by_people(
    floors: Floors, amina: Actor, child: Child
) -> None:
    with pytest.raises(Conflict), floors.begin(amina) as work:
        operations.state_relationship(work, str(child.id), children.TOGETHER)


def test_in_a_draft_the_tie_can_be_stated_anew(floors: Floors, amina: Actor) -> None:
    draft = children.begun(floors, amina)
    with floors.begin(amina) as work:
        operations.state_relationship(work, str(draft.id), children.TOGETHER)
        stated = operations.guardianship_of(work.session, draft.ref)
    assert stated.with_others == "all"


@pytest.mark.parametrize("years", [4, 8, 14])
def test_another_age_is_not_typed_on_a_record_that_stands(
    floors: Floors, amina: Actor, child: Child, clock: Clock, years: int
) -> None:
    other = Person(age=AgeRange(years, years, clock().date()))
    with pytest.raises(Invalid) as no, floors.begin(amina) as work:
        operations.save_group(work, str(child.id), "person", other)
    assert no.value.field == "age"


def test_the_same_birth_told_more_exactly_is_kept(
    floors: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    with floors.begin(amina) as work:
        told = Person(age=AgeRange(6, 7, clock().date()))
        operations.save_group(work, str(child.id), "person", told)
