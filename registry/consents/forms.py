"""Forms of consents: a yes that may last as long as one chooses, and how to wipe."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField

from registry.children.forms.fields import CodeRadios
from registry.children.forms.stated import AnswerForm
from registry.children.rules import Reply
from registry.errors import N_
from registry.purposes import RETAIN_AFTER, RETENTION_CHOICES
from registry.web.forms import Form, choices

LENGTHS = tuple(
    zip(map(str, RETENTION_CHOICES), (N_("3 months"), N_("6 months"), N_("12 months")), strict=True)
)
WAYS = (
    ("at_once", N_("Wipe it now")),
    ("later", N_("Shut it now, and keep 7 days in which I can change my mind")),
)


class LaterForm(AnswerForm):
    """Yes or no to one notice, given from the record's page."""

    days = RadioField(
        _("If you say yes: for how long?"),
        choices=lambda: choices(LENGTHS),
        validate_choice=False,
    )

    @classmethod
    def asking(cls, purpose: str, **kwargs: Any) -> LaterForm:  # noqa: ANN401 - WTForms
        """The form for one purpose; only one of them lets a person choose how long."""
        form = cls(**kwargs)
        if purpose != RETAIN_AFTER:
            del form.days
        return form

    def facts(self, language: str) -> Reply:
        """The answer, with the length that was chosen."""
        reply = super().facts(language)
        chosen = self.days.data if "days" in self else None
        days = int(chosen) if chosen in dict(LENGTHS) else None
        return Reply(reply.yes, reply.shown, reply.language, days)


class WipeForm(Form):
    """How to wipe."""

    way = CodeRadios(_("How shall we do it?"), WAYS)

    @property
    def at_once(self) -> bool:
        """Is there to be no time for second thoughts?"""
        return bool(self.way.data == "at_once")
