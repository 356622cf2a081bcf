"""What the checkout holds, as the tests of this folder read it."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

CODE = ("consent", "registry")
EVERY_PYTHON = (*CODE, "tests", "bench", "run.py")
_NOT_OURS = {"__pycache__", "build", "dist", "htmlcov"}
# Whatever else begins with a dot was left there by a tool.
_DOTTED = {".ci", ".editorconfig", ".gitattributes", ".gitignore"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name(path: Path) -> str:
    """The path as a person would write it, from the top of the checkout."""
    return path.relative_to(ROOT).as_posix()


@cache
def every_file() -> tuple[Path, ...]:
    """Every file of the checkout that people write, in order."""
    return tuple(sorted(_walk(ROOT)))


def _walk(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name in _NOT_OURS or (entry.name[0] == "." and entry.name not in _DOTTED):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path))
            else:
                yield Path(entry.path)


def files(*tops: str, ending: str) -> list[Path]:
    """The files under these folders (or these files themselves) whose names end so."""
    return [
        path
        for path in every_file()
        if path.name.endswith(ending) and path.relative_to(ROOT).parts[0] in tops
    ]


def python(*tops: str) -> list[Path]:
    """The Python files under these folders; all of them if none is named."""
    return files(*(tops or EVERY_PYTHON), ending=".py")


def templates() -> list[Path]:
    """The HTML templates."""
    return files("templates", ending=".html")


@cache
def text(path: Path) -> str:
    """The text of a file."""
    return path.read_text(encoding="utf-8")


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax of a Python file."""
    return ast.parse(text(path), filename=str(path))


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a file, the inner ones too."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, Function):
            yield node


def imports(path: Path) -> Iterator[str]:
    """The full name of everything a file imports, wherever in the file it does so."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            module = node.module or ""
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def is_migration(path: Path) -> bool:
    """Is this one of Alembic's files, which follow Alembic's shape?"""
    return "migrations" in path.relative_to(ROOT).parts
