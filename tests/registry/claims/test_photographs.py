"""Photos of a claim: while it is written, for its writer; afterwards for a review alone."""

from __future__ import annotations

import pytest

from registry.authority import Actor
from registry.claims import operations
from registry.claims.rules import PHOTOS_MOST, Kind
from registry.description import PartialDate
from registry.errors import Absent, Conflict, Invalid
from registry.work import Floors
from tests.making import children, claims
from tests.registry.claims.conftest import Desk


def added(floors: Floors, who: Actor, claim_id: str, shade: int = 0) -> str:
    """One more photo; its id."""
    with floors.begin(who) as work:
        photo = operations.add_photo(work, claim_id, children.pictures(shade), PartialDate(2025))
        return str(photo.id)


def opened(floors: Floors, who: Actor, claim_id: str, photo_id: str) -> bytes:
    """The small picture."""
    with floors.begin(who) as work:
        return operations.open_photo(work, claim_id, photo_id, "small")


def test_a_photo_is_shown_back_until_the_claim_is_sent(floors: Floors, yusuf: Actor) -> None:
    claim = claims.written(floors, yusuf)
    photo_id = added(floors, yusuf, str(claim.id))
    assert opened(floors, yusuf, str(claim.id), photo_id) == children.pictures().small
    claims.sent(floors, yusuf, claim)
    with pytest.raises(Absent):
        opened(floors, yusuf, str(claim.id), photo_id)
    with pytest.raises(Conflict):
        added(floors, yusuf, str(claim.id))


def test_nobody_else_sees_it(floors: Floors, desk: Desk, amina: Actor, yusuf: Actor) -> None:
    claim, other = claims.begun(floors, yusuf), claims.begun(floors, yusuf)
    photo_id = added(floors, yusuf, str(claim.id))
    for who in (amina, desk.mara, desk.hana, desk.omar):
        with pytest.raises(Absent):
            opened(floors, who, str(claim.id), photo_id)
    with pytest.raises(Absent):
        opened(floors, yusuf, str(other.id), photo_id)
    with pytest.raises(Absent):
        opened(floors, yusuf, str(claim.id), "nonsense")


def test_a_photo_taken_away_is_wiped(floors: Floors, yusuf: Actor) -> None:
    claim_id = str(claims.begun(floors, yusuf).id)
    photo_id = added(floors, yusuf, claim_id)
    with floors.begin(yusuf) as work:
        operations.remove_photo(work, claim_id, photo_id)
    with pytest.raises(Absent):
        opened(floors, yusuf, claim_id, photo_id)


def test_six_photos_are_enough(floors: Floors, yusuf: Actor) -> None:
    claim_id = str(claims.begun(floors, yusuf).id)
    for shade in range(PHOTOS_MOST):
        added(floors, yusuf, claim_id, shade)
    with pytest.raises(Invalid):
        added(floors, yusuf, claim_id)


def test_the_lead_sees_the_photos_until_they_sign(floors: Floors, desk: Desk) -> None:
    claim = claims.begun(floors, desk.hana, Kind.FOUND)
    pages = (("circumstances", claims.IN_CARE), ("location", claims.AT_WILLOW))
    claims.tell(floors, desk.hana, claim, *pages)
    claims.describe(floors, desk.hana, claim, claims.idris(floors))
    photo_id = added(floors, desk.hana, str(claim.id))
    with pytest.raises(Absent):
        opened(floors, desk.omar, str(claim.id), photo_id)
    with floors.begin(desk.hana) as work:
        operations.save_safety(work, str(claim.id), children.SAID)
        operations.file_found(work, str(claim.id))
    assert opened(floors, desk.omar, str(claim.id), photo_id)
    with floors.begin(desk.omar) as work:
        operations.countersign(work, str(claim.id))
    with pytest.raises(Absent):
        opened(floors, desk.omar, str(claim.id), photo_id)
