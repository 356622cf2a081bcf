"""The forms of accounts. They check shape; rules check meaning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import get_babel, gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    PasswordField,
    RadioField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, ValidationError

from registry.accounts import rules
from registry.accounts.entry_links import Purpose
from registry.accounts.operations import Contact
from registry.errors import N_, Invalid
from registry.web.forms import Form, choices

PASSWORD_NEEDED = InputRequired(_("Write your password."))
NOT_ENDLESS = Length(max=rules.LONGEST_PASSWORD_BYTES, message=_("This is too long."))


Validator = Callable[[Form, Field], None]


def ruled(rule: Callable[[str], object]) -> Validator:
    """Ask a rule while the form is checked, so that every sentence is shown at once."""

    def ask(_form: Form, field: Field) -> None:
        try:
            rule(field.data or "")
        except Invalid as error:
            raise ValidationError(gettext(error.message, **error.values)) from error

    return ask


def languages() -> list[tuple[str, str]]:
    """The languages we write messages in, each by its own name."""
    known = get_babel().instance.list_translations()
    return choices((str(locale), locale.get_display_name(locale)) for locale in known)


@dataclass(frozen=True, slots=True)
class Opening:
    """What somebody wrote to open an account; the password is not yet hashed."""

    contact: Contact
    password: str


class ContactForm(Form):
    """What a person is called, their number, and when it is safe to call."""

    name = StringField(_("Your name"), [ruled(rules.tidy_name)])
    phone = TelField(_("Telephone number, if you want"), [ruled(rules.tidy_phone)])
    safe_times = TextAreaField(_("When is it safe to call you?"), [ruled(rules.tidy_times)])

    def lines(self) -> tuple[str, str | None, str]:
        """Name, number and safe times, tidied."""
        return (
            rules.tidy_name(self.name.data or ""),
            rules.tidy_phone(self.phone.data or ""),
            rules.tidy_times(self.safe_times.data or ""),
        )


class OpeningForm(ContactForm):
    """Opening an account."""

    email = EmailField(_("E-mail address"), [ruled(rules.normal_email)])
    password = PasswordField(_("Password"), [ruled(rules.check_password)])

    def facts(self) -> Opening:
        """What was written, if it can be used."""
        name, phone, safe_times = self.lines()
        email = rules.normal_email(self.email.data or "")
        local, _at, _domain = email.partition("@")
        password = rules.check_password(self.password.data or "", local, name)
        return Opening(Contact(name, email, phone, safe_times), password)


class SignInForm(Form):
    """Signing in; what is wrong is never said at one of the two fields."""

    email = EmailField(_("E-mail address"), [InputRequired(_("Write your e-mail address."))])
    password = PasswordField(_("Password"), [PASSWORD_NEEDED, NOT_ENDLESS])
    shared = BooleanField(_("Others use this telephone or computer, too"))


class AskForLinkForm(Form):
    """Asking for a link by e-mail."""

    email = EmailField(_("E-mail address"), [ruled(rules.normal_email)])
    purpose = RadioField(
        _("What do you want to do?"),
        choices=lambda: choices(
            (
                (Purpose.RESET.value, N_("Set a new password")),
                (Purpose.SIGN_IN.value, N_("Sign in this once, without a password")),
            )
        ),
        default=Purpose.RESET.value,
    )


class ResetForm(Form):
    """A new password, by a link; how long it must be is asked when it is taken."""

    chosen = PasswordField(_("New password"), [PASSWORD_NEEDED, NOT_ENDLESS])


class AddressForm(Form):
    """Changing the address."""

    email = EmailField(_("New e-mail address"), [ruled(rules.normal_email)])
    password = PasswordField(_("Your password"), [PASSWORD_NEEDED, NOT_ENDLESS])


class PasswordForm(Form):
    """Changing the password; how long it must be is asked when it is taken."""

    password = PasswordField(_("Your password now"), [PASSWORD_NEEDED, NOT_ENDLESS])
    chosen = PasswordField(_("New password"), [PASSWORD_NEEDED, NOT_ENDLESS])


class ProofForm(Form):
    """The password, or a code of the app: one field for either."""

    proof = PasswordField(
        _("Your password, or the code of your app"), [PASSWORD_NEEDED, NOT_ENDLESS]
    )


class CodeForm(Form):
    """A code of an app, or of the printed page."""

    code = StringField(_("Code"), [InputRequired(_("Write the code.")), Length(max=40)])


class LanguageForm(Form):
    """Choosing the language of messages."""

    language = RadioField(_("Language of our messages to you"), choices=languages)


class BareForm(Form):
    """One button: only the form's own tokens."""
