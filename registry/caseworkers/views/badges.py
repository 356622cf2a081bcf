"""Check a caseworker's badge: for everybody, with no account."""

from __future__ import annotations

from flask import render_template

from registry.accounts import limits, signing_in
from registry.authority import Permission
from registry.caseworkers import badges
from registry.caseworkers.forms import BadgeForm
from registry.caseworkers.views.blueprint import blueprint
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.guards import floors, guard


@blueprint.get("/badge")
@guard(Permission.PUBLIC_READ, Reads.NOTHING)
def badge() -> str:
    """The form for a code somebody showed."""
    return render_template("caseworkers/badge.html", form=BadgeForm(), asked=False, shown=None)


@blueprint.post("/badge")
@guard(Permission.PUBLIC_READ, Reads.NOTHING)
def check_badge() -> str | Answer:
    """Say whether its owner works here now; the code stands in no address."""
    form = BadgeForm()
    if not form.validate_on_submit():
        return (
            render_template("caseworkers/badge.html", form=form, asked=False, shown=None),
            UNPROCESSABLE,
        )
    limits.take(floors(), limits.BADGES_FROM_PLACE, signing_in.place())
    with floors().reading() as session:
        shown = badges.shown_by(session, floors().keyring, form.code.data or "", floors().clock())
    return render_template(
        "caseworkers/badge.html", form=BadgeForm(formdata=None), asked=True, shown=shown
    )
