"""The pages of consents."""

from __future__ import annotations

from typing import Final

from registry.authority import Permission
from registry.consents.views import given, proofs, wiping
from registry.consents.views.blueprint import blueprint

BLUEPRINTS: Final = (blueprint,)
NAV: Final[tuple[tuple[Permission, str, str], ...]] = ()

__all__ = ["BLUEPRINTS", "NAV", "blueprint", "given", "proofs", "wiping"]
