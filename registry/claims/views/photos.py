"""Photos of a claim: add, look, take away, while it can be changed."""

from __future__ import annotations

from flask import Response, redirect, render_template

from registry.authority import Permission
from registry.children.forms.stated import PhotoForm
from registry.claims import operations
from registry.claims.rules import PHOTOS_MOST
from registry.claims.views.doors import at_both_doors, next_url, page_url
from registry.errors import Absent
from registry.readings import WHOLE_CLAIM, Reads
from registry.storage.picture import rebuild
from registry.web.errors import UNPROCESSABLE, Answer
from registry.web.forms import accepted
from registry.web.guards import begin, current_actor, floors, guard

SIZES = ("small", "large")


@at_both_doors("/photos", "GET")
@guard(Permission.PHOTO_ADD, *WHOLE_CLAIM)
def photos(door: str, claim_id: str) -> str:
    """The photos so far, and a form for one more."""
    return _page(door, claim_id, PhotoForm())


@at_both_doors("/photos", "POST")
@guard(Permission.PHOTO_ADD, *WHOLE_CLAIM)
def add_photo(door: str, claim_id: str) -> Answer:
    """Add a photo. The picture is taken apart before the act begins: it takes seconds."""
    form = PhotoForm()

    def act() -> None:
        with floors().begin(current_actor()) as work:
            operations.check_may_add(work, claim_id)
        pictures = rebuild(form.picture())
        with begin() as work:
            operations.add_photo(work, claim_id, pictures, form.taken_about.fact)

    if accepted(form, act):
        return redirect(page_url(door, claim_id, "photos"), 303)
    return _page(door, claim_id, form), UNPROCESSABLE


@at_both_doors("/photos/<photo_id>/removal", "POST")
@guard(Permission.PHOTO_ADD, Reads.NOTHING)
def remove_photo(door: str, claim_id: str, photo_id: str) -> Answer:
    """Wipe one photo."""
    with begin() as work:
        operations.remove_photo(work, claim_id, photo_id)
    return redirect(page_url(door, claim_id, "photos"), 303)


@at_both_doors("/photos/<photo_id>/<size>", "GET")
@guard(Permission.PHOTO_VIEW, Reads.CLAIM_PHOTO)
def photo(door: str, claim_id: str, photo_id: str, size: str) -> Response:
    """The picture itself."""
    del door
    if size not in SIZES:
        raise Absent
    with begin() as work:
        picture = operations.open_photo(work, claim_id, photo_id, size)
    return Response(picture, mimetype="image/jpeg")


def _page(door: str, claim_id: str, form: PhotoForm) -> str:
    with floors().begin(current_actor()) as work:
        told = operations.view_page(work, claim_id, "photos")
    return render_template(
        "claims/photos.html",
        form=form,
        claim_id=claim_id,
        photos=told.photos,
        is_full=len(told.photos) >= PHOTOS_MOST,
        back=next_url(door, claim_id, None),
    )
