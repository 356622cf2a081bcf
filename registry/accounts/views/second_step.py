"""The second step of signing in: a code of the app, or one of the printed page."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.accounts import second_step
from registry.accounts.forms import CodeForm
from registry.accounts.views.blueprint import blueprint
from registry.authority import Permission
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import guard


def _sign_in(page: str, by: Callable[[str], None], words: str) -> Answer:
    second_step.waiting()
    form = CodeForm()
    if not accepted(form, lambda: by(form.code.data or "")):
        return render_template(f"accounts/{page}.html", form=form), UNPROCESSABLE
    if words:
        flash(words, "done")
    return redirect(url_for("accounts.home"), 303)


@blueprint.get("/sign-in/factor")
@guard(Permission.SESSION_START, Reads.NOTHING)
def factor() -> str:
    """The form for a code of the app."""
    second_step.waiting()
    return render_template("accounts/factor.html", form=CodeForm())


@blueprint.post("/sign-in/factor")
@guard(Permission.SESSION_START, Reads.NOTHING)
def answer_factor() -> Answer:
    """Sign in with a code of the app."""
    return _sign_in("factor", second_step.sign_in_by_app, "")


@blueprint.get("/sign-in/recovery-code")
@guard(Permission.SESSION_START, Reads.NOTHING)
def recovery_code() -> str:
    """The form for a code of the printed page."""
    second_step.waiting()
    return render_template("accounts/recovery_code.html", form=CodeForm())


@blueprint.post("/sign-in/recovery-code")
@guard(Permission.SESSION_START, Reads.NOTHING)
def use_recovery_code() -> Answer:
    """Sign in with a code of the printed page."""
    words = _("This code is used up: cross it out. We wrote to you about it.")
    return _sign_in("recovery_code", second_step.sign_in_by_recovery_code, words)
