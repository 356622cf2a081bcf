"""Small enough to read: modules, functions, views and templates keep to the house's limits."""

from __future__ import annotations

import ast

from tests.house import tree

MODULE = 300
FUNCTION = 40
STORY = 600
"""A file of tests is a list of sentences, and may be longer than a file of code."""
VIEW = 12
TEMPLATE = 80

ROUTES = {"route", "get", "post", "put", "patch", "delete"}


def is_view(function: tree.Function) -> bool:
    """Is the function handed to the router by a decorator such as `@family.get(...)`?"""
    return any(
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr in ROUTES
        for decorator in function.decorator_list
    )


def lines_of_body(function: tree.Function) -> int:
    """How many lines a function's body takes, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_modules_stay_under_three_hundred_lines() -> None:
    lengths = {
        tree.name(path): len(tree.text(path).splitlines())
        for path in tree.python()
        if not tree.is_migration(path)  # made by Alembic, as long as there are tables
    }
    assert "run.py" in lengths
    assert {
        name: length
        for name, length in lengths.items()
        if length >= (STORY if name.startswith("tests/") else MODULE)
    } == {}


def test_functions_stay_under_forty_lines() -> None:
    lengths = {
        f"{tree.name(path)}: {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in tree.python()
        if not tree.is_migration(path) and not tree.name(path).startswith("tests/")
        for function in tree.functions(path)
    }
    assert lengths
    assert {name: length for name, length in lengths.items() if length >= FUNCTION} == {}


def test_views_have_at_most_twelve_lines() -> None:
    lengths = {
        f"{tree.name(path)}: {function.name}": lines_of_body(function)
        for path in tree.python("registry")
        for function in tree.functions(path)
        if is_view(function)
    }
    written = [path for path in tree.python("registry") if path.name == "views.py"]
    assert lengths or not written, "there are views, and none was recognised"
    assert {name: length for name, length in lengths.items() if length > VIEW} == {}


def test_templates_stay_under_eighty_lines() -> None:
    lengths = {tree.name(path): len(tree.text(path).splitlines()) for path in tree.templates()}
    assert lengths or not (tree.ROOT / "templates").is_dir()
    assert {name: length for name, length in lengths.items() if length >= TEMPLATE} == {}
