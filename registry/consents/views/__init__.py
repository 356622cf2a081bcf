"""The pages of consents."""

from __future__ import annotations

from typing import Final

from registry.authority import Permission
from registry.consents.views import given, grown, keeping, proofs, renewing, trusted, wiping
from registry.consents.views.blueprint import blueprint
from registry.errors import N_

BLUEPRINTS: Final = (blueprint,)
NAV: Final = (
    (Permission.CONTACT_CONFIRM, "consents.trusted_index", N_("Trusted people")),
    (Permission.MAJORITY_RECORD, "consents.grown", N_("Of age")),
    (Permission.RECEIPT_KEEP, "consents.folder", N_("Receipts")),
)

__all__ = [
    "BLUEPRINTS",
    "NAV",
    "blueprint",
    "given",
    "grown",
    "keeping",
    "proofs",
    "renewing",
    "trusted",
    "wiping",
]
