"""A form that arrives twice has one effect, even when the power went between keeping and answer."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from registry.app import make_app
from registry.children.operations import list_own
from registry.storage.posts import Post
from registry.work import Floors, Work
from tests.cast import AMINA
from tests.conftest import Clock
from tests.faults.story import settings_of
from tests.making import accounts, houses
from tests.making.served import served

FORM = {"capacity": "parent_by_birth", "with_others": "sole", "once": "the very same form"}


def records(floors: Floors) -> int:
    with floors.begin(accounts.acting(floors, AMINA)) as work:
        return len(list_own(work))


def serve_and_die(folder: Path, clock: Clock) -> None:
    """Serve; once an act is kept that a form asked for, the power goes before the answer."""
    run = Work.run

    def die(acts: list[object]) -> None:
        run(acts)  # type: ignore[arg-type]
        os.kill(os.getpid(), signal.SIGKILL)

    with houses.standing(settings_of(folder), clock) as floors:
        app = make_app(floors)
        app.config["WTF_CSRF_ENABLED"] = False
        with served(app) as port:
            print(port, flush=True)  # noqa: T201 - the answer
            sys.stdin.readline()
            Work.run = staticmethod(die)  # type: ignore[assignment]
            print("armed", flush=True)  # noqa: T201 - the answer
            signal.pause()


def test_r1_r3_a_kill_between_keeping_and_answering_loses_nothing_and_doubles_nothing(
    client: FlaskClient, floors: Floors
) -> None:
    accounts.guardian(floors)
    accounts.sign_in(client, AMINA)
    before = records(floors)
    cookie = next(iter((client._cookies or {}).values()))
    headers = {"Cookie": f"{cookie.key}={cookie.value}"}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.test_once", str(floors.settings.data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        port = int(server.stdout.readline())
        print(file=server.stdin, flush=True)
        assert server.stdout.readline() == "armed\n"
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
            line.request("POST", "/children/new", urlencode(FORM), headers)
            with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
                line.getresponse()
        assert server.wait(10) == -signal.SIGKILL
    assert records(floors) == before + 1  # R1: it was kept
    again = client.post("/children/new", data=FORM)
    assert again.status_code == 303
    assert records(floors) == before + 1  # R3: and not twice
    with floors.reading() as session:
        assert len(session.scalars(select(Post)).all()) == 1


if __name__ == "__main__":
    serve_and_die(Path(sys.argv[1]), Clock())
