"""Every template is shown by something, and imports only the components it uses."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from jinja2 import Environment, nodes

from tests.house import tree

FOLDER = tree.ROOT / "templates"
_environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])


@cache
def parsed() -> dict[str, nodes.Template]:
    """Each HTML template's syntax, by the name it is rendered under."""
    return {
        path.relative_to(FOLDER).as_posix(): _environment.parse(tree.text(path))
        for path in tree.templates()
    }


def pattern_of(expression: nodes.Expr) -> str:
    """A template's name as a pattern: what is only known when it runs may be anything."""
    if isinstance(expression, nodes.Const):
        return re.escape(str(expression.value))
    if isinstance(expression, nodes.Concat):
        return "".join(map(pattern_of, expression.nodes))
    if isinstance(expression, nodes.CondExpr):
        either = [expression.expr1, *([expression.expr2] if expression.expr2 else [])]
        return f"(?:{'|'.join(map(pattern_of, either))})"
    if isinstance(expression, nodes.List | nodes.Tuple):
        return f"(?:{'|'.join(map(pattern_of, expression.items))})"
    return "[^/]+"


def named_by(template: nodes.Template) -> Iterator[str]:
    """Patterns of the templates that this one extends, includes or imports from."""
    for node in template.find_all(nodes.Node):
        if isinstance(node, nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport):
            yield pattern_of(node.template)


def named_by_python() -> Iterator[str]:
    """Patterns of the templates that Python code names."""
    for path in tree.python("registry"):
        for node in ast.walk(tree.parsed(path)):
            if isinstance(node, ast.Constant) and str(node.value).endswith(".html"):
                yield re.escape(str(node.value))
            elif isinstance(node, ast.JoinedStr):
                yield "".join(
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[^/]+"
                    for part in node.values
                )


def matching(patterns: Iterator[str]) -> set[str]:
    """The templates that these patterns name."""
    known = set(parsed())
    found: set[str] = set()
    for pattern in set(patterns):
        if pattern.endswith(r"\.html"):
            found |= {name for name in known if re.fullmatch(pattern, name)}
    return found


def test_every_template_is_shown_by_something() -> None:
    reached = matching(named_by_python())
    waiting = list(reached)
    while waiting:
        more = matching(named_by(parsed()[waiting.pop()])) - reached
        reached |= more
        waiting += more
    assert set(parsed()) - reached == set()


def test_every_template_that_code_names_is_there() -> None:
    literal = {
        str(node.value)
        for path in tree.python("registry")
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.Constant) and re.fullmatch(r"[\w/-]+/[\w-]+\.html", str(node.value))
    }
    assert literal - set(parsed()) == set()


def test_no_template_imports_a_component_it_does_not_use() -> None:
    idle = []
    for name, template in parsed().items():
        used = {node.name for node in template.find_all(nodes.Name) if node.ctx == "load"}
        for node in template.find_all(nodes.FromImport):
            called = [part if isinstance(part, str) else part[1] for part in node.names]
            idle += [f"{name}: {part}" for part in called if part not in used]
    assert idle == []


def test_every_message_has_a_subject_and_a_body() -> None:
    kinds = {path.parent for path in tree.files("templates/messages", ending=".txt")}
    halves = {kind: {path.name for path in kind.iterdir()} for kind in kinds}
    wanted = {"subject.txt", "body.txt"}
    assert [tree.name(kind) for kind, names in halves.items() if names != wanted] == []
