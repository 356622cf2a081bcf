"""What the two families answer and write."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField

from registry.children.forms.fields import ToldField, one_of
from registry.errors import N_
from registry.reunion.codes import (
    Days,
)
from registry.reunion.forms.fields import Answers, WordsField
from registry.reunion.operations import Reply
from registry.web.forms import Form


class RevealForm(Form):
    """Yes or no to the other side being told; which words were shown comes back with it."""

    shown = HiddenField()
    name = ToldField(
        _("What may the other side call you?"),
        description=_("A first name is enough. This name is all that we tell."),
    )
    days = Answers(_("How long does your yes last?"), Days, default=Days.SHORT.value)
    answer = StringField(validators=[one_of({"yes", "no"}, N_("Press yes or no."))])

    def facts(self, language: str) -> Reply:
        """The answer, in the language of the page."""
        return Reply(
            is_yes=self.answer.data == "yes",
            shown=self.shown.data or "",
            name=self.name.fact or "",
            days=self.days.code(Days),
            language=language,
        )


class LetterForm(Form):
    """A letter to the other side."""

    words = WordsField(_("Your letter"))
