"""Writes the page from the forms and from the first sentence of each rule."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from typing import Final

import registry
from registry.description.wording import LINE, PASSAGE
from registry.web.forms import Form
from tests.house import tree

HEAD: Final = f"""\
# What may be in each field

Rendered from the forms and the rules; after a change: `python -m tests.house.fields > \
docs/fields.md`. A form checks shape; a rule checks meaning; both on the server, whatever a \
browser did. A line has at most {LINE} signs, a passage at most {PASSAGE}, if nothing else is \
said. Text is taken in NFC; control characters, halves of signs and private signs are refused, \
marks of direction are dropped. A field that a form does not have is not looked at.
"""

KINDS: Final = {
    "AgeField": "an age in years, or a range of two",
    "Answers": "one answer of a closed list; another is refused",
    "BooleanField": "ticked or not",
    "CalendarField": "one calendar of a closed list",
    "Chosen": "one answer of a closed list; another is refused",
    "CodeField": "one answer of a closed list, or not known",
    "CodeRadios": "one answer of a closed list that must be given",
    "CountriesField": "names of countries that are known, with commas",
    "DateTimeLocalField": "a day and a time of day",
    "DayField": "a day, a month or a year, in the calendar that was chosen",
    "EmailField": "an address that mail can be sent to, like name@example.org",
    "FactRadios": "one answer of a closed list",
    "FileField": "a photo: see docs/controls.md",
    "HiddenField": "what the house put there itself; it is compared and never shown",
    "IntegerField": "a whole number",
    "LanguagesField": "names of languages that are known, with commas",
    "NameField": "a name of a person, in any script",
    "NamesField": "names of persons, with commas",
    "PassageField": "a few sentences",
    "PasswordField": "exactly what was typed, up to 1024 signs; hashed and never shown",
    "RadioField": "one answer of a closed list",
    "SelectField": "one answer of a closed list",
    "SelectMultipleField": "answers of a closed list",
    "StringField": "a line, or what its rule takes",
    "SubmitField": "the button that was pressed",
    "TelField": "digits of any script with + ( ) . / and -, 6 to 15 of them",
    "TextAreaField": "a few sentences, or what its rule takes",
    "ToldField": "a line",
    "WholeDayField": "a whole day",
    "WholeField": "a whole number of at most 4 digits, in any script",
    "WordsField": "a few sentences",
    "YesNoField": "yes, no, or not known; anything else is not known",
}
"""Every kind of field, and what may be in it."""


@cache
def forms() -> tuple[type[Form], ...]:
    """Every form of the house, in the order of their names."""
    for module in pkgutil.walk_packages(registry.__path__, "registry."):
        if ".forms" in module.name or module.name.endswith(".why"):
            importlib.import_module(module.name)
    ours = [each for each in dict.fromkeys(_under(Form)) if each.__module__.startswith("registry.")]
    return tuple(sorted(ours, key=lambda form: (form.__module__, form.__qualname__)))


def fields(form: type[Form]) -> dict[str, str]:
    """The fields of a form with their kinds; what every form has is left out."""
    found = {name: getattr(form, name) for name in sorted(dir(form)) if name != "once"}
    return {
        name: each.field_class.__name__
        for name, each in found.items()
        if type(each).__name__ == "UnboundField"
    }


def rules() -> dict[str, dict[str, str]]:
    """The rules of each feature: the name of a function, and what its first sentence says."""
    return {
        tree.name(path): told
        for path in tree.python("registry")
        if "/rules" in tree.name(path) and (told := dict(_sentences(tree.parsed(path))))
    }


def page() -> str:
    """The whole page."""
    return "\n".join((HEAD, *_kinds(), *_forms(), *_rules()))


def _kinds() -> Iterator[str]:
    yield "## Kinds of field\n"
    yield "| kind | what may be in it |\n|---|---|"
    yield from (f"| {kind} | {words} |" for kind, words in KINDS.items())
    yield ""


def _forms() -> Iterator[str]:
    yield "## Forms\n"
    yield "| form | fields |\n|---|---|"
    for form in forms():
        place = form.__module__.removeprefix("registry.")
        told = ", ".join(f"{name} ({kind})" for name, kind in fields(form).items())
        yield f"| {place}.{form.__qualname__} | {told or 'none'} |"
    yield ""


def _rules() -> Iterator[str]:
    yield "## Rules\n"
    yield "What must hold of several answers together, of an order of steps, or of a number.\n"
    for place, told in rules().items():
        yield f"### {place.removeprefix('registry/').removesuffix('.py')}\n"
        yield "| rule | what it says |\n|---|---|"
        yield from (f"| `{name}` | {words} |" for name, words in told.items())
        yield ""


def _sentences(module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            told = (ast.get_docstring(node) or "").partition("\n\n")[0]
            yield node.name, " ".join(told.split()).replace("|", "\\|")


def _under(form: type[Form]) -> Iterator[type[Form]]:
    for each in form.__subclasses__():
        yield each
        yield from _under(each)
