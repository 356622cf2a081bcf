"""The one table is the two of families and of the house, side by side, and says all there is."""

from __future__ import annotations

from registry.authority import TABLE, Permission
from registry.authority.cases import CASES
from registry.authority.house import HOUSE


def test_no_permission_stands_in_both_halves_of_the_table() -> None:
    assert CASES.keys() & HOUSE.keys() == set()


def test_every_permission_stands_in_one_half_of_the_table() -> None:
    assert CASES.keys() | HOUSE.keys() == TABLE.keys() == set(Permission)
