"""The coordinator's checklist, its two buttons, and the letters."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.authority import Permission
from registry.readings import Reads
from registry.reunion import operations
from registry.reunion.views import words
from registry.reunion.views.blueprint import blueprint
from registry.web.guards import begin, guard


@blueprint.get("/desk/cases/<review_id>/after")
@guard(Permission.CASE_VIEW, Reads.SIDE_DETAILS, Reads.SIDE_NOTES)
def case(review_id: str) -> str:
    """The checklist: what is done, by whom and when, what is next, what waits."""
    with begin() as work:
        view = operations.view_case(work, review_id)
    return render_template("reunion/case.html", view=view, words=words)


@blueprint.post("/desk/cases/<review_id>/verification-tasks")
@guard(Permission.CASE_MOVE, Reads.NOTHING)
def ask_verifier(review_id: str) -> Response:
    """Let the system ask somebody to meet both sides."""
    with begin() as work:
        operations.ask_verifier(work, review_id)
    flash(_("Somebody was asked. They have a neutral message."), "done")
    return redirect(url_for("reunion.case", review_id=review_id), 303)


@blueprint.post("/desk/cases/<review_id>/questions")
@guard(Permission.CASE_MOVE, Reads.SIDE_DETAILS, Reads.SIDE_NOTES)
def ask_both(review_id: str) -> Response:
    """Ask both sides."""
    with begin() as work:
        operations.ask_both(work, review_id)
    flash(_("Both sides have a neutral message, and a question on their pages."), "done")
    return redirect(url_for("reunion.case", review_id=review_id), 303)


@blueprint.get("/desk/cases/<review_id>/letters")
@guard(Permission.CONTACT_RELAY, Reads.REVEALED_LETTERS, fresh=True)
def letters(review_id: str) -> str:
    """Every letter, to be read before it is passed on."""
    with begin() as work:
        view, found = operations.view_letters(work, review_id)
    return render_template("reunion/letters.html", case=view, letters=found, words=words)


@blueprint.post("/desk/cases/<review_id>/letters/<note_id>/relay")
@guard(Permission.CONTACT_RELAY, Reads.NOTHING, fresh=True)
def relay(review_id: str, note_id: str) -> Response:
    """Pass a letter on."""
    with begin() as work:
        operations.relay(work, review_id, note_id)
    flash(_("Passed on. The other side has a neutral message."), "done")
    return redirect(url_for("reunion.letters", review_id=review_id), 303)
