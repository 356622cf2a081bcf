"""The form that closes an account: only the password, once more."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import PasswordField

from registry.accounts.forms import NOT_ENDLESS, PASSWORD_NEEDED
from registry.web.forms import Form


class ClosingForm(Form):
    """Closing one's own account."""

    password = PasswordField(_("Your password"), [PASSWORD_NEEDED, NOT_ENDLESS])
