"""One's own standing at the desk: what is needed, what one hands in, for whom one vouches."""

from __future__ import annotations

import uuid

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.authority import Permission
from registry.caseworkers import operations
from registry.caseworkers.badges import own_code
from registry.caseworkers.forms import EvidenceForm, VouchForm
from registry.caseworkers.views.blueprint import blueprint
from registry.caseworkers.wording import NEEDS, ROLES, STATES
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard


@blueprint.get("/desk/credentials")
@guard(Permission.CREDENTIALS_VIEW, Reads.NOTHING)
def credentials() -> str:
    """Badge, roles, until when, and what is still needed."""
    with begin() as work:
        page = operations.view_credentials(work)
        code = own_code(work) if work.actor.is_staff else ""
    shown = {
        "roles": ROLES,
        "needs": NEEDS,
        "states": STATES,
        "may_vouch": current_actor().is_staff,
    }
    return render_template(
        "caseworkers/credentials.html", page=page, me=page.line, code=code, **shown
    )


@blueprint.get("/desk/credentials/evidence")
@guard(Permission.EVIDENCE_HAND_IN, Reads.NOTHING)
def evidence() -> str:
    """The form for what one hands in."""
    _must_work_here()
    return render_template("caseworkers/evidence.html", form=EvidenceForm())


@blueprint.post("/desk/credentials/evidence")
@guard(Permission.EVIDENCE_HAND_IN, Reads.NOTHING)
def hand_in() -> Answer:
    """Hand it in."""
    _must_work_here()
    form = EvidenceForm()

    def act() -> None:
        with begin() as work:
            operations.hand_in_evidence(work, form.facts())

    if not accepted(form, act):
        return render_template("caseworkers/evidence.html", form=form), UNPROCESSABLE
    flash(_("Handed in. An administrator looks at it now."), "done")
    return redirect(url_for("caseworkers.credentials"), 303)


@blueprint.get("/desk/vouches")
@guard(Permission.VOUCH_GIVE, Reads.NOTHING)
def vouches() -> str:
    """For whom one vouches, and the form for one more."""
    return _vouches_page(VouchForm())


@blueprint.post("/desk/vouches")
@guard(Permission.VOUCH_GIVE, Reads.NOTHING)
def vouch() -> Answer:
    """Vouch for somebody."""
    form = VouchForm()

    def act() -> None:
        with begin() as work:
            operations.vouch(work, *form.facts())

    if not accepted(form, act):
        return _vouches_page(form), UNPROCESSABLE
    flash(_("You vouch for this person. You can take it back on any day."), "done")
    return redirect(url_for("caseworkers.vouches"), 303)


@blueprint.post("/desk/vouches/<uuid:vouch_id>/end")
@guard(Permission.VOUCH_GIVE, Reads.NOTHING)
def take_back(vouch_id: uuid.UUID) -> Response:
    """Vouch for somebody no more."""
    with begin() as work:
        operations.take_back_vouch(work, vouch_id)
    flash(_("You vouch for this person no more."), "done")
    return redirect(url_for("caseworkers.vouches"), 303)


def _must_work_here() -> None:
    # Not `begin`: looking must not use up the form's one passage.
    with floors().begin(current_actor()) as work:
        operations.view_credentials(work)


def _vouches_page(form: VouchForm) -> str:
    with floors().begin(current_actor()) as work:
        page = operations.view_vouches(work)
    return render_template("caseworkers/vouches.html", form=form, page=page)
