"""The pages about people of the desk."""

from __future__ import annotations

from typing import Final

from registry.authority import Permission
from registry.caseworkers.views import (
    badges,
    checks,
    credentials,
    invitations,
    loans,
    people,
    standing,
)
from registry.caseworkers.views.blueprint import blueprint
from registry.errors import N_

BLUEPRINTS: Final = (blueprint,)
NAV: Final[tuple[tuple[Permission, str, str], ...]] = (
    (Permission.AGENCY_VIEW, "caseworkers.people", N_("People")),
    (Permission.LOAN_KEEP, "caseworkers.loans", N_("Lent reviewers")),
    (Permission.DESK_VIEW, "caseworkers.credentials", N_("My standing")),
)

__all__ = [
    "BLUEPRINTS",
    "NAV",
    "badges",
    "blueprint",
    "checks",
    "credentials",
    "invitations",
    "loans",
    "people",
    "standing",
]
