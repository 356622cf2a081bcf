"""Everything stopped: one stops it, two let it go on, and each door of disclosure is shut."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from consent import DataClass
from registry import freezing
from registry.authority import MACHINE, OPERATOR, Actor
from registry.children import operations as children_operations
from registry.claims.operations import draw
from registry.config import Settings
from registry.errors import Absent, Conflict, Frozen
from registry.freezing import Why
from registry.oversight import stopping
from registry.purposes import CLAIM_HANDLING, OWN_ACCOUNT, SHOW_CASEWORKERS
from registry.reasons import Task
from registry.reunion import operations as reunion_operations
from registry.search.search import waiting
from registry.work import Floors
from registry.worker import deliver, draw_waiting, sender_for
from tests.cast import MARA
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children, claims, houses, reunion
from tests.making import review as reviewing

Cast = reunion.Cast


def stopped(floors: Floors, by: Actor = OPERATOR) -> None:
    """Somebody stops everything."""
    with floors.begin(by) as work:
        stopping.stop(work, Why.INSIDER)


def lifted(floors: Floors, *people: Actor) -> list[bool]:
    """These people say that it may go on; after which of them did it?"""
    said = []
    for each in people:
        with floors.begin(each) as work:
            said.append(stopping.lift(work))
    return said


def is_stopped(floors: Floors) -> bool:
    """Is everything stopped?"""
    with floors.reading() as session:
        return freezing.standing(session) is not None


def test_one_person_stops_and_two_different_people_let_it_go_on(floors: Floors) -> None:
    ada, bo = caseworkers.administrators(floors)
    stopped(floors, ada)
    stopped(floors, bo)
    assert lifted(floors, ada) == [False]
    with floors.begin(ada) as work, pytest.raises(Conflict):
        stopping.lift(work)
    assert is_stopped(floors)
    assert lifted(floors, bo) == [True]
    assert not is_stopped(floors)
    with floors.begin(bo) as work, pytest.raises(Conflict):
        stopping.lift(work)


def test_it_is_stopped_again_and_old_signatures_do_not_count(floors: Floors, clock: Clock) -> None:
    ada, bo = caseworkers.administrators(floors)
    stopped(floors)
    lifted(floors, ada, bo)
    clock.move(minutes=1)
    stopped(floors)
    assert is_stopped(floors)
    assert lifted(floors, ada, bo) == [False, True]


@pytest.mark.parametrize("who", [OPERATOR, MACHINE])
def test_nobody_lifts_from_a_console(floors: Floors, who: Actor) -> None:
    stopped(floors)
    with floors.begin(who) as work, pytest.raises(Absent):
        stopping.lift(work)


def test_a_family_neither_stops_nor_lifts(floors: Floors) -> None:
    amina = accounts.guardian(floors)
    for verb in (lambda work: stopping.stop(work, Why.INSIDER), stopping.lift, stopping.view_stop):
        with floors.begin(amina) as work, pytest.raises(Absent):
            verb(work)


def test_another_process_obeys_at_once_and_goes_on_at_once(
    floors: Floors, settings: Settings, clock: Clock
) -> None:
    admins = caseworkers.administrators(floors)
    mara = claims.mara(floors, admins)
    child = children.enrolled(floors, accounts.guardian(floors))
    with houses.standing(settings, clock) as other:
        open_as(other, mara, child.ref)
        stopped(floors)
        with pytest.raises(Frozen):
            open_as(other, mara, child.ref)
        lifted(floors, *admins)
        open_as(other, mara, child.ref)


def open_as(floors: Floors, who: Actor, child_ref: str) -> None:
    """Open a record as the desk does."""
    with floors.begin(who) as work:
        work.opens_for(Task.CASE)
        permit = work.permit(child_ref, SHOW_CASEWORKERS, "open", DataClass.DETAILS)
        children_operations.describe(work, child_ref, permit)


def test_a_basis_opens_no_more_to_staff_than_a_yes_but_their_own_account(floors: Floors) -> None:
    mara = claims.mara(floors, caseworkers.administrators(floors))
    yusuf = claims.yusuf(floors)
    claim = claims.filed(floors, yusuf)
    stopped(floors)
    with floors.begin(mara) as work:
        with pytest.raises(Frozen):
            work.permit_on_basis(claim.ref, CLAIM_HANDLING, "open", DataClass.DETAILS)
        with pytest.raises(Frozen):
            work.permit_on_basis(yusuf.ref, OWN_ACCOUNT, "view", DataClass.CONTACT)
        work.permit_on_basis(mara.ref, OWN_ACCOUNT, "view", DataClass.CONTACT)
    with floors.begin(yusuf) as work:
        work.permit_on_basis(claim.ref, CLAIM_HANDLING, "view", DataClass.DETAILS)


def test_no_list_is_drawn_and_the_queue_waits(floors: Floors) -> None:
    admins = caseworkers.administrators(floors)
    children.enrolled(floors, accounts.guardian(floors), apart=True)
    claim = claims.filed(floors, claims.yusuf(floors))
    stopped(floors)
    with floors.begin(MACHINE) as work, pytest.raises(Frozen):
        draw(work, claim.ref)
    assert draw_waiting(floors) == 0
    with floors.reading() as session:
        assert claim.ref in waiting(session, 10)
    lifted(floors, *admins)
    assert draw_waiting(floors) > 0


def seen(floors: Floors, cast: Cast) -> None:
    """A side reads what it was told."""
    with floors.begin(cast.seeker) as work:
        reunion_operations.view_contact(work, cast.review_id)


def written(floors: Floors, cast: Cast) -> str:
    """A side writes."""
    with floors.begin(cast.seeker) as work:
        return str(reunion_operations.write(work, cast.review_id, "We are well.").id)


DOORS: dict[str, tuple[Callable[[Floors], Cast], Callable[[Floors, Cast], object]]] = {
    "ask both": (
        lambda floors: reunion.ready(floors, reunion.moved(floors)),
        reunion.ask,
    ),
    "answer": (
        lambda floors: reunion.asked(floors, reunion.moved(floors)),
        reunion.answered,
    ),
    "read a name": (
        lambda floors: reunion.told(floors, reunion.moved(floors)),
        seen,
    ),
    "write": (
        lambda floors: reunion.told(floors, reunion.moved(floors)),
        written,
    ),
}


@pytest.mark.parametrize("door", DOORS)
def test_each_door_between_two_sides_is_shut(floors: Floors, door: str) -> None:
    make, through = DOORS[door]
    cast = make(floors)
    stopped(floors)
    with pytest.raises(Frozen):
        through(floors, cast)
    lifted(floors, *cast.admins)
    through(floors, cast)


def test_a_letter_is_neither_read_nor_passed_on_and_a_yes_can_still_be_taken_back(
    floors: Floors,
) -> None:
    cast = reunion.told(floors, reunion.moved(floors))
    note = written(floors, cast)
    stopped(floors)
    for verb in (
        lambda work: reunion_operations.relay(work, cast.review_id, note),
        lambda work: reunion_operations.view_letters(work, cast.review_id),
    ):
        with pytest.raises(Frozen), floors.begin(cast.mara) as work:
            verb(work)
    reunion.take_back(floors, cast, cast.seeker)


def test_letters_that_reveal_wait_and_others_go(floors: Floors) -> None:
    cast = reunion.asked(floors, reunion.moved(floors))
    folder = floors.settings.mail_dir
    stopped(floors)
    while deliver(floors, sender_for(floors.settings)):
        pass
    before = len(list(folder.iterdir()))
    assert before
    lifted(floors, *cast.admins)
    assert deliver(floors, sender_for(floors.settings)) == 2


def test_a_family_sees_its_own_and_the_desk_a_neutral_page(
    floors: Floors, client: FlaskClient
) -> None:
    admins = caseworkers.administrators(floors)
    mara = claims.mara(floors, admins)
    child = children.enrolled(floors, accounts.guardian(floors), apart=True)
    children.papers_seen(floors, mara, child)
    claim = claims.filed(floors, claims.yusuf(floors))
    pair = reviewing.candidate(floors, claim.ref, child.ref)
    stopped(floors)
    accounts.sign_in(client)
    page = client.get(f"/children/{child.id}")
    assert page.status_code == 200
    assert "Everything is stopped" not in page.text
    accounts.sign_in(client, MARA)
    page = client.get(f"/desk/candidates/{pair.id}")
    assert page.status_code == 503
    assert "You did nothing wrong." in page.text
    assert "Everything is stopped" in client.get("/desk").text


def test_the_page_stops_with_a_reason_and_lifts_by_two(floors: Floors, client: FlaskClient) -> None:
    admins = caseworkers.administrators(floors)
    claims.mara(floors, admins)
    accounts.sign_in(client, MARA)
    assert "Everything is stopped" not in client.get("/desk").text
    assert client.post("/desk/stop", data={}).status_code == 422
    assert not is_stopped(floors)
    assert client.post("/desk/stop", data={"why": "intruder"}).status_code == 303
    assert is_stopped(floors)
    assert client.post("/desk/stop/lifts").status_code == 303
    assert "Somebody else has to say so" in client.get("/desk/stop").text
    assert client.post("/desk/stop/lifts").status_code == 409
    lifted(floors, admins[0])
    assert not is_stopped(floors)


def test_a_guardian_has_no_page_to_stop(floors: Floors, client: FlaskClient) -> None:
    accounts.guardian(floors)
    accounts.sign_in(client)
    assert client.get("/desk/stop").status_code == 404
    assert client.post("/desk/stop", data={"why": "intruder"}).status_code == 404
