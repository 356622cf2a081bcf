"""A question about a look, and what a coordinator found."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from registry.children.forms.fields import CodeRadios, PassageField
from registry.description import read_code
from registry.errors import N_, Invalid
from registry.looks.rules import Found
from registry.web.forms import Form


class AskForm(Form):
    """What somebody wants to know; it may be left empty."""

    words = PassageField(
        _("What would you like to know?"),
        description=_("You may leave it empty. It is locked, and for the desk only."),
    )

    def fact(self) -> str | None:
        """The words."""
        words: str | None = self.words.fact
        return words


class FoundForm(Form):
    """What a coordinator found, and why."""

    found = CodeRadios(_("What did you find?"), Found.choices())
    words = PassageField(
        _("Why"), description=_("What did you look at? It is locked. The family does not read it.")
    )

    def facts(self) -> tuple[Found, str]:
        """The finding, and the reason for it."""
        found = read_code(Found, self.found.data, "found")
        if not self.words.fact:
            raise Invalid("words", N_("Write down why, in a few words."))
        return found, self.words.fact
