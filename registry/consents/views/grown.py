"""Coming of age: the guardian's page, the young person's link, and the desk's page."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.consents import operations
from registry.consents.forms import GrownForm
from registry.consents.views.blueprint import blueprint
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import Form, accepted
from registry.web.guards import begin, guard


@blueprint.get("/children/<child_id>/of-age")
@guard(Permission.CHILD_VIEW, Reads.NOTHING)
def of_age(child_id: str) -> str:
    """What becomes of the record on the 18th birthday."""
    with begin() as work:
        page = operations.view_of_age(work, child_id)
    return render_template("consents/of_age.html", page=page)


@blueprint.get("/of-age/<token>")
@guard(Permission.MAJORITY_CLAIM, Reads.NOTHING)
def invited(token: str) -> str:
    """What a young person finds behind the link."""
    with begin() as work:
        seen = operations.view_invitation(work, token)
    return render_template("consents/invited.html", seen=seen, form=Form())


@blueprint.post("/of-age/<token>")
@guard(Permission.MAJORITY_CLAIM, Reads.NOTHING)
def take_over(token: str) -> Answer:
    """Tie the record to the young person's own account."""
    with begin() as work:
        operations.take_over(work, token)
    return redirect(url_for("consents.invited", token=token), 303)


@blueprint.get("/desk/of-age")
@guard(Permission.MAJORITY_RECORD, Reads.NOTHING)
def grown() -> str:
    """Which record, and which paper of the young person was seen."""
    return render_template("consents/grown.html", form=GrownForm())


@blueprint.post("/desk/of-age")
@guard(Permission.MAJORITY_RECORD, Reads.NOTHING)
def record_grown() -> Answer:
    """Record that a young person was met."""
    form = GrownForm()

    def act() -> None:
        with begin() as work:
            operations.record_grown(work, *form.facts())

    if accepted(form, act):
        flash(_("Recorded. From now on the young person decides."), "done")
        return redirect(url_for("consents.grown"), 303)
    return render_template("consents/grown.html", form=form), UNPROCESSABLE
