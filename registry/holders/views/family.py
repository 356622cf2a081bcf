"""A guardian's pages: who else decides, another guardian, an objection, and the door of claims."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.authority import Permission
from registry.claims.views.doors import page_url
from registry.holders import operations
from registry.holders.forms.family import NamedForm, ObjectionForm
from registry.holders.views import words
from registry.holders.views.blueprint import blueprint, language
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard


@blueprint.get("/children/<child_id>/others")
@guard(Permission.HOLDER_NAME, Reads.NOTHING)
def others(child_id: str) -> str:
    """Who else decides."""
    with begin() as work:
        page = operations.view_others(work, child_id)
    return render_template("holders/others.html", child_id=child_id, page=page, words=words)


@blueprint.get("/children/<child_id>/others/new")
@guard(Permission.HOLDER_NAME, Reads.NOTHING)
def other(child_id: str) -> str:
    """A field for another guardian who cannot or must not be asked."""
    return _other(child_id, NamedForm())


@blueprint.post("/children/<child_id>/others/new")
@guard(Permission.HOLDER_NAME, Reads.NOTHING)
def name_other(child_id: str) -> Answer:
    """Keep what was told of another guardian."""
    form = NamedForm()

    def act() -> None:
        named = form.facts()
        with begin() as work:
            operations.name_holder(work, child_id, named)

    if accepted(form, act):
        flash(_("Kept. It is locked. Somebody at the desk gets in touch with you."), "done")
        return redirect(url_for("holders.others", child_id=child_id), 303)
    return _other(child_id, form), UNPROCESSABLE


@blueprint.get("/children/<child_id>/objections/new")
@guard(Permission.OBJECTION_MAKE, Reads.NOTHING)
def objection(child_id: str) -> str:
    """What another guardian agreed to, and why not."""
    return _objection(child_id, _offered(child_id))


@blueprint.post("/children/<child_id>/objections/new")
@guard(Permission.OBJECTION_MAKE, Reads.NOTHING)
def object_to(child_id: str) -> Answer:
    """Object."""
    form = _offered(child_id)

    def act() -> None:
        purpose, told = form.facts()
        with begin() as work:
            operations.object_to(work, child_id, purpose, told, language())

    if accepted(form, act):
        flash(_("We heard you. Somebody answers you within 72 hours."), "done")
        return redirect(url_for("holders.others", child_id=child_id), 303)
    return _objection(child_id, form), UNPROCESSABLE


@blueprint.get("/claims/guardian")
@guard(Permission.CLAIM_FILE, Reads.NOTHING)
def claim() -> str:
    """Before somebody says to be a guardian, too."""
    return render_template("holders/claim.html")


@blueprint.post("/claims/guardian")
@guard(Permission.CLAIM_FILE, Reads.NOTHING)
def start_claim() -> Response:
    """Begin a claim like every other."""
    with begin() as work:
        begun = operations.begin_guardian_claim(work)
    return redirect(page_url("family", str(begun.id), "relationship"), 303)


def _other(child_id: str, form: NamedForm) -> str:
    with floors().begin(current_actor()) as work:
        operations.view_others(work, child_id)
    return render_template("holders/other.html", child_id=child_id, form=form)


def _offered(child_id: str) -> ObjectionForm:
    form = ObjectionForm()
    with floors().begin(current_actor()) as work:
        form.offer(operations.view_objection(work, child_id, language()))
    return form


def _objection(child_id: str, form: ObjectionForm) -> str:
    return render_template("holders/objection.html", child_id=child_id, form=form)
