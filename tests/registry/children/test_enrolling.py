"""From the first page to a record that stands, and every way in which it may not come to that."""

from __future__ import annotations

import pytest

from consent import Act, Assurance, DataClass, Denied, Presentation, Status, WithOthers
from registry.authority import MACHINE, Actor
from registry.children import operations, rules
from registry.children.models import Child
from registry.errors import Absent, Conflict, Invalid
from registry.purposes import (
    CONTACT_ME,
    OWN_DRAFT,
    SEARCH_FOUND,
    SEARCH_RELATIVE,
    SHOW_CASEWORKERS,
    STORE_DETAILS,
    STORE_PHOTO,
)
from registry.search.search import waiting
from registry.trail.trail import entries_about
from registry.work import Floors, Work
from tests.cast import YUSUF
from tests.conftest import Clock
from tests.making import accounts, children


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


def events_of(floors: Floors, child: Child) -> list[str]:
    with floors.reading() as session:
        return [entry.event for entry in entries_about(session, child.ref)]


def may_open(floors: Floors, child: Child, purpose: str, operation: str, what: DataClass) -> bool:
    """Would consent let anybody at the desk do this?"""
    with floors.begin(MACHINE) as work:
        answer = work.consent.decide(
            subject=child.ref,
            purpose=purpose,
            operation=operation,
            data_classes=frozenset({what}),
            actor=work.actor.ref,
        )
        return not isinstance(answer, Denied)


def test_a_draft_stands_on_its_own_ground_at_the_lowest_assurance(
    floors: Floors, amina: Actor
) -> None:
    child = children.begun(floors, amina)
    with floors.begin(amina) as work:
        standing = work.consent.standing(child.ref)
        assert set(standing.bases) == {OWN_DRAFT}
        assert standing.assurance(amina.ref) is Assurance.AL0
    assert child.is_draft
    assert child.registered_on is None
    assert "child:drafted" in events_of(floors, child)


def test_a_yes_in_a_draft_opens_nothing(floors: Floors, amina: Actor) -> None:
    child = children.begun(floors, amina)
    children.tell(floors, amina, child)
    children.answer_all(floors, amina, child)
    with floors.begin(amina) as work:
        standing = work.consent.standing(child.ref)
        assert standing.status(STORE_DETAILS) is Status.PENDING
        assert standing.purposes == frozenset()
        assert work.search.refs() == []
    assert not may_open(floors, child, SHOW_CASEWORKERS, "open", DataClass.DETAILS)
    assert not may_open(floors, child, SEARCH_FOUND, "search", DataClass.TRAITS)


def test_registration_makes_every_yes_count_at_once(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina)
    with floors.begin(amina) as work:
        standing = work.consent.standing(child.ref)
        assert standing.purposes == {STORE_DETAILS, SHOW_CASEWORKERS, SEARCH_FOUND}
        assert work.consent.standing(amina.ref).status(CONTACT_ME) is Status.ACTIVE
        assert standing.bases == {}
        assert standing.assurance(amina.ref) is Assurance.AL1
        assert work.search.refs() == [child.ref]
        assert operations.assurance_of(work, child.ref) is Assurance.AL1
    with floors.reading() as session:
        assert waiting(session, 9) == [child.ref]
    assert may_open(floors, child, SHOW_CASEWORKERS, "open", DataClass.DETAILS)
    assert child.registered_on == floors.clock().date()
    written = events_of(floors, child)
    assert {"child:registered", "basis:ended", "traits:sealed", "receipt:issued"} <= set(written)
    assert [each["message"] for each in accounts.letters(floors, amina.ref, "child_registered")]


def test_each_yes_rests_on_a_presentation_of_its_very_words(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina)
    with floors.begin(amina) as work:
        facts = work.consent.facts(child.ref)
    shown = {fact.ref: fact for fact in facts if isinstance(fact, Presentation)}
    for act in (fact for fact in facts if isinstance(fact, Act)):
        assert act.presentation in shown
        assert act.shown is not None
        notice = operations.notice_for(act.purpose, "en")
        assert act.shown.digest == notice.digest
        assert act.expression.language == "en"


def test_registering_twice_is_registering_once(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina)
    before = len(events_of(floors, child))
    with floors.begin(amina) as work:
        operations.register_child(work, str(child.id))
    assert len(events_of(floors, child)) == before


def test_without_a_confirmed_address_a_draft_stays_a_draft(floors: Floors) -> None:
    leila = accounts.acting(floors, accounts.opened(floors, "leila@example.org", confirmed=False))
    child = children.begun(floors, leila)
    children.tell(floors, leila, child)
    children.answer_all(floors, leila, child)
    with pytest.raises(Conflict, match="Confirm"), floors.begin(leila) as work:
        operations.register_child(work, str(child.id))
    with floors.begin(leila) as work:
        assert operations.view_gate(work, str(child.id)).confirmed is False
        assert work.consent.standing(child.ref).purposes == frozenset()


@pytest.mark.parametrize("purpose", [STORE_DETAILS, SHOW_CASEWORKERS])
def test_a_no_to_what_is_required_ends_the_enrolment(
    floors: Floors, amina: Actor, purpose: str
) -> None:
    with pytest.raises(Conflict, match="Without this yes"):
        children.enrolled(floors, amina, answers={purpose: False})


