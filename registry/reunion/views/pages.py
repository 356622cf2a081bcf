"""What the step pages have in common: what is on record, a short form, and where it leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.reunion.codes import Step
from registry.reunion.operations import StepView
from registry.reunion.views import words
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import Form, accepted
from registry.web.guards import begin, current_actor, floors
from registry.work import Work

Reader = Callable[[Work, str, Step], StepView]


@dataclass(frozen=True, slots=True)
class StepPage:
    """One step as a page: its sentences are translated where they are shown."""

    step: Step
    title: str
    why: str
    button: str
    read: Reader
    leads_to: str = "reunion.case"


def show(review_id: str, page: StepPage, form: Form) -> str:
    """The page: what is on record so far, and the form for one record more."""
    # Not `begin`: a page that only shows must not use up the form's one passage.
    with floors().begin(current_actor()) as work:
        view = page.read(work, review_id, page.step)
    return render_template("reunion/step.html", page=page, view=view, form=form, words=words)


def keep(review_id: str, page: StepPage, form: Form, act: Callable[[Work], object]) -> Answer:
    """Put it on record and lead on, or show the form again with its sentences."""

    def do() -> None:
        with begin() as work:
            act(work)

    if not accepted(form, do):
        return show(review_id, page, form), UNPROCESSABLE
    flash(_("On record."), "done")
    return redirect(url_for(page.leads_to, review_id=review_id), 303)
