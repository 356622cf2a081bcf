"""The one place that knows on which ground each side of a pair is opened."""

from __future__ import annotations

import pytest

from consent import Assurance, DataClass
from registry.authority import Actor
from registry.claims import sides
from registry.claims.facts import Papers
from registry.errors import Absent
from registry.purposes import (
    CARE_OF_FOUND_CHILD,
    CLAIM_HANDLING,
    SHOW_CASEWORKERS,
    STORE_PHOTO,
)
from registry.reasons import Task
from registry.work import Floors
from tests.conftest import Clock
from tests.making import children, claims
from tests.registry.claims.conftest import Desk


def test_each_kind_of_side_is_opened_on_its_own_ground(
    floors: Floors, desk: Desk, amina: Actor, yusuf: Actor
) -> None:
    child = children.enrolled(floors, amina, photos=1)
    claim, found = claims.filed(floors, yusuf), claims.found(floors, desk.hana, desk.omar)
    with floors.begin(desk.mara) as work:
        grounds = {
            ref: sides.permit_for(work, ref, DataClass.DETAILS).purpose
            for ref in (child.ref, claim.ref, found.ref)
        }
        photo = sides.permit_for(work, child.ref, DataClass.PHOTO)
    assert grounds == {
        child.ref: SHOW_CASEWORKERS,
        claim.ref: CLAIM_HANDLING,
        found.ref: CARE_OF_FOUND_CHILD,
    }
    assert (photo.purpose, photo.operation) == (STORE_PHOTO, "show")


def test_a_side_in_plain_columns(floors: Floors, desk: Desk, amina: Actor) -> None:
    child, found = children.enrolled(floors, amina), claims.found(floors, desk.hana, desk.omar)
    with floors.reading() as session:
        registered = sides.side_of(session, child.ref)
        held = sides.side_of(session, found.ref)
    assert (registered.mark, registered.speaker_ref) == ("■", amina.ref)
    assert (registered.is_claim, held.is_claim) == (False, True)
    assert (held.mark, held.agency_ref) == ("▲", desk.hana.agency_ref)


def test_what_a_record_tells_is_read_like_what_a_claim_tells(
    floors: Floors, desk: Desk, amina: Actor
) -> None:
    child = children.enrolled(floors, amina)
    with floors.begin(desk.mara) as work:
        work.opens_for(Task.CASE)
        assert sides.describe(work, child.ref).names == children.idris(floors).names
        assert sides.withheld(work, child.ref) == children.FACTS
        assert sides.safety(work, child.ref) == children.SAID
        assert sides.papers(work, child.ref) == Papers()


def test_photos_of_a_record_are_hidden_until_papers_were_seen(
    floors: Floors, clock: Clock, desk: Desk, amina: Actor
) -> None:
    child = children.enrolled(floors, amina, photos=1)
    with floors.begin(desk.mara) as work:
        assert len(sides.photos(work, child.ref)) == 1
    clock.move(days=31)
    with floors.begin(desk.mara) as work:
        assert sides.photos(work, child.ref) == []
    children.papers_seen(floors, desk.mara, child)
    with floors.begin(desk.mara) as work:
        assert sides.assurance(work, child.ref) is Assurance.AL2
        assert len(sides.photos(work, child.ref)) == 1


@pytest.mark.parametrize("ref", ["child:nonsense", "claim:nonsense", "account:1", ""])
def test_what_is_no_side_is_absent(floors: Floors, desk: Desk, ref: str) -> None:
    with pytest.raises(Absent), floors.begin(desk.mara) as work:
        sides.permit_for(work, ref, DataClass.DETAILS)
    with floors.reading() as session, pytest.raises(Absent):
        sides.side_of(session, ref)
