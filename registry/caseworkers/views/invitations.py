"""Inviting somebody, and accepting."""

from __future__ import annotations

import uuid

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.accounts import limits, passwords, rules, signing_in
from registry.agencies.operations import verified
from registry.authority import Permission
from registry.caseworkers import operations
from registry.caseworkers.forms import AcceptanceForm, InvitationForm
from registry.caseworkers.views.blueprint import blueprint
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard


def _invitation_form() -> InvitationForm:
    form = InvitationForm()
    with floors().reading() as session:
        form.offer(verified(session, floors().clock()))
    return form


@blueprint.get("/desk/people/new")
@guard(Permission.STAFF_INVITE, Reads.NOTHING)
def new() -> str:
    """The form for an invitation."""
    return render_template("caseworkers/new.html", form=_invitation_form())


@blueprint.post("/desk/people/new")
@guard(Permission.STAFF_INVITE, Reads.NOTHING)
def invite() -> Answer:
    """Invite somebody."""
    form = _invitation_form()

    def act() -> None:
        with begin() as work:
            operations.invite_staff(work, form.facts())

    if accepted(form, act):
        flash(_("Invited. The link in the message works for 7 days."), "done")
        return redirect(url_for("caseworkers.people"), 303)
    return render_template("caseworkers/new.html", form=form), UNPROCESSABLE


@blueprint.post("/desk/people/<uuid:caseworker_id>/invitations")
@guard(Permission.STAFF_INVITE, Reads.NOTHING)
def invite_again(caseworker_id: uuid.UUID) -> Response:
    """Send a new link."""
    with begin() as work:
        operations.invite_again(work, operations.find(work.session, caseworker_id))
    flash(_("A new link is on its way. It works for 7 days."), "done")
    return redirect(url_for("caseworkers.person", caseworker_id=caseworker_id), 303)


@blueprint.get("/invitations/<token>")
@guard(Permission.ACCOUNT_CONFIRM, Reads.NOTHING)
def invitation(token: str) -> str:
    """The form with which somebody invited chooses a password."""
    _must_be_open(token)
    return render_template("caseworkers/invitation.html", form=AcceptanceForm())


@blueprint.post("/invitations/<token>")
@guard(Permission.ACCOUNT_CONFIRM, Reads.NOTHING)
def accept(token: str) -> Answer:
    """Accept: the password is theirs, and so is the address."""
    form = AcceptanceForm()
    if accepted(form, lambda: _accept(token, form.password.data or "")):
        return redirect(url_for("caseworkers.welcome"), 303)
    _must_be_open(token)
    return render_template("caseworkers/invitation.html", form=form), UNPROCESSABLE


def _must_be_open(token: str) -> None:
    # Not `begin`: looking must not use up the form's one passage.
    with floors().begin(current_actor()) as work:
        operations.open_invitation(work, token)


def _accept(token: str, password: str) -> None:
    limits.take(floors(), limits.OPENINGS_FROM_PLACE, signing_in.place())
    newer = passwords.hashed(rules.check_password(password))
    with begin() as work:
        operations.accept_invitation(work, token, newer)


@blueprint.get("/invitations/accepted")
@guard(Permission.PUBLIC_READ, Reads.NOTHING)
def welcome() -> str:
    """What happens next."""
    return render_template("caseworkers/welcome.html")
