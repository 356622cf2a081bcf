"""A reviewer's own work: the list, the desk of one pair, and handing it back."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.readings import Reads
from registry.review import operations
from registry.review.views.blueprint import blueprint
from registry.review.views.pages import shown
from registry.web.errors import Answer
from registry.web.guards import begin, guard


@blueprint.get("/desk/reviews")
@guard(Permission.REVIEW_LIST, Reads.NOTHING)
def mine() -> str:
    """The pairs one was asked to compare."""
    with begin() as work:
        lines = operations.view_mine(work)
    return render_template("review/mine.html", lines=lines, **shown())


@blueprint.get("/desk/reviews/<assignment_id>")
@guard(Permission.REVIEW_WORK, Reads.NOTHING)
def desk(assignment_id: str) -> str:
    """One pair: how far it has come, and what is next."""
    with begin() as work:
        own = operations.view_desk(work, assignment_id)
    return render_template("review/desk.html", own=own, **shown(own))


@blueprint.get("/desk/reviews/<assignment_id>/recusal")
@guard(Permission.REVIEW_WORK, Reads.NOTHING)
def recusal(assignment_id: str) -> str:
    """Before a review is handed back."""
    with begin() as work:
        own = operations.view_desk(work, assignment_id)
    return render_template("review/recusal.html", own=own, **shown(own))


@blueprint.post("/desk/reviews/<assignment_id>/recusal")
@guard(Permission.REVIEW_WORK, Reads.NOTHING)
def recuse(assignment_id: str) -> Answer:
    """Hand a review back; nobody asks why."""
    with begin() as work:
        operations.recuse(work, assignment_id)
    flash(_("Handed back. Thank you for saying so. Your notes stay closed."), "done")
    return redirect(url_for("review.mine"), 303)
