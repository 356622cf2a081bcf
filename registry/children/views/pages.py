"""What the pages of a record have in common: where they lead, and how a form is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, url_for

from registry.children.operations.changing import Step
from registry.children.parts import GROUPS_ASKED
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import Form, accepted
from registry.web.guards import begin
from registry.work import Work


def page_url(child_id: str, page: str) -> str:
    """The address of one page of an enrolment."""
    if page in GROUPS_ASKED:
        return url_for("children.group", child_id=child_id, name=page)
    if page == "permission":
        return url_for("children.answers", child_id=child_id)
    return url_for(f"children.{page}", child_id=child_id)


def next_url(child_id: str, step: Step) -> str:
    """Where a saved page leads."""
    if step.is_draft and step.page is not None:
        return page_url(child_id, step.page)
    return url_for("children.parts" if step.is_draft else "children.record", child_id=child_id)


def keep(
    child_id: str,
    form: Form,
    template: str,
    save: Callable[[Work], Step],
    **shown: Any,  # noqa: ANN401 - whatever the template needs besides
) -> Answer:
    """Save what a form says and go on, or show the form again with its sentences."""
    steps: list[Step] = []

    def act() -> None:
        with begin() as work:
            steps.append(save(work))

    if accepted(form, act):
        return redirect(next_url(child_id, steps[0]), 303)
    return render_template(template, child_id=child_id, form=form, **shown), UNPROCESSABLE
