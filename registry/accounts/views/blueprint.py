"""The one blueprint on which the pages of accounts hang."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)
