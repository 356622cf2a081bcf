"""No name, no home: files are called after what they are, and words keep their one meaning."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house import tree

HOMELESS = re.compile(r"^(utils?|helpers?|commons?|misc|managers?|base|data|infos?)$")

TOP = {
    ".ci",
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    "babel.cfg",
    "bench",
    "consent",
    "docs",
    "pyproject.toml",
    "registry",
    "requirements-test.lock",
    "requirements.lock",
    "run.py",
    "templates",
    "tests",
}

# A person in trouble reads these pages; none of these words helps them.
UNKIND = re.compile(
    r"\b(missing|victims?|suspects?|fraud|match found|failed|hits?)\b", re.IGNORECASE
)
GETTEXT = {"_", "N_", "gettext", "ngettext", "pgettext", "lazy_gettext", "_l", "_n"}


def test_no_module_package_or_template_has_a_name_without_meaning() -> None:
    named = [*tree.python(), *tree.templates()]
    homeless = [
        tree.name(path)
        for path in named
        if any(HOMELESS.match(part) for part in path.relative_to(tree.ROOT).with_suffix("").parts)
    ]
    assert homeless == []


def test_the_top_level_holds_only_what_the_design_names() -> None:
    tops = {path.relative_to(tree.ROOT).parts[0] for path in tree.every_file()}
    assert tops - TOP == set()


def test_every_module_says_in_its_first_line_what_it_is_for() -> None:
    silent = [tree.name(path) for path in tree.python() if not ast.get_docstring(tree.parsed(path))]
    assert silent == []


def test_pages_and_messages_use_no_unkind_word() -> None:
    said = [*sentences_of_python(), *sentences_of_templates()]
    assert said
    assert [(where, words) for where, words in said if UNKIND.search(words)] == []


def sentences_of_python() -> Iterator[tuple[str, str]]:
    """Every sentence that Python code marks for translation."""
    for path in tree.python("registry"):
        for node in ast.walk(tree.parsed(path)):
            if isinstance(node, ast.Call) and called(node) in GETTEXT:
                for part in node.args:
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield f"{tree.name(path)}:{node.lineno}", part.value


def called(node: ast.Call) -> str:
    """The last part of the name of what is called."""
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def sentences_of_templates() -> Iterator[tuple[str, str]]:
    """The text of each template and message, without comments, tags and code."""
    texts: list[Path] = tree.files("templates", ending=".html")
    texts += tree.files("templates", ending=".txt")
    for path in texts:
        bare = re.sub(r"\{#.*?#\}", "", tree.text(path), flags=re.DOTALL)
        for words in re.findall(r'"([^"]*)"', bare):
            if " " in words:
                yield tree.name(path), words
        bare = re.sub(r"\{[{%].*?[%}]\}|<[^>]*>", " ", bare, flags=re.DOTALL)
        yield tree.name(path), " ".join(bare.split())
