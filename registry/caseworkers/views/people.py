"""The people of the desk: the list, and one of them."""

from __future__ import annotations

import uuid

from flask import render_template

from registry.authority import Permission, is_allowed
from registry.caseworkers import operations
from registry.caseworkers.views.blueprint import blueprint
from registry.caseworkers.wording import NEEDS, ROLES, STATES
from registry.readings import Reads
from registry.web.guards import begin, current_actor, guard


@blueprint.get("/desk/people")
@guard(Permission.AGENCY_VIEW, Reads.NOTHING)
def people() -> str:
    """Everybody by badge, and how they stand."""
    with begin() as work:
        lines = operations.view_people(work)
    may_invite = is_allowed(current_actor(), Permission.STAFF_INVITE, ())
    return render_template(
        "caseworkers/people.html",
        lines=lines,
        roles=ROLES,
        needs=NEEDS,
        states=STATES,
        may_invite=may_invite,
    )


@blueprint.get("/desk/people/<uuid:caseworker_id>")
@guard(Permission.CASEWORKER_VERIFY, Reads.ACCOUNT_CONTACT, Reads.VOUCHING)
def person(caseworker_id: uuid.UUID) -> str:
    """One person, with papers and roles."""
    with begin() as work:
        page = operations.view_person(work, caseworker_id)
    return render_template(
        "caseworkers/person.html", page=page, roles=ROLES, needs=NEEDS, states=STATES
    )
