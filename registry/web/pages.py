"""The public pages, and what every template may use."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response, jsonify, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _

from registry import freezing
from registry.authority import Permission, Role, is_allowed
from registry.readings import Reads
from registry.trail.trail import size
from registry.web import processing
from registry.web.forms import new_once
from registry.web.guards import current_actor, floors, guard, row_session
from registry.web.headers import nonce
from registry.web.swatch import swatch_name, swatch_svg

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})

blueprint = Blueprint("public", __name__)

Nav = tuple[tuple[Permission, str, str], ...]


def install(app: Flask, desk: Nav) -> None:
    """Lend the templates what they share; `desk` lists the desk's pages in their order."""

    @app.context_processor
    def _shared() -> dict[str, Any]:
        actor = current_actor()
        language = str(get_locale() or "en")
        settings = floors().settings
        return {
            "locale": language,
            "text_dir": "rtl" if language.partition("_")[0] in RIGHT_TO_LEFT else "ltr",
            "nonce": nonce(),
            "helpline": settings.helpline,
            "demo": settings.demo,
            "signed_in": None if Role.VISITOR in actor.roles else actor,
            "is_shared": row_session().is_shared,
            "door": _door(),
            "stopped": _door() == "desk" and _is_stopped(),
            "desk_nav": [
                (endpoint, _(label))
                for need, endpoint, label in desk
                if is_allowed(actor, need, ())
            ],
            "swatch": swatch_svg,
            "swatch_name": swatch_name,
            "new_once": new_once,
        }


def _door() -> str:
    if request.path.startswith("/desk"):
        return "desk"
    return "public" if request.blueprint in {"public", None} else "family"


def _is_stopped() -> bool:
    """Asked anew for every page of the desk: another process may have stopped everything."""
    with floors().reading() as session:
        return freezing.standing(session) is not None


def _public(rule: str, name: str, template: str) -> None:
    @guard(Permission.PUBLIC_READ, Reads.NOTHING)
    def page() -> str:
        return render_template(f"public/{template}.html")

    blueprint.add_url_rule(rule, name, page)


for _rule, _name, _template in (
    ("/", "start", "start"),
    ("/how-it-works", "how", "how_it_works"),
    ("/who-sees-what", "who_sees", "who_sees"),
    ("/what-we-never-do", "never", "never"),
    ("/with-a-child-now", "now", "now"),
    ("/for-children", "children", "children"),
    ("/accessibility", "accessibility", "accessibility"),
    ("/no-way-around", "no_way_around", "no_way_around"),
    ("/leave", "leave", "leave"),
):
    _public(_rule, _name, _template)


@blueprint.get("/privacy")
@guard(Permission.PUBLIC_READ, Reads.NOTHING)
def privacy() -> str:
    """What is kept, for how long, and why: rendered from the same table the worker obeys."""
    return render_template("public/privacy.html", clocks=processing.kept())


@blueprint.get("/record-of-processing")
@guard(Permission.PUBLIC_READ, Reads.NOTHING)
def record_of_processing() -> str:
    """What this house does with data, on what ground and for how long: from the same tables."""
    return render_template(
        "public/record_of_processing.html",
        house=floors().settings.house_name,
        agreed=processing.agreed(),
        otherwise=processing.otherwise(),
        clocks=processing.kept(),
    )


@blueprint.get("/health")
@guard(Permission.PUBLIC_READ, Reads.NOTHING)
def health() -> Response:
    """Is the process alive?"""
    return jsonify(status="alive")


@blueprint.get("/ready")
@guard(Permission.PUBLIC_READ, Reads.NOTHING)
def ready() -> Response:
    """Do the databases, the keys and the trail answer, and is the clock believed?"""
    floors().keyring.check_roots()
    with floors().reading() as session:
        size(session)
        floors().timekeeper.hold(session, floors().clock())
    return jsonify(status="ready")
