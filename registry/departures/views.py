"""Closing one's own account: what follows from it, and the end."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, redirect, render_template, url_for

from registry.accounts import signing_in
from registry.authority import Permission
from registry.departures import operations
from registry.departures.forms import ClosingForm
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard, row_session
from registry.web.pages import Nav

blueprint = Blueprint("departures", __name__)
BLUEPRINTS: Final = (blueprint,)
NAV: Nav = ()


@blueprint.get("/account/closing")
@guard(Permission.ACCOUNT_CLOSE, Reads.NOTHING)
def closing() -> str:
    """What closing the account means, and what has to be wiped first."""
    return _closing(ClosingForm())


@blueprint.post("/account/closing")
@guard(Permission.ACCOUNT_CLOSE, Reads.NOTHING)
def close() -> Answer:
    """Close the account; the browser forgets it."""
    form = ClosingForm()
    if not accepted(form, lambda: _close(form)):
        return _closing(form), UNPROCESSABLE
    response = redirect(url_for("departures.closed"), 303)
    response.headers["Clear-Site-Data"] = signing_in.CLEARED
    return response


@blueprint.get("/account-closed")
@guard(Permission.PUBLIC_READ, Reads.NOTHING)
def closed() -> str:
    """The account is closed: the last page, for everybody the same."""
    return render_template("departures/closed.html")


def _close(form: ClosingForm) -> None:
    signing_in.require_password(form.password.data or "")
    with begin() as work:
        operations.close_own(work)
    row_session().end()


def _closing(form: ClosingForm) -> str:
    with floors().begin(current_actor()) as work:
        page = operations.view_closing(work)
    return render_template("departures/closing.html", page=page, form=form)
