"""Forms on who is kept away, and on opening what is sealed."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import RadioField

from registry.children.forms.fields import CodeRadios, PassageField, ToldField
from registry.children.operations.keeping_away import AgencyChoice
from registry.children.rules import Excluded, Opening
from registry.description import parse_reference
from registry.errors import N_, Invalid
from registry.web.forms import Form

PEOPLE = (
    (Excluded.CASEWORKER.value, N_("A person who works here")),
    (Excluded.PERSON.value, N_("Somebody else")),
)


class AgencyAwayForm(Form):
    """One agency of the public list."""

    agency = RadioField(_("Which agency shall stay away?"), choices=[], validate_choice=False)

    @classmethod
    def offering(cls, agencies: tuple[AgencyChoice, ...]) -> AgencyAwayForm:
        """The form with the agencies that may still be chosen."""
        form = cls()
        form.agency.choices = [(each.id, each.name) for each in agencies if not each.is_excluded]
        return form

    def facts(self) -> str:
        """The agency's id; the list is checked where it is kept."""
        return str(self.agency.data or "")


class PersonAwayForm(Form):
    """One person, by a badge or in words."""

    concerns = CodeRadios(_("Who shall stay away?"), PEOPLE)
    words = PassageField(
        _("Their badge number or name, or who they are to you"),
        description=_("This is locked, and not shown here again. A coordinator reads it."),
    )

    def facts(self) -> tuple[Excluded, str | None]:
        """Which kind of person, and the words."""
        concerns = next(each for each in Excluded if each.value == self.concerns.data)
        return concerns, self.words.fact


class UnsealForm(Form):
    """Which sealed record is to be opened, and why."""

    reference = ToldField(_("Reference of the record"), description=_("Like KQ7-4MD-2RT."))
    why = CodeRadios(_("Why must it be opened?"), Opening.choices())

    def facts(self) -> tuple[str, Opening]:
        """The record, and the reason."""
        if not self.reference.fact:
            raise Invalid("reference", N_("Write the reference of the record."))
        why = next(each for each in Opening if each.value == self.why.data)
        return parse_reference(self.reference.fact), why
