"""What two coordinators answer apart from each other: safety, and what is best for the child."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.errors import N_
from registry.readings import WHOEVER_IS_TOLD, Reads
from registry.reunion import operations
from registry.reunion.codes import Step
from registry.reunion.forms import ClearanceForm, PanelForm
from registry.reunion.views import words
from registry.reunion.views.blueprint import blueprint
from registry.reunion.views.pages import StepPage, keep, show
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard

PANEL = StepPage(
    Step.PANEL,
    N_("Best for the child"),
    N_("Two of you answer, apart from each other. The newest of each person counts."),
    N_("Sign"),
    operations.view_second,
    leads_to="reunion.panel",
)


@blueprint.get("/desk/cases/<review_id>/clearances")
@guard(Permission.SAFETY_ASSESS, *WHOEVER_IS_TOLD, Reads.SIDE_NOTES)
def safety(review_id: str) -> str:
    """Both sides, who must not be told on each, and who it is that would be told."""
    with begin() as work:
        view = operations.view_safety(work, review_id)
        said = operations.view_second(work, review_id, Step.SAFETY).said
    return render_template("reunion/safety.html", view=view, said=said, words=words)


@blueprint.get("/desk/cases/<review_id>/clearances/<side>")
@guard(Permission.SAFETY_ASSESS, *WHOEVER_IS_TOLD, Reads.SIDE_NOTES)
def clearance(review_id: str, side: str) -> str:
    """The form for one side."""
    return _clearance(review_id, side, ClearanceForm())


@blueprint.post("/desk/cases/<review_id>/clearances/<side>")
@guard(Permission.SAFETY_ASSESS, *WHOEVER_IS_TOLD, Reads.SIDE_NOTES)
def clear(review_id: str, side: str) -> Answer:
    """Say whether it is safe for one side."""
    form = ClearanceForm()

    def act() -> None:
        with begin() as work:
            operations.clear_safety(work, review_id, side, *form.facts())

    if not accepted(form, act):
        return _clearance(review_id, side, form), UNPROCESSABLE
    flash(_("On record."), "done")
    return redirect(url_for("reunion.safety", review_id=review_id), 303)


def _clearance(review_id: str, side: str, form: ClearanceForm) -> str:
    # Not `begin`: a page that only shows must not use up the form's one passage.
    with floors().begin(current_actor()) as work:
        view = operations.view_safety(work, review_id)
        chosen = view.of(side)
    return render_template(
        "reunion/clearance.html", view=view, chosen=chosen, form=form, words=words
    )


@blueprint.get("/desk/cases/<review_id>/determinations")
@guard(Permission.SAFETY_ASSESS, Reads.SIDE_NOTES)
def panel(review_id: str) -> str:
    """The form for one of the panel of two."""
    return show(review_id, PANEL, PanelForm())


@blueprint.post("/desk/cases/<review_id>/determinations")
@guard(Permission.SAFETY_ASSESS, Reads.SIDE_NOTES)
def find_best(review_id: str) -> Answer:
    """Say what is best."""
    form = PanelForm()
    return keep(
        review_id, PANEL, form, lambda work: operations.find_best(work, review_id, *form.facts())
    )
