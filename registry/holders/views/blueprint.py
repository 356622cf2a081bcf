"""The one blueprint on which the pages of holders hang, and the first check at a family's door."""

from __future__ import annotations

from flask import Blueprint, request
from flask_babel import get_locale

from registry.children.views.blueprint import only_standing

DESK = "/desk/"

blueprint = Blueprint("holders", __name__)


def language() -> str:
    """The language of this page."""
    return str(get_locale() or "en")


@blueprint.before_request
def only_own_at_home() -> None:
    """A family opens its own records; at the desk each operation asks for itself."""
    if not request.path.startswith(DESK):
        only_standing()
