"""The floors are complete and they bite; `lint-imports` walks them on every run of the checks."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.house import tree

CONTRACTS: dict[str, dict[str, Any]] = {
    contract["id"]: contract
    for contract in tomllib.loads(tree.text(tree.ROOT / "pyproject.toml"))["tool"]["importlinter"][
        "contracts"
    ]
}

# The core of consent needs nothing; the joint needs its database, the offline verifier its curve.
LIBRARIES = {
    "consent/sqlalchemy/__init__.py": {"sqlalchemy"},
    "consent/sqlalchemy/nodes.py": {"sqlalchemy"},
    "consent/sqlalchemy/tables.py": {"sqlalchemy"},
    "consent/curve.py": {"cryptography"},
    "consent/image.py": {"PIL", "zxingcpp"},
}


def floors() -> list[list[str]]:
    """The floors of the registry from the top down, strangers side by side."""
    return [
        [part.strip(" ()") for part in layer.split("|")] for layer in CONTRACTS["floors"]["layers"]
    ]


def stands(module: str) -> bool:
    """Does this module or package exist in the checkout?"""
    place = tree.ROOT.joinpath(*module.split("."))
    return place.is_dir() or place.with_suffix(".py").is_file()


def test_every_floor_below_the_web_is_kept_free_of_it() -> None:
    below = floors()[floors().index(["web"]) + 1 :]
    standing = {f"registry.{name}" for row in below for name in row if stands(f"registry.{name}")}
    named = {name for name in CONTRACTS["no-web-below"]["source_modules"] if "*" not in name}
    assert standing == named


def test_only_the_joint_and_the_verifier_of_consent_need_a_library() -> None:
    ours = {"consent", *sys.stdlib_module_names}
    outside = {
        tree.name(path): wanted
        for path in tree.python("consent")
        if (wanted := {name.split(".")[0] for name in tree.imports(path)} - ours)
    }
    assert {name: libs for name, libs in outside.items() if libs != LIBRARIES.get(name)} == {}


def test_no_part_of_consent_leans_on_the_joint_or_the_verifier() -> None:
    verifier = {"comparing", "curve", "image", "proof", "saying", "verify"}
    apart = {"consent.sqlalchemy", *(f"consent.{name}" for name in verifier)}
    leaning = {
        f"{tree.name(path)} imports {name}"
        for path in tree.python("consent")
        for name in apart.intersection(tree.imports(path))
        if path.stem not in verifier
    }
    assert leaning == set()


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("registry/errors.py", "import flask"),
        ("registry/errors.py", "import registry.places"),
        ("registry/unlisted.py", '"""A module on no floor."""'),
        ("consent/__init__.py", "import registry.errors"),
        ("consent/unlisted.py", "import sqlalchemy"),
    ],
)
def test_an_import_that_climbs_is_refused(tmp_path: Path, place: str, line: str) -> None:
    for package in tree.CODE:
        shutil.copytree(tree.ROOT / package, tmp_path / package)
    shutil.copy(tree.ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / place).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [tool, "--no-cache"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout
