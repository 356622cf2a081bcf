"""The pages of looks: a family's own, and the desk's answer to a question."""

from __future__ import annotations

from typing import Final

from registry.looks.views import desk, own
from registry.looks.views.blueprint import blueprint
from registry.web.pages import Nav

BLUEPRINTS: Final = (blueprint,)
NAV: Final[Nav] = ()

__all__ = ["BLUEPRINTS", "NAV", "blueprint", "desk", "own"]
