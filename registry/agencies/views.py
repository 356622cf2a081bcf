"""The pages of agencies."""

from __future__ import annotations

import uuid
from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.agencies import operations
from registry.agencies.forms import AgencyForm, AgencyVerificationForm, named_country
from registry.authority import Permission, is_allowed
from registry.errors import N_
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard

blueprint = Blueprint("agencies", __name__, url_prefix="/desk/agencies")

BLUEPRINTS: Final = (blueprint,)
NAV: Final[tuple[tuple[Permission, str, str], ...]] = (
    (Permission.AGENCY_VIEW, "agencies.index", N_("Agencies")),
)


@blueprint.get("")
@guard(Permission.AGENCY_VIEW, Reads.NOTHING)
def index() -> str:
    """The agencies and how they stand."""
    with begin() as work:
        agencies = operations.view_all(work)
    may_verify = is_allowed(current_actor(), Permission.AGENCY_VERIFY, ())
    return render_template(
        "agencies/index.html", agencies=agencies, may_verify=may_verify, country_name=named_country
    )


@blueprint.get("/new")
@guard(Permission.AGENCY_VERIFY, Reads.NOTHING)
def new() -> str:
    """The form for an agency."""
    return render_template("agencies/new.html", form=AgencyForm())


@blueprint.post("/new")
@guard(Permission.AGENCY_VERIFY, Reads.NOTHING)
def add() -> Answer:
    """Add an agency."""
    form = AgencyForm()

    def act() -> None:
        with begin() as work:
            operations.add_agency(work, form.facts())

    if accepted(form, act):
        flash(_("Added. Somebody else verifies it before its people can work here."), "done")
        return redirect(url_for("agencies.index"), 303)
    return render_template("agencies/new.html", form=form), UNPROCESSABLE


@blueprint.get("/<uuid:agency_id>/verification")
@guard(Permission.AGENCY_VERIFY, Reads.NOTHING)
def verification(agency_id: uuid.UUID) -> str:
    """The form for vouching."""
    return _verification_page(agency_id, AgencyVerificationForm())


@blueprint.post("/<uuid:agency_id>/verification")
@guard(Permission.AGENCY_VERIFY, Reads.NOTHING)
def verify(agency_id: uuid.UUID) -> Answer:
    """Vouch for an agency."""
    form = AgencyVerificationForm()

    def act() -> None:
        with begin() as work:
            agency = operations.find(work.session, agency_id)
            until = form.until(work.now())
            operations.verify_agency(work, agency, register=form.words(), until=until)

    if accepted(form, act):
        flash(_("Verified."), "done")
        return redirect(url_for("agencies.index"), 303)
    return _verification_page(agency_id, form), UNPROCESSABLE


def _verification_page(agency_id: uuid.UUID, form: AgencyVerificationForm) -> str:
    # Not `begin`: a page that only shows must not use up the form's one passage.
    with floors().begin(current_actor()) as work:
        agency = operations.view_one(work, agency_id)
    return render_template(
        "agencies/verification.html", form=form, agency=agency, country_name=named_country
    )
