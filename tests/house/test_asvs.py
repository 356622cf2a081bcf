"""The register of OWASP ASVS is whole, names only tests that there are, and its page is current."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from registry.asvs.counting import LEVELS, paired, tally
from registry.asvs.page import CHAPTERS, page
from registry.asvs.reading import (
    FOLDER,
    Standing,
    State,
    register,
    requirements,
    standings,
)
from tests.house import tree

PAGE = tree.ROOT / "docs" / "asvs.md"
HOW = "after a change: kinfold asvs --page > docs/asvs.md"
NOT_ALWAYS = {"full", "browser", "compiler", "small_disk", "skip", "skipif", "xfail"}
"""Marks of tests that are left out of some runs: none of these proves a line by itself."""


@cache
def standing_in(path: str) -> dict[str, set[str]]:
    """The tests that stand in a file, with their marks; nothing is run."""
    return {
        function.name: set(_marks(function))
        for function in tree.parsed(tree.ROOT / path).body
        if isinstance(function, ast.FunctionDef) and function.name.startswith("test_")
    }


def _marks(function: ast.FunctionDef) -> Iterator[str]:
    for decorator in function.decorator_list:
        found = re.match(r"pytest\.mark\.(\w+)", ast.unparse(decorator))
        if found:
            yield found[1]


def named() -> list[tuple[Standing, str, str]]:
    """Every test that the register names, with its line."""
    return [
        (standing, path, name)
        for standing in register()
        for path, _, name in (test.partition("::") for test in standing.tests)
    ]


def test_every_requirement_stands_in_the_register_once_in_its_order() -> None:
    wanted = [need.number for need in requirements()]
    assert len(wanted) == len(set(wanted)) == 345
    counted = Counter(standing.number for standing in register())
    assert [number for number, times in counted.items() if times > 1] == []
    assert [standing.number for standing in register()] == wanted


def test_each_chapter_has_its_file_which_is_short_enough_to_read() -> None:
    files = sorted((FOLDER / "register").glob("*.txt"))
    assert len(files) == len(CHAPTERS) == len({path.name[:2] for path in files})
    for path in files:
        text = tree.text(path)
        chapter = int(path.name[:2])
        assert text.startswith(f"# V{chapter} {CHAPTERS[chapter]}\n")
        assert all(each.number.split(".")[0] == str(chapter) for each in standings(text))
        assert len(text.splitlines()) < 300


def test_what_does_not_apply_is_what_the_requirements_say() -> None:
    disagreeing = [
        need.number
        for need, standing in paired()
        if need.applies is (standing.state is State.OUTSIDE)
    ]
    assert disagreeing == []


def test_every_test_that_is_named_is_there() -> None:
    for standing, path, name in named():
        assert (tree.ROOT / path).is_file(), (standing.number, path)
        assert name in standing_in(path), (standing.number, path, name)


def test_no_line_is_proved_only_by_what_is_left_out_of_a_run() -> None:
    proved = {standing.number for standing, *_ in named()}
    always = {
        standing.number
        for standing, path, name in named()
        if not standing_in(path).get(name, set()) & NOT_ALWAYS
    }
    assert proved - always == set()


def test_a_line_is_either_proved_or_open() -> None:
    for standing in register():
        assert bool(standing.tests) is not bool(standing.reason), standing.number
        assert bool(standing.tests) is (standing.state is State.PROVED), standing.number
        if standing.reason:
            assert standing.reason.endswith("."), standing.number


@pytest.mark.parametrize(
    "text",
    [
        "1.1.1",
        "1.1.1 open:",
        "1.1.1 no:  ",
        "1.1.1 somewhere",
        "1.1.1 tests/house/test_asvs.py",
        "1.1.1 open: soon tests/house/test_asvs.py::test_x",
        "1.1.1 tests/house/test_asvs.py::test_x\n  open: and also not",
    ],
)
def test_a_line_that_says_both_or_neither_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"1\.1\.1"):
        list(standings(text))


def test_the_page_is_current() -> None:
    assert tree.text(PAGE) == page(), HOW


def test_the_page_shows_every_line_and_every_test() -> None:
    shown = tree.text(PAGE)
    for need, standing in paired():
        (row,) = re.findall(rf"^\| {re.escape(need.number)} \|.*$", shown, re.MULTILINE)
        assert standing.reason in row
        assert all(test.partition("::")[0] in row for test in standing.tests)


def test_at_least_six_of_ten_lines_of_level_two_are_proved() -> None:
    for level in LEVELS:
        found = tally(level)
        assert 0 < found.proved <= found.applying
    assert tally("L2").percent >= 60
