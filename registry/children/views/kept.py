"""Whom a family keeps away; and, at the desk, the sealed records two people may open."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.children import operations
from registry.children.forms.kept import AgencyAwayForm, PersonAwayForm, UnsealForm
from registry.children.views import words
from registry.children.views.blueprint import blueprint
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import Form, accepted
from registry.web.guards import begin, current_actor, floors, guard


@blueprint.get("/children/<child_id>/exclusions")
@guard(Permission.EXCLUSION_STATE, Reads.NOTHING)
def exclusions(child_id: str) -> str:
    """Whom this family keeps away, and which agencies are new."""
    return _exclusions(child_id, PersonAwayForm())


@blueprint.post("/children/<child_id>/exclusions/agencies")
@guard(Permission.EXCLUSION_STATE, Reads.NOTHING)
def exclude_agency(child_id: str) -> Answer:
    """Keep an agency away."""
    form = AgencyAwayForm()

    def act() -> None:
        with begin() as work:
            operations.exclude_agency(work, child_id, form.facts())

    if accepted(form, act):
        return _noted(child_id)
    return _exclusions(child_id, PersonAwayForm(formdata=None), form), UNPROCESSABLE


@blueprint.post("/children/<child_id>/exclusions/people")
@guard(Permission.EXCLUSION_STATE, Reads.NOTHING)
def exclude_person(child_id: str) -> Answer:
    """Keep a person away; the answer is the same whoever is named."""
    form = PersonAwayForm()

    def act() -> None:
        with begin() as work:
            operations.exclude_person(work, child_id, *form.facts())

    if accepted(form, act):
        return _noted(child_id)
    return _exclusions(child_id, form), UNPROCESSABLE


@blueprint.post("/children/<child_id>/exclusions/<exclusion_id>/end")
@guard(Permission.EXCLUSION_STATE, Reads.NOTHING)
def end_exclusion(child_id: str, exclusion_id: str) -> Answer:
    """Take one wish back."""
    with begin() as work:
        operations.end_exclusion(work, child_id, exclusion_id)
    return _noted(child_id)


@blueprint.get("/desk/sealed")
@guard(Permission.SEALED_OPEN, Reads.NOTHING)
def sealed() -> str:
    """What was asked to be opened."""
    return _sealed(UnsealForm())


@blueprint.post("/desk/sealed")
@guard(Permission.SEALED_OPEN, Reads.NOTHING)
def ask_to_unseal() -> Answer:
    """Ask that a sealed record be opened."""
    form = UnsealForm()

    def act() -> None:
        with begin() as work:
            operations.ask_to_unseal(work, *form.facts())

    if accepted(form, act):
        flash(_("Asked. Another coordinator has to agree."), "done")
        return redirect(url_for("children.sealed"), 303)
    return _sealed(form), UNPROCESSABLE


@blueprint.post("/desk/sealed/<unsealing_id>/agreement")
@guard(Permission.SEALED_OPEN, Reads.NOTHING)
def agree_to_unseal(unsealing_id: str) -> Answer:
    """Agree, as the second person."""
    with begin() as work:
        operations.agree_to_unseal(work, unsealing_id)
    return redirect(url_for("children.unsealed", unsealing_id=unsealing_id), 303)


@blueprint.get("/desk/sealed/<unsealing_id>")
@guard(Permission.SEALED_OPEN, Reads.SEALED_DETAILS)
def unsealed(unsealing_id: str) -> str:
    """Look into a sealed record, as one of the two."""
    with begin() as work:
        seen = operations.view_sealed(work, unsealing_id)
    return render_template("children/unsealed.html", seen=seen, words=words)


def _noted(child_id: str) -> Answer:
    flash(_("Noted. It counts from this moment."), "done")
    return redirect(url_for("children.exclusions", child_id=child_id), 303)


def _exclusions(child_id: str, person: PersonAwayForm, agency: Form | None = None) -> str:
    with floors().begin(current_actor()) as work:
        page = operations.view_exclusions(work, child_id)
    offered = AgencyAwayForm.offering(page.agencies)
    if agency is not None:
        offered.agency.errors = agency["agency"].errors
    return render_template(
        "children/exclusions.html", page=page, person=person, agency=offered, form=agency or person
    )


def _sealed(form: UnsealForm) -> str:
    with floors().begin(current_actor()) as work:
        lines = operations.list_unsealings(work)
    return render_template("children/sealed.html", lines=lines, form=form)
