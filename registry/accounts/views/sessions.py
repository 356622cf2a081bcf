"""Signing in and out, and which door to go through."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from registry.accounts import signing_in
from registry.accounts.forms import SignInForm
from registry.accounts.views.blueprint import blueprint
from registry.authority import Permission
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import current_actor, guard, row_session


@blueprint.get("/sign-in")
@guard(Permission.SESSION_START, Reads.NOTHING)
def sign_in() -> str:
    """The form for signing in."""
    return render_template("accounts/sign_in.html", form=SignInForm())


@blueprint.post("/sign-in")
@guard(Permission.SESSION_START, Reads.NOTHING)
def start_session() -> Answer:
    """Sign in."""
    form = SignInForm()
    if not accepted(form, lambda: _sign_in(form)):
        return render_template("accounts/sign_in.html", form=form), UNPROCESSABLE
    is_in = row_session().half_ref is None
    return redirect(url_for("accounts.home" if is_in else "accounts.factor"), 303)


def _sign_in(form: SignInForm) -> None:
    email, password = form.email.data or "", form.password.data or ""
    signing_in.sign_in(email, password, is_shared=bool(form.shared.data))


@blueprint.post("/sign-out")
@guard(Permission.SESSION_END, Reads.NOTHING)
def sign_out() -> Response:
    """Sign out, and let the browser forget."""
    signing_in.sign_out()
    response = redirect(url_for("accounts.signed_out"), 303)
    response.headers["Clear-Site-Data"] = signing_in.CLEARED
    return response


@blueprint.get("/signed-out")
@guard(Permission.PUBLIC_READ, Reads.NOTHING)
def signed_out() -> str:
    """Signed out."""
    return render_template("accounts/signed_out.html")


@blueprint.get("/home")
@guard(Permission.ACCOUNT_VIEW, Reads.NOTHING)
def home() -> Response:
    """The right door: the desk for staff, the children for a family."""
    actor = current_actor()
    if actor.caseworker_ref is not None and not row_session().has_factor:
        return redirect(url_for("accounts.factors"), 303)
    if actor.is_staff:
        return redirect(url_for("desk.today"), 303)
    if actor.caseworker_ref is not None:
        return redirect(url_for("caseworkers.credentials"), 303)
    return redirect(url_for("children.index"), 303)
