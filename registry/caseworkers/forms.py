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

from registry.accounts.forms import Validator, ruled
from registry.accounts.rules import check_password, normal_email
from registry.agencies.models import Agency
from registry.authority import Role
from registry.caseworkers import rules
from registry.caseworkers.checklist import SOURCES
from registry.caseworkers.lending import LoanPage, Offer
from registry.caseworkers.operations import (
    Acquaintance,
    Check,
    Ending,
    Evidence,
    Finding,
    Invitation,
    Result,
    Source,
)
from registry.caseworkers.wording import ROLES, TASKS
from registry.description.codes import read_code
from registry.errors import N_
from registry.web.forms import Form, choices

NO_AGENCY: Final = ("", N_("None: works for the registry itself"))
LOANS: Final = {30: N_("30 days"), 90: N_("90 days"), 180: N_("180 days")}
TERMS: Final = {3: N_("3 months"), 6: N_("6 months"), 12: N_("12 months")}


def tidied(name: str) -> Validator:
    """The rule for one line of what a person hands in."""
    return ruled(lambda text: rules.tidy_evidence(text, name))


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


class EvidenceForm(Form):
    """What a person hands in about their own work."""

    employer = TextAreaField(_("Who employs you?"), [tidied("employer")])
    licence = TextAreaField(_("Who licensed you for this work?"), [tidied("licence")])
    background = TextAreaField(_("Your background check"), [tidied("background")])

    def facts(self) -> Evidence:
        """What was said."""
        return Evidence(
            employer=self.employer.data or "",
            licence=self.licence.data or "",
            background=self.background.data or "",
        )


class CheckForm(Form):
    """One look at one thing on the list."""

    source = RadioField(
        _("Where does the answer come from?"),
        [InputRequired(_("Choose where the answer comes from."))],
        validate_choice=False,
    )
    result = RadioField(
        _("What came of it?"),
        [InputRequired(_("Choose what came of it."))],
        choices=lambda: choices(Result.choices()),
    )
    words = TextAreaField(_("What you found"), [ruled(rules.tidy_words)])

    def offer(self, check: Check) -> None:
        """Offer where an answer to this may come from."""
        self.source.choices = choices((each.value, each.label) for each in SOURCES[check])

    def facts(self, check: Check) -> Finding:
        """What was found."""
        return Finding(
            check=check,
            source=read_code(Source, self.source.data, "source"),
            result=read_code(Result, self.result.data, "result"),
            words=self.words.data or "",
        )


class VerificationForm(Form):
    """Approving as one of two, and until when."""

    read_all = BooleanField(
        _("I read every check, and I approve this person with my name."),
        [InputRequired(_("Read every check first."))],
    )
    months = RadioField(
        _("For how long?"),
        [InputRequired(_("Choose how long."))],
        choices=lambda: choices((str(months), words) for months, words in TERMS.items()),
    )

    def until(self, now: datetime) -> datetime:
        """The day on which the approval ends."""
        return now + timedelta(days=rules.DAYS_OF_MONTH * int(self.months.data))


class VouchForm(Form):
    """Vouching for somebody one knows."""

    badge = StringField(_("Badge of the person"), [InputRequired(_("Write the badge number."))])
    how = RadioField(
        _("How do you know this person?"),
        [InputRequired(_("Choose how you know this person."))],
        choices=lambda: choices(Acquaintance.choices()),
    )
    with_name = BooleanField(
        _("I would let this person work alone with a child I care for."),
        [InputRequired(_("Vouch only for somebody of whom you can say this."))],
    )

    def facts(self) -> tuple[str, Acquaintance]:
        """Whom, and how one knows them."""
        return self.badge.data or "", read_code(Acquaintance, self.how.data, "how")


class RoleForm(Form):
    """Giving a role."""

    role = RadioField(_("Which role?"), [InputRequired(_("Choose a role."))], choices=task_choices)

    def facts(self) -> Role:
        """The role."""
        return Role(str(self.role.data))


class BadgeForm(Form):
    """A code that somebody showed."""

    code = StringField(_("The code"), [InputRequired(_("Write the code that was shown to you."))])


class LoanForm(Form):
    """Lending a reviewer of one's own agency."""

    badge = SelectField(_("Who?"), validate_choice=False)
    agency = SelectField(_("To which agency?"), validate_choice=False)
    days = RadioField(
        _("For how long?"),
        [InputRequired(_("Choose how long."))],
        choices=lambda: choices((str(days), words) for days, words in LOANS.items()),
    )

    def offer(self, page: LoanPage) -> None:
        """Offer one's own people, and the agencies that could borrow them."""
        own = [("", N_("Choose a badge")), *((each, each) for each in page.own)]
        self.badge.choices = choices(own)
        others = [("", N_("Choose an agency")), *((each.ref, each.name) for each in page.others)]
        self.agency.choices = choices(others)

    def facts(self) -> Offer:
        """The offer."""
        return Offer(self.badge.data or "", self.agency.data or "", int(self.days.data))


class EndForm(Form):
    """Stopping somebody."""

    how = RadioField(
        _("How?"),
        [InputRequired(_("Choose how."))],
        choices=lambda: choices(Ending.choices()),
    )
    why = TextAreaField(_("Why?"), [ruled(rules.tidy_why)])

    def facts(self) -> tuple[Ending, str]:
        """How, and why."""
        return read_code(Ending, self.how.data, "how"), self.why.data or ""
