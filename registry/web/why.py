"""Asking a person at the desk why, before a page opens; only what the house asked is answered."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from flask import current_app, render_template, request
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired

from registry.errors import Absent, ReasonNeeded
from registry.reasons import Stated
from registry.web.forms import Form, choices
from registry.web.guards import current_actor

START: Final = "/desk"


class WhyForm(Form):
    """Why somebody opens this; what is asked about comes back sealed with the form."""

    about = HiddenField()
    door = HiddenField()
    place = HiddenField()
    slip = HiddenField()
    why = RadioField(
        _("Why do you open this?"),
        [InputRequired(_("Choose a reason."))],
        choices=lambda: choices(Stated.choices()),
    )

    @classmethod
    def of(cls, needed: ReasonNeeded) -> WhyForm:
        """The form of one question. It is made by the house, whatever else was being sent."""
        form = cls(formdata=None, about=needed.about, door=needed.door, place=_place())
        form.slip.data = form.seal()
        return form

    def seal(self) -> str:
        """What only the house can write, for this person and this question."""
        asked = (current_actor().ref, self.about.data, self.door.data, self.place.data)
        told = "\n".join(each or "" for each in asked).encode()
        return hmac.new(current_app.secret_key, b"why\n" + told, hashlib.sha256).hexdigest()  # type: ignore[arg-type]  # always set, in bytes

    def must_be_ours(self) -> None:
        """Refuse a question that the house did not put: it looks like an absence."""
        if not hmac.compare_digest(self.seal(), self.slip.data or ""):
            raise Absent


def page(form: WhyForm) -> str:
    """The question, on a page of its own."""
    return render_template("errors/why.html", form=form)


def _place() -> str:
    """Where to go on: here; a form that was being sent is looked for on the page it came from."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    came_from = request.headers.get("Referer", "").removeprefix(request.host_url.rstrip("/"))
    return came_from if came_from.startswith(f"{START}/") else START
