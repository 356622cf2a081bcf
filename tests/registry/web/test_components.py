"""The components keep their promises in every feature: named, linked, and nothing ticked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader, TemplateRuntimeError
from jinja2.exceptions import TemplateError
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
)
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, NumberRange

from registry import places
from registry.web.swatch import swatch_svg
from tests.house import tree

YEAR = "The year must have 4 digits, like 2019"


class Born(PlainForm):
    day = IntegerField("Day")
    year = IntegerField("Year", [NumberRange(1900, 2100, YEAR)])


class Name(PlainForm):
    given = StringField("Given name", [InputRequired("Write one name")])


class Child(PlainForm):
    once = HiddenField(default="o1")
    nick = StringField("Another name")
    who = RadioField(
        "Who are you?",
        [InputRequired("Choose one")],
        choices=["mother", "other"],  # type: ignore[list-item]  # the stubs are behind
    )
    unsure = BooleanField("I am not sure")
    born = FormField(Born, "Birthday")
    names = FieldList(FormField(Name), "Names", min_entries=1)


def said(words: str, **values: object) -> str:
    return words % values if values else words


def environment() -> Environment:
    """The templates as the application has them, with stand-ins for what it lends them."""
    made = Environment(
        loader=FileSystemLoader(places.templates()),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    lent: Mapping[str, object] = {
        "_": said,
        "csrf_token": lambda: "t1",
        "get_flashed_messages": lambda **_options: [],
        "new_once": lambda: "n1",
        "nonce": "c1",
        "swatch": swatch_svg,
        "url_for": lambda endpoint, **_values: f"/{endpoint}",
    }
    made.globals.update(lent)
    return made


def drawn(imports: str, source: str, **values: object) -> str:
    head = "{% from 'components/" + imports + " with context %}"
    return environment().from_string(head + source).render(**values)


def refused() -> Child:
    form = Child(MultiDict({"born-year": "19"}))
    assert not form.validate()
    return form


def test_a_page_without_a_title_cannot_be_shown() -> None:
    for layout in ("page", "family", "desk", "error"):
        untitled = environment().from_string(f"{{% extends 'layouts/{layout}.html' %}}")
        with pytest.raises((TemplateError, TemplateRuntimeError)):
            untitled.render()


def test_every_error_is_linked_to_its_field_through_subforms_and_lists() -> None:
    form = refused()
    summary = drawn("forms.html' import error_summary", "{{ error_summary(form) }}", form=form)
    fields = drawn(
        "forms.html' import field", "{% for f in form %}{{ field(f) }}{% endfor %}", form=form
    )
    links = dict(re.findall(r'<a href="#([\w-]+)">([^<]+)</a>', summary))
    assert links == {"who-0": "Choose one", "born-year": YEAR, "names-0-given": "Write one name"}
    assert all(f'id="{target}"' in fields for target in links)


def test_a_wrong_part_of_a_date_is_explained_once_above_the_date() -> None:
    shown = drawn("forms.html' import fieldset", "{{ fieldset(f, 'Birthday') }}", f=refused().born)
    assert shown.count(YEAR) == 1
    assert shown.index(YEAR) < shown.index('id="born-day"')
    assert 'aria-describedby="born-year-wrong"' in shown


def test_a_sentence_placed_at_a_whole_subform_is_shown_and_linked() -> None:
    form = refused()
    form.born.form.form_errors.append("Say a date or an age")
    shown = drawn("forms.html' import field", "{{ field(f) }}", f=form.born)
    summary = drawn("forms.html' import error_summary", "{{ error_summary(form) }}", form=form)
    assert "Say a date or an age" in shown
    assert '<a href="#born">Say a date or an age</a>' in summary
    assert 'id="born"' in shown


def test_nothing_is_ticked_before_a_person_ticks_it() -> None:
    form = Child()
    shown = drawn(
        "forms.html' import field", "{% for f in form %}{{ field(f) }}{% endfor %}", form=form
    )
    assert "checked" not in shown


def test_what_a_person_chose_comes_back_chosen() -> None:
    form = Child(MultiDict({"who": "other", "unsure": "y"}))
    shown = drawn("forms.html' import radios", "{{ radios(form.who) }}", form=form)
    assert re.findall(r'value="(\w+)" checked', shown) == ["other"]


def test_text_is_typed_in_its_own_direction_and_numbers_in_any_script() -> None:
    name = drawn("forms.html' import field", "{{ field(f) }}", f=Child().nick)
    assert 'dir="auto"' in name
    shown = drawn("forms.html' import field", "{{ field(f) }}", f=Child().born)
    assert 'type="number"' not in shown
    assert shown.count('inputmode="numeric"') == 2


def test_a_form_carries_its_token_and_its_once() -> None:
    kept = drawn("forms.html' import hidden", "{{ hidden(form) }}", form=Child())
    assert dict(re.findall(r'name="(\w+)"[^>]* value="(\w+)"', kept)) == {
        "once": "o1",
        "csrf_token": "t1",
    }
    button = drawn("forms.html' import post_button", "{{ post_button('/x', 'Undo') }}")
    assert 'value="t1"' in button
    assert 'value="n1"' in button


def test_yes_and_no_weigh_the_same() -> None:
    card = drawn(
        "consent.html' import consent_card",
        "{{ consent_card(notice, form, 'Yes', 'No') }}",
        notice=SimpleNamespace(what="Compare", why="", who="", until="", limits="", voluntary=""),
        form=PlainForm(),
    )
    yes, no = re.findall(r"<button [^>]*>", card)
    assert yes.replace("yes", "no") == no
    assert "checked" not in card
    assert "autofocus" not in card


def test_what_is_not_given_is_never_drawn_as_a_difference() -> None:
    rows = {
        state: drawn(
            "review.html' import compare_row",
            "{{ compare_row(row) }}",
            row={"label": "Village", "left": "Kafr", "right": "Kafr", "state": state},
        )
        for state in ("both", "left_only", "right_only", "neither")
    }
    assert [shown.count("not-given") for shown in rows.values()] == [0, 1, 1, 2]
    assert [shown.count("Kafr") for shown in rows.values()] == [2, 1, 1, 0]


def test_what_was_typed_is_escaped() -> None:
    shown = drawn(
        "summary.html' import summary", "{{ summary(rows) }}", rows=[{"label": "a", "value": "<b>"}]
    )
    assert "<bdi>&lt;b&gt;</bdi>" in shown


def test_no_template_writes_a_style_or_a_handler_inline() -> None:
    inline = re.compile(r"""<[^>]*\s(?:style|on[a-z]+)\s*=|<style\b|javascript:""")
    guilty = [tree.name(path) for path in tree.templates() if inline.search(tree.text(path))]
    assert guilty == []


def test_no_template_names_another_host() -> None:
    guilty = [
        tree.name(path) for path in tree.templates() if re.search(r"https?://", tree.text(path))
    ]
    assert guilty == []
