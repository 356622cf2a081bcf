"""One's own standing at the desk."""

from __future__ import annotations

from flask import render_template

from registry.authority import Permission
from registry.caseworkers import operations
from registry.caseworkers.views.blueprint import blueprint
from registry.caseworkers.wording import NEEDS, ROLES
from registry.readings import Reads
from registry.web.guards import begin, guard


@blueprint.get("/desk/credentials")
@guard(Permission.CREDENTIALS_VIEW, Reads.NOTHING)
def credentials() -> str:
    """Badge, roles, until when, and what is still needed."""
    with begin() as work:
        me = operations.view_credentials(work)
    return render_template("caseworkers/credentials.html", me=me, roles=ROLES, needs=NEEDS)
