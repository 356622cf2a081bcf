"""The one blueprint on which the pages of a child record hang, and the first check at its door."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, request
from flask_babel import format_date

from registry.authority import VISITOR
from registry.children.models import Child
from registry.children.operations import did_speak, find, is_gone
from registry.children.views import words
from registry.errors import Absent, Withdrawn
from registry.web.bodies import admit_photo
from registry.web.guards import current_actor, floors

blueprint = Blueprint("children", __name__)
admit_photo(blueprint, "add_photo")


def only_own() -> None:
    """Somebody else's record and one that never was look alike, before a form is even read."""
    _own()


def only_standing() -> None:
    """The same; and one that was taken back is gone, for its guardian too."""
    child = _own()
    if child is None:
        return
    with floors().reading() as session:
        if is_gone(session, child, current_actor().ref):
            raise Withdrawn


def _own() -> Child | None:
    child_id = (request.view_args or {}).get("child_id")
    if child_id is None or current_actor() is VISITOR:
        return None
    with floors().reading() as session:
        child = find(session, child_id)
        if not did_speak(session, child, current_actor().ref):
            raise Absent
    return child


@blueprint.app_template_filter("day")
def day(value: date) -> str:
    """A day as the reader writes it."""
    return str(format_date(value, "long"))


@blueprint.app_template_filter("about")
def about(value: str) -> str:
    """A day known in part, as the reader writes it."""
    return words.about(value)


blueprint.before_request(only_standing)
