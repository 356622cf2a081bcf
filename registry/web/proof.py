"""When it must be shown again who this is: the page that was asked for, or the form, waits."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

FRESH: Final = timedelta(minutes=5)
"""So long after a password or a factor was shown, what needs it stays open."""

BACK: Final = "back"
"""Under this the session keeps where somebody was going."""
CARRIED: Final = "kept."
"""The fields of a form that waits carry this before their names."""
DROPPED: Final = frozenset({"csrf_token"})


def ask() -> str | Response:
    """The page that asks for it, with the form that was sent; or the way to that page."""
    if request.method != "POST":
        session[BACK] = request.full_path.rstrip("?")
        return redirect(url_for("accounts.proof"), 303)
    kept = [pair for pair in request.form.items(multi=True) if pair[0] not in DROPPED]
    return render_template("accounts/proof.html", to=request.path, kept=kept, form=None)
