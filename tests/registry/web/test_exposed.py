"""What the house shows of itself: no listing, no version, no other method, no debugger."""

from __future__ import annotations

import http.client
import socket
from contextlib import closing

import pytest
from flask import Flask
from flask.testing import FlaskClient

from registry import places
from registry.app import make_app
from registry.cli import serve
from registry.storage.database import Base
from registry.work import Floors
from tests.cast import AMINA
from tests.making import accounts
from tests.making.served import served

UNLISTED = ("TRACE", "CONNECT", "PUT", "PATCH", "DELETE", "PROPFIND", "DEBUG")
PLAIN = {"css", "js", "svg"}
"""All that is served as a file."""


@pytest.mark.parametrize("method", UNLISTED)
def test_a_method_that_no_page_has_is_as_if_absent(client: FlaskClient, method: str) -> None:
    for path in ("/", "/sign-in", "/health", "/static/kinfold.css"):
        assert client.open(path, method=method).status_code == 404


def test_no_rule_takes_another_method(app: Flask) -> None:
    taken = {method for rule in app.url_map.iter_rules() for method in rule.methods or ()}
    assert taken == {"GET", "HEAD", "OPTIONS", "POST"}


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static",
        "/static/../app.py",
        "/templates/",
        "/.git/config",
        "/.env",
        "/metrics",
        "/docs",
        "/api/v1/openapi.json",
        "/console",
        "/admin",
        "/server-status",
        "/registry.db",
    ],
)
def test_there_is_no_listing_and_nothing_by_accident(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_only_plain_files_lie_where_files_are_served(floors: Floors) -> None:
    for folder in (floors.settings.objects_dir, floors.settings.data_dir):
        assert not folder.is_relative_to(places.static())
        assert not places.static().is_relative_to(folder)
    assert {path.suffix[1:] for path in places.static().rglob("*") if path.is_file()} == PLAIN


def test_what_looks_after_the_house_says_one_word(client: FlaskClient) -> None:
    assert client.get("/health").json == {"status": "alive"}
    assert client.get("/ready").json == {"status": "ready"}


def test_the_server_names_neither_itself_nor_a_version(app: Flask) -> None:
    with served(app) as port, closing(http.client.HTTPConnection("127.0.0.1", port)) as line:
        line.request("GET", "/health")
        answer = line.getresponse()
        answer.read()
    told = {name.lower(): value for name, value in answer.getheaders()}
    assert "waitress" not in told.get("server", "")
    assert not {"x-powered-by", "via", "x-aspnet-version"} & told.keys()


def test_no_debugger_is_switched_on_from_outside(
    floors: Floors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    Base.metadata.create_all(floors.engine)
    app = make_app(floors)
    assert (app.debug, app.testing) == (False, False)


def test_whoever_writes_another_address_into_a_header_is_counted_all_the_same(
    client: FlaskClient, floors: Floors
) -> None:
    accounts.opened(floors)
    answers = []
    for number in range(11):
        told = {"email": AMINA, "password": "another long password"}
        forged = f"203.0.113.{number * 7}"
        headers = {"X-Forwarded-For": forged, "X-Real-IP": forged, "Forwarded": f"for={forged}"}
        answers.append(client.post("/sign-in", data=told, headers=headers).status_code)
    assert answers == [422] * 10 + [429]


def test_a_forged_host_or_scheme_stands_in_no_page(client: FlaskClient) -> None:
    headers = {
        "X-Forwarded-Host": "elsewhere.example",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Prefix": "/elsewhere",
    }
    answer = client.get("/sign-in", headers=headers)
    assert "elsewhere" not in answer.text + str(answer.headers)


def test_the_server_keeps_to_this_machine_unless_it_is_told() -> None:
    host = next(each for each in serve.serve.params if each.name == "host")
    assert host.default == "127.0.0.1"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/sign-in", "text/html; charset=utf-8"),
        ("/no-such-page", "text/html; charset=utf-8"),
        ("/health", "application/json"),
        ("/receipt-keys.json", "application/json"),
        ("/static/kinfold.css", "text/css; charset=utf-8"),
        ("/static/kinfold.js", "text/javascript; charset=utf-8"),
        ("/static/mark.svg", "image/svg+xml; charset=utf-8"),
    ],
)
def test_every_answer_says_what_it_is(client: FlaskClient, path: str, kind: str) -> None:
    answer = client.get(path)
    assert answer.data
    assert answer.headers["Content-Type"] == kind


def test_no_answer_calls_a_function_of_the_page_that_asked(client: FlaskClient) -> None:
    for name in ("callback", "jsonp", "cb"):
        answer = client.get(f"/receipt-keys.json?{name}=mine")
        assert answer.mimetype == "application/json"
        assert "mine" not in answer.text


AMBIGUOUS = (
    b"Content-Length: 4\r\nContent-Length: 30",
    b"Content-Length: +4",
    b"Content-Length: 4, 4",
    b"Content-Length: 0x4",
    b"Transfer-Encoding: xchunked",
    b"Transfer-Encoding: chunked, identity",
    b"Transfer-Encoding : chunked",
    b"Content-Length : 4",
    b"X: a\rContent-Length: 4",
)
"""Heads that one server reads in one way and another in another."""


@pytest.mark.parametrize("head", AMBIGUOUS)
def test_a_request_that_can_be_read_in_two_ways_is_refused(app: Flask, head: bytes) -> None:
    inside = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
    asked = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\n" + head + b"\r\n\r\n" + inside
    with served(app) as port, socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(asked)
        line.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: line.recv(4096), b""))
    assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.0 400", b"HTTP/1.1 501", b"HTTP/1.0 501"))
    assert b"alive" not in answer


def test_of_a_length_and_pieces_only_the_pieces_count(app: Flask) -> None:
    inside = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
    head = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
    asked = head + b"Content-Length: %d\r\n\r\n0\r\n\r\n" % (5 + len(inside)) + inside
    with served(app) as port, socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(asked)
        line.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: line.recv(4096), b""))
    assert answer.count(b"HTTP/1.1 ") == 2  # what follows the pieces is a request of its own
    assert b"alive" in answer
