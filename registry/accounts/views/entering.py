"""Coming in by a link in a letter, and asking for one."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.accounts import entering
from registry.accounts.entry_links import Purpose
from registry.accounts.forms import AskForLinkForm, BareForm, ResetForm
from registry.accounts.views.blueprint import blueprint
from registry.authority import Permission
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import guard, row_session


@blueprint.get("/sign-in/links/new")
@guard(Permission.SESSION_START, Reads.NOTHING)
def ask_for_link() -> str:
    """The form for a link by e-mail."""
    return render_template("accounts/ask_for_link.html", form=AskForLinkForm())


@blueprint.post("/sign-in/links/new")
@guard(Permission.SESSION_START, Reads.NOTHING)
def send_entry_link() -> Answer:
    """Ask for one; the answer is the same whoever has the address."""
    form = AskForLinkForm()
    if accepted(form, lambda: entering.ask(form.email.data or "", Purpose(form.purpose.data))):
        return redirect(url_for("accounts.link_sent"), 303)
    return render_template("accounts/ask_for_link.html", form=form), UNPROCESSABLE


@blueprint.get("/sign-in/links/sent")
@guard(Permission.PUBLIC_READ, Reads.NOTHING)
def link_sent() -> str:
    """What happens next, in the same words for everybody."""
    return render_template("accounts/link_sent.html")


@blueprint.get("/sign-in/links/<token>")
@guard(Permission.SESSION_START, Reads.NOTHING)
def follow_link(token: str) -> Response:
    """Take the link out of the address bar; opening it alone uses nothing up."""
    entering.keep(token)
    return redirect(url_for("accounts.link"), 303)


@blueprint.get("/sign-in/link")
@guard(Permission.SESSION_START, Reads.NOTHING)
def link() -> str:
    """One button, or the form for a new password."""
    if entering.kept().purpose == Purpose.SIGN_IN:
        return render_template("accounts/link.html", form=BareForm())
    least = entering.least()
    return render_template("accounts/reset.html", form=ResetForm(), least=least)


@blueprint.post("/sign-in/link")
@guard(Permission.SESSION_START, Reads.NOTHING)
def use_link() -> Response:
    """Sign in by the link."""
    entering.sign_in()
    is_half = row_session().half_ref is not None
    return redirect(url_for("accounts.factor" if is_half else "accounts.home"), 303)


@blueprint.post("/sign-in/link/password")
@guard(Permission.SESSION_START, Reads.NOTHING)
def reset_password() -> Answer:
    """Set a new password by the link."""
    form = ResetForm()
    if accepted(form, lambda: entering.reset_password(form.chosen.data or "")):
        flash(
            _("Your new password is set. Every device is signed out. Sign in with it now."), "done"
        )
        return redirect(url_for("accounts.sign_in"), 303)
    least = entering.least()
    return render_template("accounts/reset.html", form=form, least=least), UNPROCESSABLE
