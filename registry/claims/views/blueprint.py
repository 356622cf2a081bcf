"""The one blueprint on which the pages of claims hang, and the first check at its doors."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, request
from flask_babel import format_datetime

from registry.authority import VISITOR
from registry.claims.operations import find
from registry.errors import Absent
from registry.web.bodies import admit_photo
from registry.web.guards import current_actor, floors

FAMILY, DESK = "family", "desk"
AGENCIES, COORDINATORS = "/desk/found/", "/desk/claims/"

blueprint = Blueprint("claims", __name__)
admit_photo(blueprint, "add_photo")


def only_own() -> None:
    """Somebody else's claim and one that never was look alike, before a form is even read."""
    claim_id = (request.view_args or {}).get("claim_id")
    actor = current_actor()
    if claim_id is None or actor is VISITOR or request.path.startswith(COORDINATORS):
        return
    with floors().reading() as session:
        claim = find(session, claim_id)
    is_for_agency = claim.is_found and actor.agency_ref == claim.agency_ref
    is_own = claim.claimant_ref == actor.ref
    if claim.is_found != request.path.startswith(AGENCIES) or not (is_own or is_for_agency):
        raise Absent


@blueprint.app_template_filter("moment")
def moment(value: datetime) -> str:
    """A moment as the desk reads it, on the clock all share."""
    return f"{format_datetime(value, 'd MMM, HH:mm', rebase=False)} UTC"


blueprint.before_request(only_own)
