"""A worker asks the child: one question a page, in the words of the child's age."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from registry.authority import Permission
from registry.children.forms.stated import VoiceForm
from registry.holders import operations
from registry.holders.views.blueprint import blueprint, language
from registry.readings import Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard


@blueprint.get("/desk/records/<child_id>/voice")
@guard(Permission.ASSENT_HEAR, Reads.NOTHING)
def voice(child_id: str) -> str:
    """What the child was asked so far."""
    with begin() as work:
        page = operations.view_voice_at_desk(work, child_id, language())
    return render_template("holders/voice.html", child_id=child_id, page=page)


@blueprint.get("/desk/records/<child_id>/voice/<purpose>")
@guard(Permission.ASSENT_HEAR, Reads.NOTHING)
def voice_question(child_id: str, purpose: str) -> str:
    """One question to the child."""
    return _question(child_id, purpose, VoiceForm())


@blueprint.post("/desk/records/<child_id>/voice/<purpose>")
@guard(Permission.ASSENT_HEAR, Reads.RECORD_DETAILS)
def hear(child_id: str, purpose: str) -> Answer:
    """Write down what the child answered."""
    form = VoiceForm()

    def act() -> None:
        with begin() as work:
            operations.hear_at_desk(work, child_id, purpose, form.facts(language()))

    if accepted(form, act):
        flash(_("We wrote down what you heard."), "done")
        return redirect(url_for("holders.voice", child_id=child_id), 303)
    return _question(child_id, purpose, form), UNPROCESSABLE


def _question(child_id: str, purpose: str, form: VoiceForm) -> str:
    with floors().begin(current_actor()) as work:
        asked = operations.view_question_at_desk(work, child_id, purpose, language())
    form.shown.data = asked.notice.digest
    return render_template("holders/voice_question.html", child_id=child_id, asked=asked, form=form)
