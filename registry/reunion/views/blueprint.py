"""The one blueprint on which the pages of a case after "move" hang."""

from flask import Blueprint

blueprint = Blueprint("reunion", __name__)
