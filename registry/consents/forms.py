"""Forms of consents: a yes that may last as long as one chooses, and how to wipe."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import EmailField, RadioField

from registry.accounts.forms import ruled
from registry.accounts.rules import normal_email
from registry.children.forms.fields import CodeRadios, ToldField
from registry.children.forms.stated import AnswerForm
from registry.children.rules import Paper, Papers, Reply, Seen
from registry.consents.operations.trusting import Named
from registry.consents.rules import ReceiptForm, Word
from registry.description import parse_reference
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


class TrustedForm(Form):
    """Whom a family trusts, and how they can be reached."""

    name = ToldField(_("Their name"))
    contact = ToldField(
        _("How can we reach them?"), description=_("A telephone number, or an e-mail address.")
    )

    def facts(self) -> Named:
        """The person."""
        return Named(self.name.fact or "", self.contact.fact or "")


class ReferenceForm(Form):
    """Which record."""

    reference = ToldField(_("Reference of the record"), description=_("Like KQ7-4MD-2RT."))

    def facts(self) -> str:
        """The reference in its one form."""
        return parse_reference(self.reference.fact or "")


class WordForm(Form):
    """What a trusted contact says."""

    said = CodeRadios(_("What do you want to tell us?"), Word.choices())

    def facts(self) -> Word:
        """The word."""
        return next(each for each in Word if each.value == self.said.data)


class GrownForm(Form):
    """Which record, whose account, which paper of the young person was seen, and how."""

    reference = ToldField(_("Reference of the record"), description=_("Like KQ7-4MD-2RT."))
    email = EmailField(
        _("E-mail address of the young person’s own account"),
        [ruled(normal_email)],
        description=_("As they tell you themselves, and nobody for them."),
    )
    paper = CodeRadios(
        _("Which paper did you see?"),
        [(each.value, each.label) for each in (Paper.IDENTITY, Paper.BIRTH, Paper.OTHER)],
    )
    how = CodeRadios(_("How did you see it?"), Seen.choices())

    def facts(self) -> tuple[str, str, Papers]:
        """The record, the account, the paper, and how it was seen."""
        paper = next(each for each in Paper if each.value == self.paper.data)
        how = next(each for each in Seen if each.value == self.how.data)
        email = normal_email(self.email.data or "")
        return parse_reference(self.reference.fact or ""), email, Papers(paper, how)


class TakeForm(Form):
    """In which form to take a receipt along."""

    form = CodeRadios(
        _("How do you want to take it along?"),
        (
            ("full", N_("In full, with our name")),
            ("discreet", N_("As a note that does not say what it is")),
            ("office", N_("Not at all: the desk prints it and keeps it for me")),
        ),
    )

    @property
    def chosen(self) -> ReceiptForm:
        """The form that was chosen."""
        return ReceiptForm(self.form.data)
