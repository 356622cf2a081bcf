"""The pages of this feature: today at the desk, the trail, a stop, incidents and figures."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.description import read_code
from registry.errors import N_
from registry.freezing import SAID, Why
from registry.openings import operations as openings
from registry.oversight import figures as counting
from registry.oversight import holding, operations, stopping
from registry.oversight import incidents as incidence
from registry.oversight.forms import HoldForm, StopForm
from registry.oversight.rules import WhyHeld
from registry.oversight.unusual import canary_views as canaries
from registry.oversight.unusual import views as unusual
from registry.oversight.unusual.counting import count_findings
from registry.readings import Reads
from registry.watching import codes
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard
from registry.web.pages import Nav

desk = Blueprint("desk", __name__)
oversight = Blueprint("oversight", __name__)

BLUEPRINTS = (desk, oversight, unusual.blueprint, canaries.blueprint)
NAV: Nav = (
    (Permission.DESK_VIEW, "desk.today", N_("Today")),
    (Permission.FREEZE_LIFT, "oversight.stop", N_("Stop")),
    (Permission.HOLD_PLACE, "oversight.holds", N_("Holds")),
    (Permission.INCIDENT_AGREE, "oversight.incidents", N_("Incidents")),
    (Permission.UNUSUAL_VIEW, "unusual.index", N_("Unusual looks")),
    (Permission.CANARY_AGREE, "canaries.index", N_("Canary records")),
    (Permission.FIGURES_VIEW, "oversight.figures", N_("Figures")),
    (Permission.TRAIL_VIEW, "oversight.trail", N_("Trail")),
)


@desk.get("/desk")
@guard(Permission.DESK_VIEW, Reads.NOTHING)
def today() -> str:
    """The next tasks of whoever is signed in, worked out from how things stand."""
    with floors().reading() as session:
        tasks = operations.tasks_of(session, current_actor(), floors().clock())
        opened, limit = openings.noticed(session, current_actor(), floors())
    return render_template("oversight/today.html", tasks=tasks, opened=opened, limit=limit)


@oversight.get("/desk/trail")
@guard(Permission.TRAIL_VIEW, Reads.NOTHING)
def trail() -> str:
    """Entries, newest first: references and fields, never values."""
    before = request.args.get("before", type=int)
    with begin() as work:
        page = operations.trail_page(work, before)
    return render_template("oversight/trail.html", page=page)


@oversight.get("/desk/stop")
@guard(Permission.FREEZE_LIFT, Reads.NOTHING)
def stop() -> str:
    """Is everything stopped, and who may let it go on?"""
    return _stop_page(StopForm())


@oversight.post("/desk/stop")
@guard(Permission.FREEZE_PLACE, Reads.NOTHING)
def place() -> Answer:
    """Stop all disclosure at once."""
    form = StopForm()

    def act() -> None:
        with begin() as work:
            stopping.stop(work, form.facts())

    if not accepted(form, act):
        return _stop_page(form), UNPROCESSABLE
    flash(_("Everything is stopped from now on."), "done")
    return redirect(url_for("oversight.stop"), 303)


@oversight.post("/desk/stop/lifts")
@guard(Permission.FREEZE_LIFT, Reads.NOTHING)
def lift() -> Answer:
    """Be one of the two who let it go on."""
    with begin() as work:
        is_lifted = stopping.lift(work)
    flash(_("It goes on.") if is_lifted else _("Noted. One more person has to say so."), "done")
    return redirect(url_for("oversight.stop"), 303)


def _stop_page(form: StopForm) -> str:
    with floors().begin(current_actor()) as work:
        page = stopping.view_stop(work)
    why = None if page.freeze is None else _(SAID[Why(page.freeze.why)])
    return render_template("oversight/stop.html", form=form, page=page, why=why)


@oversight.get("/desk/holds")
@guard(Permission.HOLD_PLACE, Reads.NOTHING)
def holds() -> str:
    """What waits for a court, and a form to ask for one more."""
    return _holds(HoldForm())


@oversight.post("/desk/holds")
@guard(Permission.HOLD_PLACE, Reads.NOTHING)
def hold_back() -> Answer:
    """Ask that a key waits."""
    form = HoldForm()

    def act() -> None:
        reference, why, words = form.facts()
        with begin() as work:
            holding.propose(work, reference, why, words)

    if not accepted(form, act):
        return _holds(form), UNPROCESSABLE
    flash(_("Written down. It counts once somebody else has signed it."), "done")
    return redirect(url_for("oversight.holds"), 303)


@oversight.get("/desk/holds/<hold_id>")
@guard(Permission.HOLD_SIGN, Reads.GUARDIANS_WORDS)
def hold(hold_id: str) -> str:
    """One hold with its words, to be read before it is signed or ended."""
    with begin() as work:
        line = holding.view_hold(work, hold_id)
    return render_template("oversight/hold.html", line=line, why=_why(line.why))


@oversight.post("/desk/holds/<hold_id>/signature")
@guard(Permission.HOLD_SIGN, Reads.NOTHING)
def sign_hold(hold_id: str) -> Answer:
    """Be the second person."""
    with begin() as work:
        holding.sign(work, hold_id)
    flash(_("Signed. The key waits from this moment."), "done")
    return redirect(url_for("oversight.holds"), 303)


@oversight.post("/desk/holds/<hold_id>/end")
@guard(Permission.HOLD_LIFT, Reads.NOTHING)
def end_hold(hold_id: str) -> Answer:
    """Lift it, or turn it down."""
    with begin() as work:
        holding.end(work, hold_id)
    flash(_("Ended. The key waits no longer."), "done")
    return redirect(url_for("oversight.holds"), 303)


def _holds(form: HoldForm) -> str:
    with floors().begin(current_actor()) as work:
        lines = holding.view_holds(work)
    return render_template("oversight/holds.html", lines=lines, form=form, said=_why)


def _why(code: str) -> str:
    return str(_(read_code(WhyHeld, code).label))


@oversight.get("/desk/incidents")
@guard(Permission.INCIDENT_AGREE, Reads.NOTHING)
def incidents() -> str:
    """Letters about incidents, and those that wait for a second person."""
    with begin() as work:
        page = incidence.view_incidents(work)
    return render_template("oversight/incidents.html", page=page)


@oversight.post("/desk/incidents/<incident_id>/agreement")
@guard(Permission.INCIDENT_AGREE, Reads.NOTHING)
def agree(incident_id: str) -> Answer:
    """Be the second person: the letters go."""
    with begin() as work:
        incidence.agree(work, incident_id)
    flash(_("The letters go out now, each only where it is safe."), "done")
    return redirect(url_for("oversight.incidents"), 303)


@oversight.get("/desk/figures")
@guard(Permission.FIGURES_VIEW, Reads.NOTHING)
def figures() -> str:
    """Counts by month, small ones hidden, and how the house itself stands."""
    with begin() as work:
        table, state = counting.count(work), counting.state_of_the_house(work)
        findings = count_findings(work)
    return render_template(
        "oversight/figures.html", table=table, state=state, findings=findings, codes=codes
    )
