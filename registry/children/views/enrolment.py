"""An enrolment: the list of six parts, the answers to check, permission, registration."""

from __future__ import annotations

from dataclasses import replace

from flask import redirect, render_template, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response

from registry.agencies.listing import announced
from registry.authority import Permission
from registry.children import operations
from registry.children.forms.stated import AnswerForm, RelationshipForm
from registry.children.parts import PARTS, asked
from registry.children.rules import Progress
from registry.children.views import words
from registry.children.views.blueprint import blueprint
from registry.children.views.pages import page_url
from registry.readings import WHOLE_RECORD, Reads
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import Form, accepted
from registry.web.guards import begin, current_actor, floors, guard


@blueprint.get("/children")
@guard(Permission.CHILD_REGISTER, Reads.RECORD_DETAILS)
def index() -> str:
    """One's own records."""
    with begin() as work:
        lines = operations.list_own(work)
        new = announced(work.session, work.now())
    return render_template("children/index.html", lines=lines, new_agencies=new)


@blueprint.get("/children/new")
@guard(Permission.CHILD_REGISTER, Reads.NOTHING)
def new() -> str:
    """Before you start, and the first question."""
    return render_template("children/new.html", form=RelationshipForm())


@blueprint.post("/children/new")
@guard(Permission.CHILD_REGISTER, Reads.NOTHING)
def start() -> Answer:
    """Begin a draft."""
    form = RelationshipForm()
    begun: list[str] = []

    def act() -> None:
        with begin() as work:
            begun.append(str(operations.start_draft(work, form.facts()).id))

    if accepted(form, act):
        return redirect(url_for("children.safety", child_id=begun[0]), 303)
    return render_template("children/new.html", form=form), UNPROCESSABLE


@blueprint.get("/children/<child_id>/parts")
@guard(Permission.CHILD_EDIT, *WHOLE_RECORD)
def parts(child_id: str) -> Answer | str:
    """The list of six parts."""
    with begin() as work:
        seen = operations.view_own(work, child_id)
        progress = operations.view_progress(work, child_id) if seen.is_draft else None
    if progress is None:
        return redirect(url_for("children.record", child_id=child_id), 303)
    return _parts(child_id, progress)


@blueprint.get("/children/<child_id>/answers")
@guard(Permission.CHILD_EDIT, *WHOLE_RECORD)
def answers(child_id: str) -> Answer | str:
    """Everything told so far, to be checked before permission."""
    with begin() as work:
        seen = operations.view_own(work, child_id)
        gate = operations.view_gate(work, child_id) if seen.is_draft else None
    if gate is None:
        return redirect(url_for("children.record", child_id=child_id), 303)
    return render_template("children/answers.html", seen=seen, gate=gate, words=words)


@blueprint.get("/children/<child_id>/permission")
@guard(Permission.CONSENT_GIVE, Reads.RECORD_DETAILS)
def permission(child_id: str) -> Answer | str:
    """On to the next question, or to what stands in the way."""
    with begin() as work:
        gate = operations.view_gate(work, child_id)
    if gate.needed:
        return redirect(url_for("children.parts", child_id=child_id), 303)
    if not gate.confirmed or gate.refused:
        return render_template("children/waiting.html", child_id=child_id, gate=gate)
    if gate.question is None:
        after = "children.voice" if gate.stopped_by_child else "children.registration"
        return redirect(url_for(after, child_id=child_id), 303)
    return redirect(url_for("children.question", child_id=child_id, purpose=gate.question), 303)


@blueprint.get("/children/<child_id>/permission/<purpose>")
@guard(Permission.CONSENT_GIVE, Reads.NOTHING)
def question(child_id: str, purpose: str) -> str:
    """One purpose, in the very words the answer will be about."""
    return _question(child_id, purpose, AnswerForm())


@blueprint.post("/children/<child_id>/permission/<purpose>")
@guard(Permission.CONSENT_GIVE, Reads.NOTHING)
def answer(child_id: str, purpose: str) -> Answer:
    """Record a yes or a no."""
    form, language = AnswerForm(), str(get_locale() or "en")

    def act() -> None:
        with begin() as work:
            operations.answer_in_draft(work, child_id, purpose, form.facts(language))

    if accepted(form, act):
        return redirect(url_for("children.permission", child_id=child_id), 303)
    return _question(child_id, purpose, form), UNPROCESSABLE


@blueprint.get("/children/<child_id>/registration")
@guard(Permission.CHILD_REGISTER, Reads.RECORD_DETAILS)
def registration(child_id: str) -> Answer | str:
    """The last look before the record stands."""
    with begin() as work:
        gate = operations.view_gate(work, child_id)
        said = operations.view_answers(work, child_id, str(get_locale() or "en"))
    if not gate.is_open:
        return redirect(url_for("children.permission", child_id=child_id), 303)
    return render_template(
        "children/registration.html", child_id=child_id, said=said, gate=gate, form=Form()
    )


@blueprint.post("/children/<child_id>/registration")
@guard(Permission.CHILD_REGISTER, Reads.RECORD_DETAILS)
def register(child_id: str) -> Response:
    """Make the draft a record."""
    with begin() as work:
        operations.register_child(work, child_id)
    return redirect(url_for("consents.receipt", child_id=child_id), 303)


def _question(child_id: str, purpose: str, form: AnswerForm) -> str:
    with floors().begin(current_actor()) as work:
        asked_now = operations.view_question(work, child_id, purpose, str(get_locale() or "en"))
    form.shown.data = asked_now.notice.digest
    return render_template("children/question.html", child_id=child_id, asked=asked_now, form=form)


def _parts(child_id: str, progress: Progress) -> str:
    photos = {"photos"} if progress.photos else set()
    return render_template(
        "children/parts.html",
        child_id=child_id,
        parts=[replace(part, pages=asked(part, progress)) for part in PARTS],
        answered=progress.answered | photos,
        page_url=lambda page: page_url(child_id, page),
    )
