"""Fields that hold facts: what was typed becomes a name, a date, an age, or a sentence at it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from flask_babel import get_locale, gettext
from wtforms import RadioField, SelectField, StringField, TextAreaField, ValidationError

from registry.children.forms import spoken
from registry.description import (
    AgeRange,
    Calendar,
    Code,
    PartialDate,
    PersonName,
    one_line,
    passage,
    plain_digits,
)
from registry.errors import N_, Invalid
from registry.web.forms import choices
from registry.web.guards import floors

Label = Any
"""A sentence that is translated when the page is shown."""
T = TypeVar("T")


class ToldField(StringField):
    """A line of text that becomes a fact; what was typed stays in the field when it cannot."""

    def told(self, typed: str) -> object:
        """The fact; raises `Invalid` with the sentence for the person."""
        return one_line(typed, self.short_name)

    def shown(self, fact: Any) -> str:  # noqa: ANN401 - each field knows its own fact
        """The fact as it would be typed."""
        return str(fact)

    @property
    def fact(self) -> Any:  # noqa: ANN401 - each field knows its own fact
        """The fact; None when nothing is known."""
        return self.data

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; nothing typed is nothing known."""
        self.data: Any = None
        typed = str(valuelist[0]) if valuelist else ""
        if typed.strip():
            self.data = _sentence(lambda: self.told(typed))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if not self.data else self.shown(self.data)


class PassageField(TextAreaField):
    """A few sentences."""

    @property
    def fact(self) -> str | None:
        """The sentences; None when nothing was written."""
        return self.data or None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; nothing typed is nothing known."""
        self.data: Any = None
        typed = str(valuelist[0]) if valuelist else ""
        if typed.strip():
            self.data = _sentence(lambda: passage(typed, self.short_name))

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else str(self.data or "")


class NameField(ToldField):
    """A name of a person."""

    def told(self, typed: str) -> PersonName | None:
        """The name, without its Latin letters."""
        return PersonName.parse(typed, field=self.short_name)

    def shown(self, fact: PersonName) -> str:
        """The name as the family writes it."""
        return fact.full


class NamesField(ToldField):
    """Several names, with a comma between them."""

    def told(self, typed: str) -> tuple[PersonName, ...]:
        """The names in their order."""
        return tuple(PersonName(each) for each in spoken.split(typed))

    def shown(self, fact: tuple[PersonName, ...]) -> str:
        """The names on one line."""
        return ", ".join(name.full for name in fact)


class AgeField(ToldField):
    """An age, as it is today."""

    def told(self, typed: str) -> AgeRange:
        """The age, stated today."""
        return AgeRange.parse(typed, stated_on=floors().clock().date(), field=self.short_name)

    def shown(self, fact: AgeRange) -> str:
        """The age as it was told."""
        return str(fact.low) if fact.low == fact.high else f"{fact.low}-{fact.high}"


class DayField(ToldField):
    """A day known in part, in the calendar chosen on the same form if it offers one."""

    calendar = Calendar.GREGORIAN

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms
        """Look at the calendar first: it decides what the figures mean."""
        chosen = formdata.get("calendar", "") if formdata else ""
        self.calendar = Calendar(chosen) if chosen in set(Calendar) else Calendar.GREGORIAN
        super().process(formdata, *args, **kwargs)

    def told(self, typed: str) -> PartialDate:
        """The day, as far as it is known."""
        return PartialDate.parse(typed, calendar=self.calendar, field=self.short_name)


class LanguagesField(ToldField):
    """Languages by any name people give them, with a comma between them."""

    def told(self, typed: str) -> tuple[str, ...]:
        """Their ISO 639 codes."""
        return spoken.languages(typed, self.short_name, str(get_locale() or "en"))

    def shown(self, fact: tuple[str, ...]) -> str:
        """Their names in the reader's language."""
        return spoken.language_names(fact, str(get_locale() or "en"))


class CountriesField(ToldField):
    """Countries by any name people give them, with a comma between them."""

    def told(self, typed: str) -> tuple[str, ...]:
        """Their ISO 3166 codes."""
        return spoken.countries(typed, self.short_name, str(get_locale() or "en"))

    def shown(self, fact: tuple[str, ...]) -> str:
        """Their names in the reader's language."""
        return spoken.country_names(fact, str(get_locale() or "en"))


class WholeField(ToldField):
    """A whole number in the digits of any script."""

    def told(self, typed: str) -> int:
        """The number."""
        digits = plain_digits(typed.strip())
        if not digits.isdecimal() or len(digits) > 4:  # noqa: PLR2004 - no fact has more
            raise Invalid(self.short_name, N_("Write a whole number, like 120."))
        return int(digits)


class CodeField(SelectField):
    """One answer of a closed list, or not known."""

    def __init__(self, label: Label, codes: type[Code], **kwargs: Any) -> None:  # noqa: ANN401
        self.codes = codes
        super().__init__(label, coerce=str, choices=lambda: _with_unknown(codes), **kwargs)

    def process_data(self, value: Any) -> None:  # noqa: ANN401 - WTForms
        """Take a fact for showing."""
        self.data = "" if value is None else str(value)

    @property
    def fact(self) -> Any:  # noqa: ANN401 - of the list that was handed in
        """The answer; None when it is not known."""
        return next((each for each in self.codes if each.value == self.data), None)


class CodeRadios(RadioField):
    """One answer of a closed list that must be given; nothing is chosen beforehand."""

    def __init__(self, label: Label, codes: Iterable[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        pairs = tuple(codes)
        sentence = N_("Choose one of the answers.")
        super().__init__(
            label,
            choices=lambda: choices(pairs),
            validate_choice=False,
            validators=[one_of({code for code, _ in pairs}, sentence)],
            **kwargs,
        )


class YesNoField(RadioField):
    """Yes, no, or not known."""

    def __init__(self, label: Label, **kwargs: Any) -> None:  # noqa: ANN401
        pairs = (("yes", N_("Yes")), ("no", N_("No")), ("", N_("I do not know")))
        super().__init__(label, choices=lambda: choices(pairs), validate_choice=False, **kwargs)

    def process_data(self, value: Any) -> None:  # noqa: ANN401 - WTForms
        """Take a fact for showing."""
        self.data = {True: "yes", False: "no"}.get(value)

    @property
    def fact(self) -> bool | None:
        """The answer; None when it is not known."""
        return {"yes": True, "no": False}.get(self.data or "")


def one_of(codes: set[str], sentence: str) -> Callable[[Any, Any], None]:
    """A check that an answer on the list was given."""

    def check(_form: Any, field: Any) -> None:  # noqa: ANN401 - WTForms
        if field.data not in codes:
            raise ValidationError(gettext(sentence))

    return check


def today() -> date:
    """The day on the house's clock."""
    return floors().clock().date()


def _with_unknown(codes: type[Code]) -> list[tuple[str, str]]:
    return choices([("", N_("I do not know")), *codes.choices()])


def _sentence(read: Callable[[], T]) -> T:
    try:
        return read()
    except Invalid as error:
        raise ValueError(gettext(error.message, **error.values)) from error
