"""The pages of claims."""

from __future__ import annotations

from typing import Final

from registry.authority import Permission
from registry.claims.views import board, found, own, pages, photos, writing
from registry.claims.views.blueprint import blueprint
from registry.errors import N_

BLUEPRINTS: Final = (blueprint,)
NAV: Final = (
    (Permission.BOARD_VIEW, "claims.board", N_("Board")),
    (Permission.FOUND_CLAIM_LIST, "claims.found_list", N_("Found children")),
)

__all__ = ["BLUEPRINTS", "NAV", "blueprint", "board", "found", "own", "pages", "photos", "writing"]
