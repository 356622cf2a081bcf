"""The consents of a record: where each stands, saying yes later, and taking one back."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.authority import Permission
from registry.children.operations import view_question
from registry.consents import operations
from registry.consents.forms import LaterForm
from registry.consents.views import words
from registry.consents.views.blueprint import blueprint
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import Form, accepted
from registry.web.guards import begin, current_actor, floors, guard


def language() -> str:
    """The language of this page."""
    return str(get_locale() or "en")


@blueprint.get("/children/<child_id>/consents")
@guard(Permission.CONSENT_GIVE, Reads.NOTHING)
def given(child_id: str) -> str:
    """Every purpose, and where it stands."""
    with begin() as work:
        lines = operations.view_consents(work, child_id, language())
    return render_template("consents/given.html", child_id=child_id, lines=lines, words=words)


@blueprint.get("/children/<child_id>/consents/<purpose>")
@guard(Permission.CONSENT_GIVE, Reads.NOTHING)
def question(child_id: str, purpose: str) -> str:
    """One purpose, in the very words the answer will be about."""
    return _question(child_id, purpose, LaterForm.asking(purpose))


@blueprint.post("/children/<child_id>/consents/<purpose>")
@guard(Permission.CONSENT_GIVE, Reads.RECORD_DETAILS, Reads.GUARDIANS_SAFETY)
def answer(child_id: str, purpose: str) -> Answer:
    """Record a yes or a no."""
    form = LaterForm.asking(purpose)

    def act() -> None:
        with begin() as work:
            operations.say_later(work, child_id, purpose, form.facts(language()))

    if accepted(form, act):
        flash(_("We wrote down your answer."), "done")
        return redirect(url_for("consents.given", child_id=child_id), 303)
    return _question(child_id, purpose, form), UNPROCESSABLE


@blueprint.get("/children/<child_id>/consents/<purpose>/withdrawal")
@guard(Permission.CONSENT_WITHDRAW, Reads.NOTHING)
def withdrawal(child_id: str, purpose: str) -> str:
    """What taking this yes back will do."""
    with begin() as work:
        line = operations.view_one(work, child_id, purpose, language())
    return render_template(
        "consents/withdrawal.html", child_id=child_id, line=line, words=words, form=Form()
    )


@blueprint.post("/children/<child_id>/consents/<purpose>/withdrawal")
@guard(Permission.CONSENT_WITHDRAW, Reads.RECORD_DETAILS, Reads.GUARDIANS_SAFETY)
def take_back(child_id: str, purpose: str) -> Response:
    """Take one yes back, at once."""
    with begin() as work:
        operations.take_back_one(work, child_id, purpose, language())
    flash(_("Taken back. It counts from this moment."), "done")
    return redirect(url_for("consents.given", child_id=child_id), 303)


def _question(child_id: str, purpose: str, form: LaterForm) -> str:
    with floors().begin(current_actor()) as work:
        asked = view_question(work, child_id, purpose, language())
    form.shown.data = asked.notice.digest
    return render_template("consents/question.html", child_id=child_id, asked=asked, form=form)
