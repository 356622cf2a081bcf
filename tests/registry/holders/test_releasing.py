"""A wrong account followed the link of an 18th birthday: a coordinator and a second free it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from registry.authority import Actor
from registry.children.models import Child
from registry.children.rules import Paper, Papers, Seen
from registry.consents import operations as consents
from registry.consents.clock import remind
from registry.description import PartialDate
from registry.errors import Absent, Conflict, Invalid
from registry.holders import operations
from registry.holders.rules import Proposal, What
from registry.storage.erasure import journal
from registry.trail.models import Entry
from registry.work import Floors
from tests.cast import MARA, NOOR, TOMAS
from tests.conftest import Clock
from tests.making import accounts, children, holders
from tests.making.holders import Desk, proposed, signed
from tests.registry.holders.test_pages import as_, pressed

IDRIS = "idris@example.org"
FREE = Proposal(What.RELEASE, "Idris rang: he has not seen the link. The other account is a cousin")
SAW = Papers(Paper.IDENTITY, Seen.OFFICE)


@pytest.fixture
def grown(floors: Floors, desk: Desk, amina: Actor, clock: Clock) -> Child:
    """A record whose child is 18 by now; the letter has gone out."""
    child = holders.young(floors, amina, 17, born=PartialDate(2008, 3, 20))
    children.papers_seen(floors, desk.mara, child)
    clock.move(days=19)
    remind(floors)
    return child


@pytest.fixture
def taken(floors: Floors, grown: Child, yusuf: Actor) -> Child:
    """Yusuf followed the link, and it is not his."""
    token = accounts.token_for(floors, grown.guardian_ref, "of_age")
    with floors.begin(yusuf) as work:
        consents.take_over(work, token)
    return grown


def test_two_free_the_link_and_the_young_person_follows_a_new_one(
    floors: Floors, desk: Desk, taken: Child, amina: Actor, yusuf: Actor
) -> None:
    old = accounts.token_for(floors, amina.ref, "of_age")
    measure = proposed(floors, desk.mara, taken, FREE)
    with floors.begin(yusuf) as work:
        assert consents.view_invitation(work, old).is_own
    signed(floors, desk.noor, measure)
    new = accounts.token_for(floors, amina.ref, "of_age")
    assert new != old
    idris = accounts.guardian(floors, IDRIS)
    for who in (yusuf, idris):
        with pytest.raises(Absent), floors.begin(who) as work:
            consents.view_invitation(work, old)
    with floors.begin(idris) as work:
        consents.take_over(work, new)
    with floors.begin(desk.tomas) as work:
        consents.record_grown(work, taken.reference, IDRIS, SAW)
    with floors.reading() as session:
        (entry,) = (each for each in session.query(Entry) if each.event == "majority:released")
    assert yusuf.ref in entry.about
    assert "cousin" not in entry.detail


def test_nobody_writes_it_down_but_a_coordinator_and_nobody_signs_their_own(
    floors: Floors, desk: Desk, taken: Child
) -> None:
    with pytest.raises(Absent):
        proposed(floors, desk.noor, taken, FREE)
    measure = proposed(floors, desk.mara, taken, FREE)
    with pytest.raises(Conflict), floors.begin(desk.mara) as work:
        operations.sign(work, str(measure.id))


def test_there_is_nothing_to_free_before_anybody_followed_the_link(
    floors: Floors, desk: Desk, grown: Child, child: Child
) -> None:
    for record in (grown, child):
        with pytest.raises(Invalid):
            proposed(floors, desk.mara, record, FREE)


def test_whoever_was_met_keeps_the_record(
    floors: Floors, desk: Desk, taken: Child, yusuf: Actor
) -> None:
    measure = proposed(floors, desk.mara, taken, FREE)
    with floors.begin(desk.tomas) as work:
        consents.record_grown(work, taken.reference, "yusuf@example.org", SAW)
    with pytest.raises(Conflict):
        signed(floors, desk.noor, measure)
    with pytest.raises(Invalid):
        proposed(floors, desk.mara, taken, FREE)
    with floors.begin(yusuf) as work:
        assert consents.view_of_age(work, str(taken.id)).reference == taken.reference


def test_a_worker_who_followed_the_link_does_not_free_it(
    floors: Floors, desk: Desk, grown: Child, amina: Actor
) -> None:
    token = accounts.token_for(floors, amina.ref, "of_age")
    with floors.begin(desk.noor) as work:
        consents.take_over(work, token)
    measure = proposed(floors, desk.mara, grown, FREE)
    with pytest.raises(Conflict), floors.begin(desk.noor) as work:
        operations.sign(work, str(measure.id))
    signed(floors, desk.tomas, measure)


def test_the_days_to_answer_begin_anew(
    floors: Floors, desk: Desk, taken: Child, clock: Clock
) -> None:
    clock.move(days=40)  # of the 60
    signed(floors, desk.noor, proposed(floors, desk.mara, taken, FREE))
    for _ in range(59):
        clock.move(days=1)
        remind(floors)
        with floors.reading() as session:
            assert journal(session, taken.ref) is None
    clock.move(days=1)
    remind(floors)
    with floors.reading() as session:
        assert journal(session, taken.ref) is not None


def test_the_page_offers_it_to_a_coordinator_alone(
    client: FlaskClient, floors: Floors, desk: Desk, taken: Child
) -> None:
    address = f"/desk/records/{taken.id}"
    free = "Free the link of an 18th birthday"
    assert free not in as_(client, NOOR).open(address).text
    assert client.get(f"{address}/measures/release").status_code == 404
    assert client.post(f"{address}/measures/release", data={"words": "x"}).status_code == 404
    walk = as_(client, MARA).open(address)
    assert free in walk.text
    walk.open(f"{address}/measures/release").send(words=FREE.words)
    with floors.reading() as session:
        (task,) = operations.tasks_of(session, desk.tomas, floors.clock())
    page = f"/desk/measures/{task.ids['measure_id']}"
    walk = as_(client, TOMAS).open(page)
    assert "a cousin" in walk.text
    assert "Signed." in pressed(walk, f"{page}/signature").text
    assert free not in as_(client, MARA).open(address).text
