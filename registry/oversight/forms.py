"""The one form of oversight: why everything is to stop."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.validators import InputRequired

from registry.freezing import SAID, Why
from registry.web.forms import Form, choices


class StopForm(Form):
    """Why everything is to stop."""

    why = RadioField(
        _("Why"),
        [InputRequired(_("Choose a reason."))],
        choices=lambda: choices((each.value, words) for each, words in SAID.items()),
    )

    def facts(self) -> Why:
        """The reason."""
        return Why(self.why.data)
