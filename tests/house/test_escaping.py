"""Text is escaped last, at the page: whoever switches that off is listed here with a reason."""

from __future__ import annotations

import ast
import re

from tests.house import tree

# path -> why its markup can hold nothing that a person typed
ALLOWED = {
    "registry/web/swatch.py": "draws from its own tables of weaves and colours; escapes the label",
}

UNESCAPED = re.compile(r"\|\s*safe\b|\{%-?\s*autoescape\s+false|\bforceescape\s+false")


def templates_that_switch_escaping_off() -> set[str]:
    """The templates with `|safe` or the like."""
    every = [*tree.templates(), *tree.files("templates", ending=".txt")]
    return {tree.name(path) for path in every if UNESCAPED.search(tree.text(path))}


def modules_that_make_markup() -> set[str]:
    """The modules that call Markup or one of its methods."""
    return {
        tree.name(path)
        for path in tree.python(*tree.CODE)
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.Call) and _is_markup(node.func)
    }


def _is_markup(called: ast.expr) -> bool:
    if isinstance(called, ast.Name):
        return called.id == "Markup"
    if isinstance(called, ast.Attribute):
        return called.attr == "Markup" or _is_markup(called.value)
    return False


def test_only_listed_files_make_unescaped_markup() -> None:
    found = templates_that_switch_escaping_off() | modules_that_make_markup()
    assert found - set(ALLOWED) == set()


def test_no_listed_file_has_stopped_needing_it() -> None:
    found = templates_that_switch_escaping_off() | modules_that_make_markup()
    assert set(ALLOWED) - found == set()
    assert all(ALLOWED.values())
