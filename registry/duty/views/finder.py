"""“I am with a child”: no account, no look-up, and the same thanks whatever happens."""

from __future__ import annotations

from flask import redirect, render_template, url_for

from registry.accounts import limits, signing_in
from registry.authority import Permission
from registry.duty import operations
from registry.duty.forms import WithChildForm
from registry.duty.views.blueprint import blueprint
from registry.errors import TooOften
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, floors, guard


@blueprint.get("/with-a-child")
@guard(Permission.HAND_OVER_TELL, Reads.NOTHING)
def with_child() -> str:
    """The form for whoever is with a child."""
    return render_template("duty/with_child.html", form=WithChildForm())


@blueprint.post("/with-a-child")
@guard(Permission.HAND_OVER_TELL, Reads.NOTHING)
def tell() -> Answer:
    """Take it down; whoever is on duty is rung."""
    form = WithChildForm()

    def act() -> None:
        limits.take(floors(), limits.HAND_OVERS_FROM_PLACE, signing_in.place())
        is_quiet = _rang_often()
        with begin() as work:
            operations.tell(work, form.facts(), is_quiet=is_quiet)

    if not accepted(form, act):
        return render_template("duty/with_child.html", form=form), UNPROCESSABLE
    return redirect(url_for("duty.thanks"), 303)


@blueprint.get("/with-a-child/thanks")
@guard(Permission.PUBLIC_READ, Reads.NOTHING)
def thanks() -> str:
    """Thanks, and what helps now: the same page for everybody, whatever came of it."""
    return render_template("duty/thanks.html")


def _rang_often() -> bool:
    """Past the first few from one place a report waits at the desk and wakes nobody."""
    try:
        limits.take(floors(), limits.RINGS_FROM_PLACE, signing_in.place())
    except TooOften:
        return True
    return False
