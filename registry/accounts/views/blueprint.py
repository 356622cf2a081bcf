"""The one blueprint on which the pages of accounts hang."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint
from flask_babel import get_locale

from registry.accounts import offering
from registry.web.guards import floors

blueprint = Blueprint("accounts", __name__)


@blueprint.app_context_processor
def _four_words() -> dict[str, Callable[[], str]]:
    """Lend the pages on which a password is chosen four words made just for them."""
    return {"four_words": lambda: offering.offer(floors().random, str(get_locale() or "en"))}
