"""The one blueprint on which the pages of reviews hang."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("review", __name__)
