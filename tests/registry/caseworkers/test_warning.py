"""Nobody's standing ends without a word in time, to them and to those who can do something."""

from __future__ import annotations

from datetime import timedelta

from registry.authority import Role
from registry.caseworkers.warning import warn_of_ends
from registry.work import Floors
from tests.cast import ADA, BO, NOOR, OMAR, TOMAS
from tests.conftest import Clock
from tests.making import accounts, caseworkers


def test_a_person_their_lead_and_the_administrators_hear_three_times(
    floors: Floors, clock: Clock
) -> None:
    admins = caseworkers.administrators(floors)
    harbour = caseworkers.agency(floors, admins, "Harbour")
    lantern = caseworkers.agency(floors, admins, "Lantern")
    caseworkers.staff(floors, admins, OMAR, Role.LEAD, agency=harbour)
    caseworkers.staff(floors, admins, TOMAS, Role.LEAD, agency=lantern)
    noor = caseworkers.accepted(floors, admins[0], NOOR, Role.CASEWORKER, agency=harbour)
    caseworkers.verify(floors, admins[1], noor, timedelta(days=90))
    assert warn_of_ends(floors) == 0
    for days, told in ((30, 1), (30, 1), (23, 1)):
        clock.move(days=days)
        assert warn_of_ends(floors) == told
        assert warn_of_ends(floors) == 0
    badge = caseworkers.person_of(floors, noor).badge
    assert [each["day"] for each in accounts.letters(floors, noor.ref, "standing_ends")] == [
        "2026-05-31"
    ] * 3
    for email, letters in ((OMAR, 3), (ADA, 3), (BO, 3), (TOMAS, 0)):
        ref = accounts.read(floors, email).ref
        found = accounts.letters(floors, ref, "standing_of_other_ends")
        assert [each["badge"] for each in found] == [badge] * letters
    clock.move(days=7)
    assert warn_of_ends(floors) == 0
