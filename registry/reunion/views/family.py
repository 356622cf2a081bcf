"""What the two families see: a question, and letters once both said yes."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.authority import Permission
from registry.readings import Reads
from registry.reunion import operations
from registry.reunion.forms import LetterForm, RevealForm
from registry.reunion.views import words
from registry.reunion.views.blueprint import blueprint
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard


def language() -> str:
    """The language of this page."""
    return str(get_locale() or "en")


@blueprint.get("/cases/<review_id>/reveal")
@guard(Permission.REVEAL_ANSWER, Reads.REVEALED_NAME)
def reveal(review_id: str) -> str:
    """The question, or the same few words for whatever came of it."""
    return _question(review_id, RevealForm())


@blueprint.post("/cases/<review_id>/reveal")
@guard(Permission.REVEAL_ANSWER, Reads.REVEALED_NAME, fresh=True)
def answer(review_id: str) -> Answer:
    """Say yes or no."""
    form = RevealForm()

    def act() -> None:
        with begin() as work:
            operations.answer_reveal(work, review_id, form.facts(language()))

    if not accepted(form, act):
        return _question(review_id, form), UNPROCESSABLE
    flash(_("We wrote down your answer."), "done")
    return redirect(url_for("reunion.reveal", review_id=review_id), 303)


@blueprint.post("/cases/<review_id>/withdrawal")
@guard(Permission.REVEAL_ANSWER, Reads.NOTHING)
def take_back(review_id: str) -> Response:
    """Take the yes back, at once."""
    with begin() as work:
        operations.take_back(work, review_id, language())
    flash(_("Taken back. It counts from this moment."), "done")
    return redirect(url_for("reunion.reveal", review_id=review_id), 303)


@blueprint.get("/cases/<review_id>/messages")
@guard(Permission.CONTACT_WRITE, Reads.REVEALED_NAME, Reads.REVEALED_LETTERS)
def messages(review_id: str) -> str:
    """The letters, and the form for another."""
    return _letters(review_id, LetterForm())


@blueprint.post("/cases/<review_id>/messages")
@guard(Permission.CONTACT_WRITE, Reads.REVEALED_NAME, Reads.REVEALED_LETTERS)
def write(review_id: str) -> Answer:
    """Write to the other side through the desk."""
    form = LetterForm()

    def act() -> None:
        with begin() as work:
            operations.write(work, review_id, form.words.said)

    if not accepted(form, act):
        return _letters(review_id, form), UNPROCESSABLE
    flash(_("We have your letter. Somebody reads it and passes it on."), "done")
    return redirect(url_for("reunion.messages", review_id=review_id), 303)


def _question(review_id: str, form: RevealForm) -> str:
    # Not `begin`: a page that only shows must not use up the form's one passage.
    with floors().begin(current_actor()) as work:
        asked = operations.view_question(work, review_id, language())
    form.shown.data = asked.notice.digest
    return render_template(f"reunion/{asked.shown.value}.html", asked=asked, form=form)


def _letters(review_id: str, form: LetterForm) -> str:
    with floors().begin(current_actor()) as work:
        contact = operations.view_contact(work, review_id)
    return render_template("reunion/messages.html", contact=contact, form=form, words=words)
