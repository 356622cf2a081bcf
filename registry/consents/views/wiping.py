"""Wiping a record, and bringing it back in time."""

from __future__ import annotations

from flask import Response, redirect, render_template, url_for

from registry.authority import Permission
from registry.children.forms.stated import AnswerForm
from registry.children.operations import notice_for, own
from registry.consents import operations
from registry.consents.forms import WipeForm
from registry.consents.views import words
from registry.consents.views.blueprint import blueprint
from registry.consents.views.given import language
from registry.purposes import STORE_DETAILS
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard


@blueprint.get("/children/<child_id>/wiping")
@guard(Permission.CHILD_WIPE, Reads.NOTHING)
def wiping(child_id: str) -> str:
    """What wiping does, and the two ways of it."""
    return _wiping(child_id, WipeForm())


@blueprint.post("/children/<child_id>/wiping")
@guard(Permission.CHILD_WIPE, Reads.GUARDIANS_SAFETY)
def wipe(child_id: str) -> Answer:
    """Shut the record for everybody, and have it wiped."""
    form = WipeForm()

    def act() -> None:
        with begin() as work:
            operations.wipe(work, child_id, at_once=form.at_once, language=language())

    if accepted(form, act):
        return redirect(url_for("consents.erasure", child_id=child_id), 303)
    return _wiping(child_id, form), UNPROCESSABLE


@blueprint.get("/children/<child_id>/erasure")
@guard(Permission.CHILD_WIPE, Reads.NOTHING)
def erasure(child_id: str) -> str:
    """What became of a record that was taken back."""
    with begin() as work:
        seen = operations.view_erasure(work, child_id)
    return render_template("consents/erasure.html", seen=seen)


@blueprint.get("/children/<child_id>/certificate")
@guard(Permission.CHILD_WIPE, Reads.NOTHING)
def certificate(child_id: str) -> str:
    """The certificate that it is wiped, to be printed."""
    with begin() as work:
        seen = operations.view_certificate(work, child_id)
    return render_template("consents/certificate.html", seen=seen, words=words)


@blueprint.get("/children/<child_id>/certificate.jws")
@guard(Permission.CHILD_WIPE, Reads.NOTHING)
def signed_certificate(child_id: str) -> Response:
    """The same as a signed copy, for a program."""
    with begin() as work:
        copy = operations.certify(work, child_id)
    headers = {"Content-Disposition": 'attachment; filename="certificate.jws"'}
    return Response(copy, mimetype="application/jose", headers=headers)


@blueprint.get("/children/<child_id>/restoration")
@guard(Permission.CHILD_WIPE, Reads.NOTHING)
def restoration(child_id: str) -> Answer | str:
    """The yes without which a record cannot be brought back, in its very words."""
    with begin() as work:
        seen = operations.view_erasure(work, child_id)
    if not seen.may_be_undone:
        return redirect(url_for("consents.erasure", child_id=child_id), 303)
    return _restoration(child_id, AnswerForm())


@blueprint.post("/children/<child_id>/restoration")
@guard(Permission.CHILD_WIPE, Reads.RECORD_DETAILS)
def restore(child_id: str) -> Answer:
    """Bring the record back with a fresh yes."""
    form = AnswerForm()

    def act() -> None:
        with begin() as work:
            operations.undo(work, child_id, form.facts(language()))

    if accepted(form, act):
        return redirect(url_for("consents.given", child_id=child_id), 303)
    return _restoration(child_id, form), UNPROCESSABLE


def _wiping(child_id: str, form: WipeForm) -> str:
    with floors().begin(current_actor()) as work:
        child = own(work, child_id, Permission.CHILD_WIPE)
    return render_template("consents/wiping.html", child=child, child_id=child_id, form=form)


def _restoration(child_id: str, form: AnswerForm) -> str:
    notice = notice_for(STORE_DETAILS, language())
    form.shown.data = notice.digest
    return render_template("consents/restoration.html", child_id=child_id, notice=notice, form=form)
