"""A new agency is told to families before anything can go there."""

from __future__ import annotations

import pytest

from registry.children.operations import announcing
from registry.children.operations.announcing import announce_agencies
from registry.work import Floors
from tests.cast import AMINA, YUSUF
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children

OLENA = "olena@example.org"


def letters(floors: Floors, email: str) -> int:
    """How often somebody was written to about a new agency."""
    return len(accounts.letters(floors, accounts.read(floors, email).ref, announcing.LETTER))


def test_every_family_hears_once_of_each_new_agency_portion_by_portion(
    floors: Floors, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcing, "PORTION", 2)
    admins = caseworkers.administrators(floors)
    amina, olena = accounts.guardian(floors, AMINA), accounts.guardian(floors, OLENA)
    accounts.guardian(floors, YUSUF)
    for guardian in (amina, amina, olena):
        children.enrolled(floors, guardian)
    assert announce_agencies(floors) == 0
    for round_ in (1, 2):
        clock.move(days=30)
        caseworkers.agency(floors, admins, f"Harbour {round_}", announced=False)
        assert sum(announce_agencies(floors) for _ in range(4)) == 2
        assert [letters(floors, each) for each in (AMINA, OLENA, YUSUF)] == [round_, round_, 0]


def test_a_form_that_was_only_begun_is_no_record_to_write_about(floors: Floors) -> None:
    admins = caseworkers.administrators(floors)
    amina = accounts.guardian(floors, AMINA)
    children.begun(floors, amina)
    caseworkers.agency(floors, admins, "Harbour", announced=False)
    assert announce_agencies(floors) == 0
