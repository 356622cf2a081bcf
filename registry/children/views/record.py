"""One's own record as it stands."""

from __future__ import annotations

from flask import redirect, render_template, url_for

from registry.authority import Permission
from registry.children import operations
from registry.children.views import words
from registry.children.views.blueprint import blueprint
from registry.readings import WHOLE_RECORD, Reads
from registry.web.errors import Answer
from registry.web.guards import begin, guard


@blueprint.get("/children/<child_id>")
@guard(Permission.CHILD_VIEW, *WHOLE_RECORD)
def record(child_id: str) -> Answer | str:
    """Everything in the record; a draft leads to its list."""
    with begin() as work:
        seen = operations.view_own(work, child_id)
    if seen.is_draft:
        return redirect(url_for("children.parts", child_id=child_id), 303)
    return render_template("children/record.html", seen=seen, words=words)


@blueprint.get("/card/<token>")
@guard(Permission.PUBLIC_READ, Reads.NOTHING)
def card(token: str) -> str:
    """Where the code on a wallet card leads: the same page for every token, with no look-up."""
    del token
    return render_template("children/card.html")
