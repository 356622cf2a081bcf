"""The child's own pages: one purpose each, in the child's words, on the telephone at home."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask_babel import get_locale

from registry.authority import Permission
from registry.children import operations
from registry.children.forms.stated import VoiceForm
from registry.children.rules import Said
from registry.children.views.blueprint import blueprint
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard


def language() -> str:
    """The language of this page."""
    return str(get_locale() or "en")


@blueprint.get("/children/<child_id>/voice")
@guard(Permission.ASSENT_HEAR, Reads.NOTHING)
def voice(child_id: str) -> str:
    """Before the telephone changes hands, and after: what was asked, and what was said."""
    with begin() as work:
        page = operations.view_voice(work, child_id, language())
    return render_template("children/voice.html", child_id=child_id, page=page)


@blueprint.get("/children/<child_id>/voice/<purpose>")
@guard(Permission.ASSENT_HEAR, Reads.NOTHING)
def voice_question(child_id: str, purpose: str) -> str:
    """One question to the child."""
    return _question(child_id, purpose, VoiceForm())


@blueprint.post("/children/<child_id>/voice/<purpose>")
@guard(Permission.ASSENT_HEAR, Reads.NOTHING)
def hear(child_id: str, purpose: str) -> Answer:
    """Write down what the child answered."""
    form = VoiceForm()

    def act() -> None:
        with begin() as work:
            operations.hear(work, child_id, purpose, form.facts(language()))

    if accepted(form, act):
        after = url_for("children.voice_said", child_id=child_id, purpose=purpose)
        return redirect(after, 303)
    return _question(child_id, purpose, form), UNPROCESSABLE


@blueprint.get("/children/<child_id>/voice/<purpose>/said")
@guard(Permission.ASSENT_HEAR, Reads.NOTHING)
def voice_said(child_id: str, purpose: str) -> Answer | str:
    """What happens now: after a no at once, else with the next question."""
    with begin() as work:
        asked = operations.view_child_question(work, child_id, purpose, language())
        following = operations.view_voice(work, child_id, language()).next
    if asked.just_said is Said.NO:
        return render_template(
            "children/voice_said.html", child_id=child_id, asked=asked, following=following
        )
    if following is None:
        return redirect(url_for("children.voice", child_id=child_id), 303)
    return redirect(url_for("children.voice_question", child_id=child_id, purpose=following), 303)


def _question(child_id: str, purpose: str, form: VoiceForm) -> str:
    with floors().begin(current_actor()) as work:
        asked = operations.view_child_question(work, child_id, purpose, language())
    form.shown.data = asked.notice.digest
    return render_template(
        "children/voice_question.html", child_id=child_id, asked=asked, form=form
    )
