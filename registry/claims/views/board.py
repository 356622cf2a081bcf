"""The coordinator's pages: the board, one claim and its pairs, one pair, questions, closing."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.claims import operations
from registry.claims.forms.desk import ClosingForm, QuestionForm, SetAsideForm
from registry.claims.forms.stated import SafetyForm
from registry.claims.views.blueprint import blueprint
from registry.claims.views.words import reasons
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard


@blueprint.get("/desk/board")
@guard(Permission.BOARD_VIEW, Reads.NOTHING)
def board() -> str:
    """Every open claim: references, states, counts. Nothing is opened."""
    with begin() as work:
        rows = operations.view_board(work)
    return render_template("claims/board.html", rows=rows, now=floors().clock())


@blueprint.get("/desk/claims/<claim_id>")
@guard(Permission.BOARD_VIEW, Reads.NOTHING)
def shortlist(claim_id: str) -> str:
    """The pairs of one claim, in the order of reading."""
    with begin() as work:
        row, pairs = operations.view_claim(work, claim_id)
    return render_template("claims/shortlist.html", row=row, pairs=pairs)


@blueprint.get("/desk/claims/<claim_id>/questions")
@guard(Permission.CLAIM_ASK, Reads.SIDE_NOTES)
def questions(claim_id: str) -> str:
    """What was asked and answered, and a field for one more question."""
    return _questions(claim_id, QuestionForm())


@blueprint.post("/desk/claims/<claim_id>/questions")
@guard(Permission.CLAIM_ASK, Reads.SIDE_NOTES)
def ask(claim_id: str) -> Answer:
    """Ask a claimant."""
    form = QuestionForm()

    def act() -> None:
        text = form.fact()
        with begin() as work:
            operations.ask(work, claim_id, text)

    if accepted(form, act):
        flash(_("Asked. The claimant sees it on the next fixed day."), "done")
        return redirect(url_for("claims.questions", claim_id=claim_id), 303)
    return _questions(claim_id, form), UNPROCESSABLE


@blueprint.get("/desk/claims/<claim_id>/safety")
@guard(Permission.SAFETY_ASSESS, Reads.NOTHING)
def safety(claim_id: str) -> str:
    """A field for what was said about safety; nothing said before is shown."""
    return _safety(claim_id, SafetyForm())


@blueprint.post("/desk/claims/<claim_id>/safety")
@guard(Permission.SAFETY_ASSESS, Reads.SIDE_NOTES)
def record_safety(claim_id: str) -> Answer:
    """Keep what was said."""
    form = SafetyForm()

    def act() -> None:
        with begin() as work:
            operations.record_safety(work, claim_id, form.facts())

    if accepted(form, act):
        flash(_("Kept. It is locked, and for coordinators only."), "done")
        return redirect(url_for("claims.shortlist", claim_id=claim_id), 303)
    return _safety(claim_id, form), UNPROCESSABLE


@blueprint.get("/desk/claims/<claim_id>/closing")
@guard(Permission.CLAIM_CLOSE, Reads.NOTHING)
def closing(claim_id: str) -> str:
    """Why a claim ends."""
    return _closing(claim_id, ClosingForm())


@blueprint.post("/desk/claims/<claim_id>/closing")
@guard(Permission.CLAIM_CLOSE, Reads.NOTHING)
def close(claim_id: str) -> Answer:
    """Close a claim."""
    form = ClosingForm()

    def act() -> None:
        with begin() as work:
            operations.close_claim(work, f"claim:{claim_id}", form.fact())

    if accepted(form, act):
        flash(_("Closed. The claimant reads the letter on the next fixed day."), "done")
        return redirect(url_for("claims.board"), 303)
    return _closing(claim_id, form), UNPROCESSABLE


@blueprint.get("/desk/candidates/<candidate_id>")
@guard(Permission.CANDIDATE_VIEW, Reads.SIDE_NOTES)
def candidate(candidate_id: str) -> str:
    """One pair: the reasons in words. No photo, no score."""
    return _candidate(candidate_id, SetAsideForm())


@blueprint.post("/desk/candidates/<candidate_id>/set-asides")
@guard(Permission.CANDIDATE_SET_ASIDE, Reads.SIDE_NOTES)
def set_aside(candidate_id: str) -> Answer:
    """Put a pair away, with a why."""
    form = SetAsideForm()

    def act() -> None:
        with begin() as work:
            operations.set_aside(work, candidate_id, *form.facts())

    if accepted(form, act):
        flash(_("Set aside. It returns only when a fact of either side has changed."), "done")
        return redirect(url_for("claims.board"), 303)
    return _candidate(candidate_id, form), UNPROCESSABLE


def _questions(claim_id: str, form: QuestionForm) -> str:
    with floors().begin(current_actor()) as work:
        row, _pairs = operations.view_claim(work, claim_id)
        asked = operations.questions_at_desk(work, claim_id)
    return render_template("claims/questions.html", row=row, asked=asked, form=form)


def _safety(claim_id: str, form: SafetyForm) -> str:
    with floors().begin(current_actor()) as work:
        row, _pairs = operations.view_claim(work, claim_id)
    return render_template("claims/safety_at_desk.html", row=row, form=form)


def _closing(claim_id: str, form: ClosingForm) -> str:
    with floors().begin(current_actor()) as work:
        row, _pairs = operations.view_claim(work, claim_id)
    return render_template("claims/closing.html", row=row, form=form)


def _candidate(candidate_id: str, form: SetAsideForm) -> str:
    with floors().begin(current_actor()) as work:
        pair = operations.view_candidate(work, candidate_id)
    told = None if pair.reading is None else reasons(pair.reading.reasons)
    return render_template("claims/candidate.html", pair=pair, reasons=told, form=form)
