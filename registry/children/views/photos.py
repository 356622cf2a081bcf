"""Photos of one's own child: add, look, take away."""

from __future__ import annotations

from flask import Response, redirect, render_template, url_for

from registry.authority import Permission
from registry.children import operations
from registry.children.forms.stated import PhotoForm
from registry.children.views.blueprint import blueprint
from registry.errors import Absent
from registry.readings import Reads
from registry.storage.picture import rebuild
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import Form, accepted
from registry.web.guards import begin, current_actor, floors, guard

SIZES = ("small", "large")


@blueprint.get("/children/<child_id>/photos")
@guard(Permission.PHOTO_ADD, Reads.NOTHING)
def photos(child_id: str) -> str:
    """The photos so far, and a form for one more."""
    return _page(child_id, PhotoForm())


@blueprint.post("/children/<child_id>/photos")
@guard(Permission.PHOTO_ADD, Reads.NOTHING)
def add_photo(child_id: str) -> Answer:
    """Add a photo. The picture is taken apart before the act begins: it takes seconds."""
    form = PhotoForm()

    def act() -> None:
        with floors().begin(current_actor()) as work:
            operations.check_may_add(work, child_id)
        pictures = rebuild(form.picture())
        with begin() as work:
            operations.add_photo(work, child_id, pictures, form.taken_about.fact)

    if accepted(form, act):
        return redirect(url_for("children.photos", child_id=child_id), 303)
    return _page(child_id, form), UNPROCESSABLE


@blueprint.post("/children/<child_id>/photos/<photo_id>/removal")
@guard(Permission.PHOTO_ADD, Reads.NOTHING)
def remove_photo(child_id: str, photo_id: str) -> Answer:
    """Wipe one photo."""
    with begin() as work:
        operations.remove_photo(work, child_id, photo_id)
    return redirect(url_for("children.photos", child_id=child_id), 303)


@blueprint.get("/children/<child_id>/photos/<photo_id>/<size>")
@guard(Permission.PHOTO_VIEW, Reads.RECORD_PHOTO)
def photo(child_id: str, photo_id: str, size: str) -> Response:
    """The picture itself."""
    if size not in SIZES:
        raise Absent
    with begin() as work:
        picture = operations.open_photo(work, child_id, photo_id, size)
    return Response(picture, mimetype="image/jpeg")


def _page(child_id: str, form: Form) -> str:
    with floors().begin(current_actor()) as work:
        state = operations.own_photo_page(work, child_id)
    return render_template("children/photos.html", child_id=child_id, form=form, state=state)
