"""Duty at the desk: the reports that wait, one of them, and the rota."""

from __future__ import annotations

import uuid

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.authority import Permission, is_allowed
from registry.duty import operations
from registry.duty.forms import OutcomeForm, TurnForm
from registry.duty.views.blueprint import blueprint
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard


@blueprint.get("/desk/duty")
@guard(Permission.HAND_OVER_LIST, Reads.NOTHING)
def reports() -> str:
    """The reports that are not over."""
    with begin() as work:
        lines = operations.view_reports(work)
    keeps = is_allowed(current_actor(), Permission.ROTA_KEEP, ())
    return render_template("duty/reports.html", lines=lines, keeps=keeps)


@blueprint.get("/desk/duty/reports/<report_id>")
@guard(Permission.HAND_OVER_TAKE, Reads.HAND_OVER_CONTACT, Reads.HAND_OVER_PLACE)
def report(report_id: str) -> str:
    """One report: to be taken over, or who and where."""
    return _report_page(report_id, OutcomeForm())


@blueprint.post("/desk/duty/reports/<report_id>/acknowledgement")
@guard(Permission.HAND_OVER_TAKE, Reads.NOTHING)
def acknowledge(report_id: str) -> Response:
    """Take it over."""
    with begin() as work:
        operations.acknowledge(work, report_id)
    flash(_("You have it. Nobody else is rung."), "done")
    return redirect(url_for("duty.report", report_id=report_id), 303)


@blueprint.post("/desk/duty/reports/<report_id>/end")
@guard(Permission.HAND_OVER_TAKE, Reads.HAND_OVER_CONTACT, Reads.HAND_OVER_PLACE)
def close(report_id: str) -> Answer:
    """Say what became of it."""
    form = OutcomeForm()

    def act() -> None:
        with begin() as work:
            operations.close(work, report_id, form.facts())

    if not accepted(form, act):
        return _report_page(report_id, form), UNPROCESSABLE
    flash(_("Closed. Thank you."), "done")
    return redirect(url_for("duty.reports"), 303)


@blueprint.get("/desk/duty/rota")
@guard(Permission.ROTA_KEEP, Reads.NOTHING)
def rota() -> str:
    """Who is on duty and when, where the gaps are, and the form for one more turn."""
    return _rota_page(_turn_form())


@blueprint.post("/desk/duty/rota")
@guard(Permission.ROTA_KEEP, Reads.NOTHING)
def add() -> Answer:
    """Put somebody on duty."""
    form = _turn_form()

    def act() -> None:
        with begin() as work:
            operations.add_turn(work, form.facts())

    if not accepted(form, act):
        return _rota_page(form), UNPROCESSABLE
    flash(_("On the rota."), "done")
    return redirect(url_for("duty.rota"), 303)


@blueprint.post("/desk/duty/rota/<uuid:turn_id>/end")
@guard(Permission.ROTA_KEEP, Reads.NOTHING)
def end(turn_id: uuid.UUID) -> Response:
    """Take somebody off duty."""
    with begin() as work:
        operations.end_turn(work, turn_id)
    flash(_("Off the rota from now on."), "done")
    return redirect(url_for("duty.rota"), 303)


def _turn_form() -> TurnForm:
    form = TurnForm()
    with floors().reading() as session:
        form.offer(operations.people_for_duty(session, floors().clock()))
    return form


def _rota_page(form: TurnForm) -> str:
    # Not `begin`: a page that only shows must not use up the form's one passage.
    with floors().begin(current_actor()) as work:
        page = operations.view_rota(work)
    return render_template("duty/rota.html", form=form, page=page)


def _report_page(report_id: str, form: OutcomeForm) -> str:
    with floors().begin(current_actor()) as work:
        found = operations.view_report(work, report_id)
    return render_template("duty/report.html", form=form, report=found)
