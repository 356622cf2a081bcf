"""The checks are as strict as they are said to be, and what is installed stands in a lock."""

from __future__ import annotations

import tomllib
from importlib.metadata import distributions

from packaging.utils import canonicalize_name

import run
from tests.house import tree
from tests.house.test_locks import TEST, pins

WITH_PYTHON = {"kinfold", "pip", "setuptools"}
"""Ourselves, and what an environment is born with."""
PROJECT = tomllib.loads(tree.text(tree.ROOT / "pyproject.toml"))["tool"]


def test_types_are_checked_strictly_on_every_run() -> None:
    mypy = PROJECT["mypy"]
    assert mypy["strict"] is True
    assert set(mypy["packages"]) >= set(tree.CODE)
    loosened = {
        setting
        for each in mypy["overrides"]
        if not {"ignore_missing_imports", "disallow_subclassing_any"} & each.keys()
        for setting in each
    }
    assert loosened == set()
    assert ("types", ("mypy",)) in run.CHECKS


def test_every_rule_of_the_linter_is_on_and_none_of_safety_is_off() -> None:
    lint = PROJECT["ruff"]["lint"]
    assert lint["select"] == ["ALL"]
    off = {*lint["ignore"], *(rule for key in ("registry/cli/**",) for rule in _of(key))}
    assert [rule for rule in off if rule.startswith("S")] == []
    assert ("lint", ("ruff", "check", ".")) in run.CHECKS


def _of(key: str) -> list[str]:
    return list(PROJECT["ruff"]["lint"]["per-file-ignores"].get(key, []))


def test_everything_that_is_installed_stands_in_a_lock() -> None:
    pinned = pins(TEST)
    strange = {
        f"{each.name} {each.version}"
        for each in distributions()
        if each.version not in pinned.get(canonicalize_name(each.name), set())
    }
    assert {name for name in strange if name.split()[0] not in WITH_PYTHON} == set()
