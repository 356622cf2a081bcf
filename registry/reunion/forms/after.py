"""The reunion, the visits after it, and the end of the case."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectMultipleField
from wtforms.validators import ValidationError

from registry.children.forms.fields import PassageField, ToldField
from registry.description import ClosureReason, Relation
from registry.errors import N_
from registry.reunion.codes import (
    Comfort,
    ReunionType,
    VisitKind,
)
from registry.reunion.forms.fields import YES_NO, Answers, Chosen, WholeDayField, WordsField, needed
from registry.reunion.operations import Reunion, Visit
from registry.web.forms import Form, choices


class ReunionForm(Form):
    """How the child came to an adult of the family."""

    reunited_on = WholeDayField(_("On which day?"), validators=[needed])
    adult = ToldField(_("Who takes the child? Their name"), validators=[needed])
    relation = Answers(_("This person is the child’s"), Relation)
    type = Answers(_("How did they come together?"), ReunionType)
    place = ToldField(
        _("Where?"), description=_("It is sealed, and never shown to a side."), validators=[needed]
    )
    with_verified_adult = Chosen(_("Is it the adult who was met in person?"), YES_NO)
    reason = PassageField(_("If not: why?"))
    comfort = Answers(_("Ask the child: “Are you comfortable leaving with this person?”"), Comfort)
    checked_twice = BooleanField(
        _("Who takes the child was checked against papers twice, by two people.")
    )

    def validate_checked_twice(self, field: Any) -> None:  # noqa: ANN401 - WTForms
        """Nobody leaves with a child on one look at a paper."""
        if not field.data:
            raise ValidationError(gettext("Have the papers checked a second time first."))

    def facts(self) -> Reunion:
        """The reunion."""
        return Reunion(
            reunited_on=self.reunited_on.day or date.min,
            type=self.type.code(ReunionType),
            relation=self.relation.code(Relation),
            with_verified_adult=self.with_verified_adult.data == "yes",
            comfort=self.comfort.code(Comfort),
            adult=self.adult.fact,
            place=self.place.fact,
            reason=self.reason.fact or "",
        )


class VisitForm(Form):
    """A visit after the reunion."""

    type = Answers(_("What kind of visit?"), VisitKind)
    visited_on = WholeDayField(_("On which day?"), validators=[needed])
    child_was_seen = Chosen(_("Was the child seen, alone for a while?"), YES_NO)
    reason = PassageField(_("If not: why?"))
    words = WordsField(_("What was done, and how is the child?"))
    needed_by = WholeDayField(
        _("Another visit is needed by"), description=_("Leave this empty if none is needed.")
    )
    recommends_closing = Chosen(_("May the case be closed?"), YES_NO)

    def facts(self) -> Visit:
        """The visit."""
        return Visit(
            type=self.type.code(VisitKind),
            visited_on=self.visited_on.day or date.min,
            child_was_seen=self.child_was_seen.data == "yes",
            needed_by=self.needed_by.day,
            recommends_closing=self.recommends_closing.data == "yes",
            action=self.words.said,
            reason=self.reason.fact or "",
        )


class ClosingForm(Form):
    """Why the case ends, and which claims end with it."""

    reason = Answers(_("Why does the case end?"), ClosureReason)
    also = SelectMultipleField(
        _("Which claims end with it?"),
        choices=lambda: choices(
            (("seeking", N_("The side that seeks")), ("holding", N_("The side that holds")))
        ),
        validate_choice=False,
    )

    def facts(self) -> tuple[ClosureReason, frozenset[str]]:
        """The reason, and the sides whose claims end."""
        return self.reason.code(ClosureReason), frozenset(self.also.data or ())
