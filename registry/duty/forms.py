"""The forms of duty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from flask_babel import lazy_gettext as _
from wtforms import DateTimeLocalField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from registry.accounts.forms import ruled
from registry.description.codes import read_code
from registry.duty import rules
from registry.duty.operations import NewTurn, Told
from registry.duty.rules import Channel, Outcome
from registry.errors import N_, Invalid
from registry.web.forms import Form, choices

PLACES = (("1", N_("First")), ("2", N_("Second")), ("3", N_("Third")))


def _moment(field: DateTimeLocalField) -> datetime:
    """What was written; the field is never empty once the form holds."""
    if field.data is None:
        raise Invalid(field.short_name, N_("Write a day and a time."))
    return field.data.replace(tzinfo=UTC)


class WithChildForm(Form):
    """Who is with a child, and where."""

    where = TextAreaField(_("Where are you with the child?"), [ruled(rules.tidy_place)])
    finder = StringField(_("What may we call you?"), [ruled(rules.tidy_finder)])
    reach = StringField(_("How do we reach you now?"), [ruled(rules.tidy_reach)])

    def facts(self) -> Told:
        """What was said."""
        return Told(self.finder.data or "", self.reach.data or "", self.where.data or "")


class TurnForm(Form):
    """Putting somebody on duty."""

    badge = SelectField(_("Who?"), validate_choice=False)
    place = RadioField(
        _("Rung in which place?"),
        [InputRequired(_("Choose a place."))],
        choices=lambda: choices(PLACES),
    )
    channel = RadioField(
        _("How is this person rung?"),
        [InputRequired(_("Choose how."))],
        choices=lambda: choices(Channel.choices()),
    )
    starts_at = DateTimeLocalField(_("From"), [InputRequired(_("Write when it begins."))])
    ends_at = DateTimeLocalField(_("To"), [InputRequired(_("Write when it ends."))])

    def offer(self, badges: Iterable[str]) -> None:
        """Offer those who may be on duty."""
        self.badge.choices = choices(
            [("", N_("Choose a badge")), *((each, each) for each in badges)]
        )

    def facts(self) -> NewTurn:
        """The turn; times are those of the house, UTC."""
        return NewTurn(
            badge=self.badge.data or "",
            place=int(self.place.data),
            channel=read_code(Channel, self.channel.data, "channel"),
            starts_at=_moment(self.starts_at),
            ends_at=_moment(self.ends_at),
        )


class OutcomeForm(Form):
    """What became of a report."""

    outcome = RadioField(
        _("What became of it?"),
        [InputRequired(_("Choose what became of it."))],
        choices=lambda: choices(Outcome.choices()),
    )

    def facts(self) -> Outcome:
        """The outcome."""
        return read_code(Outcome, self.outcome.data, "outcome")
