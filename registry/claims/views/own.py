"""One's own claims: before one begins, the list, one claim with its status word, taking it back."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.authority import Permission
from registry.claims import operations
from registry.claims.forms.stated import ChildChoiceForm, ReplyForm
from registry.claims.operations.reading import Row
from registry.claims.parts import DESCRIBED, pages
from registry.claims.rules import Kind, Status
from registry.claims.views.blueprint import DESK, FAMILY, blueprint
from registry.claims.views.doors import at_both_doors, page_url
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard


@blueprint.get("/claims")
@guard(Permission.CLAIM_VIEW_OWN, Reads.NOTHING)
def mine() -> str:
    """One's own claims, with status words."""
    with begin() as work:
        rows = operations.view_mine(work)
    return render_template("claims/mine.html", rows=rows)


@blueprint.get("/claims/new")
@guard(Permission.CLAIM_FILE, Reads.NOTHING)
def before() -> str:
    """Which of the two, and what to expect."""
    return render_template("claims/before.html")


@blueprint.post("/claims/new")
@guard(Permission.CLAIM_FILE, Reads.NOTHING)
def start() -> Response:
    """Begin a claim about a child one looks for."""
    with begin() as work:
        claim = operations.begin(work, Kind.RELATIVE)
    return redirect(page_url(FAMILY, str(claim.id), "relationship"), 303)


@blueprint.get("/claims/apart")
@guard(Permission.CLAIM_FILE, Reads.RECORD_DETAILS)
def apart() -> str:
    """Which of one's own registered children."""
    return _apart(_choice())


@blueprint.post("/claims/apart")
@guard(Permission.CLAIM_FILE, Reads.RECORD_DETAILS)
def start_apart() -> Answer:
    """Begin a claim about a registered child one is apart from."""
    form, places = _choice(), []

    def act() -> None:
        child_id = form.fact()
        with begin() as work:
            claim = operations.begin(work, Kind.SEPARATED, child_id)
            places.append(page_url(FAMILY, str(claim.id), "apart"))

    if accepted(form, act):
        return redirect(places[0], 303)
    return _apart(form), UNPROCESSABLE


@at_both_doors("", "GET")
@guard(Permission.CLAIM_EDIT, Reads.CLAIM_NOTES)
def show(door: str, claim_id: str) -> Answer | str:
    """One claim: a status word, and what we ask. A draft leads to its list of parts."""
    with begin() as work:
        row = operations.view_row(work, claim_id)
        if row.status is Status.DRAFT:
            return redirect(url_for("claims.parts", door=door, claim_id=claim_id), 303)
        shown = operations.view_sent(work, claim_id)
    return render_template("claims/show.html", shown=shown, described=_described(door, row))


@at_both_doors("/questions/<question_id>", "GET")
@guard(Permission.CLAIM_ANSWER, Reads.CLAIM_NOTES)
def asked(door: str, claim_id: str, question_id: str) -> str:
    """One question of ours, and a field for the answer."""
    return _asked(door, claim_id, question_id, ReplyForm())


@at_both_doors("/questions/<question_id>", "POST")
@guard(Permission.CLAIM_ANSWER, Reads.CLAIM_NOTES)
def answer(door: str, claim_id: str, question_id: str) -> Answer:
    """Keep the answer."""
    form = ReplyForm()

    def act() -> None:
        text = form.fact()
        with begin() as work:
            operations.answer(work, question_id, text)

    if accepted(form, act):
        flash(_("Thank you. We have your answer."), "done")
        return redirect(url_for("claims.show", door=door, claim_id=claim_id), 303)
    return _asked(door, claim_id, question_id, form), UNPROCESSABLE


@at_both_doors("/withdrawal", "GET")
@guard(Permission.CLAIM_WITHDRAW, Reads.NOTHING)
def withdrawal(door: str, claim_id: str) -> str:
    """What taking a claim back means."""
    del door
    with begin() as work:
        row = operations.view_row(work, claim_id)
    return render_template("claims/withdrawal.html", row=row)


@at_both_doors("/withdrawal", "POST")
@guard(Permission.CLAIM_WITHDRAW, Reads.NOTHING)
def withdraw(door: str, claim_id: str) -> Response:
    """Take a claim back."""
    with begin() as work:
        operations.withdraw_claim(work, claim_id)
    flash(_("Taken back. Nobody can read it any more, and we wipe it."), "done")
    return redirect(url_for("claims.found_list" if door == DESK else "claims.mine"), 303)


def _choice() -> ChildChoiceForm:
    form = ChildChoiceForm()
    with floors().begin(current_actor()) as work:
        form.offer(operations.own_children(work))
    return form


def _apart(form: ChildChoiceForm) -> str:
    return render_template("claims/apart.html", form=form)


def _asked(door: str, claim_id: str, question_id: str, form: ReplyForm) -> str:
    with floors().begin(current_actor()) as work:
        question = operations.own_question(work, question_id)
    return render_template(
        "claims/asked.html", form=form, question=question, claim_id=claim_id, door=door
    )


def _described(door: str, row: Row) -> list[tuple[str, str]]:
    """The pages that may still be put right, with their addresses."""
    if row.status is Status.CLOSED or row.waits_for_lead:
        return []
    return [
        (page.label, page_url(door, row.id, page.name))
        for page in pages(row.kind)
        if page.name in DESCRIBED
    ]
