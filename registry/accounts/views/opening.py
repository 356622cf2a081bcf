"""Opening an account and confirming its address."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response

from registry.accounts import limits, operations, passwords, rules, signing_in
from registry.accounts.forms import BareForm, Opening, OpeningForm
from registry.accounts.views.blueprint import blueprint
from registry.authority import Permission
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, floors, guard


@blueprint.get("/account/new")
@guard(Permission.ACCOUNT_OPEN, Reads.NOTHING)
def register() -> str:
    """The form for a new account."""
    return render_template("accounts/register.html", form=OpeningForm())


@blueprint.post("/account/new")
@guard(Permission.ACCOUNT_OPEN, Reads.NOTHING)
def open_account() -> Answer:
    """Open an account; an address that is known already gets the very same page."""
    form = OpeningForm()
    if accepted(form, lambda: _open(form.facts())):
        return redirect(url_for("accounts.opened"), 303)
    return render_template("accounts/register.html", form=form), UNPROCESSABLE


def _open(opening: Opening) -> None:
    contact = opening.contact
    limits.take(floors(), limits.OPENINGS_FROM_PLACE, signing_in.place())
    limits.take(floors(), limits.OPENINGS_OF_ADDRESS, rules.look_up_form(contact.email))
    newcomer = operations.Newcomer(
        email=contact.email,
        password_hash=passwords.hashed(opening.password),
        name=contact.name,
        phone=contact.phone,
        safe_times=contact.safe_times,
        language=str(get_locale() or "en"),
    )
    with begin() as work:
        operations.ask_for_account(work, newcomer)


@blueprint.get("/account/new/sent")
@guard(Permission.PUBLIC_READ, Reads.NOTHING)
def opened() -> str:
    """What happens next, in the same words for everybody."""
    return render_template("accounts/opened.html")


@blueprint.get("/account/confirmation/<token>")
@guard(Permission.ACCOUNT_CONFIRM, Reads.NOTHING)
def confirmation(token: str) -> str:
    """One button: opening a link alone changes nothing."""
    with begin() as work:
        operations.open_link(work, token)
    return render_template("accounts/confirmation.html", form=BareForm())


@blueprint.post("/account/confirmation/<token>")
@guard(Permission.ACCOUNT_CONFIRM, Reads.ACCOUNT_CONTACT)
def confirm(token: str) -> Response:
    """Take the address as confirmed."""
    with begin() as work:
        operations.confirm_address(work, token)
    return redirect(url_for("accounts.confirmed"), 303)


@blueprint.get("/account/confirmed")
@guard(Permission.PUBLIC_READ, Reads.NOTHING)
def confirmed() -> str:
    """The address is confirmed."""
    return render_template("accounts/confirmed.html")
