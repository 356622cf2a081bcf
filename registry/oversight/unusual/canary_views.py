"""The page on which two people want a canary record; it never says which record it became."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.oversight.unusual import ordering
from registry.readings import Reads
from registry.web.errors import Answer
from registry.web.guards import begin, guard

blueprint = Blueprint("canaries", __name__)


@blueprint.get("/desk/canaries")
@guard(Permission.CANARY_AGREE, Reads.NOTHING)
def index() -> str:
    """What was asked for, and what waits for a second person."""
    with begin() as work:
        orders = ordering.view_orders(work)
    return render_template("oversight/canaries.html", orders=orders)


@blueprint.post("/desk/canaries")
@guard(Permission.CANARY_ASK, Reads.NOTHING)
def ask() -> Answer:
    """Ask for one."""
    with begin() as work:
        ordering.ask(work)
    flash(_("Noted. It is made up once somebody else agrees."), "done")
    return redirect(url_for("canaries.index"), 303)


@blueprint.post("/desk/canaries/<order_id>/agreement")
@guard(Permission.CANARY_AGREE, Reads.NOTHING)
def agree(order_id: str) -> Answer:
    """Be the second person."""
    with begin() as work:
        ordering.agree(work, order_id)
    flash(_("Agreed. It is there within two days, and nobody is told when."), "done")
    return redirect(url_for("canaries.index"), 303)
