"""The one blueprint of looks: the same pages under a child's record and under a claim."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import Blueprint, request, url_for

from registry.children.views.blueprint import only_standing
from registry.claims.views.blueprint import only_own
from registry.looks.operations import Whose

View = TypeVar("View", bound=Callable[..., Any])
PLACES: Final = (
    ("/children/<child_id>/looks", {"claim_id": ""}),
    ("/claims/<claim_id>/looks", {"child_id": ""}),
)

blueprint = Blueprint("looks", __name__)


def of_own(rule: str, method: str) -> Callable[[View], View]:
    """Hang a view under one's own record and under one's own claim."""

    def hang(view: View) -> View:
        for prefix, defaults in PLACES:
            blueprint.add_url_rule(
                prefix + rule, view_func=view, methods=[method], defaults=defaults
            )
        return view

    return hang


def ids_of(whose: Whose) -> dict[str, str]:
    """What an address of these pages is made of."""
    if whose.child_id:
        return {"child_id": whose.child_id}
    return {"claim_id": whose.claim_id}


def page_of(whose: Whose) -> str:
    """Where everything of these pages leads back to."""
    if whose.child_id:
        return url_for("looks.page", child_id=whose.child_id)
    return url_for("looks.page", claim_id=whose.claim_id)


@blueprint.before_request
def only_own_at_home() -> None:
    """A family opens its own; at the desk each operation asks for itself."""
    ids = request.view_args or {}
    if ids.get("child_id"):
        only_standing()
    elif ids.get("claim_id"):
        only_own()
