"""The form of asking for more: why."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.validators import InputRequired

from registry.budgets import WhyRaised
from registry.description import read_code
from registry.web.forms import Form, choices


class RaiseForm(Form):
    """Why somebody has to open more in one day."""

    why = RadioField(
        _("Why you need more"),
        [InputRequired(_("Choose a reason."))],
        choices=lambda: choices(WhyRaised.choices()),
    )

    def facts(self) -> WhyRaised:
        """The reason."""
        return read_code(WhyRaised, self.why.data, "why")
