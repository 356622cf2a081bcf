"""Folders are packages, tests mirror the code, and the front door imports nothing."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house import tree

NOT_MIRRORED = {
    "house",
    "journeys",
    "browser",
    "faults",
    "navigators",
    "making",
    "security",
    "crawl",
}


def folders_of_python(*tops: str) -> set[Path]:
    """Every folder under these that holds Python, directly or further down."""
    folders: set[Path] = set()
    for path in tree.python(*tops):
        if not tree.is_migration(path):
            folders |= {folder for folder in path.parents if folder.is_relative_to(tree.ROOT)}
    return folders - {tree.ROOT}


def test_every_folder_of_tests_and_code_is_a_package() -> None:
    folders = folders_of_python("tests", *tree.CODE)
    assert tree.ROOT / "tests" / "house" in folders
    assert [tree.name(f) for f in sorted(folders) if not (f / "__init__.py").is_file()] == []


def test_every_folder_of_tests_is_named_after_the_code_it_tests() -> None:
    tests = tree.ROOT / "tests"
    strangers = [
        tree.name(folder)
        for folder in sorted(folders_of_python("tests") - {tests})
        if folder.relative_to(tests).parts[0] not in NOT_MIRRORED
        and not (tree.ROOT / folder.relative_to(tests)).is_dir()
        and not (tree.ROOT / folder.relative_to(tests)).with_suffix(".py").is_file()
    ]
    assert strangers == []


def test_importing_the_registry_imports_nothing_else() -> None:
    door = tree.parsed(tree.ROOT / "registry" / "__init__.py")
    assert [type(node) for node in door.body] == [ast.Expr]


def test_both_packages_say_that_they_are_typed() -> None:
    for package in tree.CODE:
        folder = tree.ROOT / package
        assert not folder.is_dir() or (folder / "py.typed").is_file()
