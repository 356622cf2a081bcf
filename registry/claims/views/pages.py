"""The pages of a claim, saved one by one: groups of fields, and the two lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import redirect, render_template

from registry.authority import Permission
from registry.children.forms.described import GroupForm
from registry.children.forms.listed import RemovalForm
from registry.claims import operations
from registry.claims.forms.described import DESCRIBED, LISTED
from registry.claims.forms.stated import STATED, SafetyForm, WithheldForm
from registry.claims.models import Claim
from registry.claims.operations.finding import Told
from registry.claims.views.doors import at_both_doors, next_url, page_url
from registry.claims.views.words import entries
from registry.errors import Absent
from registry.readings import WHOLE_CLAIM, Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import Form, accepted
from registry.web.guards import begin, current_actor, floors, guard
from registry.work import Work

GROUPS: Mapping[str, type[GroupForm]] = {**DESCRIBED, **STATED}
OWN_TEMPLATES = frozenset({"safety", "withheld"})


@at_both_doors("/pages/<page>", "GET")
@guard(Permission.CLAIM_EDIT, *WHOLE_CLAIM)
def question(door: str, claim_id: str, page: str) -> str:
    """One page, filled with what is known and may be shown again."""
    with begin() as work:
        told = operations.view_page(work, claim_id, page)
    return _question(door, claim_id, page, _filled(page, told))


@at_both_doors("/pages/<page>", "POST")
@guard(Permission.CLAIM_EDIT, *WHOLE_CLAIM)
def save(door: str, claim_id: str, page: str) -> Answer:
    """Keep one page and go on."""
    form, places = _form_of(page)(), []

    def act() -> None:
        with begin() as work:
            claim = _keep(work, claim_id, page, form.facts())
            places.append(next_url(door, claim_id, operations.next_page(work, claim, page)))

    if accepted(form, act):
        return redirect(places[0], 303)
    return _question(door, claim_id, page, form), UNPROCESSABLE


@at_both_doors("/lists/<page>", "GET")
@guard(Permission.CLAIM_EDIT, *WHOLE_CLAIM)
def listed(door: str, claim_id: str, page: str) -> str:
    """The marks or people so far, and a form for one more."""
    return _list(door, claim_id, page, _list_form_of(page).filled(None))


@at_both_doors("/lists/<page>", "POST")
@guard(Permission.CLAIM_EDIT, *WHOLE_CLAIM)
def add(door: str, claim_id: str, page: str) -> Answer:
    """Add one mark or person."""
    form = _list_form_of(page)()

    def act() -> None:
        told, keep = form.facts(), ADD[page]
        with begin() as work:
            keep(work, claim_id, told)

    if accepted(form, act):
        return redirect(page_url(door, claim_id, page), 303)
    return _list(door, claim_id, page, form), UNPROCESSABLE


@at_both_doors("/lists/<page>/removal", "POST")
@guard(Permission.CLAIM_EDIT, Reads.CLAIM_DETAILS)
def take_away(door: str, claim_id: str, page: str) -> Answer:
    """Take one entry off a list."""
    place, length = RemovalForm().facts()
    with begin() as work:
        operations.take_away(work, claim_id, page, place, length)
    return redirect(page_url(door, claim_id, page), 303)


ADD: Mapping[str, Callable[[Work, str, Any], None]] = {
    "marks": operations.add_mark,
    "family": operations.add_relative,
}


def _keep(work: Work, claim_id: str, page: str, facts: Any) -> Claim:  # noqa: ANN401 - the form's
    if page == "safety":
        return operations.save_safety(work, claim_id, facts)
    if page == "withheld":
        return operations.save_withheld(work, claim_id, facts)
    return operations.save(work, claim_id, page, facts)


def _form_of(page: str) -> type[Form]:
    forms: Mapping[str, type[Form]] = {**GROUPS, "safety": SafetyForm, "withheld": WithheldForm}
    if page not in forms:
        raise Absent
    return forms[page]


def _list_form_of(page: str) -> type[GroupForm]:
    if page not in LISTED:
        raise Absent
    return LISTED[page]


def _filled(page: str, told: Told) -> Form:
    if page in GROUPS:
        return GROUPS[page].filled(told.groups.get(page))
    return WithheldForm.filled(told.withheld) if page == "withheld" else _form_of(page)()


def _question(door: str, claim_id: str, page: str, form: Form) -> str:
    template = f"claims/{page}.html" if page in OWN_TEMPLATES else "claims/question.html"
    return render_template(
        template, form=form, page=page, back=next_url(door, claim_id, None), claim_id=claim_id
    )


def _list(door: str, claim_id: str, page: str, form: GroupForm) -> str:
    with floors().begin(current_actor()) as work:
        told = operations.view_page(work, claim_id, page)
    return render_template(
        "claims/listed.html",
        form=form,
        page=page,
        claim_id=claim_id,
        back=next_url(door, claim_id, None),
        entries=entries(told.groups.get(page)),
    )
