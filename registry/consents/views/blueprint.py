"""The one blueprint on which the pages of consents hang."""

from __future__ import annotations

from flask import Blueprint

from registry.children.views.blueprint import only_own

blueprint = Blueprint("consents", __name__)
blueprint.before_request(only_own)
