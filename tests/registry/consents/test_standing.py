"""Each yes stands for itself: given later, taken back at once, with its consequences."""

from __future__ import annotations

import pytest

from consent import DataClass, Status
from registry.authority import Actor
from registry.children.models import Child
from registry.children.rules import Reply
from registry.consents import operations
from registry.consents.operations.standing import SHOWN
from registry.errors import Absent, Conflict, Withdrawn
from registry.purposes import (
    CONTACT_ME,
    RETAIN_AFTER,
    SEARCH_FOUND,
    SEARCH_RELATIVE,
    SHOW_CASEWORKERS,
    STATISTICS,
    STORE_DETAILS,
    STORE_PHOTO,
)
from registry.search.search import waiting
from registry.work import Floors
from tests.cast import YUSUF
from tests.conftest import Clock
from tests.making import accounts, children


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def child(floors: Floors, amina: Actor) -> Child:
    return children.enrolled(floors, amina, photos=1, apart=True)


def statuses(floors: Floors, amina: Actor, child: Child) -> dict[str, Status]:
    with floors.begin(amina) as work:
        lines = operations.view_consents(work, str(child.id), "en")
    return {line.purpose: line.status for line in lines}


def take_back(floors: Floors, amina: Actor, child: Child, purpose: str) -> None:
    with floors.begin(amina) as work:
        operations.take_back_one(work, str(child.id), purpose, "en")


def test_every_purpose_of_the_page_is_there_in_order(
    floors: Floors, amina: Actor, child: Child
) -> None:
    found = statuses(floors, amina, child)
    assert tuple(found) == SHOWN
    assert found[STORE_DETAILS] is Status.ACTIVE
    assert found[SEARCH_RELATIVE] is Status.PENDING
    assert found[STATISTICS] is Status.NONE


@pytest.mark.parametrize("purpose", [SHOW_CASEWORKERS, SEARCH_FOUND, CONTACT_ME, STORE_PHOTO])
def test_taking_one_yes_back_changes_no_other(
    floors: Floors, amina: Actor, child: Child, purpose: str
) -> None:
    before = statuses(floors, amina, child)
    take_back(floors, amina, child, purpose)
    after = statuses(floors, amina, child)
    assert after.pop(purpose) is Status.WITHDRAWN
    del before[purpose]
    assert after == before


def test_a_permit_from_before_is_dead_at_once(floors: Floors, amina: Actor, child: Child) -> None:
    with floors.begin(amina) as work:
        permit = work.permit(child.ref, SHOW_CASEWORKERS, "open", DataClass.DETAILS)
    take_back(floors, amina, child, SHOW_CASEWORKERS)
    with floors.begin(amina) as work, pytest.raises(Absent):
        work.vault.admit(child.ref, DataClass.DETAILS, (permit,))


def test_photos_go_with_the_yes_to_them(floors: Floors, amina: Actor, child: Child) -> None:
    assert list(floors.objects.names())
    take_back(floors, amina, child, STORE_PHOTO)
    assert list(floors.objects.names()) == []
    with floors.begin(amina) as work:
        assert work.photos.of(child.ref) == []


def test_traits_go_with_the_last_search(floors: Floors, amina: Actor, child: Child) -> None:
    take_back(floors, amina, child, SEARCH_FOUND)
    with floors.begin(amina) as work:
        assert work.search.refs() == [child.ref]
    take_back(floors, amina, child, SEARCH_RELATIVE)
    with floors.begin(amina) as work:
        assert work.search.refs() == []
    with floors.reading() as session:
        assert waiting(session, 9) == []


def test_a_search_agreed_to_later_begins_later(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina, answers={SEARCH_FOUND: False})
    with floors.begin(amina) as work:
        operations.say_later(work, str(child.id), SEARCH_FOUND, children.reply(SEARCH_FOUND))
        assert work.search.refs() == [child.ref]


def test_taking_back_twice_is_taking_back_once(floors: Floors, amina: Actor, child: Child) -> None:
    take_back(floors, amina, child, SEARCH_FOUND)
    with floors.begin(amina) as work:
        facts = len(work.consent.facts(child.ref))
    take_back(floors, amina, child, SEARCH_FOUND)
    with floors.begin(amina) as work:
        assert len(work.consent.facts(child.ref)) == facts


def test_what_everything_rests_on_is_not_taken_back_alone(
    floors: Floors, amina: Actor, child: Child
) -> None:
    with pytest.raises(Conflict):
        take_back(floors, amina, child, STORE_DETAILS)


@pytest.mark.parametrize(("days", "lasts"), [(None, 91), (182, 182), (365, 365)])
def test_what_is_kept_afterwards_lasts_as_long_as_was_chosen(
    floors: Floors, amina: Actor, child: Child, days: int | None, lasts: int
) -> None:
    notice = children.reply(RETAIN_AFTER)
    with floors.begin(amina) as work:
        reply = Reply(yes=True, shown=notice.shown, days=days)
        operations.say_later(work, str(child.id), RETAIN_AFTER, reply)
        line = operations.view_one(work, str(child.id), RETAIN_AFTER, "en")
    assert line.until is not None
    assert (line.until - floors.clock()).days == lasts


def test_saying_yes_again_makes_it_last_longer(
    floors: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    clock.move(days=300)
    children.agreed(floors, amina, child, STORE_DETAILS)
    clock.move(days=100)
    assert statuses(floors, amina, child)[STORE_DETAILS] is Status.ACTIVE
    assert statuses(floors, amina, child)[SHOW_CASEWORKERS] is Status.EXPIRED


def test_a_no_later_to_a_standing_yes_takes_it_back(
    floors: Floors, amina: Actor, child: Child
) -> None:
    with floors.begin(amina) as work:
        no = children.reply(SEARCH_FOUND, yes=False)
        operations.say_later(work, str(child.id), SEARCH_FOUND, no)
    assert statuses(floors, amina, child)[SEARCH_FOUND] is Status.WITHDRAWN


def test_family_who_looks_is_no_question_while_together(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina)
    yes = children.reply(SEARCH_RELATIVE)
    with pytest.raises(Absent), floors.begin(amina) as work:
        operations.say_later(work, str(child.id), SEARCH_RELATIVE, yes)


@pytest.mark.parametrize("purpose", ["reveal_match", "share_partner", "nothing"])
def test_what_is_asked_at_its_own_moment_is_not_asked_here(
    floors: Floors, amina: Actor, child: Child, purpose: str
) -> None:
    with pytest.raises(Absent), floors.begin(amina) as work:
        operations.view_one(work, str(child.id), purpose, "en")
    with pytest.raises(Absent):
        take_back(floors, amina, child, purpose)


def test_nobody_else_sees_or_takes_back_a_yes(floors: Floors, child: Child) -> None:
    yusuf = accounts.guardian(floors, YUSUF)
    with pytest.raises(Absent):
        statuses(floors, yusuf, child)
    with pytest.raises(Absent):
        take_back(floors, yusuf, child, SEARCH_FOUND)


def test_a_draft_has_no_such_page(floors: Floors, amina: Actor) -> None:
    draft = children.begun(floors, amina)
    with pytest.raises(Absent):
        statuses(floors, amina, draft)


def test_a_record_taken_back_is_gone_for_its_guardian(
    floors: Floors, amina: Actor, child: Child
) -> None:
    with floors.begin(amina) as work:
        operations.wipe(work, str(child.id), at_once=True)
    with pytest.raises(Withdrawn):
        statuses(floors, amina, child)
