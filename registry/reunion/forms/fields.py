"""Fields that name their question where an answer is wanted, and give it back as a code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from registry.children.forms.fields import CodeRadios, DayField, Label, PassageField
from registry.description import Code, PartialDate, read_code
from registry.errors import N_, Invalid

YES_NO = (("yes", N_("Yes")), ("no", N_("No")))
CodeT = TypeVar("CodeT", bound=Code)


def needed(_form: Any, field: Any) -> None:  # noqa: ANN401 - WTForms
    """Something has to be written here."""
    if not field.data and not field.errors:
        asked = str(field.label.text)
        raise ValidationError(gettext("Write an answer: %(question)s", question=asked))


class OneOf:
    """An answer on the list was given; else the sentence names the question."""

    def __init__(self, codes: set[str]) -> None:
        self._codes = codes

    def __call__(self, _form: Any, field: Any) -> None:  # noqa: ANN401 - WTForms
        """Look at the answer."""
        if field.data not in self._codes:
            asked = str(field.label.text)
            raise ValidationError(gettext("Choose an answer: %(question)s", question=asked))


class WordsField(PassageField):
    """A few sentences that must be there; they are sealed under both sides."""

    def __init__(self, label: Label, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms
        super().__init__(label, validators=[needed], **kwargs)

    @property
    def said(self) -> str:
        """The sentences."""
        return self.fact or ""


class WholeDayField(DayField):
    """A day that is known to the day."""

    def __init__(self, label: Label, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms
        kwargs.setdefault("description", _("The whole day, like 2026-03-09."))
        super().__init__(label, **kwargs)

    def told(self, typed: str) -> PartialDate:
        """The day; a month or a year alone is not enough."""
        day = super().told(typed)
        if day.earliest != day.latest:
            raise Invalid(self.short_name, N_("Write the whole day, like 2026-03-09."))
        return day

    @property
    def day(self) -> date | None:
        """The day."""
        return None if self.fact is None else self.fact.earliest


class Chosen(CodeRadios):
    """One answer of a few; the sentence where none was given names the question."""

    def __init__(self, label: Label, pairs: Sequence[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(label, pairs, **kwargs)
        self.validators = [OneOf({code for code, _words in pairs})]


class Answers(Chosen):
    """One answer of a closed list, read back as its code."""

    def __init__(self, label: Label, codes: type[Code], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(label, codes.choices(), **kwargs)

    def code(self, codes: type[CodeT]) -> CodeT:
        """The answer."""
        return read_code(codes, self.data, self.short_name)
