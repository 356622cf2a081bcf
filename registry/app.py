"""The application: floors opened, features gathered, doors hung."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from flask import Blueprint, Flask, request
from flask_babel import Babel
from flask_wtf import CSRFProtect

from registry import places
from registry.accounts import signing_in
from registry.accounts import views as accounts
from registry.agencies import views as agencies
from registry.caseworkers import views as caseworkers
from registry.caseworkers.actors import actor_for
from registry.children import views as children
from registry.claims import views as claims
from registry.config import Settings, refuse_half_a_house
from registry.consents import views as consents
from registry.demo import views as demo
from registry.departures import views as departures
from registry.duty import views as duty
from registry.errors import Misconfigured
from registry.holders import views as holders
from registry.looks import views as looks
from registry.openings import views as openings
from registry.oversight import views as oversight
from registry.oversight.rotation import refuse_older_keys
from registry.purposes import CATALOGUE
from registry.readings import declared_by
from registry.reunion import views as reunion
from registry.review import views as review
from registry.storage.database import connect
from registry.storage.journal import ErasureJournal
from registry.storage.keys import Keyring
from registry.storage.objects import FileObjects
from registry.storage.signing import signer
from registry.storage.starting import open_keyring
from registry.trail.timekeeping import ANY_TIME, Timekeeper
from registry.web import errors, headers, pages, turnstile
from registry.web.bodies import BODY_LIMIT, PARTS_LIMIT, SealedRequest
from registry.web.guards import EXTENSION, remember_place
from registry.web.sessions import RowSessions
from registry.work import Floors

OFFERED = ("en",)
"""The languages whose catalogue and consent texts are complete."""

FEATURES = (
    oversight,
    claims,
    review,
    reunion,
    holders,
    looks,
    openings,
    duty,
    children,
    consents,
    agencies,
    caseworkers,
    departures,
    accounts,
)


def open_floors(settings: Settings) -> Floors:
    """Connect to what the settings name; refuses keys that are not those of this house."""
    refuse_half_a_house(settings)
    keyring = open_keyring(settings)
    engine = connect(settings.database_url)
    refuse_older_keys(engine, keyring)
    return Floors(
        settings=settings,
        engine=engine,
        keyring=keyring,
        objects=FileObjects(settings.objects_dir),
        catalogue=CATALOGUE,
        clock=lambda: datetime.now(UTC),
        random=secrets.token_bytes,
        journal=journal_of(settings, keyring),
        # A demo is left lying for months and looked at again; nothing in it is real.
        timekeeper=ANY_TIME if settings.demo else Timekeeper(),
    )


def journal_of(settings: Settings, keyring: Keyring) -> ErasureJournal | None:
    """The journal outside, signed with the key of the house; None where none is named."""
    if settings.journal is None:
        return None
    return ErasureJournal(settings.journal, lambda: signer(keyring))


def make_app(floors: Floors) -> Flask:
    """The web application on these floors; refuses to start with a view nobody guards."""
    app = Flask(
        "registry", template_folder=str(places.templates()), static_folder=str(places.static())
    )
    app.request_class = SealedRequest
    app.debug = False  # whatever the environment says: a debugger shows what is sealed
    app.config.update(
        SECRET_KEY=floors.keyring.purpose("form-token"),
        MAX_CONTENT_LENGTH=BODY_LIMIT,
        MAX_FORM_MEMORY_SIZE=BODY_LIMIT,
        MAX_FORM_PARTS=PARTS_LIMIT,
        WTF_CSRF_SSL_STRICT=floors.settings.secure,
        BABEL_TRANSLATION_DIRECTORIES=str(places.translations()),
    )
    app.extensions[EXTENSION] = floors
    app.extensions["kinfold.actors"] = actor_for
    app.session_interface = RowSessions(floors)
    turnstile.install(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Babel(app, locale_selector=_language)
    CSRFProtect(app)
    signing_in.install(app)
    headers.install(app, floors)
    errors.install(app)
    for blueprint in _blueprints(floors.settings):
        app.register_blueprint(blueprint)
    pages.install(app, tuple(line for feature in FEATURES for line in feature.NAV))
    app.after_request(remember_place)
    _refuse_unguarded(app)
    return app


def _blueprints(settings: Settings) -> list[Blueprint]:
    found = [pages.blueprint]
    for feature in FEATURES:
        found.extend(feature.BLUEPRINTS)
    if settings.demo:
        found.extend(demo.BLUEPRINTS)
    return found


def _language() -> str:
    return request.accept_languages.best_match(OFFERED) or OFFERED[0]


def _refuse_unguarded(app: Flask) -> None:
    for name, view in app.view_functions.items():
        if name != "static" and not hasattr(view, "permission"):
            raise Misconfigured(f"The view {name} names no permission, so nobody may use it.")
        if name != "static" and not declared_by(view):
            raise Misconfigured(
                f"The view {name} does not say what it opens: write @guard(Permission.…,"
                " Reads.NOTHING), or name its readings; registry/readings.py lists them."
            )
