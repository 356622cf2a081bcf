"""Who has looked, the statement of it, and a question about one look."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template
from flask_babel import gettext as _

from registry.authority import Permission
from registry.looks import operations
from registry.looks.forms import AskForm
from registry.looks.operations import Whose
from registry.looks.views import words
from registry.looks.views.blueprint import ids_of, of_own, page_of
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard


@of_own("", "GET")
@guard(Permission.LOOKS_VIEW, Reads.NOTHING)
def page(child_id: str, claim_id: str) -> str:
    """Who has looked."""
    whose = Whose(child_id, claim_id)
    with begin() as work:
        seen = operations.view_looks(work, whose)
    return render_template("looks/page.html", page=seen, words=words, ids=ids_of(whose))


@of_own("/statement", "GET")
@guard(Permission.LOOKS_VIEW, Reads.NOTHING, fresh=True)
def statement(child_id: str, claim_id: str) -> str:
    """The same as a page to be printed."""
    whose = Whose(child_id, claim_id)
    with begin() as work:
        seen, _signed = operations.draw_up(work, whose)
        key_id, house = operations.key_id_of(work), work.settings.house_name
    return render_template(
        "looks/statement.html",
        page=seen,
        words=words,
        ids=ids_of(whose),
        sign=(house, key_id),
        back=page_of(whose),
    )


@of_own("/statement.jws", "GET")
@guard(Permission.LOOKS_VIEW, Reads.NOTHING, fresh=True)
def signed(child_id: str, claim_id: str) -> Response:
    """The same as a signed copy, for a program."""
    with begin() as work:
        _page, copy = operations.draw_up(work, Whose(child_id, claim_id))
    headers = {"Content-Disposition": 'attachment; filename="statement.jws"'}
    return Response(copy, mimetype="application/jose", headers=headers)


@of_own("/<row>/question", "GET")
@guard(Permission.LOOK_ASK, Reads.NOTHING)
def question(child_id: str, claim_id: str, row: str) -> str:
    """One row, and a field for what somebody wants to know about it."""
    return _question(Whose(child_id, claim_id), row, AskForm())


@of_own("/<row>/question", "POST")
@guard(Permission.LOOK_ASK, Reads.NOTHING)
def ask(child_id: str, claim_id: str, row: str) -> Answer:
    """Put the question before a coordinator."""
    form, whose = AskForm(), Whose(child_id, claim_id)

    def act() -> None:
        with begin() as work:
            operations.ask(work, whose, row, form.fact())

    if accepted(form, act):
        flash(_("We heard you. Somebody who did not look answers you within 72 hours."), "done")
        return redirect(page_of(whose), 303)
    return _question(whose, row, form), UNPROCESSABLE


def _question(whose: Whose, row: str, form: AskForm) -> str:
    with floors().begin(current_actor()) as work:
        seen, look = operations.view_row(work, whose, row)
    return render_template(
        "looks/question.html", page=seen, look=look, form=form, words=words, back=page_of(whose)
    )
