"""What every form shares: the token, the `once`, and errors of rules shown at their field."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import Field, FormField, HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from registry.errors import Invalid

ONCE_BYTES = 12


def new_once() -> str:
    """A value that makes two arrivals of one form recognisable as the same."""
    return secrets.token_urlsafe(ONCE_BYTES)


class Form(FlaskForm):
    """A form of this house. It checks shape and ends in facts; rules check meaning."""

    once = HiddenField(default=new_once)


def choices(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Code and words, as WTForms wants them."""
    return [SelectChoice(code, gettext(words)) for code, words in pairs]


def accepted(form: FlaskForm, act: Callable[[], object]) -> bool:
    """Does the form hold, and does the act go through? A rule's no is shown at its field."""
    if not form.validate_on_submit():
        return False
    try:
        act()
    except Invalid as error:
        place_error(form, error)
        return False
    return True


def place_error(form: FlaskForm, error: Invalid) -> None:
    """Put a rule's sentence at the field it speaks of, or at the top of the form."""
    words = gettext(error.message, **error.values)
    field: Any = form
    for name in error.field.split("."):
        field = _part(field, name)
        if field is None:
            form.form_errors.append(words)
            return
    if isinstance(field, FormField):
        field.form.form_errors.append(words)
    else:
        field.errors = [*field.errors, words]


def _part(field: Any, name: str) -> Field | None:  # noqa: ANN401 - a form or any field
    try:
        part: Field = field[int(name)] if name.isdigit() else field[name]
    except (KeyError, IndexError, TypeError):
        return None
    return part
