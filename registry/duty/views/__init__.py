"""The pages of duty: one for whoever is with a child, and those of the desk."""

from __future__ import annotations

from typing import Final

from registry.authority import Permission
from registry.duty.views import desk, finder
from registry.duty.views.blueprint import blueprint
from registry.errors import N_

BLUEPRINTS: Final = (blueprint,)
NAV: Final[tuple[tuple[Permission, str, str], ...]] = (
    (Permission.HAND_OVER_LIST, "duty.reports", N_("Duty")),
)

__all__ = ["BLUEPRINTS", "NAV", "blueprint", "desk", "finder"]
