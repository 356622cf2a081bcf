"""Measures of two people: one writes down, another reads and signs, or turns it down."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.children.models import Child
from registry.errors import Absent
from registry.holders import operations
from registry.holders.forms.desk import MeasureForm
from registry.holders.rules import What
from registry.holders.views import words
from registry.holders.views.blueprint import blueprint, language
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import Form, accepted
from registry.web.guards import begin, current_actor, floors, guard
from registry.work import Work


@blueprint.get("/desk/records/<child_id>/measures/<what>")
@guard(Permission.MEASURE_PROPOSE, Reads.GUARDIANS_WORDS)
def propose(child_id: str, what: str) -> str:
    """The form of one measure."""
    return _page(*_form(child_id, what))


@blueprint.post("/desk/records/<child_id>/measures/<what>")
@guard(
    Permission.MEASURE_PROPOSE, Reads.GUARDIANS_WORDS, Reads.RECORD_DETAILS, Reads.GUARDIANS_SAFETY
)
def write_down(child_id: str, what: str) -> Answer:
    """Write a measure down for a second person."""
    (child, form), done = _form(child_id, what), []

    def act() -> None:
        told = form.facts()
        with begin() as work:
            done.append(operations.is_signed(work, operations.propose(work, child_id, told)))

    if accepted(form, act):
        flash(words.written(is_signed=done[0]), "done")
        return redirect(url_for("holders.people", child_id=child_id), 303)
    return _page(child, form), UNPROCESSABLE


@blueprint.get("/desk/measures/<measure_id>")
@guard(Permission.MEASURE_SIGN, Reads.GUARDIANS_WORDS)
def measure(measure_id: str) -> str:
    """One measure, to be read before it is signed."""
    with begin() as work:
        child, line = operations.view_measure(work, measure_id)
        people = operations.view_people(work, str(child.id), language())
    return render_template(
        "holders/measure.html", child=child, line=line, people=people, form=Form(), words=words
    )


@blueprint.post("/desk/measures/<measure_id>/signature")
@guard(Permission.MEASURE_SIGN, Reads.GUARDIANS_SAFETY, Reads.GUARDIANS_WORDS, Reads.RECORD_DETAILS)
def sign(measure_id: str) -> Answer:
    """Be the second person."""
    with begin() as work:
        child = operations.sign(work, measure_id)
    flash(_("Signed. It counts from this moment."), "done")
    return redirect(url_for("holders.people", child_id=child.id), 303)


@blueprint.post("/desk/measures/<measure_id>/refusal")
@guard(Permission.MEASURE_SIGN, Reads.NOTHING)
def turn_down(measure_id: str) -> Answer:
    """Do not be the second person."""
    with begin() as work:
        child = operations.turn_down(work, measure_id)
    flash(_("Turned down. Nothing has changed."), "done")
    return redirect(url_for("holders.people", child_id=child.id), 303)


def _page(child: Child, form: MeasureForm) -> str:
    return render_template("holders/propose.html", child=child, form=form, words=words)


def _form(child_id: str, what: str) -> tuple[Child, MeasureForm]:
    kind = next((each for each in What if each.value == what), None)
    if kind is None:
        raise Absent
    with floors().begin(current_actor()) as work:
        child = operations.begin_measure(work, child_id, kind)
        about = list(_about(work, child, kind))
    return child, MeasureForm.of(kind, about)


def _about(work: Work, child: Child, what: What) -> list[tuple[str, str]]:
    """What the measure may be about, in words: letters and purposes, never names."""
    if what is What.COURT_RESTRICTION:
        return words.purposes(language())
    people = operations.view_people(work, str(child.id), language())
    return [
        (ref, words.about(people, ref, kind))
        for ref, kind in operations.offered(work, child, what).items()
    ]
