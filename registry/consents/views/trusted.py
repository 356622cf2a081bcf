"""Someone the family trusts: the guardian's page, the page of the link, and the desk's."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.consents import operations
from registry.consents.forms import ReferenceForm, TrustedForm, WordForm
from registry.consents.views.blueprint import blueprint
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import Form, accepted
from registry.web.guards import begin, current_actor, floors, guard


@blueprint.get("/children/<child_id>/trusted")
@guard(Permission.CONTACT_NAME, Reads.TRUSTED_CONTACT)
def trusted(child_id: str) -> str:
    """Whom one's own family trusts."""
    return _trusted(child_id, TrustedForm())


@blueprint.post("/children/<child_id>/trusted")
@guard(Permission.CONTACT_NAME, Reads.TRUSTED_CONTACT)
def name_contact(child_id: str) -> Answer:
    """Name somebody."""
    form = TrustedForm()

    def act() -> None:
        with begin() as work:
            operations.name_contact(work, child_id, form.facts())

    if accepted(form, act):
        flash(_("Noted. Give them the link yourself."), "done")
        return redirect(url_for("consents.trusted", child_id=child_id), 303)
    return _trusted(child_id, form), UNPROCESSABLE


@blueprint.post("/children/<child_id>/trusted/removal")
@guard(Permission.CONTACT_NAME, Reads.NOTHING)
def remove_contact(child_id: str) -> Answer:
    """Trust nobody any more."""
    with begin() as work:
        operations.remove_contact(work, child_id)
    flash(_("Taken back. Their link no longer works."), "done")
    return redirect(url_for("consents.trusted", child_id=child_id), 303)


@blueprint.get("/trusted/<token>")
@guard(Permission.CONTACT_SPEAK, Reads.NOTHING)
def speaking(token: str) -> str:
    """What the holder of a link may say, if anything has to be said now."""
    return _speaking(token, WordForm())


@blueprint.post("/trusted/<token>")
@guard(Permission.CONTACT_SPEAK, Reads.NOTHING)
def speak(token: str) -> Answer:
    """Record what was said."""
    form = WordForm()

    def act() -> None:
        with begin() as work:
            operations.speak(work, token, form.facts())

    if accepted(form, act):
        flash(_("Thank you. We wrote it down, and told the family."), "done")
        return redirect(url_for("consents.speaking", token=token), 303)
    return _speaking(token, form), UNPROCESSABLE


@blueprint.get("/desk/trusted")
@guard(Permission.CONTACT_CONFIRM, Reads.NOTHING)
def trusted_index() -> str:
    """Which record it is about."""
    return render_template("consents/trusted_index.html", form=ReferenceForm())


@blueprint.post("/desk/trusted")
@guard(Permission.CONTACT_CONFIRM, Reads.NOTHING)
def find_contact() -> Answer:
    """Go to whom a family trusts."""
    form, found = ReferenceForm(), list[str]()

    def act() -> None:
        with begin() as work:
            found.append(operations.find_contact(work, form.facts()))

    if accepted(form, act):
        return redirect(url_for("consents.trusted_at_desk", contact_id=found[0]), 303)
    return render_template("consents/trusted_index.html", form=form), UNPROCESSABLE


@blueprint.get("/desk/trusted/<contact_id>")
@guard(Permission.CONTACT_CONFIRM, Reads.TRUSTED_CONTACT)
def trusted_at_desk(contact_id: str) -> str:
    """Whom a family trusts, to be made sure of once, or heard."""
    return _at_desk(contact_id, WordForm())


@blueprint.post("/desk/trusted/<contact_id>/confirmation")
@guard(Permission.CONTACT_CONFIRM, Reads.NOTHING)
def confirm_contact(contact_id: str) -> Answer:
    """Record that the person agreed, and showed who they are."""
    with begin() as work:
        operations.confirm_contact(work, contact_id)
    flash(_("Recorded. The family is told."), "done")
    return redirect(url_for("consents.trusted_at_desk", contact_id=contact_id), 303)


@blueprint.post("/desk/trusted/<contact_id>/words")
@guard(Permission.CONTACT_CONFIRM, Reads.TRUSTED_CONTACT)
def write_down(contact_id: str) -> Answer:
    """Record what the person said to a worker."""
    form = WordForm()

    def act() -> None:
        with begin() as work:
            operations.write_down(work, contact_id, form.facts())

    if accepted(form, act):
        flash(_("Recorded. The family is told."), "done")
        return redirect(url_for("consents.trusted_at_desk", contact_id=contact_id), 303)
    return _at_desk(contact_id, form), UNPROCESSABLE


def _trusted(child_id: str, form: Form) -> str:
    with floors().begin(current_actor()) as work:
        page = operations.view_contact(work, child_id)
    return render_template("consents/trusted.html", page=page, form=form)


def _speaking(token: str, form: Form) -> str:
    with floors().begin(current_actor()) as work:
        may_speak = operations.may_speak(work, token)
    return render_template("consents/speaking.html", may_speak=may_speak, form=form)


def _at_desk(contact_id: str, form: Form) -> str:
    with floors().begin(current_actor()) as work:
        seen = operations.view_at_desk(work, contact_id)
    return render_template("consents/trusted_at_desk.html", seen=seen, form=form)
