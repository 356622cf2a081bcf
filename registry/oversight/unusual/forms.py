"""What an auditor made of a finding."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from registry.children.forms.fields import CodeRadios
from registry.description import read_code
from registry.watching.codes import Outcome
from registry.web.forms import Form


class OutcomeForm(Form):
    """One of a closed list; words of one's own could tell what nobody is to know."""

    outcome = CodeRadios(_("What came of asking?"), Outcome.choices())

    def fact(self) -> Outcome:
        """The outcome."""
        return read_code(Outcome, self.outcome.data, "outcome")
