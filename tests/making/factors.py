"""Second factors of the cast: set up through operations, and answered as an app would."""

from __future__ import annotations

from typing import cast

from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from registry.accounts.factors.models import TotpFactor
from registry.authority import VISITOR, Actor
from registry.demo.people import set_up_app
from registry.demo.telephones import next_code
from registry.storage.database import transaction
from registry.web.guards import EXTENSION
from registry.work import Floors


def floors_of(client: FlaskClient) -> Floors:
    """The floors behind a browser."""
    return cast("Floors", client.application.extensions[EXTENSION])


def has_app(floors: Floors, who: Actor) -> None:
    """Somebody sets up an app, in one act."""
    with floors.begin(who) as work:
        set_up_app(work)


def code_of(floors: Floors, email: str) -> str:
    """The code that somebody's app shows now.

    The clock of a test stands, so its three codes would soon be used up: the step that was taken
    last is forgotten first. The tests of that very rule ask the app itself.
    """
    with transaction(floors.engine) as session:
        session.execute(update(TotpFactor).values(last_step=None))
    with floors.begin(VISITOR) as work:
        code = next_code(work, email)
    assert code is not None
    return code


def answered(client: FlaskClient, email: str, answer: TestResponse) -> TestResponse:
    """The second step, if signing in led there."""
    if answer.location != "/sign-in/factor":
        return answer
    return client.post("/sign-in/factor", data={"code": code_of(floors_of(client), email)})
