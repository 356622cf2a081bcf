"""A child is asked in the child's own words, and what is heard counts as its age says."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from consent import Answer, Assent, Method, Reason, Status
from registry.authority import Actor
from registry.children import operations
from registry.children.models import Child
from registry.children.rules import Concern, Heard, Said, Whereabouts
from registry.errors import Absent, Conflict
from registry.purposes import (
    SEARCH_FOUND,
    SHOW_CASEWORKERS,
    STORE_DETAILS,
    STORE_PHOTO,
)
from registry.work import Floors
from tests.cast import AMINA, YUSUF
from tests.conftest import Clock
from tests.making import accounts, children, holders
from tests.registry.children.walking import Walk, all_answers, needed_pages, shown_in


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


def say(floors: Floors, amina: Actor, child: Child, purpose: str, said: Said) -> None:
    told = holders.heard(floors, child, purpose, said, amina)
    with floors.begin(amina) as work:
        operations.hear(work, str(child.id), purpose, told)


def newest(floors: Floors, amina: Actor, child: Child) -> dict[str, Assent]:
    with floors.begin(amina) as work:
        facts = work.consent.facts(child.ref)
    return {fact.purpose: fact for fact in facts if isinstance(fact, Assent)}


def status(floors: Floors, amina: Actor, child: Child, purpose: str) -> Status:
    with floors.begin(amina) as work:
        return work.consent.standing(child.ref).status(purpose)


def test_a_childs_yes_is_recorded_with_who_heard_it_and_how(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina, photos=1)
    say(floors, amina, child, STORE_PHOTO, Said.YES)
    fact = newest(floors, amina, child)[STORE_PHOTO]
    assert (fact.answer, fact.heard_by) == (Answer.YES, amina.ref)
    assert fact.expression.method is Method.SELF


def test_a_no_at_six_takes_the_photo_out_of_sight(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina, photos=1)
    assert status(floors, amina, child, STORE_PHOTO) is Status.ACTIVE
    say(floors, amina, child, STORE_PHOTO, Said.NO)
    assert status(floors, amina, child, STORE_PHOTO) is Status.SUSPENDED
    assert holders.matters(floors, child) == []


def test_a_no_at_six_to_what_is_required_waits_for_a_second_worker(
    floors: Floors, amina: Actor
) -> None:
    child = children.enrolled(floors, amina)
    say(floors, amina, child, SHOW_CASEWORKERS, Said.NO)
    assert status(floors, amina, child, SHOW_CASEWORKERS) is Status.SUSPENDED
    (matter,) = holders.matters(floors, child)
    assert matter.concern == Concern.DISSENT.value
    assert (matter.answer_by - matter.opened_at).total_seconds() == 72 * 3600


def test_at_twelve_a_guardians_yes_waits_for_the_childs(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina, holders.aged(floors, 12))
    assert status(floors, amina, child, STORE_DETAILS) is Status.ACTIVE
    assert status(floors, amina, child, SEARCH_FOUND) is Status.PENDING
    say(floors, amina, child, SEARCH_FOUND, Said.UNSURE)
    assert status(floors, amina, child, SEARCH_FOUND) is Status.PENDING
    say(floors, amina, child, SEARCH_FOUND, Said.YES)
    assert status(floors, amina, child, SEARCH_FOUND) is Status.ACTIVE


def test_a_child_under_six_is_written_down_as_too_young_and_not_asked(
    floors: Floors, amina: Actor
) -> None:
    child = children.enrolled(floors, amina, holders.aged(floors, 3))
    answers = newest(floors, amina, child)
    assert {fact.answer for fact in answers.values()} == {Answer.UNABLE}
    with floors.begin(amina) as work:
        page = operations.view_voice(work, str(child.id), "en")
    assert page.is_too_young
    assert page.answers == ()
    with pytest.raises(Absent), floors.begin(amina) as work:
        operations.view_child_question(work, str(child.id), SEARCH_FOUND, "en")


def test_a_child_who_may_be_six_is_asked(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina, holders.aged(floors, 4, 6))
    with floors.begin(amina) as work:
        page = operations.view_voice(work, str(child.id), "en")
        asked = operations.view_child_question(work, str(child.id), SEARCH_FOUND, "en")
    assert page.next == STORE_DETAILS
    assert asked.is_young


def test_a_child_who_is_apart_is_not_asked_until_the_family_is_together(
    floors: Floors, amina: Actor
) -> None:
    child = children.enrolled(floors, amina, holders.aged(floors, 13), apart=True)
    fact = newest(floors, amina, child)[SEARCH_FOUND]
    assert (fact.answer, fact.reason) == (Answer.NOT_ASKED, "absent")
    assert status(floors, amina, child, SEARCH_FOUND) is Status.ACTIVE
    with floors.begin(amina) as work, pytest.raises(Absent):
        operations.view_child_question(work, str(child.id), SEARCH_FOUND, "en")
    with floors.begin(amina) as work:
        operations.state_whereabouts(work, str(child.id), Whereabouts(apart=False))
    assert newest(floors, amina, child)[SEARCH_FOUND].reason == "to_be_asked"
    assert status(floors, amina, child, SEARCH_FOUND) is Status.PENDING


def test_what_a_child_said_is_not_overwritten_by_a_parting(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina)
    say(floors, amina, child, SEARCH_FOUND, Said.NO)
    with floors.begin(amina) as work:
        operations.state_whereabouts(work, str(child.id), Whereabouts(apart=True))
    assert newest(floors, amina, child)[SEARCH_FOUND].answer is Answer.NO


def test_a_no_is_not_written_over_when_the_child_is_told_to_be_younger(
    floors: Floors, amina: Actor
) -> None:
    child = children.begun(floors, amina)
    children.tell(floors, amina, child, holders.aged(floors, 8))
    children.answer_all(floors, amina, child)
    say(floors, amina, child, SEARCH_FOUND, Said.NO)
    say(floors, amina, child, SHOW_CASEWORKERS, Said.UNSURE)
    with floors.begin(amina) as work:
        younger = holders.aged(floors, 4).person
        operations.save_group(work, str(child.id), "person", younger)
    with floors.begin(amina) as work:
        operations.settle(work, operations.find(work.session, str(child.id)))
    told = newest(floors, amina, child)
    assert told[SEARCH_FOUND].answer is Answer.NO
    assert told[SHOW_CASEWORKERS].answer is Answer.UNABLE
    assert status(floors, amina, child, SEARCH_FOUND) is not Status.ACTIVE


def test_words_that_have_changed_are_read_again(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina)
    with pytest.raises(Conflict), floors.begin(amina) as work:
        operations.hear(work, str(child.id), SEARCH_FOUND, Heard(Said.YES, "another"))
    assert newest(floors, amina, child) == {}


def test_a_stranger_hears_nobodys_child(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina)
    yusuf = accounts.guardian(floors, YUSUF)
    told = holders.heard(floors, child, SEARCH_FOUND, Said.YES, amina)
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        operations.hear(work, str(child.id), SEARCH_FOUND, told)


def test_at_fifteen_a_record_needs_the_young_persons_own_yes(floors: Floors, amina: Actor) -> None:
    child = children.begun(floors, amina)
    children.tell(floors, amina, child, holders.aged(floors, 15))
    children.answer_all(floors, amina, child)
    with pytest.raises(Conflict), floors.begin(amina) as work:
        operations.register_child(work, str(child.id))
    say(floors, amina, child, STORE_DETAILS, Said.YES)
    with floors.begin(amina) as work:
        assert operations.register_child(work, str(child.id)).is_registered


def test_a_no_that_became_a_yes_on_the_same_phone_waits_for_a_worker(
    floors: Floors, amina: Actor
) -> None:
    child = children.begun(floors, amina)
    children.tell(floors, amina, child)
    children.answer_all(floors, amina, child)
    for said in (Said.NO, Said.YES):
        say(floors, amina, child, STORE_DETAILS, said)
        with pytest.raises(Conflict), floors.begin(amina) as work:
            operations.register_child(work, str(child.id))
    with floors.begin(amina) as work:
        assert operations.view_gate(work, str(child.id)).question == STORE_DETAILS
        operations.answer_in_draft(
            work, str(child.id), STORE_DETAILS, children.reply(STORE_DETAILS)
        )
    with pytest.raises(Conflict), floors.begin(amina) as work:
        operations.register_child(work, str(child.id))


def test_a_photo_waits_for_a_yes_at_twelve_and_is_wiped_by_a_no(
    floors: Floors, amina: Actor
) -> None:
    child = children.enrolled(floors, amina, holders.aged(floors, 12), photos=1)
    with floors.begin(amina) as work:
        assert len(work.photos.of(child.ref)) == 1
        assert operations.own_photo_page(work, str(child.id)).shots == ()
    say(floors, amina, child, STORE_PHOTO, Said.NO)
    with floors.begin(amina) as work:
        assert work.photos.of(child.ref) == []


def test_a_child_who_was_too_young_is_asked_once_old_enough(
    floors: Floors, clock: Clock, amina: Actor
) -> None:
    child = children.enrolled(floors, amina, holders.aged(floors, 5))
    assert newest(floors, amina, child)[SEARCH_FOUND].answer is Answer.UNABLE
    clock.move(days=370)
    with floors.begin(amina) as work:
        operations.settle(work, operations.find(work.session, str(child.id)))
    assert newest(floors, amina, child)[SEARCH_FOUND].answer is Answer.NOT_ASKED


# ── pages ────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def walk(client: FlaskClient, amina: Actor) -> Walk:
    del amina
    accounts.sign_in(client, AMINA)
    return Walk(client)


def test_after_the_guardians_answers_the_child_is_asked_and_then_it_goes_on(walk: Walk) -> None:
    needed_pages(walk)
    all_answers(walk)
    assert "Ask my child" in walk.text
    assert "My child is here now" in walk.open(f"/children/{walk.child_id}/voice").text
    while True:
        walk.open(f"/children/{walk.child_id}/voice")
        if "Please hand the telephone back" in walk.text:
            break
        first = walk.text.index('class="button"')
        walk.open(walk.text[first:].split('href="')[1].split('"')[0])
        walk.answer("yes")
    walk.open(f"/children/{walk.child_id}/permission")
    assert walk.here.endswith("/registration")
    assert "Ask my child" not in walk.text
    walk.send()
    assert "Receipt" in walk.text


def test_the_guardian_may_go_on_without_the_childs_answer(walk: Walk) -> None:
    needed_pages(walk)
    all_answers(walk).send()
    assert "Receipt" in walk.text


def test_a_childs_page_shows_a_picture_and_three_answers(
    walk: Walk, floors: Floors, amina: Actor
) -> None:
    child = children.enrolled(floors, amina)
    walk.open(f"/children/{child.id}/voice/{SEARCH_FOUND}")
    assert 'class="scene"' in walk.text
    assert walk.text.count('name="answer"') == 3
    wrong = walk.refused(answer="maybe", shown=shown_in(walk.text))
    assert "Press yes, no, or I do not know." in wrong.text


def test_a_no_is_met_with_what_happens_now_and_forgotten_by_the_page(
    walk: Walk, floors: Floors, amina: Actor, clock: Clock
) -> None:
    child = children.enrolled(floors, amina)
    page = f"/children/{child.id}/voice/{SEARCH_FOUND}"
    walk.open(page).answer("no")
    assert "You said no. We heard you." in walk.text
    clock.move(minutes=11)
    walk.open(f"{page}/said")
    assert "You said no" not in walk.text


def test_the_guardian_sees_that_it_is_off_and_no_blame(
    walk: Walk, floors: Floors, amina: Actor
) -> None:
    child = children.enrolled(floors, amina, photos=1)
    say(floors, amina, child, STORE_PHOTO, Said.NO)
    walk.open(f"/children/{child.id}/consents")
    assert "Off for now. We ask every child" in walk.text
    assert "child said no" not in walk.text
    with floors.begin(amina) as work:
        assert Reason.DISSENT in work.consent.standing(child.ref).hurdles(STORE_PHOTO)


def test_at_fifteen_the_way_leads_over_the_young_persons_own_page(
    walk: Walk, floors: Floors, amina: Actor
) -> None:
    child = children.begun(floors, amina)
    children.tell(floors, amina, child, holders.aged(floors, 15))
    children.answer_all(floors, amina, child)
    walk.open(f"/children/{child.id}/permission")
    assert walk.here.endswith("/voice")
    assert "only once your child has said yes" in walk.text
    assert "Later. Ask me again" not in walk.text
    walk.open(f"/children/{child.id}/voice/{STORE_DETAILS}").answer("no")
    walk.open(f"/children/{child.id}/registration")
    assert walk.here.endswith("/voice")
