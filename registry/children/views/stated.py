"""What a guardian states: the tie, safety, whereabouts, what is withheld, health."""

from __future__ import annotations

from flask import render_template

from registry.authority import Permission
from registry.children import operations
from registry.children.forms.described import SensitiveForm
from registry.children.forms.stated import (
    HealthForm,
    RelationshipForm,
    SafetyForm,
    WhereaboutsForm,
    WithheldForm,
)
from registry.children.views.blueprint import blueprint
from registry.children.views.pages import keep
from registry.readings import WHOLE_RECORD, Reads
from registry.web.errors import Answer
from registry.web.guards import begin, guard


@blueprint.get("/children/<child_id>/relationship")
@guard(Permission.CHILD_EDIT, *WHOLE_RECORD)
def relationship(child_id: str) -> str:
    """What the guardian is to the child."""
    with begin() as work:
        seen = operations.view_own(work, child_id)
    form = RelationshipForm(data={"capacity": seen.capacity, "with_others": seen.with_others})
    return render_template("children/relationship.html", child_id=child_id, form=form)


@blueprint.post("/children/<child_id>/relationship")
@guard(Permission.CHILD_EDIT, Reads.RECORD_DETAILS)
def state_relationship(child_id: str) -> Answer:
    """State it anew."""
    form = RelationshipForm()
    return keep(
        child_id,
        form,
        "children/relationship.html",
        lambda work: operations.state_relationship(work, child_id, form.facts()),
    )


@blueprint.get("/children/<child_id>/safety")
@guard(Permission.CHILD_EDIT, Reads.NOTHING)
def safety(child_id: str) -> str:
    """Who must not be told: asked anew each time, and never shown again."""
    return render_template("children/safety.html", child_id=child_id, form=SafetyForm())


@blueprint.post("/children/<child_id>/safety")
@guard(Permission.CHILD_EDIT, Reads.RECORD_DETAILS)
def save_safety(child_id: str) -> Answer:
    """Keep who must not be told."""
    form = SafetyForm()
    return keep(
        child_id,
        form,
        "children/safety.html",
        lambda work: operations.save_safety(work, child_id, form.facts()),
    )


@blueprint.get("/children/<child_id>/whereabouts")
@guard(Permission.CHILD_EDIT, Reads.NOTHING)
def whereabouts(child_id: str) -> str:
    """Together, or apart since when."""
    with begin() as work:
        stated = operations.own_whereabouts(work, child_id)
    form = WhereaboutsForm.filled(stated)
    return render_template("children/whereabouts.html", child_id=child_id, form=form)


@blueprint.post("/children/<child_id>/whereabouts")
@guard(Permission.CHILD_EDIT, Reads.RECORD_DETAILS)
def state_whereabouts(child_id: str) -> Answer:
    """Mark child and family together or apart."""
    form = WhereaboutsForm()
    return keep(
        child_id,
        form,
        "children/whereabouts.html",
        lambda work: operations.state_whereabouts(work, child_id, form.facts()),
    )


@blueprint.get("/children/<child_id>/family-facts")
@guard(Permission.CHILD_EDIT, Reads.RECORD_WITHHELD)
def withheld(child_id: str) -> str:
    """The things only the family would know."""
    with begin() as work:
        told = operations.own_withheld(work, child_id)
    form = WithheldForm.filled(told)
    return render_template("children/withheld.html", child_id=child_id, form=form)


@blueprint.post("/children/<child_id>/family-facts")
@guard(Permission.CHILD_EDIT, Reads.RECORD_DETAILS)
def save_withheld(child_id: str) -> Answer:
    """Keep the things only the family would know."""
    form = WithheldForm()
    return keep(
        child_id,
        form,
        "children/withheld.html",
        lambda work: operations.save_withheld(work, child_id, form.facts()),
    )


@blueprint.get("/children/<child_id>/sensitive")
@guard(Permission.CHILD_EDIT, Reads.RECORD_SENSITIVE)
def sensitive(child_id: str) -> str:
    """Nationality, ethnic group and faith: a question of its own."""
    with begin() as work:
        told = operations.own_sensitive(work, child_id)
    form = SensitiveForm.filled(told)
    return render_template("children/group.html", child_id=child_id, form=form)


@blueprint.post("/children/<child_id>/sensitive")
@guard(Permission.CHILD_EDIT, Reads.RECORD_DETAILS)
def save_sensitive(child_id: str) -> Answer:
    """Keep what was told of these."""
    form = SensitiveForm()
    return keep(
        child_id,
        form,
        "children/group.html",
        lambda work: operations.save_sensitive(work, child_id, form.facts()),
    )


@blueprint.get("/children/<child_id>/health")
@guard(Permission.CHILD_EDIT, Reads.RECORD_HEALTH)
def health(child_id: str) -> str:
    """Health, or help needed."""
    with begin() as work:
        words = operations.own_health(work, child_id)
    form = HealthForm(data={"words": words})
    return render_template("children/group.html", child_id=child_id, form=form)


@blueprint.post("/children/<child_id>/health")
@guard(Permission.CHILD_EDIT, Reads.RECORD_DETAILS)
def save_health(child_id: str) -> Answer:
    """Keep health, or help needed."""
    form = HealthForm()
    return keep(
        child_id,
        form,
        "children/group.html",
        lambda work: operations.save_health(work, child_id, form.facts()),
    )
