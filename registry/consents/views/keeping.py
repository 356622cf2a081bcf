"""The desk's folder: receipts that guardians do not want to take along."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.authority import Permission
from registry.consents import operations
from registry.consents.views import cards, words
from registry.consents.views.blueprint import blueprint
from registry.consents.views.given import language
from registry.readings import Reads
from registry.web.guards import begin, guard


@blueprint.get("/desk/receipts")
@guard(Permission.RECEIPT_KEEP, Reads.NOTHING)
def folder() -> str:
    """The papers to be printed."""
    with begin() as work:
        waiting = operations.list_waiting(work)
    return render_template("consents/folder.html", waiting=waiting)


@blueprint.get("/desk/receipts/<choice_id>")
@guard(Permission.RECEIPT_KEEP, Reads.NOTHING)
def kept(choice_id: str) -> str:
    """One paper, to be printed."""
    with begin() as work:
        seen = operations.view_kept(work, choice_id, language())
    code = cards.code(seen.paper.code)
    return render_template("consents/kept.html", kept=seen, seen=seen.paper, words=words, code=code)


@blueprint.post("/desk/receipts/<choice_id>/keeping")
@guard(Permission.RECEIPT_KEEP, Reads.NOTHING)
def put_away(choice_id: str) -> Response:
    """Record that a paper was printed and put away."""
    with begin() as work:
        operations.keep(work, choice_id)
    flash(_("Recorded. The paper is in the folder."), "done")
    return redirect(url_for("consents.folder"), 303)
