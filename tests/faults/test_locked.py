"""Another process holds the database longer than anybody waits: not now, and nothing is lost."""

from __future__ import annotations

import http.client
import os
from contextlib import closing
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from registry.authority import Actor
from registry.children.operations import list_own
from registry.storage import database
from registry.work import Floors
from registry.worker import run_once
from tests.cast import AMINA
from tests.faults.holding import held
from tests.making import accounts, children
from tests.making.boxes import Box
from tests.making.served import served

PATIENCE = 5000 if os.environ.get("KINFOLD_TEST_FULL") else 100
STARTED = {"capacity": "parent_by_birth", "with_others": "sole", "once": "the very same form"}


@pytest.fixture(autouse=True)
def _patience(floors: Floors, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as a house waits for a lock; in a normal run not so long."""
    others = tuple(each for each in database.PRAGMAS if "busy" not in each)
    monkeypatch.setattr(database, "PRAGMAS", (*others, f"busy_timeout={PATIENCE}"))
    floors.engine.dispose()
    floors.keyring.engine.dispose()


@pytest.fixture
def amina(floors: Floors, client: FlaskClient) -> Actor:
    """Signed in, with one record; the worker has nothing to do."""
    amina = accounts.guardian(floors)
    children.enrolled(floors, amina)
    run_once(floors, Box())
    accounts.sign_in(client, AMINA)
    return amina


def asked(
    port: int, client: FlaskClient, path: str, **form: str
) -> tuple[int, str | None, str, str]:
    """Ask the real server, with the cookie of this browser."""
    cookie = next(iter((client._cookies or {}).values()))
    headers = {"Cookie": f"{cookie.key}={cookie.value}", "Accept": "text/html"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        line.request("POST" if form else "GET", path, urlencode(form) or None, headers)
        answer = line.getresponse()
        again, place = answer.getheader("Retry-After"), answer.getheader("Location", "")
        return answer.status, again, place, answer.read().decode()


def records(floors: Floors, amina: Actor) -> int:
    with floors.begin(amina) as work:
        return len(list_own(work))


@pytest.mark.parametrize("which", ["registry.db", "keys.db"])
def test_r3_r6_a_locked_database_is_503_and_the_same_form_then_counts_once(
    app: Flask, floors: Floors, client: FlaskClient, amina: Actor, which: str
) -> None:
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    engine = floors.engine if which == "registry.db" else floors.keyring.engine
    with served(app) as port:
        with held(str(engine.url.database)):
            status, again, _, page = asked(port, client, "/children/new", **STARTED)
            assert (status, again) == (503, "30")
            assert AMINA not in page
            assert "Locked" not in page
            assert "sqlite" not in page.lower()
            assert asked(port, client, "/health")[0] == 200
            if which == "registry.db":
                assert asked(port, client, "/children")[:2] == (503, "30")
                with pytest.raises(OperationalError):
                    run_once(floors, Box())
        assert records(floors, amina) == 1
        first = asked(port, client, "/children/new", **STARTED)
        second = asked(port, client, "/children/new", **STARTED)
        assert (first[0], second[0]) == (303, 303)
        assert first[2] == second[2]
    assert records(floors, amina) == 2
    run_once(floors, Box())
