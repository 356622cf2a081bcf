"""Lending reviewers: for the leads of two agencies."""

from __future__ import annotations

import uuid

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.authority import Permission
from registry.caseworkers import lending
from registry.caseworkers.forms import LoanForm
from registry.caseworkers.views.blueprint import blueprint
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard


@blueprint.get("/desk/loans")
@guard(Permission.LOAN_KEEP, Reads.NOTHING)
def loans() -> str:
    """Who is lent from and to one's agency, and the form for one more."""
    return _page(LoanForm())


@blueprint.post("/desk/loans")
@guard(Permission.LOAN_KEEP, Reads.NOTHING)
def lend() -> Answer:
    """Offer a reviewer of one's own agency."""
    form = LoanForm()
    _offer(form)

    def act() -> None:
        with begin() as work:
            lending.offer_loan(work, form.facts())

    if not accepted(form, act):
        return _page(form), UNPROCESSABLE
    flash(_("Offered. It counts once a lead of the other agency has agreed."), "done")
    return redirect(url_for("caseworkers.loans"), 303)


@blueprint.post("/desk/loans/<uuid:loan_id>/agreement")
@guard(Permission.LOAN_KEEP, Reads.NOTHING)
def agree_loan(loan_id: uuid.UUID) -> Response:
    """Agree as a lead of the agency that borrows."""
    with begin() as work:
        lending.agree_loan(work, loan_id)
    flash(_("You agreed. The system asks this person first from now on."), "done")
    return redirect(url_for("caseworkers.loans"), 303)


@blueprint.post("/desk/loans/<uuid:loan_id>/end")
@guard(Permission.LOAN_KEEP, Reads.NOTHING)
def end_loan(loan_id: uuid.UUID) -> Response:
    """End it at once."""
    with begin() as work:
        lending.end_loan(work, loan_id)
    flash(_("Ended."), "done")
    return redirect(url_for("caseworkers.loans"), 303)


def _offer(form: LoanForm) -> lending.LoanPage:
    with floors().begin(current_actor()) as work:
        page = lending.view_loans(work)
    form.offer(page)
    return page


def _page(form: LoanForm) -> str:
    return render_template("caseworkers/loans.html", form=form, page=_offer(form))
