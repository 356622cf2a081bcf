"""What `docs/fields.md` says is what runs, and every field refuses what is not its own."""

from __future__ import annotations

from flask import Flask
from werkzeug.datastructures import MultiDict

from registry.web.forms import Form
from tests.house import tree
from tests.house.fields import page as pages

PAGE = tree.ROOT / "docs" / "fields.md"
HOW = "after a change: python -m tests.house.fields > docs/fields.md"
HOSTILE = "a\x00b\ud800"
"""No word, no number, no answer of any list, no address and no day."""
TAKES_ANYTHING = {
    "PasswordField": "used exactly as it was typed, and hashed",
    "HiddenField": "compared with what the house put there",
    "BooleanField": "ticked is ticked, whatever the word",
    "SubmitField": "pressed is pressed",
    "YesNoField": "whatever is neither yes nor no is not known",
    "FileField": "a text is no file, so there is none; of a file, its pixels: docs/controls.md",
}
"""Kinds in which no text is a mistake, and why it can do nothing."""
ASKED_LATER = {
    ("AgencyAwayForm", "agency"): "an agency that is not on the list is absent",
    ("ChildChoiceForm", "child"): "a child that is not one's own is absent",
    ("CheckForm", "source"): "a source that this check does not have is refused by its rule",
    ("CodeForm", "code"): "a code that is none does not count",
    ("BadgeForm", "code"): "a code that is none is the same as an unknown one",
    ("VouchForm", "badge"): "a badge that is none is refused by its rule",
    ("ClosingForm", "also"): "an answer off the list is refused by its rule",
    ("InvitationForm", "agency"): "an agency that is not on the list is refused by its rule",
    ("InvitationForm", "roles"): "a role off the list is refused by its rule",
    ("LaterForm", "days"): "a length off the list is refused by its rule",
    ("LoanForm", "agency"): "an agency that is not on the list is refused by its rule",
    ("LoanForm", "badge"): "a badge that is not on the list is refused by its rule",
    ("MeasureForm", "about"): "somebody who is not of this record is refused by its rule",
    ("MeasureForm", "purpose"): "a purpose off the list is refused by its rule",
    ("MeasureForm", "why"): "a reason off the list is refused by its rule",
    ("MeasureForm", "with_others"): "an answer off the list is refused by its rule",
    ("NamesForm", "name_latin"): "looked at with the name it belongs to",
    ("ObjectionForm", "purpose"): "a purpose off the list is refused by its rule",
    ("SignInForm", "email"): "an address that is none is the same as an unknown one",
    ("TurnForm", "badge"): "a badge that is not on the list is refused by its rule",
}
"""Fields that only the operation can judge, for it alone knows what there is."""


def test_the_page_says_what_runs() -> None:
    assert tree.text(PAGE) == pages.page(), HOW


def test_every_field_is_of_a_kind_whose_rule_is_told() -> None:
    used = {kind for form in pages.forms() for kind in pages.fields(form).values()}
    assert len(pages.forms()) > 80
    assert used == set(pages.KINDS)


def test_every_rule_about_several_answers_is_told() -> None:
    told = [words for rules in pages.rules().values() for words in rules.values()]
    assert len(told) > 100
    assert all(words.endswith((".", "?", ":", ")")) for words in told)


def test_every_field_refuses_what_is_not_its_own(app: Flask) -> None:
    passed: set[tuple[str, str]] = set()
    for kind in pages.forms():
        for name, of in pages.fields(kind).items():
            if of not in TAKES_ANYTHING and not _is_refused(app, kind, name):
                passed.add((kind.__qualname__, name))
    assert passed - ASKED_LATER.keys() == set()
    assert ASKED_LATER.keys() - passed == set()


def _is_refused(app: Flask, kind: type[Form], name: str) -> bool:
    """Does the form come back with a sentence at this field, or with nothing known in it?"""
    with app.test_request_context("/", method="POST"):
        form = kind(formdata=MultiDict(dict.fromkeys(pages.fields(kind), HOSTILE)))
        form.validate()
        field = form[name]
        if hasattr(field, "fact") and field.fact is None:
            return True
        return bool(field.errors)
