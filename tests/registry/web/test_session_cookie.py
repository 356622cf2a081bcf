"""The one cookie: a random token that only this host gets, over https, and no script reads."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.http import parse_cookie
from werkzeug.test import TestResponse

from registry.app import make_app
from registry.storage.database import Base
from registry.web.models import WebSession
from registry.web.sessions import RowSession, is_over
from registry.work import Floors
from tests.cast import AMINA, PASSWORD
from tests.making import accounts

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def browser(floors: Floors) -> Iterator[FlaskClient]:
    """A browser at a house that is reached over https."""
    settings = replace(floors.settings, base_url="https://kinfold.example")
    Base.metadata.create_all(floors.engine)
    app = make_app(replace(floors, settings=settings))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    with app.test_client() as client:
        client.environ_base["wsgi.url_scheme"] = "https"
        yield client


@pytest.fixture
def signed_in(browser: FlaskClient, floors: Floors) -> TestResponse:
    """The answer to signing in."""
    accounts.opened(floors)
    return browser.post("/sign-in", data={"email": AMINA, "password": PASSWORD})


def test_it_is_for_this_host_alone_over_https_and_out_of_reach_of_scripts(
    signed_in: TestResponse,
) -> None:
    cookies = signed_in.headers.getlist("Set-Cookie")
    assert len(cookies) == 1
    pair, *attributes = [part.strip() for part in cookies[0].split(";")]
    assert pair.startswith("__Host-kinfold=")
    assert set(attributes) == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
    assert len(pair) < 4096


def test_no_page_sets_another(browser: FlaskClient, signed_in: TestResponse) -> None:
    del signed_in
    names = set()
    for path in ("/", "/sign-in", "/account", "/children", "/no-such-page", "/static/kinfold.js"):
        for each in browser.get(path).headers.getlist("Set-Cookie"):
            names |= set(parse_cookie(each.partition(";")[0]))
    assert names <= {"__Host-kinfold"}


def test_its_token_has_256_bits_and_stands_nowhere_else(
    browser: FlaskClient, signed_in: TestResponse, floors: Floors
) -> None:
    token = signed_in.headers["Set-Cookie"].partition("=")[2].partition(";")[0]
    assert len(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))) == 32
    with floors.reading() as session:
        (row,) = session.scalars(select(WebSession))
    assert row.digest == hashlib.sha256(token.encode()).hexdigest()
    for path in ("/account", "/account/sessions", "/children"):
        assert token not in browser.get(path).text
    for file in floors.settings.data_dir.rglob("*"):
        assert not file.is_file() or token.encode() not in file.read_bytes()


def test_a_token_that_somebody_brings_along_is_never_taken_on(app: Flask, floors: Floors) -> None:
    accounts.opened(floors)
    client = app.test_client()
    client.set_cookie("kinfold", "a" * 43)
    accounts.sign_in(client)
    found = client.get_cookie("kinfold")
    assert found is not None
    assert found.value != "a" * 43
    other = app.test_client()
    other.set_cookie("kinfold", "a" * 43)
    assert other.get("/account").location == "/sign-in"


def row(*, started: timedelta, seen: timedelta, staff: bool, shared: bool = False) -> WebSession:
    """A session that began and was last seen so long ago."""
    return WebSession(
        digest="x", started_at=NOW - started, seen_at=NOW - seen, is_staff=staff, is_shared=shared
    )


@pytest.mark.parametrize(
    ("staff", "shared", "minutes"), [(False, False, 30), (True, False, 15), (False, True, 10)]
)
def test_it_ends_when_nothing_is_done(*, staff: bool, shared: bool, minutes: int) -> None:
    for seconds, over in ((0, False), (1, True)):
        seen = timedelta(minutes=minutes, seconds=seconds)
        assert is_over(row(started=seen, seen=seen, staff=staff, shared=shared), NOW) is over


@pytest.mark.parametrize("staff", [False, True])
def test_it_ends_after_twelve_hours_whatever_is_done(*, staff: bool) -> None:
    for seconds, over in ((0, False), (1, True)):
        began = timedelta(hours=12, seconds=seconds)
        assert is_over(row(started=began, seen=timedelta(), staff=staff), NOW) is over


def test_to_show_again_who_one_is_makes_it_last_no_longer() -> None:
    session = RowSession({}, "x", row(started=timedelta(hours=11), seen=timedelta(), staff=True))
    began = session.started_at
    session.prove(NOW, has_factor=True)
    assert session.started_at == began == NOW - timedelta(hours=11)
