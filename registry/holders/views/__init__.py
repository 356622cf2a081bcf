"""The pages of holders: a guardian's own, and the desk's."""

from __future__ import annotations

from typing import Final

from registry.authority import Permission
from registry.errors import N_
from registry.holders.views import answering, desk, family, measures, voice
from registry.holders.views.blueprint import blueprint

BLUEPRINTS: Final = (blueprint,)
NAV: Final = ((Permission.MATTER_LIST, "holders.find", N_("Guardians")),)

__all__ = [
    "BLUEPRINTS",
    "NAV",
    "answering",
    "blueprint",
    "desk",
    "family",
    "measures",
    "voice",
]
