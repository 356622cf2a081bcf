"""The pages of a child record."""

from __future__ import annotations

from typing import Final

from registry.authority import Permission
from registry.children.views import described, desk, enrolment, kept, photos, record, stated, voice
from registry.children.views.blueprint import blueprint
from registry.errors import N_

BLUEPRINTS: Final = (blueprint,)
NAV: Final = (
    (Permission.AUTHORITY_RAISE, "children.papers", N_("Papers")),
    (Permission.SEALED_OPEN, "children.sealed", N_("Sealed records")),
)

__all__ = [
    "BLUEPRINTS",
    "NAV",
    "blueprint",
    "described",
    "desk",
    "enrolment",
    "kept",
    "photos",
    "record",
    "stated",
    "voice",
]
