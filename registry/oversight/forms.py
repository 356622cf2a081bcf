"""The forms of oversight: why everything is to stop, and what is to be held."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.validators import InputRequired

from registry.children.forms.fields import CodeRadios, PassageField, ToldField
from registry.description import parse_reference, read_code
from registry.errors import N_, Invalid
from registry.freezing import SAID, Why
from registry.oversight.rules import ASKED_FOR, WhyHeld
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


class HoldForm(Form):
    """Which record's key is to wait, for whom, and how that is known."""

    reference = ToldField(_("Reference of the record"), description=_("Like KQ7-4MD-2RT."))
    why = CodeRadios(_("Why?"), [(each.value, each.label) for each in ASKED_FOR])
    words = PassageField(
        _("What you know, and from where"),
        description=_(
            "Like the number of the order. The second person decides by this. It is locked."
        ),
    )

    def facts(self) -> tuple[str, WhyHeld, str]:
        """The reference, the reason, and the words."""
        reference = parse_reference(self.reference.fact or "")
        if not self.words.fact:
            raise Invalid("words", N_("Write down why, in a few words."))
        return reference, read_code(WhyHeld, self.why.data, "why"), str(self.words.fact)
