"""Every invariant of the ledger has a test that carries its number."""

from __future__ import annotations

import re

import pytest

from tests.house import tree

NUMBERS = range(1, 21)


@pytest.mark.parametrize("number", NUMBERS)
def test_the_invariant_is_tested_under_its_number(number: int) -> None:
    named = re.compile(rf"def (?:test_)?(?:i\d\d_)*i{number:02}_")
    found = [
        path.name for path in (tree.ROOT / "tests").rglob("*.py") if named.search(path.read_text())
    ]
    assert found, f"no test is named i{number:02}_…"
