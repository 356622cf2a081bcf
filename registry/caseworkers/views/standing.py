"""Approving a person as one of two, giving a role, and stopping somebody."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.authority import Permission
from registry.caseworkers import operations
from registry.caseworkers.forms import EndForm, RoleForm, VerificationForm
from registry.caseworkers.models import Caseworker
from registry.caseworkers.views.blueprint import blueprint
from registry.caseworkers.wording import ROLES, STATES
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import Form, accepted
from registry.web.guards import begin, current_actor, floors, guard
from registry.work import Work

Act = Callable[[Work, Caseworker], object]


def _page(template: str, caseworker_id: uuid.UUID, form: Form) -> str:
    # Not `begin`: a page that only shows must not use up the form's one passage.
    with floors().begin(current_actor()) as work:
        page = operations.view_person(work, caseworker_id)
    return render_template(
        f"caseworkers/{template}.html", form=form, page=page, roles=ROLES, states=STATES
    )


def _done(template: str, caseworker_id: uuid.UUID, form: Form, act: Act, words: str) -> Answer:
    """Do it to this person and lead back to their page, or show the form again."""

    def do() -> None:
        with begin() as work:
            act(work, operations.find(work.session, caseworker_id))

    if not accepted(form, do):
        return _page(template, caseworker_id, form), UNPROCESSABLE
    flash(words, "done")
    return redirect(url_for("caseworkers.person", caseworker_id=caseworker_id), 303)


@blueprint.get("/desk/people/<uuid:caseworker_id>/verification")
@guard(Permission.CASEWORKER_VERIFY, Reads.ACCOUNT_CONTACT, Reads.VOUCHING)
def verification(caseworker_id: uuid.UUID) -> str:
    """The form for approving."""
    return _page("verification", caseworker_id, VerificationForm())


@blueprint.post("/desk/people/<uuid:caseworker_id>/verification")
@guard(Permission.CASEWORKER_VERIFY, Reads.ACCOUNT_CONTACT, Reads.VOUCHING)
def verify(caseworker_id: uuid.UUID) -> Answer:
    """Approve as one of two."""
    form = VerificationForm()

    def act(work: Work, person: Caseworker) -> None:
        operations.verify_caseworker(work, person, form.until(work.now()))

    return _done("verification", caseworker_id, form, act, _("You approved."))


@blueprint.get("/desk/people/<uuid:caseworker_id>/roles")
@guard(Permission.ROLE_GRANT, Reads.ACCOUNT_CONTACT, Reads.VOUCHING, fresh=True)
def role(caseworker_id: uuid.UUID) -> str:
    """The form for a role."""
    return _page("role", caseworker_id, RoleForm())


@blueprint.post("/desk/people/<uuid:caseworker_id>/roles")
@guard(Permission.ROLE_GRANT, Reads.ACCOUNT_CONTACT, Reads.VOUCHING, fresh=True)
def grant(caseworker_id: uuid.UUID) -> Answer:
    """Give a role."""
    form = RoleForm()

    def act(work: Work, person: Caseworker) -> None:
        operations.grant_role(work, person, form.facts())

    words = _("The role waits until a second administrator agrees.")
    return _done("role", caseworker_id, form, act, words)


@blueprint.post("/desk/people/<uuid:caseworker_id>/roles/<uuid:grant_id>/agreement")
@guard(Permission.ROLE_GRANT, Reads.NOTHING, fresh=True)
def agree(caseworker_id: uuid.UUID, grant_id: uuid.UUID) -> Response:
    """Agree to a role as the second person."""
    with begin() as work:
        person = operations.find(work.session, caseworker_id)
        granted = operations.find_grant(work.session, person, grant_id)
        operations.agree_role(work, person, granted)
    flash(_("You agreed. The role stands."), "done")
    return redirect(url_for("caseworkers.person", caseworker_id=caseworker_id), 303)


@blueprint.get("/desk/people/<uuid:caseworker_id>/end")
@guard(Permission.STANDING_END, Reads.ACCOUNT_CONTACT, Reads.VOUCHING)
def end(caseworker_id: uuid.UUID) -> str:
    """The form for stopping somebody."""
    return _page("end", caseworker_id, EndForm())


@blueprint.post("/desk/people/<uuid:caseworker_id>/end")
@guard(Permission.STANDING_END, Reads.ACCOUNT_CONTACT, Reads.VOUCHING)
def stop(caseworker_id: uuid.UUID) -> Answer:
    """Stop somebody at once."""
    form = EndForm()

    def act(work: Work, person: Caseworker) -> None:
        operations.end_standing(work, person, *form.facts())

    return _done("end", caseworker_id, form, act, _("Stopped. They can do nothing any more."))


@blueprint.post("/desk/people/<uuid:caseworker_id>/factor-resets")
@guard(Permission.FACTORS_RESET, Reads.NOTHING, fresh=True)
def ask_for_reset(caseworker_id: uuid.UUID) -> Response:
    """Ask that somebody's second factors are reset."""
    with begin() as work:
        operations.ask_for_reset(work, operations.find(work.session, caseworker_id))
    flash(_("Asked for. A second administrator has to sign within 7 days."), "done")
    return redirect(url_for("caseworkers.person", caseworker_id=caseworker_id), 303)


@blueprint.post("/desk/people/<uuid:caseworker_id>/factor-resets/<uuid:reset_id>/signature")
@guard(Permission.FACTORS_RESET, Reads.NOTHING, fresh=True)
def sign_reset(caseworker_id: uuid.UUID, reset_id: uuid.UUID) -> Response:
    """Sign a reset as the second person."""
    with begin() as work:
        operations.sign_reset(work, operations.find(work.session, caseworker_id), reset_id)
    flash(_("Signed. They are signed out, and set up a new factor when they come back."), "done")
    return redirect(url_for("caseworkers.person", caseworker_id=caseworker_id), 303)
