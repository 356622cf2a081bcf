"""Which pages a claim has, which are needed, and where a saved page leads."""

from __future__ import annotations

import pytest

from registry.claims import parts
from registry.claims.rules import Kind
from registry.claims.statements import STATEMENTS
from registry.errors import Absent

OTHERS = {"photos", "safety", "withheld"}


@pytest.mark.parametrize("kind", list(parts.PARTS))
def test_every_page_of_facts_has_its_place_in_the_vault(kind: Kind) -> None:
    names = [page.name for page in parts.pages(kind)]
    assert len(names) == len(set(names))
    assert set(names) - OTHERS <= set(STATEMENTS)


def test_a_relative_needs_five_answers() -> None:
    needed = [page.name for page in parts.still_needed(Kind.RELATIVE, ())]
    assert needed == ["relationship", "claimant", "safety", "names", "person"]


def test_a_found_child_needs_no_name() -> None:
    needed = [page.name for page in parts.still_needed(Kind.FOUND, ())]
    assert needed == ["circumstances", "location", "safety", "person"]


def test_needed_pages_follow_each_other_then_the_list() -> None:
    assert parts.page_after(Kind.RELATIVE, "relationship", {"relationship"}) == "claimant"
    assert parts.page_after(Kind.SEPARATED, "apart", {"apart"}) is None


def test_from_a_page_one_chose_the_rest_of_its_part_follows() -> None:
    needed = {page.name for page in parts.pages(Kind.RELATIVE) if page.needed}
    assert parts.page_after(Kind.RELATIVE, "appearance", needed | {"appearance"}) == "marks"
    assert parts.page_after(Kind.RELATIVE, "belongings", needed | {"belongings"}) is None


def test_a_page_this_kind_does_not_ask_is_not_there() -> None:
    with pytest.raises(Absent):
        parts.page_of(Kind.RELATIVE, "location")
    with pytest.raises(Absent):
        parts.page_of(Kind.SELF, "names")
