"""The forms of agencies."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from flask_babel import get_locale
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from registry.accounts.forms import ruled
from registry.agencies import rules
from registry.agencies.operations import NewAgency, Papers
from registry.agencies.rules import AgencyRole
from registry.description.cldr import countries, country_name
from registry.description.codes import read_code
from registry.errors import N_
from registry.web.forms import Form, choices

TERMS: Final = {6: N_("6 months"), 12: N_("12 months"), 24: N_("24 months")}


def named_country(code: str) -> str:
    """A country in the reader's language."""
    return country_name(code, str(get_locale() or "en"))


def country_choices() -> list[tuple[str, str]]:
    """Every country, in the reader's language and order."""
    named = sorted((named_country(code), code) for code in countries())
    return choices([("", N_("Choose a country")), *((code, name) for name, code in named)])


class AgencyForm(Form):
    """Adding an agency."""

    name = StringField(_("Name of the agency"), [ruled(rules.tidy_name)])
    country = SelectField(
        _("Country"), [ruled(rules.known_country)], choices=country_choices, validate_choice=False
    )
    contact = TextAreaField(_("How the office is reached"), [ruled(rules.tidy_contact)])

    def facts(self) -> NewAgency:
        """The agency as it was written down."""
        return NewAgency(self.name.data or "", self.country.data or "", self.contact.data or "")


def month_choices() -> list[tuple[str, str]]:
    """How long a verification may last."""
    return choices((str(months), words) for months, words in TERMS.items())


class AgencyVerificationForm(Form):
    """Verifying an agency."""

    register = TextAreaField(_("Where does it stand on record?"), [ruled(rules.tidy_register)])
    safeguarding = TextAreaField(
        _("Its policy on keeping children safe"), [ruled(rules.tidy_safeguarding)]
    )
    agreement = StringField(
        _("Which version of the data agreement did it sign?"), [ruled(rules.tidy_agreement)]
    )
    role = RadioField(
        _("What is it before the law on data?"),
        [InputRequired(_("Choose what it is."))],
        choices=lambda: choices(AgencyRole.choices()),
    )
    two_leads = BooleanField(
        _("I spoke with two people who lead it, and both answer for its people here."),
        [InputRequired(_("Speak with two people who lead it first."))],
    )
    called_back = BooleanField(
        _("I rang the office on a number that I found myself, and it confirmed."),
        [InputRequired(_("Ring the office first, on a number that you found yourself."))],
    )
    months = RadioField(
        _("For how long?"), [InputRequired(_("Choose how long."))], choices=month_choices
    )

    def facts(self) -> Papers:
        """What was found."""
        return Papers(
            register=self.register.data or "",
            safeguarding=self.safeguarding.data or "",
            agreement=self.agreement.data or "",
            role=read_code(AgencyRole, self.role.data, "role"),
        )

    def until(self, now: datetime) -> datetime:
        """The day on which the verification ends."""
        return now + timedelta(days=rules.DAYS_OF_MONTH * int(self.months.data))


class AgreementForm(Form):
    """Agreeing as the second person."""

    read_all = BooleanField(
        _("I read what was found, and I agree with my name."),
        [InputRequired(_("Read what was found first."))],
    )
