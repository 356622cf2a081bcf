"""One's own second factors: apps that show a code, and the printed page."""

from __future__ import annotations

import uuid
from urllib.parse import quote

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.accounts import passwords
from registry.accounts.factors import operations, recovery, rules
from registry.accounts.forms import BareForm, CodeForm
from registry.accounts.views.blueprint import blueprint
from registry.authority import Permission
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard, row_session
from registry.web.square import square


@blueprint.get("/account/factors")
@guard(Permission.ACCOUNT_CHANGE, Reads.NOTHING)
def factors() -> str:
    """What one is asked for beside the password."""
    with begin() as work:
        held = operations.view_factors(work)
    needed = current_actor().caseworker_ref is not None and not row_session().has_factor
    return render_template("accounts/factors.html", held=held, needed=needed)


@blueprint.post("/account/factors/apps")
@guard(Permission.ACCOUNT_CHANGE, Reads.NOTHING, fresh=True)
def begin_app() -> Response:
    """Begin to set up an app."""
    with begin() as work:
        app = operations.begin_app(work)
    return redirect(url_for("accounts.app", factor_id=app.id), 303)


@blueprint.get("/account/factors/apps/<uuid:factor_id>")
@guard(Permission.ACCOUNT_CHANGE, Reads.NOTHING)
def app(factor_id: uuid.UUID) -> str:
    """The secret to scan or to type, and a field for the first code."""
    return _app(factor_id, CodeForm())


def _app(factor_id: uuid.UUID, form: CodeForm) -> str:
    # Not `begin`: a page that only shows must not use up the form's one passage.
    with floors().begin(current_actor()) as work:
        told = operations.view_app(work, factor_id)
    house = quote(floors().settings.house_name)
    code = square(f"otpauth://totp/{house}?secret={told.secret}&issuer={house}")
    return render_template("accounts/app.html", form=form, told=told, code=code)


@blueprint.post("/account/factors/apps/<uuid:factor_id>/confirmation")
@guard(Permission.ACCOUNT_CHANGE, Reads.NOTHING)
def confirm_app(factor_id: uuid.UUID) -> Answer:
    """Take a first code; from now on this session has shown a second factor."""
    form = CodeForm()

    def act() -> None:
        with begin() as work:
            operations.confirm_app(work, factor_id, form.code.data or "")

    if not accepted(form, act):
        return _app(factor_id, form), UNPROCESSABLE
    row_session().prove(floors().clock(), has_factor=True)
    flash(_("The app is set up. You are asked for its code from now on."), "done")
    return redirect(url_for("accounts.recovery_codes"), 303)


@blueprint.get("/account/factors/apps/<uuid:factor_id>/removal")
@guard(Permission.ACCOUNT_CHANGE, Reads.NOTHING, fresh=True)
def removal(factor_id: uuid.UUID) -> str:
    """Ask once more before an app is removed."""
    return render_template("accounts/removal.html", form=BareForm(), factor_id=factor_id)


@blueprint.post("/account/factors/apps/<uuid:factor_id>/removal")
@guard(Permission.ACCOUNT_CHANGE, Reads.NOTHING, fresh=True)
def remove_app(factor_id: uuid.UUID) -> Response:
    """Remove an app."""
    with begin() as work:
        operations.remove_app(work, factor_id)
    flash(_("Removed. We wrote to you about it."), "done")
    return redirect(url_for("accounts.factors"), 303)


@blueprint.get("/account/factors/recovery-codes")
@guard(Permission.ACCOUNT_CHANGE, Reads.NOTHING)
def recovery_codes() -> str:
    """What the printed codes are for, and a button that makes ten."""
    with begin() as work:
        held = operations.view_factors(work)
    return render_template("accounts/recovery_codes.html", held=held)


@blueprint.post("/account/factors/recovery-codes")
@guard(Permission.ACCOUNT_CHANGE, Reads.NOTHING, fresh=True)
def make_recovery_codes() -> str:
    """Make ten, and show them this once."""
    codes = rules.new_codes(floors().random)
    hashes = {code.place: passwords.hashed(code.letters) for code in codes}
    with begin() as work:
        recovery.keep_codes(work, hashes)
    back = url_for("accounts.factors")
    return render_template("accounts/printed_codes.html", codes=codes, back=back)
