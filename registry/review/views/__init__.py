"""The pages of a review: a reviewer's own, by assignment, and a coordinator's, by case."""

from __future__ import annotations

from typing import Final

from registry.authority import Permission
from registry.errors import N_
from registry.review.views import cases, own, photos, signing, stages
from registry.review.views.blueprint import blueprint

BLUEPRINTS: Final = (blueprint,)
NAV: Final = (
    (Permission.REVIEW_LIST, "review.mine", N_("Reviews")),
    (Permission.CASE_LIST, "review.cases", N_("Cases")),
)

__all__ = ["BLUEPRINTS", "NAV", "blueprint", "cases", "own", "photos", "signing", "stages"]
