"""Where one is signed in, and ending it."""

from __future__ import annotations

import uuid

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.accounts import elsewhere
from registry.accounts.views.blueprint import blueprint
from registry.authority import Permission
from registry.readings import Reads
from registry.web.guards import guard


def _done(words: str) -> Response:
    flash(words, "done")
    return redirect(url_for("accounts.sessions"), 303)


@blueprint.get("/account/sessions")
@guard(Permission.ACCOUNT_VIEW, Reads.NOTHING)
def sessions() -> str:
    """Every browser in which one is signed in."""
    return render_template("accounts/sessions.html", own=elsewhere.own_sessions())


@blueprint.post("/account/sessions/<uuid:session_id>/end")
@guard(Permission.SESSION_END, Reads.NOTHING)
def end_session(session_id: uuid.UUID) -> Response:
    """End one of them."""
    elsewhere.end_session(session_id)
    return _done(_("Signed out there."))


@blueprint.post("/account/sessions/end")
@guard(Permission.SESSION_END, Reads.NOTHING)
def end_others() -> Response:
    """End all but this one."""
    elsewhere.end_others()
    return _done(_("Signed out everywhere else."))
