"""Forms of the review: who is known, what was seen in each row, and what is signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Form as Part
from wtforms import FormField, RadioField, SubmitField

from registry.children.forms.fields import CodeRadios, PassageField
from registry.errors import N_, Invalid
from registry.review import rules
from registry.review.rules import Answer, Conclusion, Outcome
from registry.review.wording import ANSWERS, LABELS, OUTCOMES
from registry.web.forms import Form, choices, place_error

Noted = tuple[Answer | None, str]


class ConflictForm(Form):
    """Is anybody on the list known?"""

    knows = CodeRadios(
        _("Do you know any of these people?"),
        (("no", N_("No, nobody on this list")), ("yes", N_("Yes, or perhaps"))),
    )

    def fact(self) -> bool:
        """Is somebody known?"""
        return bool(self.knows.data == "yes")


class OpinionForm(Form):
    """An outcome with its three reasons."""

    outcome = CodeRadios(
        _("Outcome"), tuple((outcome.value, words) for outcome, words in OUTCOMES.items())
    )
    reasons_for = PassageField(_("What speaks for it"))
    reasons_against = PassageField(_("What speaks against it"))
    would_change = PassageField(
        _("What would change my mind"),
        description=_("If more is needed, say here what to ask for."),
    )

    def facts(self) -> Conclusion:
        """What is to be signed."""
        return Conclusion(
            outcome=Outcome(self.outcome.data),
            reasons_for=self.reasons_for.fact or "",
            reasons_against=self.reasons_against.fact or "",
            would_change=self.would_change.fact or "",
        )


class RowPart(Part):
    """The answer for one row, and the reason in words."""

    answer: RadioField
    reason: PassageField

    def noted(self, item: str) -> Noted:
        """What was seen in this row."""
        return _answer(item, self.answer.data), self.reason.fact or ""


class SheetForm(Form):
    """The rows of one stage; each stands under the key of its row, as `marks.scar` does."""

    close = SubmitField(_("Save and close this stage"))
    asked: tuple[str, ...] = ()
    is_weak = False

    def validate(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401 - WTForms
        """Before a stage closes, say of every row at once what is still owed."""
        is_whole = bool(super().validate(*args, **kwargs))
        owed = [self._owed(item) for item in self.asked] if is_whole and self.close.data else []
        return is_whole and not any(owed)

    def _owed(self, item: str) -> bool:
        try:
            fault = rules.faults(item, *self.at(item).noted(item), is_weak=self.is_weak)
        except Invalid as error:
            fault = error
        if fault is None:
            return False
        message = f"{gettext(LABELS[item])}: {gettext(fault.message)}"
        place_error(self, Invalid(fault.field, message))
        return True

    def at(self, item: str) -> RowPart:
        """The part of one row."""
        field: Any = self
        for name in item.split("."):
            field = field[name]
        part: RowPart = field.form
        return part

    def facts(self) -> dict[str, Noted]:
        """What was seen in each row."""
        return {item: self.at(item).noted(item) for item in self.asked}


def sheet_form(
    asked: Iterable[str], notes: Mapping[str, Noted], *, is_weak: bool = False
) -> SheetForm:
    """A form for these rows, filled with what was noted so far."""
    items = tuple(asked)
    shape = {"asked": items, "is_weak": is_weak, **_parts(items, is_weak=is_weak)}
    kind = type("SheetForm", (SheetForm,), shape)
    form: SheetForm = kind(data=_filled(items, notes))
    return form


def _parts(items: tuple[str, ...], *, is_weak: bool) -> dict[str, Any]:
    """The fields of each row, nested like the keys: `marks` holds `scar` holds the two."""
    grouped: dict[str, dict[str, Any]] = {}
    parts: dict[str, Any] = {}
    for item in items:
        group, _dot, name = item.partition(".")
        field = FormField(_row_part(item, is_weak=is_weak), label=gettext(LABELS[item]))
        if name:
            grouped.setdefault(group, {})[name] = field
        else:
            parts[group] = field
    for group, fields in grouped.items():
        parts[group] = FormField(type("GroupPart", (Part,), fields))
    return parts


def _row_part(item: str, *, is_weak: bool) -> type[RowPart]:
    offered = [(each.value, ANSWERS[each]) for each in rules.choices_of(item, is_weak=is_weak)]
    answer = RadioField(gettext(LABELS[item]), choices=choices(offered), validate_choice=False)
    said = (
        _("What differs, in words") if rules.is_compared(item) else _("What stands out, in words")
    )
    return type("RowPart", (RowPart,), {"answer": answer, "reason": PassageField(said)})


def _filled(items: tuple[str, ...], notes: Mapping[str, Noted]) -> dict[str, Any]:
    filled: dict[str, Any] = {}
    for item in items:
        answer, reason = notes.get(item, (None, ""))
        place = filled
        for name in item.split("."):
            place = place.setdefault(name, {})
        place |= {"answer": answer.value if answer else None, "reason": reason}
    return filled


def _answer(item: str, code: str | None) -> Answer | None:
    if not code:
        return None
    try:
        return Answer(code)
    except ValueError:
        raise Invalid(f"{item}.answer", N_("Choose one of the answers on the list.")) from None
