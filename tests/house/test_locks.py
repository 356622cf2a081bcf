"""The locks hold all that is needed, with hashes, and name no place to fetch it from."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house import tree

PROJECT = tomllib.loads(tree.text(tree.ROOT / "pyproject.toml"))
RUN, TEST = "requirements.lock", "requirements-test.lock"


def pins(lock: str) -> dict[str, set[str]]:
    """The versions a lock names for each package (more than one where machines differ)."""
    found: dict[str, set[str]] = {}
    for package, version in re.findall(
        r"^([\w.-]+)==([^\s;]+)", tree.text(tree.ROOT / lock), flags=re.MULTILINE
    ):
        found.setdefault(canonicalize_name(package), set()).add(version)
    return found


def wanted(lock: str) -> list[Requirement]:
    """What the project says it needs for this lock."""
    groups = PROJECT["dependency-groups"]
    lines = [*PROJECT["project"]["dependencies"], *groups["build"]]
    lines += groups["test"] if lock == TEST else []
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("lock", [RUN, TEST])
def test_a_lock_holds_every_package_the_project_needs(lock: str) -> None:
    pinned = pins(lock)
    unmet = [
        str(need)
        for need in wanted(lock)
        if not any(
            need.specifier.contains(version)
            for version in pinned.get(canonicalize_name(need.name), ())
        )
    ]
    assert unmet == []


def test_what_is_tested_is_what_is_served() -> None:
    tested, served = pins(TEST), pins(RUN)
    assert {name: served[name] for name in served if served[name] != tested.get(name)} == {}


@pytest.mark.parametrize("lock", [RUN, TEST])
def test_every_package_is_checked_against_a_hash(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", tree.text(tree.ROOT / lock).strip())
    assert len(entries) >= len(pins(lock))
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", [RUN, TEST])
def test_a_lock_names_no_host_and_no_folder(lock: str) -> None:
    assert (
        re.findall(r".*(?:://|--index|--find-links| @ |file:).*", tree.text(tree.ROOT / lock)) == []
    )
