"""The one blueprint on which the pages about people of the desk hang."""

from flask import Blueprint

blueprint = Blueprint("caseworkers", __name__)
