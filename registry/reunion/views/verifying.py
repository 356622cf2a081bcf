"""The page of the one who meets both sides in person."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.readings import WHOEVER_IS_TOLD
from registry.reunion import operations
from registry.reunion.forms import MeetingForm
from registry.reunion.views import words
from registry.reunion.views.blueprint import blueprint
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard


@blueprint.get("/desk/verifications/<task_id>")
@guard(Permission.VERIFICATION_RECORD, *WHOEVER_IS_TOLD)
def verification(task_id: str) -> str:
    """Whom to meet, and what to write down."""
    return _page(task_id, MeetingForm())


@blueprint.post("/desk/verifications/<task_id>")
@guard(Permission.VERIFICATION_RECORD, *WHOEVER_IS_TOLD)
def verify(task_id: str) -> Answer:
    """Put the meeting on record."""
    form = MeetingForm()

    def act() -> None:
        with begin() as work:
            operations.record_meeting(work, task_id, form.facts())

    if not accepted(form, act):
        return _page(task_id, form), UNPROCESSABLE
    flash(_("The meeting is on record. Thank you."), "done")
    return redirect(url_for("desk.today"), 303)


def _page(task_id: str, form: MeetingForm) -> str:
    # Not `begin`: a page that only shows must not use up the form's one passage.
    with floors().begin(current_actor()) as work:
        task = operations.view_task(work, task_id)
    return render_template("reunion/verification.html", task=task, form=form, words=words)