def test_a_no_can_become_a_yes_before_registration(floors: Floors, amina: Actor) -> None:
    child = children.begun(floors, amina)
    children.tell(floors, amina, child)
    children.answer_all(floors, amina, child, {STORE_DETAILS: False})
    with floors.begin(amina) as work:
        yes = children.reply(STORE_DETAILS)
        operations.answer_in_draft(work, str(child.id), STORE_DETAILS, yes)
    with floors.begin(amina) as work:
        operations.register_child(work, str(child.id))
        assert STORE_DETAILS in work.consent.standing(child.ref).purposes


def test_a_no_to_search_changes_nothing_else(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina, answers={SEARCH_FOUND: False, CONTACT_ME: False})
    with floors.begin(amina) as work:
        assert work.consent.standing(child.ref).purposes == {STORE_DETAILS, SHOW_CASEWORKERS}
        assert work.search.refs() == []
    with floors.reading() as session:
        assert waiting(session, 9) == []


def test_family_who_looks_is_asked_about_only_when_apart(floors: Floors, amina: Actor) -> None:
    apart = children.enrolled(floors, amina, apart=True)
    with floors.begin(amina) as work:
        assert operations.is_apart(work.session, apart.ref)
        # The yes is there, and waits for papers.
        assert work.consent.standing(apart.ref).status(SEARCH_RELATIVE) is Status.PENDING
    together = children.begun(floors, amina)
    children.tell(floors, amina, together)
    yes = children.reply(SEARCH_RELATIVE)
    with pytest.raises(Absent), floors.begin(amina) as work:
        operations.answer_in_draft(work, str(together.id), SEARCH_RELATIVE, yes)


def test_how_to_reach_the_guardian_is_asked_once_for_all_children(
    floors: Floors, amina: Actor
) -> None:
    children.enrolled(floors, amina)
    second = children.enrolled(floors, amina)
    with floors.begin(amina) as work:
        asked = [code for code, _, _ in operations.view_answers(work, str(second.id), "en")]
    assert asked == [STORE_DETAILS, SHOW_CASEWORKERS, SEARCH_FOUND]


def test_words_that_were_not_shown_cannot_be_answered(floors: Floors, amina: Actor) -> None:
    child = children.begun(floors, amina)
    stale = rules.Reply(yes=True, shown="0" * 64)
    with pytest.raises(Conflict, match="words"), floors.begin(amina) as work:
        operations.answer_in_draft(work, str(child.id), STORE_DETAILS, stale)
    with floors.begin(amina) as work:
        assert work.consent.standing(child.ref).status(STORE_DETAILS) is Status.NONE


@pytest.mark.parametrize("left_out", ["names", "person", "withheld", "safety", "whereabouts"])
def test_a_needed_page_that_was_left_out_stands_in_the_way(
    floors: Floors, amina: Actor, left_out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = children.begun(floors, amina)
    children.tell(floors, amina, child)
    real = operations.progress_of

    def without(work: Work, asked: Child) -> rules.Progress:
        seen = real(work, asked)
        return rules.Progress(seen.answered - {left_out}, seen.apart, seen.photos)

    monkeypatch.setattr("registry.children.operations.enrolling.progress_of", without)
    children.answer_all(floors, amina, child)
    with pytest.raises(Conflict, match="still needed"), floors.begin(amina) as work:
        operations.register_child(work, str(child.id))


def test_an_unanswered_question_stands_in_the_way(floors: Floors, amina: Actor) -> None:
    child = children.begun(floors, amina)
    children.tell(floors, amina, child)
    with pytest.raises(Conflict, match="yes or no"), floors.begin(amina) as work:
        operations.register_child(work, str(child.id))


def test_guardians_who_decide_together_may_begin_and_the_rest_waits(
    floors: Floors, amina: Actor
) -> None:
    child = children.enrolled(floors, amina, stated=children.TOGETHER, apart=True)
    with floors.begin(amina) as work:
        standing = work.consent.standing(child.ref)
        assert STORE_DETAILS in standing.purposes
        assert standing.status(SEARCH_RELATIVE) is Status.PENDING
        stated = operations.guardianship_of(work.session, child.ref)
        assert stated.with_others == WithOthers.ALL.value
    with pytest.raises(Invalid, match="each of you"):
        children.add_photo(floors, amina, child)


def test_a_sixth_draft_is_too_many(floors: Floors, amina: Actor) -> None:
    for _ in range(rules.DRAFTS_MOST):
        children.begun(floors, amina)
    with pytest.raises(Conflict):
        children.begun(floors, amina)


def test_nobody_else_can_touch_a_draft(floors: Floors, amina: Actor) -> None:
    child = children.begun(floors, amina)
    children.tell(floors, amina, child)
    yusuf = accounts.guardian(floors, YUSUF)
    for verb in (operations.view_own, operations.view_gate, operations.register_child):
        with pytest.raises(Absent), floors.begin(yusuf) as work:
            verb(work, str(child.id))


def test_a_draft_closes_when_its_thirty_days_are_over(
    floors: Floors, amina: Actor, clock: Clock
) -> None:
    child = children.begun(floors, amina)
    children.tell(floors, amina, child)
    clock.move(days=30)
    with pytest.raises(Absent), floors.begin(amina) as work:
        operations.own_group(work, str(child.id), "names")


def test_a_photo_is_asked_about_only_when_there_is_one(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina, photos=1)
    with floors.begin(amina) as work:
        assert STORE_PHOTO in work.consent.standing(child.ref).purposes
        assert [photo.is_draft for photo in work.photos.of(child.ref)] == [False]
    assert "photo:agreed" in events_of(floors, child)
