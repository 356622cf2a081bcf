"""The pages of this feature: today at the desk, and the trail."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from registry.authority import Permission
from registry.errors import N_
from registry.oversight import operations
from registry.readings import Reads
from registry.web.guards import begin, current_actor, floors, guard
from registry.web.pages import Nav

desk = Blueprint("desk", __name__)
oversight = Blueprint("oversight", __name__)

BLUEPRINTS = (desk, oversight)
NAV: Nav = (
    (Permission.DESK_VIEW, "desk.today", N_("Today")),
    (Permission.TRAIL_VIEW, "oversight.trail", N_("Trail")),
)


@desk.get("/desk")
@guard(Permission.DESK_VIEW, Reads.NOTHING)
def today() -> str:
    """The next tasks of whoever is signed in, worked out from how things stand."""
    with floors().reading() as session:
        tasks = operations.tasks_of(session, current_actor(), floors().clock())
    return render_template("oversight/today.html", tasks=tasks)


@oversight.get("/desk/trail")
@guard(Permission.TRAIL_VIEW, Reads.NOTHING)
def trail() -> str:
    """Entries, newest first: references and fields, never values."""
    before = request.args.get("before", type=int)
    with begin() as work:
        page = operations.trail_page(work, before)
    return render_template("oversight/trail.html", page=page)
