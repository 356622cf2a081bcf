"""Families told twice, in two scripts and by two people, are found among strangers."""

from __future__ import annotations

import pytest

from registry.description import Description
from registry.search.shortlist import rank
from registry.search.traits import Traits, traits_of
from tests.registry.search.families import PAIRS, TODAY, strangers

FIRST = 3


def _told(description: Description) -> Traits:
    return traits_of(description, today=TODAY)


REGISTERED = [(f"child:{number}", _told(one)) for number, (one, _) in enumerate(PAIRS)]
TAKEN_DOWN = [(f"claim:{number}", _told(other)) for number, (_, other) in enumerate(PAIRS)]
STRANGERS = [(f"child:stranger-{number}", _told(one)) for number, one in enumerate(strangers(300))]


@pytest.mark.parametrize("number", range(len(PAIRS)))
def test_whoever_was_registered_is_among_the_first(number: int) -> None:
    listed = rank(TAKEN_DOWN[number][1], [*STRANGERS, *REGISTERED])
    assert f"child:{number}" in [side.ref for side in listed[:FIRST]]


@pytest.mark.parametrize("number", range(len(PAIRS)))
def test_whoever_was_taken_down_is_among_the_first(number: int) -> None:
    listed = rank(REGISTERED[number][1], [*STRANGERS, *TAKEN_DOWN])
    assert f"claim:{number}" in [side.ref for side in listed[:FIRST]]
