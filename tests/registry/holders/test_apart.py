"""What one guardian says stays theirs, and who is kept away finds nothing at the desk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from registry.authority import Actor
from registry.children import operations as records
from registry.children.models import Child
from registry.children.operations import others_may_be_told
from registry.children.rules import Anyone, Excluded, Safety
from registry.errors import Absent, Conflict, Invalid
from registry.holders import operations
from registry.holders.rules import Proposal, What
from registry.purposes import SEARCH_FOUND
from registry.reasons import Task
from registry.storage.database import uuid_of
from registry.work import Floors
from tests.making import accounts, children, holders
from tests.making.holders import Desk, proposed, signed

STOP = Proposal(What.COURT_RESTRICTION, "Order 4411", codes=(SEARCH_FOUND,), is_told=True)


@pytest.fixture
def together(floors: Floors, desk: Desk, child: Child, yusuf: Actor) -> Child:
    children.papers_seen(floors, desk.noor, child)
    holders.joined(floors, desk.noor, child, yusuf)
    return child


def states(floors: Floors, who: Actor, child: Child, anyone: Anyone) -> None:
    with floors.begin(who) as work:
        records.save_safety(work, str(child.id), Safety(anyone))


def test_a_second_guardian_does_not_take_a_warning_back(
    floors: Floors, together: Child, amina: Actor, yusuf: Actor, desk: Desk
) -> None:
    states(floors, amina, together, Anyone.YES)
    states(floors, yusuf, together, Anyone.NO)
    with floors.begin(desk.mara) as work:
        work.opens_for(Task.MATTER)
        assert not others_may_be_told(work, together)


def test_a_measure_tells_nobody_where_somebody_must_not_be_told(
    floors: Floors, together: Child, amina: Actor, yusuf: Actor, desk: Desk
) -> None:
    states(floors, amina, together, Anyone.YES)
    signed(floors, desk.tomas, proposed(floors, desk.noor, together, STOP))
    for who in (amina, yusuf):
        assert not accounts.letters(floors, who.ref, "record_changed")


def test_a_wish_is_seen_and_ended_by_its_author_and_kept_for_all(
    floors: Floors, together: Child, amina: Actor, yusuf: Actor
) -> None:
    with floors.begin(amina) as work:
        records.exclude_person(work, str(together.id), Excluded.PERSON, "My uncle")
        (line,) = records.view_exclusions(work, str(together.id)).lines
    with floors.begin(yusuf) as work:
        assert records.view_exclusions(work, str(together.id)).lines == ()
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        records.end_exclusion(work, str(together.id), line.id)


def test_who_is_kept_away_finds_no_record_and_no_task(
    floors: Floors, child: Child, amina: Actor, desk: Desk
) -> None:
    measure = proposed(floors, desk.tomas, child, STOP)
    agency = uuid_of(desk.noor.agency_ref or "", "agency")
    with floors.begin(amina) as work:
        records.exclude_agency(work, str(child.id), str(agency))
    with floors.reading() as session:
        assert operations.tasks_of(session, desk.noor, floors.clock()) == ()
    with pytest.raises(Absent), floors.begin(desk.noor) as work:
        operations.sign(work, str(measure.id))
    with pytest.raises(Invalid), floors.begin(desk.noor) as work:
        operations.find_record(work, child.reference)


def test_a_young_persons_account_is_not_a_guardians_or_a_workers(
    floors: Floors, amina: Actor, yusuf: Actor, desk: Desk
) -> None:
    child = holders.young(floors, amina, 16)
    told = Proposal(What.ALONE, "Spoke with her", why="unsafe", email="yusuf@example.org")
    measure = proposed(floors, desk.noor, child, told)
    with floors.begin(desk.tomas) as work:
        assert "yusuf@example.org" in (
            operations.view_measure(work, str(measure.id))[1].words or ""
        )
    signer = replace(desk.tomas, ref=yusuf.ref)
    with pytest.raises(Conflict), floors.begin(signer) as work:
        operations.sign(work, str(measure.id))
    holders.joined(floors, desk.noor, child, yusuf)
    with pytest.raises(Invalid):
        proposed(floors, desk.noor, child, told)
