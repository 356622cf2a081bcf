"""The pages of the description: groups of fields, and the two lists."""

from __future__ import annotations

from typing import Final

from flask import redirect, render_template, url_for

from registry.authority import Permission
from registry.children import operations
from registry.children.forms.described import FORMS, GroupForm
from registry.children.forms.listed import MarkForm, RelativeForm, RemovalForm
from registry.children.views.blueprint import blueprint
from registry.children.views.pages import keep, next_url
from registry.children.views.words import wording
from registry.errors import Absent
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, guard

TAKEN_AWAY_BY: Final = {"marks": "children.take_mark_away", "family": "children.take_relative_away"}


def _form_of(name: str) -> type[GroupForm]:
    if name not in FORMS:
        raise Absent
    return FORMS[name]


@blueprint.get("/children/<child_id>/description/<name>")
@guard(Permission.CHILD_EDIT, Reads.RECORD_DETAILS)
def group(child_id: str, name: str) -> str:
    """One group of fields, filled with what is known."""
    form = _form_of(name)
    with begin() as work:
        told = operations.own_group(work, child_id, name)
    return render_template("children/group.html", child_id=child_id, form=form.filled(told))


@blueprint.post("/children/<child_id>/description/<name>")
@guard(Permission.CHILD_EDIT, Reads.RECORD_DETAILS)
def save_group(child_id: str, name: str) -> Answer:
    """Keep one group of fields."""
    form = _form_of(name)()
    return keep(
        child_id,
        form,
        "children/group.html",
        lambda work: operations.save_group(work, child_id, name, form.facts()),
    )


@blueprint.get("/children/<child_id>/marks")
@guard(Permission.CHILD_EDIT, Reads.RECORD_DETAILS)
def marks(child_id: str) -> str:
    """The marks so far, and a form for one more."""
    return _list(child_id, "marks", MarkForm.filled(None))


@blueprint.post("/children/<child_id>/marks")
@guard(Permission.CHILD_EDIT, Reads.RECORD_DETAILS)
def add_mark(child_id: str) -> Answer:
    """Add one mark."""
    form = MarkForm()

    def act() -> None:
        with begin() as work:
            operations.add_mark(work, child_id, form.facts())

    if accepted(form, act):
        return redirect(url_for("children.marks", child_id=child_id), 303)
    return _list(child_id, "marks", form), UNPROCESSABLE


@blueprint.post("/children/<child_id>/marks/removal")
@guard(Permission.CHILD_EDIT, Reads.RECORD_DETAILS)
def take_mark_away(child_id: str) -> Answer:
    """Take one mark off the list."""
    place, length = RemovalForm().facts()
    with begin() as work:
        operations.take_mark_away(work, child_id, place, length)
    return redirect(url_for("children.marks", child_id=child_id), 303)


@blueprint.get("/children/<child_id>/family")
@guard(Permission.CHILD_EDIT, Reads.RECORD_DETAILS)
def family(child_id: str) -> str:
    """The people so far, and a form for one more."""
    return _list(child_id, "family", RelativeForm.filled(None))


@blueprint.post("/children/<child_id>/family")
@guard(Permission.CHILD_EDIT, Reads.RECORD_DETAILS)
def add_relative(child_id: str) -> Answer:
    """Add one person."""
    form = RelativeForm()

    def act() -> None:
        with begin() as work:
            operations.add_relative(work, child_id, form.facts())

    if accepted(form, act):
        return redirect(url_for("children.family", child_id=child_id), 303)
    return _list(child_id, "family", form), UNPROCESSABLE


@blueprint.post("/children/<child_id>/family/removal")
@guard(Permission.CHILD_EDIT, Reads.RECORD_DETAILS)
def take_relative_away(child_id: str) -> Answer:
    """Take one person off the list."""
    place, length = RemovalForm().facts()
    with begin() as work:
        operations.take_relative_away(work, child_id, place, length)
    return redirect(url_for("children.family", child_id=child_id), 303)


def _list(child_id: str, name: str, form: GroupForm) -> str:
    with begin() as work:
        entries, step = operations.own_list(work, child_id, name)
    return render_template(
        "children/list.html",
        child_id=child_id,
        form=form,
        entries=[entry.show(wording()) for entry in entries],
        take_away=url_for(TAKEN_AWAY_BY[name], child_id=child_id),
        next_url=next_url(child_id, step),
    )
