"""A hold: one asks, another signs; the key waits, it ends by itself, and it opens nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from consent import DataClass
from registry.authority import MACHINE, OPERATOR, Actor, Role
from registry.children.models import Child
from registry.consents import erasing, operations
from registry.consents.operations.wiping import shut
from registry.consents.rules import HELD_AT_MOST
from registry.errors import Absent, Conflict, Invalid
from registry.oversight import figures, forgetting, holding, rules
from registry.oversight.rules import WhyHeld, held_until
from registry.oversight.sweeping import sweep
from registry.purposes import SHOW_CASEWORKERS, STORE_DETAILS
from registry.storage.erasure import due, journal
from registry.storage.holds import Hold, HoldEnd, HoldSignature
from registry.storage.vault import Sealed
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.work import Floors
from tests.cast import MARA, NOOR
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children

EWA_MARA = "second.mara@kinfold.example"


class People(NamedTuple):
    """Two coordinators, an administrator, and somebody who may not."""

    mara: Actor
    other: Actor
    admin: Actor
    noor: Actor
    auditor: Actor


@pytest.fixture
def people(floors: Floors) -> People:
    admins = caseworkers.administrators(floors)
    harbour = caseworkers.agency(floors, admins, "Harbour Aid")
    return People(
        caseworkers.staff(floors, admins, MARA, Role.COORDINATOR),
        caseworkers.staff(floors, admins, EWA_MARA, Role.COORDINATOR),
        admins[0],
        caseworkers.staff(floors, admins, NOOR, Role.CASEWORKER, agency=harbour),
        caseworkers.staff(floors, admins, "vera@kinfold.example", Role.AUDITOR),
    )


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def child(floors: Floors, amina: Actor) -> Child:
    return children.enrolled(floors, amina, photos=1)


def wipe(floors: Floors, amina: Actor, child: Child, *, at_once: bool = True) -> None:
    with floors.begin(amina) as work:
        operations.wipe(work, str(child.id), at_once=at_once)


def asked_for(floors: Floors, who: Actor, child: Child) -> str:
    with floors.begin(who) as work:
        hold = holding.propose(work, child.reference, WhyHeld.COURT, "Order 17 of 3 May")
        return str(hold.id)


def signed(floors: Floors, people: People, child: Child) -> str:
    hold = asked_for(floors, people.mara, child)
    with floors.begin(people.other) as work:
        holding.sign(work, hold)
    return hold


def has_key(floors: Floors, child: Child) -> bool:
    return child.ref in floors.keyring.subjects()


def test_a_key_waits_from_the_second_name_on_and_not_before(
    floors: Floors, people: People, amina: Actor, child: Child
) -> None:
    wipe(floors, amina, child)
    signed(floors, people, child)
    assert erasing.finish_due(floors) == 0
    assert has_key(floors, child)


def test_one_person_alone_holds_nothing(
    floors: Floors, people: People, amina: Actor, child: Child
) -> None:
    asked_for(floors, people.mara, child)
    wipe(floors, amina, child)
    assert erasing.finish_due(floors) == 1
    assert not has_key(floors, child)


def test_nobody_signs_their_own_hold_nor_one_twice(
    floors: Floors, people: People, child: Child
) -> None:
    hold = asked_for(floors, people.mara, child)
    with pytest.raises(Conflict, match="yourself"), floors.begin(people.mara) as work:
        holding.sign(work, hold)
    with floors.begin(people.admin) as work:
        holding.sign(work, hold)
    with pytest.raises(Conflict, match="already"), floors.begin(people.other) as work:
        holding.sign(work, hold)


def test_only_coordinators_and_administrators_hold(
    floors: Floors, people: People, amina: Actor, child: Child
) -> None:
    hold = asked_for(floors, people.mara, child)
    for who in (people.noor, people.auditor, amina):
        with pytest.raises(Absent):
            asked_for(floors, who, child)
        for act in (holding.sign, holding.end, holding.view_hold):
            with pytest.raises(Absent), floors.begin(who) as work:
                act(work, hold)


def test_a_guardian_who_works_here_sees_no_hold_on_their_own_record(
    floors: Floors, people: People
) -> None:
    own = children.enrolled(floors, people.other)
    hold = asked_for(floors, people.mara, own)
    with floors.begin(people.other) as work:
        assert holding.view_holds(work) == []
    with pytest.raises(Absent), floors.begin(people.other) as work:
        holding.view_hold(work, hold)
    with pytest.raises(Invalid, match="no record"):
        asked_for(floors, people.other, own)


def test_a_hold_opens_nothing(floors: Floors, people: People, amina: Actor, child: Child) -> None:
    with floors.begin(people.noor) as work:
        permit = work.permit(child.ref, SHOW_CASEWORKERS, "open", DataClass.DETAILS)
    signed(floors, people, child)
    wipe(floors, amina, child)
    erasing.finish_due(floors)
    for who in (people.mara, people.other, people.noor, amina, MACHINE):
        with floors.begin(who) as work:
            for purpose in (SHOW_CASEWORKERS, STORE_DETAILS):
                with pytest.raises(Absent):
                    work.permit(child.ref, purpose, "open", DataClass.DETAILS)
            with pytest.raises(Absent):
                work.vault.admit(child.ref, DataClass.DETAILS, (permit,))


@pytest.mark.parametrize("is_before", [True, False])
def test_it_ends_by_itself(
    floors: Floors, people: People, amina: Actor, child: Child, clock: Clock, *, is_before: bool
) -> None:
    if is_before:
        signed(floors, people, child)
    wipe(floors, amina, child)
    if not is_before:
        signed(floors, people, child)
    clock.move(days=30, minutes=-1)
    assert erasing.finish_due(floors) == 0
    clock.move(minutes=1)
    assert erasing.finish_due(floors) == 1
    assert not has_key(floors, child)


def test_one_person_ends_it_and_what_is_due_goes(
    floors: Floors, people: People, amina: Actor, child: Child
) -> None:
    wipe(floors, amina, child)
    hold, renewed = signed(floors, people, child), signed(floors, people, child)
    with floors.begin(people.mara) as work:
        holding.end(work, hold)
    assert erasing.finish_due(floors) == 1
    with pytest.raises(Absent), floors.begin(people.mara) as work:
        holding.end(work, renewed)  # both went: it is the record that is let go


def test_what_was_only_asked_for_is_turned_down_and_lifts_nothing(
    floors: Floors, people: People, amina: Actor, child: Child
) -> None:
    wipe(floors, amina, child)
    signed(floors, people, child)
    hold = asked_for(floors, people.mara, child)
    with floors.begin(people.other) as work:
        holding.end(work, hold)
    assert erasing.finish_due(floors) == 0


def test_it_is_renewed_by_two_and_never_beyond_the_cap(
    floors: Floors, people: People, amina: Actor, child: Child, clock: Clock
) -> None:
    wipe(floors, amina, child)
    asked = clock()
    for _ in range(4):
        signed(floors, people, child)
        clock.move(days=25)
        if clock() < asked + HELD_AT_MOST:
            assert erasing.finish_due(floors) == 0
    assert clock() - asked > HELD_AT_MOST
    with pytest.raises(Conflict, match="longer"):
        signed(floors, people, child)
    assert erasing.finish_due(floors) == 1
    with pytest.raises(Invalid, match="no record"):
        asked_for(floors, people.mara, child)


def test_the_cap_as_a_rule(clock: Clock) -> None:
    now = clock()
    assert held_until(now, None) == now + timedelta(days=30)
    assert held_until(now, now) == now + timedelta(days=30)
    assert held_until(now, now - timedelta(days=70)) == now + timedelta(days=20)
    assert held_until(now, now + timedelta(days=5)) == now + timedelta(days=30)
    with pytest.raises(Conflict):
        held_until(now, now - HELD_AT_MOST)


def test_an_old_word_of_one_person_cannot_be_signed_any_more(
    floors: Floors, people: People, child: Child, clock: Clock
) -> None:
    hold = asked_for(floors, people.mara, child)
    clock.move(days=7)
    with pytest.raises(Absent), floors.begin(people.other) as work:
        holding.sign(work, hold)


def test_what_is_gone_cannot_be_held(
    floors: Floors, people: People, amina: Actor, child: Child
) -> None:
    hold = asked_for(floors, people.mara, child)
    wipe(floors, amina, child)
    erasing.finish_due(floors)
    with pytest.raises(Conflict, match="nothing left"), floors.begin(people.other) as work:
        holding.sign(work, hold)
    draft = children.begun(floors, amina)
    for reference in (child.reference, draft.reference, "KQ7-4MD-2RT"):
        with pytest.raises(Invalid, match="no record"), floors.begin(people.mara) as work:
            holding.propose(work, reference, WhyHeld.COURT, "Order 17")


def test_a_silent_record_that_lapses_waits_too(
    floors: Floors, people: People, amina: Actor, child: Child, clock: Clock
) -> None:
    signed(floors, people, child)
    clock.move(days=25)
    signed(floors, people, child)
    with floors.begin(MACHINE) as work:
        shut(work, work.session.get_one(Child, child.id), at_once=True)
    assert erasing.finish_due(floors) == 0
    with floors.reading() as session:
        assert journal(session, child.ref) is not None
        assert due(session, clock()) == []


def test_its_words_lie_under_a_key_of_their_own_and_touch_no_page_of_the_family(
    floors: Floors, people: People, child: Child
) -> None:
    hold = signed(floors, people, child)
    with floors.begin(people.other) as work:
        assert holding.view_hold(work, hold).words == "Order 17 of 3 May"
    with floors.reading() as session:
        sealed = session.scalars(select(Sealed).where(Sealed.owner_ref == f"hold:{hold}")).one()
        assert sealed.subject_ref == f"hold:{hold}"
        opened = select(Entry.subject_ref).where(
            Entry.event == Event.RECORD_OPENED.value, Entry.actor_ref == people.other.ref
        )
        assert set(session.scalars(opened)) == {f"hold:{hold}"}


def test_a_held_key_is_late_to_nobody_and_an_auditor_alone_sees_the_count(
    floors: Floors, people: People, amina: Actor, child: Child, clock: Clock
) -> None:
    signed(floors, people, child)
    wipe(floors, amina, child)
    clock.move(days=4)
    with floors.begin(people.auditor) as work:
        house = figures.state_of_the_house(work)
    assert (house.overdue_erasures, house.held) == (0, 1)
    with floors.begin(OPERATOR) as work:
        assert figures.state_of_the_house(work).held is None


def test_it_is_forgotten_with_its_words_24_months_after_it_ended(
    floors: Floors, people: People, child: Child, clock: Clock
) -> None:
    hold = signed(floors, people, child)
    clock.move(days=30 + 730, minutes=-1)
    with floors.begin(MACHINE) as work:
        assert forgetting.forget_holds(work) == 0
    clock.move(minutes=1)
    with floors.begin(MACHINE) as work:
        assert forgetting.forget_holds(work) == 1
    with floors.reading() as session:
        for kind in (Hold, HoldSignature, HoldEnd):
            assert session.scalars(select(kind)).all() == []
        assert session.scalar(select(Sealed).where(Sealed.owner_ref == f"hold:{hold}")) is None
    sweep(floors)
    assert f"hold:{hold}" not in floors.keyring.subjects()


def test_the_pages_take_a_hold_from_the_first_word_to_its_end(
    client: FlaskClient, floors: Floors, people: People, child: Child
) -> None:
    assert people
    accounts.sign_in(client, MARA)
    page = client.post("/desk/holds", data={"reference": child.reference})
    assert page.status_code == 422
    told = {"reference": child.reference, "why": "court", "words": "Order 17"}
    assert client.post("/desk/holds", data=told).status_code == 303
    assert child.reference in client.get("/desk/holds").text
    with floors.reading() as session:
        hold = session.scalars(select(Hold)).one()
    assert "Order 17" in client.get(f"/desk/holds/{hold.id}").text
    assert client.post(f"/desk/holds/{hold.id}/signature").status_code == 409
    accounts.sign_in(client, EWA_MARA)
    assert client.post(f"/desk/holds/{hold.id}/signature").status_code == 303
    assert timedelta(days=30) == rules.HELD_FOR
    assert client.post(f"/desk/holds/{hold.id}/end").status_code == 303
    assert "Nothing is held" in client.get("/desk/holds").text
    accounts.sign_in(client, NOOR)
    assert client.get("/desk/holds").status_code == 404
