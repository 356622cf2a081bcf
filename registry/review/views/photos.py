"""The photos of a pair, for its reviewer, once a stage that shows them was asked for."""

from __future__ import annotations

from flask import Response

from registry.authority import Permission
from registry.errors import Absent
from registry.readings import Reads
from registry.review import operations
from registry.review.views.blueprint import blueprint
from registry.web.guards import begin, guard

SIZES = ("small", "large")


@blueprint.get("/desk/reviews/<assignment_id>/photos/<photo_id>/<size>")
@guard(Permission.REVIEW_WORK, Reads.SIDE_PHOTO)
def photo(assignment_id: str, photo_id: str, size: str) -> Response:
    """The picture itself."""
    if size not in SIZES:
        raise Absent
    with begin() as work:
        picture = operations.open_photo(work, assignment_id, photo_id, size)
    return Response(picture, mimetype="image/jpeg")
