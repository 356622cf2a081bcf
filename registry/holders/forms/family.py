"""What a guardian tells of another one, and an objection."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import RadioField

from registry.children.forms.fields import CodeRadios, PassageField
from registry.description import read_code
from registry.errors import N_, Invalid
from registry.holders.rules import Named, WhyAbsent
from registry.web.forms import Form, choices

REASONS = (
    (WhyAbsent.UNREACHABLE.value, N_("I do not know how to reach them")),
    (WhyAbsent.UNSAFE.value, N_("It would not be safe to ask them")),
)


class NamedForm(Form):
    """Another guardian who cannot or must not be asked."""

    why = CodeRadios(_("Why can we not ask them?"), REASONS)
    words = PassageField(
        _("What should we know?"),
        description=_("Like who they are, where they were last, or why it is not safe."),
    )

    def facts(self) -> Named:
        """What was told; without a few words nobody can look for anybody."""
        if not self.words.fact:
            raise Invalid("words", N_("Write a few words. They are locked, and for the desk only."))
        return Named(read_code(WhyAbsent, self.why.data, "why"), self.words.fact)


class ObjectionForm(Form):
    """What a guardian objects to, and why."""

    purpose = RadioField(_("What do you object to?"), choices=[], validate_choice=False)
    words = PassageField(
        _("Why, in your own words"),
        description=_("It is locked. The other guardian does not read it."),
    )

    offered: set[str]

    def offer(self, offered: Iterable[tuple[str, str]]) -> None:
        """Offer what another guardian agreed to."""
        pairs = list(offered)
        self.offered = {code for code, _words in pairs}
        self.purpose.choices = choices(pairs)

    def facts(self) -> tuple[str, str]:
        """The purpose, and what was said."""
        if self.purpose.data not in self.offered:
            raise Invalid("purpose", N_("Choose one of the answers."))
        if not self.words.fact:
            raise Invalid("words", N_("Write a few words. They are locked, and for the desk only."))
        return str(self.purpose.data), self.words.fact
