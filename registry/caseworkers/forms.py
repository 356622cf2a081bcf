"""The forms about people of the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    EmailField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from registry.accounts.forms import ruled
from registry.accounts.rules import check_password, normal_email
from registry.agencies.models import Agency
from registry.authority import Role
from registry.caseworkers import rules
from registry.caseworkers.operations import Evidence, Identity, Invitation, Licence, Seen
from registry.caseworkers.wording import ROLES, TASKS
from registry.description.codes import read_code
from registry.errors import N_
from registry.web.forms import Form, choices

NO_AGENCY: Final = ("", N_("None: works for the registry itself"))
TERMS: Final = {3: N_("3 months"), 6: N_("6 months"), 12: N_("12 months")}


def task_choices() -> list[tuple[str, str]]:
    """Every role, with what it does."""
    return choices((role.value, words) for role, words in TASKS.items())


class InvitationForm(Form):
    """Inviting somebody."""

    name = StringField(_("Name"), [ruled(rules.tidy_name)])
    email = EmailField(_("E-mail address at work"), [ruled(normal_email)])
    agency = SelectField(_("Agency"), validate_choice=False)
    roles = SelectMultipleField(
        _("Roles"),
        [InputRequired(_("Choose at least one role."))],
        choices=task_choices,
        validate_choice=False,
    )

    def offer(self, agencies: Iterable[Agency]) -> None:
        """Offer the agencies that stand verified."""
        self.agency.choices = choices([NO_AGENCY, *((each.ref, each.name) for each in agencies)])

    def facts(self) -> Invitation:
        """Whom to invite."""
        return Invitation(
            email=self.email.data or "",
            name=self.name.data or "",
            agency_ref=self.agency.data or None,
            roles=frozenset(role for role in ROLES if role.value in (self.roles.data or [])),
        )


class AcceptanceForm(Form):
    """Choosing a password."""

    password = PasswordField(_("Your new password"), [ruled(check_password)])


class VerificationForm(Form):
    """On what an administrator vouches, and until when."""

    identity = RadioField(
        _("Which paper did you see?"),
        [InputRequired(_("Choose the paper."))],
        choices=lambda: choices(Identity.choices()),
    )
    seen = RadioField(
        _("How did you see it?"),
        [InputRequired(_("Choose how you saw it."))],
        choices=lambda: choices(Seen.choices()),
    )
    licence = RadioField(
        _("The licence to do this work"),
        [InputRequired(_("Choose how you looked up the licence."))],
        choices=lambda: choices(Licence.choices()),
    )
    called_back = BooleanField(
        _("I rang the employer on a number that I found myself, and they know this person."),
        [InputRequired(_("Ring the employer first, on a number that you found yourself."))],
    )
    words = TextAreaField(_("What you found"), [ruled(rules.tidy_words)])
    months = RadioField(
        _("For how long?"),
        [InputRequired(_("Choose how long."))],
        choices=lambda: choices((str(months), words) for months, words in TERMS.items()),
    )

    def facts(self) -> Evidence:
        """The evidence."""
        return Evidence(
            identity=read_code(Identity, self.identity.data, "identity"),
            seen=read_code(Seen, self.seen.data, "seen"),
            licence=read_code(Licence, self.licence.data, "licence"),
            words=rules.tidy_words(self.words.data or ""),
        )

    def until(self, now: datetime) -> datetime:
        """The day on which the verification ends."""
        return now + timedelta(days=rules.DAYS_OF_MONTH * int(self.months.data))


class RoleForm(Form):
    """Giving a role."""

    role = RadioField(_("Which role?"), [InputRequired(_("Choose a role."))], choices=task_choices)

    def facts(self) -> Role:
        """The role."""
        return Role(str(self.role.data))


class EndForm(Form):
    """Stopping somebody."""

    why = TextAreaField(_("Why?"), [ruled(rules.tidy_why)])
