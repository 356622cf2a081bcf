"""Every promise of reliability has a test that carries its number; R1 to R8 stand in `promises`."""

from __future__ import annotations

import re

import pytest

from tests.faults.promises import PROMISES
from tests.house import tree


@pytest.mark.parametrize("number", PROMISES)
def test_the_promise_is_tested_under_its_number(number: int) -> None:
    named = re.compile(rf"def test_(?:r\d_)*r{number}_")
    found = [
        path.name for path in (tree.ROOT / "tests").rglob("*.py") if named.search(path.read_text())
    ]
    assert found, f"no test is named r{number}_…: {PROMISES[number]}"
