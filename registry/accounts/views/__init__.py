"""The pages of accounts."""

from __future__ import annotations

from typing import Final

from registry.accounts.views import (
    elsewhere,
    entering,
    factors,
    opening,
    own,
    proof,
    second_step,
    sessions,
)
from registry.accounts.views.blueprint import blueprint
from registry.authority import Permission

BLUEPRINTS: Final = (blueprint,)
NAV: Final[tuple[tuple[Permission, str, str], ...]] = ()

__all__ = [
    "BLUEPRINTS",
    "NAV",
    "blueprint",
    "elsewhere",
    "entering",
    "factors",
    "opening",
    "own",
    "proof",
    "second_step",
    "sessions",
]
