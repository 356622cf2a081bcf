"""When something breaks: a number for the person, one line for the log, and the house goes on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
import structlog
from flask import Flask

from registry.authority import Permission
from registry.cli.lines import write_plain_lines
from registry.readings import Reads
from registry.web.guards import guard

CANARY = "Zqunheardof"


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[pytest.CaptureFixture[str]]:
    """The log as a server writes it."""
    write_plain_lines()
    yield capsys
    structlog.reset_defaults()


@pytest.fixture
def broken(app: Flask) -> Flask:
    """A house with a page that breaks."""

    @guard(Permission.PUBLIC_READ, Reads.NOTHING)
    def page() -> str:
        raise ZeroDivisionError(CANARY)

    app.add_url_rule("/broken", "broken", page)
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    return app


def test_a_page_that_breaks_tells_a_number_and_nothing_else(
    broken: Flask, lines: pytest.CaptureFixture[str]
) -> None:
    client = broken.test_client()
    answer = client.get(f"/broken?said={CANARY}", headers={"User-Agent": CANARY})
    assert answer.status_code == 500
    for word in (CANARY, "ZeroDivisionError", "Traceback", "registry", "line "):
        assert word not in answer.text, word
    (written,) = lines.readouterr().out.splitlines()
    told = json.loads(written)
    assert told["number"] in answer.text
    assert {name: told[name] for name in ("event", "level", "kind", "endpoint")} == {
        "event": "broken",
        "level": "error",
        "kind": "ZeroDivisionError",
        "endpoint": "broken",
    }
    assert CANARY not in written
    assert client.get("/").status_code == 200


def test_a_line_of_the_log_is_one_object_in_utc_and_cannot_be_broken(
    lines: pytest.CaptureFixture[str],
) -> None:
    structlog.get_logger().error("broken", kind='x"}\n{"event": "forged', endpoint="\x1b[31m\r")
    (written,) = lines.readouterr().out.splitlines()
    told = json.loads(written)
    assert told["event"] == "broken"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", told["at"])
    assert "\x1b" not in written
