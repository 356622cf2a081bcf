"""The pages of a case after "move": of the desk, of a verifier, of the two families."""

from __future__ import annotations

from typing import Final

from registry.reunion.views import desk, family, second, steps, verifying
from registry.reunion.views.blueprint import blueprint
from registry.web.pages import Nav

BLUEPRINTS: Final = (blueprint,)
NAV: Nav = ()
"""A case is reached from today's tasks and from its review."""

__all__ = [
    "BLUEPRINTS",
    "NAV",
    "blueprint",
    "desk",
    "family",
    "second",
    "steps",
    "verifying",
]
