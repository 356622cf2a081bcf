"""Saying yes for longer: one purpose a page, or letting it end."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.children.forms.stated import AnswerForm
from registry.children.operations import view_question
from registry.consents import operations
from registry.consents.views import words
from registry.consents.views.blueprint import blueprint
from registry.consents.views.given import language
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard


@blueprint.get("/children/<child_id>/renewal")
@guard(Permission.CONSENT_GIVE, Reads.NOTHING)
def renewal(child_id: str) -> str:
    """What ends soon."""
    with begin() as work:
        page = operations.view_renewal(work, child_id, language())
    return render_template("consents/renewal.html", page=page, words=words)


@blueprint.get("/children/<child_id>/renewal/<purpose>")
@guard(Permission.CONSENT_GIVE, Reads.NOTHING)
def renewed(child_id: str, purpose: str) -> str:
    """One purpose, in the very words a fresh yes will be about."""
    return _question(child_id, purpose, AnswerForm())


@blueprint.post("/children/<child_id>/renewal/<purpose>")
@guard(Permission.CONSENT_GIVE, Reads.RECORD_DETAILS)
def renew(child_id: str, purpose: str) -> Answer:
    """Record a fresh yes, or that this one is left to end; then the next."""
    form = AnswerForm()

    def act() -> None:
        with begin() as work:
            operations.renew(work, child_id, purpose, form.facts(language()))

    if accepted(form, act):
        flash(_("We wrote down your answer."), "done")
        return redirect(url_for("consents.renewal", child_id=child_id), 303)
    return _question(child_id, purpose, form), UNPROCESSABLE


def _question(child_id: str, purpose: str, form: AnswerForm) -> str:
    with floors().begin(current_actor()) as work:
        asked = view_question(work, child_id, purpose, language())
    form.shown.data = asked.notice.digest
    return render_template("consents/renewed.html", child_id=child_id, asked=asked, form=form)
