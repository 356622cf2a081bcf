"""Looking at one thing on the checklist of a person."""

from __future__ import annotations

import uuid

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.caseworkers import operations
from registry.caseworkers.checklist import SOURCES
from registry.caseworkers.forms import CheckForm
from registry.caseworkers.operations import Check
from registry.caseworkers.views.blueprint import blueprint
from registry.caseworkers.wording import ASKED, ROLES
from registry.errors import Absent
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard


@blueprint.get("/desk/people/<uuid:caseworker_id>/checks/<check>")
@guard(Permission.CASEWORKER_VERIFY, Reads.ACCOUNT_CONTACT, Reads.VOUCHING)
def check(caseworker_id: uuid.UUID, check: str) -> str:
    """The form for one look."""
    return _page(caseworker_id, _check(check), _form(check))


@blueprint.post("/desk/people/<uuid:caseworker_id>/checks/<check>")
@guard(Permission.CASEWORKER_VERIFY, Reads.ACCOUNT_CONTACT, Reads.VOUCHING)
def record(caseworker_id: uuid.UUID, check: str) -> Answer:
    """Put it on record."""
    form, about = _form(check), _check(check)

    def act() -> None:
        with begin() as work:
            person = operations.find(work.session, caseworker_id)
            operations.record_checks(work, person, [form.facts(about)])

    if not accepted(form, act):
        return _page(caseworker_id, about, form), UNPROCESSABLE
    flash(_("On record."), "done")
    return redirect(url_for("caseworkers.person", caseworker_id=caseworker_id), 303)


def _check(named: str) -> Check:
    found = next((each for each in SOURCES if each.value == named), None)
    if found is None:
        raise Absent
    return found


def _form(named: str) -> CheckForm:
    form = CheckForm()
    form.offer(_check(named))
    return form


def _page(caseworker_id: uuid.UUID, about: Check, form: CheckForm) -> str:
    # Not `begin`: a page that only shows must not use up the form's one passage.
    with floors().begin(current_actor()) as work:
        page = operations.view_person(work, caseworker_id)
    return render_template(
        "caseworkers/check.html", form=form, page=page, check=about, asked=ASKED, roles=ROLES
    )
