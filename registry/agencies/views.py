"""The pages of agencies."""

from __future__ import annotations

import uuid
from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.agencies import listing, operations
from registry.agencies.forms import (
    AgencyForm,
    AgencyVerificationForm,
    AgreementForm,
    named_country,
)
from registry.agencies.rules import AgencyRole
from registry.authority import Permission, is_allowed
from registry.errors import N_, Absent
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard

blueprint = Blueprint("agencies", __name__, url_prefix="/desk/agencies")
listed = Blueprint("listed", __name__)

BLUEPRINTS: Final = (blueprint, listed)
NAV: Final[tuple[tuple[Permission, str, str], ...]] = (
    (Permission.AGENCY_VIEW, "agencies.index", N_("Agencies")),
)


@blueprint.get("")
@guard(Permission.AGENCY_VIEW, Reads.NOTHING)
def index() -> str:
    """The agencies and how they stand."""
    with begin() as work:
        agencies = listing.view_all(work)
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
            operations.verify_agency(work, agency, form.facts(), until)

    if accepted(form, act):
        flash(_("On record. Somebody else reads it and agrees."), "done")
        return redirect(url_for("agencies.index"), 303)
    return _verification_page(agency_id, form), UNPROCESSABLE


@blueprint.get("/<uuid:agency_id>/agreement")
@guard(Permission.AGENCY_VERIFY, Reads.NOTHING)
def agreement(agency_id: uuid.UUID) -> str:
    """What the first of two found, for the second."""
    return _agreement_page(agency_id, AgreementForm())


@blueprint.post("/<uuid:agency_id>/agreement")
@guard(Permission.AGENCY_VERIFY, Reads.NOTHING)
def agree(agency_id: uuid.UUID) -> Answer:
    """Agree as the second person."""
    form = AgreementForm()

    def act() -> None:
        with begin() as work:
            operations.agree_agency(work, operations.find(work.session, agency_id))

    if accepted(form, act):
        flash(_("Verified. A new agency is announced to families for 14 days first."), "done")
        return redirect(url_for("agencies.index"), 303)
    return _agreement_page(agency_id, form), UNPROCESSABLE


@listed.get("/agencies")
@guard(Permission.PUBLIC_READ, Reads.NOTHING)
def public() -> str:
    """Every agency whose people may work here, for everybody to read."""
    with floors().reading() as session:
        lines = listing.public_list(session, floors().clock())
    return render_template("agencies/public.html", lines=lines, country_name=named_country)


def _agreement_page(agency_id: uuid.UUID, form: AgreementForm) -> str:
    with floors().begin(current_actor()) as work:
        agency = listing.view_one(work, agency_id)
    if agency.waiting is None:
        raise Absent
    return render_template(
        "agencies/agreement.html",
        form=form,
        agency=agency,
        roles=AgencyRole,
        country_name=named_country,
    )


def _verification_page(agency_id: uuid.UUID, form: AgencyVerificationForm) -> str:
    # Not `begin`: a page that only shows must not use up the form's one passage.
    with floors().begin(current_actor()) as work:
        agency = listing.view_one(work, agency_id)
    return render_template(
        "agencies/verification.html", form=form, agency=agency, country_name=named_country
    )
