"""Routes and templates, compiled once for all the applications that tests make.

A house has one application and compiles for it once; the tests make hundreds, all of the same text.
What is compiled is kept by that text, so a page is never served by anything but its own template.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

_COMPILE: Final = Rule._compile_builder


class _Kept(BytecodeCache):
    """Compiled templates by name, file and the digest of their source, in memory."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was kept, if its source is the same."""
        if bucket.key in self._held:
            bucket.bytecode_from_string(self._held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._held[bucket.key] = bucket.bytecode_to_string()


def once_for_all() -> None:
    """From here on, compile each route and each template of this process once."""
    Flask.jinja_options = {"bytecode_cache": _Kept()}
    Rule._compile_builder = _builder  # type: ignore[method-assign, assignment]


def _builder(rule: Rule, append_unknown: bool = True) -> Any:  # noqa: ANN401, FBT001, FBT002 - as werkzeug has it
    # With values of its own a rule is left to werkzeug: they may be anything.
    if rule.defaults:
        return _COMPILE(rule, append_unknown)
    return _of_trace(rule.rule, tuple(rule._trace), append_unknown)


@cache
def _of_trace(text: str, trace: tuple[tuple[bool, str], ...], append_unknown: bool) -> Any:  # noqa: ANN401, FBT001
    """The function is bound to no rule: its text and its parts are all that it is made of."""
    rule = Rule(text)
    rule._trace = list(trace)
    return _COMPILE(rule, append_unknown)
