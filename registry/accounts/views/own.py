"""One's own account: what we hold, and changing it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.accounts import limits, operations, passwords, rules, signing_in
from registry.accounts.factors import operations as factors
from registry.accounts.forms import AddressForm, ContactForm, LanguageForm, PasswordForm
from registry.accounts.views.blueprint import blueprint
from registry.authority import Permission
from registry.description.cldr import language_name
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard


def _done(words: str) -> Response:
    flash(words, "done")
    return redirect(url_for("accounts.mine"), 303)


@blueprint.get("/account")
@guard(Permission.ACCOUNT_VIEW, Reads.ACCOUNT_CONTACT)
def mine() -> str:
    """What we hold about whoever is signed in."""
    with begin() as work:
        own = operations.view_own(work)
        has_factor = factors.any_of(work.session, work.actor.ref)
    language = language_name(own.language, str(get_locale() or "en"))
    return render_template("accounts/mine.html", own=own, language=language, has_factor=has_factor)


@blueprint.post("/account/links")
@guard(Permission.ACCOUNT_CHANGE, Reads.ACCOUNT_CONTACT)
def send_link() -> Response:
    """Send the confirming link once more."""
    limits.take(floors(), limits.LINKS_OF_ACCOUNT, current_actor().ref)
    with begin() as work:
        operations.send_link_again(work)
    return _done(_("We sent you a new link. It works for 24 hours."))


@blueprint.get("/account/contact")
@guard(Permission.ACCOUNT_CHANGE, Reads.ACCOUNT_CONTACT)
def contact() -> str:
    """The form for name, number and safe times, filled in."""
    with begin() as work:
        known = operations.contact_of(work, work.actor.ref)
    return render_template("accounts/contact.html", form=ContactForm(obj=known))


@blueprint.post("/account/contact")
@guard(Permission.ACCOUNT_CHANGE, Reads.ACCOUNT_CONTACT)
def change_contact() -> Answer:
    """Change name, number and safe times."""
    form = ContactForm()

    def act() -> None:
        with begin() as work:
            operations.change_contact(work, *form.lines())

    if accepted(form, act):
        return _done(_("Saved."))
    return render_template("accounts/contact.html", form=form), UNPROCESSABLE


@blueprint.get("/account/address")
@guard(Permission.ACCOUNT_CHANGE, Reads.NOTHING)
def address() -> str:
    """The form for another e-mail address."""
    return render_template("accounts/address.html", form=AddressForm())


@blueprint.post("/account/address")
@guard(Permission.ACCOUNT_CHANGE, Reads.NOTHING)
def change_address() -> Answer:
    """Send a link to the new address; the old one stands until it is used."""
    form = AddressForm()
    if accepted(form, lambda: _ask_for_address(form)):
        return _done(_("We sent a link to the new address. Until you use it, the old one stays."))
    return render_template("accounts/address.html", form=form), UNPROCESSABLE


def _ask_for_address(form: AddressForm) -> None:
    email = rules.normal_email(form.email.data or "")
    signing_in.require_password(form.password.data or "")
    limits.take(floors(), limits.LINKS_OF_ACCOUNT, current_actor().ref)
    with begin() as work:
        operations.ask_for_address(work, email)


@blueprint.get("/account/password")
@guard(Permission.ACCOUNT_CHANGE, Reads.NOTHING)
def password() -> str:
    """The form for another password."""
    return render_template("accounts/password.html", form=PasswordForm(), least=_least())


@blueprint.post("/account/password")
@guard(Permission.ACCOUNT_CHANGE, Reads.NOTHING)
def change_password() -> Answer:
    """Change the password; every other session of the account ends."""
    form = PasswordForm()
    if accepted(form, lambda: _change_password(form)):
        return _done(_("Your password is changed. Other devices are signed out."))
    return render_template("accounts/password.html", form=form, least=_least()), UNPROCESSABLE


def _least() -> int:
    return signing_in.least_letters(current_actor().ref)


def _change_password(form: PasswordForm) -> None:
    chosen = rules.check_password(form.chosen.data or "", field="chosen", least=_least())
    signing_in.require_password(form.password.data or "")
    newer = passwords.hashed(chosen)
    with begin() as work:
        operations.change_password(work, newer)
    signing_in.start_anew()


@blueprint.get("/account/language")
@guard(Permission.ACCOUNT_CHANGE, Reads.ACCOUNT_CONTACT)
def language() -> str:
    """The form for the language of messages."""
    with begin() as work:
        form = LanguageForm(data={"language": operations.view_own(work).language})
    return render_template("accounts/language.html", form=form)


@blueprint.post("/account/language")
@guard(Permission.ACCOUNT_CHANGE, Reads.NOTHING)
def change_language() -> Answer:
    """Change the language of messages."""
    form = LanguageForm()

    def act() -> None:
        with begin() as work:
            operations.change_language(work, str(form.language.data))

    if accepted(form, act):
        return _done(_("Saved."))
    return render_template("accounts/language.html", form=form), UNPROCESSABLE
