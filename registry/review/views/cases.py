"""A coordinator's pages: open a review, the own cases, and how each stands."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.readings import Reads
from registry.review import operations
from registry.review.views.blueprint import blueprint
from registry.review.views.pages import shown, side_names
from registry.web.errors import Answer
from registry.web.guards import begin, guard


@blueprint.post("/desk/candidates/<candidate_id>/reviews")
@guard(Permission.REVIEW_OPEN, Reads.SIDE_NOTES)
def open_review(candidate_id: str) -> Answer:
    """Open the review of a pair."""
    with begin() as work:
        review = operations.open_review(work, candidate_id)
    flash(_("Opened. The system asks two people, who do not know of each other."), "done")
    return redirect(url_for("review.overview", review_id=review.id), 303)


@blueprint.get("/desk/cases")
@guard(Permission.CASE_LIST, Reads.NOTHING)
def cases() -> str:
    """The cases one coordinates."""
    with begin() as work:
        lines = operations.view_cases(work)
    return render_template("review/cases.html", lines=lines, **shown())


@blueprint.get("/desk/staffing")
@guard(Permission.CASE_LIST, Reads.NOTHING)
def staffing() -> str:
    """Can cases be decided with today's people, and who is missing?"""
    with begin() as work:
        page = operations.check_staffing(work)
    return render_template("review/staffing.html", page=page)


@blueprint.get("/desk/cases/<review_id>")
@guard(Permission.REVIEW_VIEW, Reads.SIDE_NOTES)
def overview(review_id: str) -> str:
    """One review: chairs and states; reasons in words after the decision."""
    with begin() as work:
        case = operations.view_case(work, review_id)
    names = side_names(case.line.both)
    return render_template("review/overview.html", case=case, side_names=names, **shown())
