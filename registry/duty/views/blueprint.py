"""The one blueprint on which the pages of duty hang."""

from flask import Blueprint

blueprint = Blueprint("duty", __name__)
