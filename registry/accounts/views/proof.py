"""Showing again that it is oneself, and going on where one was."""

from __future__ import annotations

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from registry.accounts import proving
from registry.accounts.forms import ProofForm
from registry.accounts.views.blueprint import blueprint
from registry.authority import Permission
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import guard


@blueprint.get("/account/proof")
@guard(Permission.ACCOUNT_VIEW, Reads.NOTHING)
def proof() -> str:
    """The form for the password or a code."""
    return render_template("accounts/proof.html", form=ProofForm(), to="", kept=[])


@blueprint.post("/account/proof")
@guard(Permission.ACCOUNT_VIEW, Reads.NOTHING)
def prove() -> Answer:
    """Take it, and lead back; a form that was on its way is handed over to be sent."""
    to, kept = proving.carried(request.form)
    form = ProofForm()
    if not accepted(form, lambda: proving.prove(form.proof.data or "")):
        page = render_template("accounts/proof.html", form=form, to=to, kept=kept)
        return page, UNPROCESSABLE
    return _on(to, kept)


def _on(to: str, kept: list[tuple[str, str]]) -> Answer | Response:
    if to:
        return render_template("accounts/go_on.html", to=to, kept=kept), 200
    return redirect(proving.way_back(), 303)
