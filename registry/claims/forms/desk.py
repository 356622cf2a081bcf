"""Forms of the coordinator: a question to a claimant, a pair set aside, a claim closed."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import StringField

from registry.children.forms.fields import CodeRadios, PassageField, one_of
from registry.children.forms.stated import PRESS_ONE
from registry.children.rules import Said
from registry.claims.rules import Why
from registry.description import ClosureReason, read_code
from registry.errors import N_, Invalid
from registry.web.forms import Form

CLOSED_BY_DESK = tuple(
    (reason.value, reason.label)
    for reason in ClosureReason
    if reason is not ClosureReason.CLAIM_WITHDRAWN
)


class QuestionForm(Form):
    """A question to a claimant."""

    text = PassageField(
        _("Your question"),
        description=_("Ask openly. Never say what another file holds, or that there is one."),
    )

    def fact(self) -> str:
        """The question."""
        if not self.text.fact:
            raise Invalid("text", N_("Write a question first."))
        return str(self.text.fact)


class ChildsSayForm(Form):
    """What a child in care answered."""

    answer = StringField(validators=[one_of({each.value for each in Said}, PRESS_ONE)])

    def fact(self) -> Said:
        """The answer."""
        return read_code(Said, self.answer.data, "answer")


class SetAsideForm(Form):
    """Why a pair is put away."""

    why = CodeRadios(_("Why do you set this pair aside?"), Why.choices())
    words = PassageField(_("In your own words, if you like"))

    def facts(self) -> tuple[Why, str | None]:
        """The why, and what was said besides."""
        return read_code(Why, self.why.data, "why"), self.words.fact


class ClosingForm(Form):
    """Why a claim is closed. The claimant reads the same letter for every reason."""

    reason = CodeRadios(_("Why is this claim closed?"), CLOSED_BY_DESK)

    def fact(self) -> ClosureReason:
        """The reason."""
        return read_code(ClosureReason, self.reason.data, "reason")
